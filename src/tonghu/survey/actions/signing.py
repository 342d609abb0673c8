"""签字、接收、退回: a village hands in, its town decides what it proposed, or sends it back with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.moves import move
from tonghu.core.viewer import Level, Viewer
from tonghu.survey.actions import register
from tonghu.survey.actions.common import (
    DESK,
    RETURN,
    TOWN,
    day_of,
    is_open,
    moment,
    need,
    profile_of,
    round_of,
    town_code,
    village_of,
)
from tonghu.survey.actions.opening import village_link
from tonghu.survey.actions.refreshing import refresh
from tonghu.survey.contributions import FILL, REVIEW, SUMMARY
from tonghu.survey.models import Round, RoundChild, TownSummary, VillageReturn
from tonghu.survey.rules.answering import Wrong, closed, sign_stop
from tonghu.survey.rules.given import Signed
from tonghu.survey.rules.plans import counted, last_day
from tonghu.survey.states import Answer, ReturnState
from tonghu.survey.workflow import RETURN as FLOW
from tonghu.worklist import actions as worklist
from tonghu.worklist.actions import OnBehalf

WHY = "rows of a village its signer or its town has been found to reach"
CONFIRMS = (Answer.NO_CHANGE, Answer.CHANGED)


def sign(
    *, by: Viewer, round: UUID, village: str, at: datetime | None = None, paper_number: str = "",
    name: str = "",
) -> Signed:  # fmt: skip
    """签字上报: when every child is answered; from above only by a paper the village has signed."""
    need(by, P.ROUND_FILL)
    known = round_of(by, round)
    is_open(known)
    home = village_of(by, known, village)
    behalf = not by.system and by.level is not Level.VILLAGE
    if behalf and not paper_number.strip():
        raise Wrong("paper_number", "替村里录入的，请写纸质排查表的编号。")
    if behalf and not name.strip():
        raise Wrong("name", "请写在纸质表上签字的人。")
    if stop := closed(known.state, home.state):
        raise NotNow(stop)
    fresh = _brought_up(by, known, home, at)
    home = village_of(by, known, village)
    if stop := sign_stop(home.state, home.expected - home.done, fresh):
        return Signed(False, stop)
    _signed(by, known, home, at, paper_number.strip(), name.strip())
    return Signed(True, "")


def _brought_up(by: Viewer, round: Round, home: VillageReturn, at: datetime | None) -> int:
    """How many children the register has added that nobody has answered."""
    before = home.expected
    refresh(by=by, round=round.id, division=home.division, at=at)
    again = village_of(by, round, home.division)
    return max(0, min(again.expected - before, again.expected - again.done))


def _signed(
    by: Viewer, round: Round, home: VillageReturn, at: datetime | None, paper: str, name: str
) -> None:
    when = moment(at)
    rows = RoundChild.objects.visible_to(by).filter(village=home, answer__in=CONFIRMS)
    register.confirm(by, tuple(rows.values_list("child", flat=True)), round.id, day_of(when))
    move(
        FLOW, home, "submit", by=by, division=home.division,
        changes={"expected": home.expected, "unreachable": home.unreachable, "left": home.left,
                 "paper_number": paper},
    )  # fmt: skip
    home.signed_by, home.signed_name, home.signed_at = by.user, name or by.name, when
    home.last_at, home.paper_number, home.returned_why = when, paper, ""
    home.save(
        update_fields=[
            "signed_by", "signed_name", "signed_at", "last_at", "paper_number", "returned_why",
        ]
    )  # fmt: skip
    behalf = OnBehalf(unit=None, unit_name=home.name, paper_number=paper) if paper else None
    worklist.close_task(by=by, kind=FILL, subject=(RETURN, home.id), on_behalf=behalf)
    _tell_town(by, round, home.division)


def _tell_town(by: Viewer, round: Round, village: str) -> None:
    """The town's task: so many villages wait; then, when all are in, to sum up."""
    code = town_code(village)
    with scope(DESK):
        town = (
            TownSummary.objects.all_of_them(reason=WHY).filter(round=round, division=code).first()
        )
        states = list(
            VillageReturn.objects.all_of_them(reason=WHY)
            .filter(round=round, division__startswith=code[:9])
            .values_list("state", flat=True)
        )
    if town is None:
        return
    waiting = states.count(ReturnState.SUBMITTED)
    subject, link = (TOWN, town.id), f"/rounds/{round.id}/towns/{code}/"
    if waiting:
        worklist.open_task(
            by=by, kind=REVIEW, subject=subject, title=f"{round.title}：审村里报上来的结果",
            why=f"{waiting}个村报上来，等接收或者退回", division=code, role="town_worker",
            due=round.summary_due or round.due_on, basis=round.basis, count=waiting, link=link,
            again=True, profile=round.profile,
        )  # fmt: skip
    else:
        worklist.close_task(by=by, kind=REVIEW, subject=subject)
    if states and all(state == ReturnState.ACCEPTED for state in states):
        due = round.summary_due or round.due_on
        profile = profile_of(round.profile)
        worklist.open_task(
            by=by, kind=SUMMARY, subject=subject, title=f"{round.title}：汇总上报县里",
            why=f"{len(states)}个村都已接收", division=code, role="town_worker",
            due=last_day(profile, due), counted=counted(profile, due), basis=round.basis, link=link,
            profile=round.profile,
        )  # fmt: skip


def accept(*, by: Viewer, round: UUID, village: str, at: datetime | None = None) -> None:
    """接收: what the village proposed becomes the register's: exits, new files."""
    need(by, P.ROUND_REVIEW)
    known = round_of(by, round)
    is_open(known)
    home = village_of(by, known, village)
    when = moment(at)
    move(FLOW, home, "accept", by=by, division=home.division)
    _decide(by, home)
    refresh(by=by, round=known.id, division=home.division, at=at)
    home.accepted_by, home.accepted_name, home.accepted_at = by.user, by.name, when
    home.last_at = max(when, home.last_at) if home.last_at else when
    home.save(update_fields=["accepted_by", "accepted_name", "accepted_at", "last_at"])
    _tell_town(by, known, home.division)


def _decide(by: Viewer, home: VillageReturn) -> None:
    rows = RoundChild.objects.visible_to(by).filter(
        village=home, applied=False, answer__in=[Answer.LEFT, Answer.NEW, Answer.WITHDRAWN]
    )
    for row in rows.order_by("pk"):
        register.decide(by, row.child, row.answer, row.left, row.left_on)
        row.applied = True
        row.save(update_fields=["applied"])


def return_(*, by: Viewer, round: UUID, village: str, why: str) -> None:
    """退回: with a reason the village reads in its task."""
    need(by, P.ROUND_REVIEW)
    known = round_of(by, round)
    is_open(known)
    if len(why.strip()) < 2:
        raise Wrong("why", "请写退回的理由，村里照着改。")
    home = village_of(by, known, village)
    move(FLOW, home, "return", by=by, division=home.division, note=why)
    home.returned_why, home.returned_at = why.strip()[:200], moment(None)
    home.last_at = home.returned_at
    home.save(update_fields=["returned_why", "returned_at", "last_at"])
    profile = profile_of(known.profile)
    worklist.open_task(
        by=by, kind=FILL, subject=(RETURN, home.id), title=f"{known.title}：镇里退回，请改后再报",
        why=f"退回理由：{home.returned_why}", division=home.division, role="village_worker",
        due=last_day(profile, known.due_on), counted=counted(profile, known.due_on),
        basis=known.basis, link=village_link(known, home.division), again=True,
        profile=known.profile,
    )  # fmt: skip
    _tell_town(by, known, home.division)
