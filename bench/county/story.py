"""一年的事: last autumn's rosters, four quarters confirmed village by village and locked, this autumn's survey.

The clock is set back for it, and every step goes through the actions that people's clicks go through,
by the person whose step it is; what a village has no account for is recorded for it from paper.
"""

from __future__ import annotations

import random
import shutil
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from bench.county.seed import MAKER, Sent, Tell, compare, hand_in, person, place_of
from tonghu.core import clock
from tonghu.core.clock import CHINA
from tonghu.core.database.scope import scope
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import full
from tonghu.reconcile import actions as reconcile
from tonghu.reconcile import queries as comparing
from tonghu.registry import actions as registry
from tonghu.registry.models import Child
from tonghu.registry.states import LifeState, SourceKind
from tonghu.survey import actions as survey
from tonghu.survey.models import RoundChild, VillageReturn
from tonghu.survey.rules.given import Given
from tonghu.survey.states import Answer, Cycle, ReturnState

FIRST_DAY = datetime(2025, 9, 1, 9, tzinfo=CHINA)
LAST_AUTUMN = datetime(2025, 10, 9, 9, tzinfo=CHINA)
QUARTERS = (
    ("2025Q4", datetime(2025, 12, 8, 9, tzinfo=CHINA)),
    ("2026Q1", datetime(2026, 3, 9, 9, tzinfo=CHINA)),
    ("2026Q2", datetime(2026, 6, 8, 9, tzinfo=CHINA)),
    ("2026Q3", datetime(2026, 9, 14, 9, tzinfo=CHINA)),
)
SPRING = datetime(2026, 5, 6, 2, tzinfo=CHINA)  # last year's rosters are erased
AUTUMN = datetime(2026, 9, 1, 10, tzinfo=CHINA)
LEFT = ("parent_returned", "moved_with_parents", "hukou_moved")
PLACES = (
    "浙江省宁波市慈溪市",
    "浙江省杭州市萧山区",
    "浙江省温州市瑞安市",
    "上海市松江区",
    "江苏省苏州市昆山市",
)
STAGES = (
    ("班", "kindergarten"), ("七", "junior"), ("八", "junior"), ("九", "junior"), ("初", "junior"),
    ("年级", "primary"),
)  # fmt: skip
SIGNERS = ["包", "蓝", "雷", "钟", "阙", "潘", "叶", "周", "吴", "郑", "徐", "何"]
AT_ONCE = 40  # villages in one transaction


@contextmanager
def on(moment: datetime) -> Iterator[None]:
    """That day."""
    with clock.at(moment):
        yield


def make_room() -> None:
    """The logs are kept by month: the months of the story have their tables before it begins."""
    with scope(MAKER), connection.cursor() as cursor:
        cursor.execute("SELECT tonghu_make_partitions(%s, %s)", [FIRST_DAY.date(), clock.today()])


def last_autumn(county: str, sent: Sequence[Sent], tell: Tell) -> None:
    """去年秋天: the first comparison fills the register; four units were late even then."""
    came = [
        _of_last_year(one)
        for at, one in enumerate(sent)
        if at % 20 != 7 and one.path.suffix != ".xls"
    ]
    with on(LAST_AUTUMN):
        hand_in(county, came, LAST_AUTUMN.date(), tell)
        compare(county, LAST_AUTUMN.date())
        tell("去年的比对完毕，县里成批采纳，另一个人复看")
        accept_certain()
        visited()


def visited() -> None:
    """上门核实: every village fills in what no roster says, as found at the home."""
    office, chance = person("xian"), random.Random(7)
    with scope(office):
        children = Child.objects.visible_to(office).filter(state=LifeState.REGISTERED)
        registry.update_many(
            by=office,
            changes=[
                registry.Change(
                    child=child, values=_found_at_home(village, grade, chance),
                    source=SourceKind.VILLAGE, officer="儿童主任", why="入户核实",
                )
                for child, village, grade in children.values_list("pk", "division", "grade")
            ],
        )  # fmt: skip


def _found_at_home(village: str, grade: str, chance: random.Random) -> dict[str, object]:
    away, since = chance.choice(PLACES), f"20{chance.randint(19, 24)}-02-20"
    home = {
        "residence_division": village, "hukou_kind": "rural",
        "health": "healthy", "carer_kind": "grandparent", "entrusted": True, "both_away": True,
        "guardianship_grade": chance.choice(("good", "ordinary", "ordinary")),
        "income_sources": chance.choice((["wages"], ["wages", "farming"])),
        "relief": ["minimum_living"] if chance.random() < 0.1 else ["none"],
        "parent_contact_on": "2025-09-28", "parent_contact_means": "video",
    }  # fmt: skip
    for parent in ("father", "mother"):
        home |= {
            f"{parent}_status": ["away"], f"{parent}_status_since": since, f"{parent}_place": away,
        }  # fmt: skip
    stage = next((code for sign, code in STAGES if sign in grade), None)
    return home | ({"schooling": stage} if stage else {})


def _of_last_year(one: Sent) -> Sent:
    """The file as it came a year before: the same rows, not the same bytes."""
    path = one.path.parent / "last-year" / one.path.name
    path.parent.mkdir(exist_ok=True)
    shutil.copy(one.path, path)
    if path.suffix == ".csv":
        path.write_bytes(path.read_bytes() + b"\r\n")
    else:
        with zipfile.ZipFile(path, "a") as book:
            book.comment = b"2025"
    return replace(one, path=path)


def accept_certain() -> None:
    """One office accepts what is certain, another person looks at the sample."""
    office, second = person("xian"), person("xian2")
    with scope(office):
        reconcile.accept_certain(by=office)
    with scope(second):
        for line in comparing.sampled_proposals(second):
            reconcile.review_proposal(by=second, proposal=line.id, agrees=True)


def quarters(county: str, tell: Tell) -> None:
    """四个季度, each opened, answered, signed, accepted and locked."""
    chance = random.Random(20260930)
    for period, opened in QUARTERS:
        with on(opened):
            round_ = opened_round(county, Cycle.QUARTERLY.value, period, opened.date())
        with on(opened.replace(day=opened.day + 8)):
            answered(round_, chance, share=1.0, everywhere=period == QUARTERS[-1][0])
            summed_up(county, round_)
        with on(opened.replace(day=opened.day + 14)):
            office = person("xian")
            with scope(office):
                survey.lock(by=office, round=round_, exceptions=_unreached(round_))
        tell(f"{period}核对完毕，县里锁定")


def _unreached(round_: UUID) -> dict[str, str]:
    """What the lock asks a reason for: somebody not reached, a village without children."""
    with scope(MAKER):
        rows = VillageReturn.objects.all_of_them(reason="the demo plays the county's office")
        rows = rows.filter(round=round_)
        away = rows.filter(unreachable__gt=0).values_list("division", flat=True)
        none = rows.exclude(state=ReturnState.ACCEPTED).values_list("division", flat=True)
        return dict.fromkeys(none, "本村没有在册儿童") | dict.fromkeys(
            away, "两次上门都没有人，下季度再核"
        )


def campaign(county: str, tell: Tell) -> None:
    """今年秋季集中排查, in the middle: most villages have signed, some are at it, some not begun."""
    chance = random.Random(1)
    with on(SPRING):
        reconcile.erase_due()
    with on(AUTUMN):
        round_ = opened_round(county, Cycle.CAMPAIGN.value, f"{AUTUMN.year}-autumn", AUTUMN.date())
    with on(AUTUMN.replace(day=24)):
        answered(round_, chance, share=0.82)
    tell("今年秋季集中排查进行中")


def opened_round(county: str, cycle: str, period: str, day: date) -> UUID:
    """发出一轮, by the county's office."""
    office = person("xian")
    with scope(office):
        return survey.open_round(
            by=office, division=full(county), cycle=cycle, period=period, on=day
        )


def answered(
    round_: UUID, chance: random.Random, share: float, *, everywhere: bool = True
) -> None:  # fmt: skip
    """Villages answer, sign and are accepted; below a share of 1 some are left as life leaves them.

    A village without children signed nothing in the first quarters, and the lock says so.
    """
    office = person("xian")
    with scope(MAKER):
        returns = list(
            VillageReturn.objects.all_of_them(reason="the demo plays every village")
            .filter(round=round_)
            .order_by("division")
            .values_list("division", flat=True)
        )
        children: dict[str, list[UUID]] = defaultdict(list)
        listed = RoundChild.objects.all_of_them(reason="the demo plays every village").filter(
            round=round_
        )
        for village, child in listed.values_list("division", "child").order_by("child"):
            children[village].append(child)
    for start in range(0, len(returns), AT_ONCE):
        with scope(office):
            for village in returns[start : start + AT_ONCE]:
                if not (everywhere or children[village]):
                    continue
                _village(office, round_, village, children[village], chance, share)


def summed_up(county: str, round_: UUID) -> None:
    """Every town sums up and sends it to the county."""
    office = person("xian")
    with scope(office):
        for town in place_of(county).towns:
            survey.summarise(by=office, round=round_, town=town)
            survey.take_summary(by=office, round=round_, town=town)


def _village(
    office: Viewer, round_: UUID, village: str, children: list[UUID], chance: random.Random,
    share: float,
) -> None:  # fmt: skip
    fate = chance.random()
    if fate > share + 0.09:
        return  # not begun
    given = [_given(child, chance) for child in children]
    half = fate > share
    if given:
        survey.answer_many(
            by=office, round=round_, village=village, answers=given[: len(given) // 2] if half else given
        )  # fmt: skip
    if half:
        return
    survey.sign(
        by=office, round=round_, village=village, paper_number=f"演示排查表{village[-6:]}",
        name=f"{chance.choice(SIGNERS)}某（儿童主任）",
    )  # fmt: skip
    if share == 1.0 or fate < share - 0.1:
        survey.accept(by=office, round=round_, village=village)


def _given(child: UUID, chance: random.Random) -> Given:
    luck = chance.random()
    if luck < 0.015:
        return Given(child, Answer.LEFT.value, reason=chance.choice(LEFT), on=clock.today())
    if luck < 0.02:
        return Given(child, Answer.UNREACHABLE.value, note="两次打电话没有人接，已托邻居带话。")
    return Given(child, Answer.NO_CHANGE.value)


__all__ = ["FIRST_DAY", "accept_certain", "campaign", "last_autumn", "on", "quarters"]
