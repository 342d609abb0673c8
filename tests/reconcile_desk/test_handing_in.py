"""A roster comes in with a receipt, from the right person, once; its columns are learnt once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest
from django.core.files.base import ContentFile

from tests.factories import reconcile as made
from tests.factories.reconcile import child, form
from tests.people import (
    CHEN,
    COUNTY,
    EDUCATION,
    LI,
    OTHER_SCHOOL,
    QIAN,
    SCHOOL,
    STATION,
    SUN,
    SYSTEM,
    TOWN_A,
    WANG,
    ZHAO,
    ZHOU,
)
from tests.requirement import requirement
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.events.models import Event
from tonghu.files.models import StoredFile
from tonghu.files.queries import opened
from tonghu.reconcile import actions, queries
from tonghu.reconcile.forms import Wrong
from tonghu.reconcile.models import HandIn, RosterOwed, SenderMapping
from tonghu.worklist.models import Task

CHILDREN = [child(order) for order in range(12)]
SEPTEMBER = datetime(2026, 9, 4, 9, 0, tzinfo=clock.CHINA)


@pytest.fixture(autouse=True)
def _september(county: None) -> Iterator[None]:
    with clock.at(SEPTEMBER):
        with scope(ZHOU.viewer):
            actions.open_call(by=ZHOU.viewer, division=COUNTY, year=2026)
        yield


def events(kind: str) -> list[Event]:
    with scope(SYSTEM):
        return list(Event.objects.visible_to(SYSTEM).filter(kind=kind).order_by("at", "id"))


def tasks(kind: str, unit: UUID) -> list[str]:
    with scope(SYSTEM):
        rows = Task.objects.visible_to(SYSTEM).filter(kind=kind, unit_id=unit)
        return list(rows.order_by("opened_at", "id").values_list("state", flat=True))


@requirement("D-088", "D-095")
@pytest.mark.django_db
def test_a_school_hands_in_its_own_roster_and_gets_a_receipt() -> None:
    with scope(SUN.viewer):
        id_ = actions.hand_in(
            by=SUN.viewer, form=form("school", CHILDREN, paper_number="", as_of=date(2026, 9, 1))
        )
        receipt = queries.receipt(SUN.viewer, id_)
        assert receipt is not None
        said = (
            receipt.number,
            receipt.rows,
            receipt.by,
            receipt.on_behalf,
            receipt.file_name,
            receipt.needs_mapping,
        )
        assert said == ("收2026-0001", 12, "孙老师", False, "school.csv", True)
        assert (receipt.population_label, receipt.as_of, receipt.erase_on) == (
            "全部儿童",
            date(2026, 9, 1),
            date(2027, 3, 3),
        )
        assert [one.receipt and one.receipt.id for one in queries.owed_by_me(SUN.viewer)] == [id_]
    (event,) = events("roster.handed_in")
    assert (event.subject_id, event.for_unit, event.changes["on_behalf"]) == (
        str(id_),
        SCHOOL.id,
        False,
    )
    assert tasks("reconcile.hand_in", SCHOOL.id) == ["done"]
    assert tasks("reconcile.mapping", SCHOOL.id) == ["open"]


@requirement("D-096")
@pytest.mark.django_db
def test_a_town_transcribes_for_a_station_with_its_paper() -> None:
    with scope(LI.viewer):
        with pytest.raises(Wrong) as wrong:
            actions.hand_in(by=LI.viewer, form=form("police", CHILDREN, paper_number=" "))
        assert wrong.value.field == "paper_number"
        id_ = actions.hand_in(by=LI.viewer, form=form("police", CHILDREN))
        receipt = queries.receipt(LI.viewer, id_)
    assert receipt is not None
    assert (receipt.on_behalf, receipt.paper_number, receipt.unit) == (
        True,
        "演示〔2026〕1号",
        STATION.id,
    )
    assert events("roster.handed_in")[0].changes["on_behalf"] is True
    assert events("task.transcribe")[0].subject_type == "worklist.task"


@pytest.mark.parametrize(
    ("who", "kind", "unit", "refusal"),
    [
        (SUN, "school", OTHER_SCHOOL, NotYours), (WANG, "school", SCHOOL, NotYours),
        (LI, "school", OTHER_SCHOOL, NotYours), (QIAN, "school", SCHOOL, NotYours),
        (SUN, "police", SCHOOL, Wrong), (CHEN, "survey", EDUCATION, Wrong),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_nobody_hands_in_what_is_not_theirs(
    who: object, kind: str, unit: made.UnitOf, refusal: type[Exception]
) -> None:
    viewer = who.viewer  # type: ignore[attr-defined]
    with scope(viewer), pytest.raises(refusal):
        actions.hand_in(by=viewer, form=form(kind, CHILDREN, unit))
    assert not events("roster.handed_in")


@pytest.mark.django_db
def test_a_village_hands_in_for_its_committee_and_sees_no_neighbour() -> None:
    with scope(WANG.viewer):
        id_ = actions.hand_in(
            by=WANG.viewer, form=form("survey", CHILDREN, made.COMMITTEE_A, paper_number="")
        )
        receipt = queries.receipt(WANG.viewer, id_)
        assert receipt is not None
        assert not receipt.on_behalf
    with scope(ZHAO.viewer):
        assert queries.receipts(ZHAO.viewer) == ()
        assert queries.receipt(ZHAO.viewer, id_) is None


@pytest.mark.django_db
def test_the_same_file_twice_says_when_it_came() -> None:
    with scope(SUN.viewer):
        actions.hand_in(by=SUN.viewer, form=form("school", CHILDREN))
        with pytest.raises(NotNow, match="9月4日已经交过，回执号收2026-0001"):
            actions.hand_in(by=SUN.viewer, form=form("school", CHILDREN, name="改了名.csv"))


@pytest.mark.django_db
def test_a_new_roster_takes_the_place_of_the_old_one_unless_it_adds() -> None:
    with scope(SUN.viewer):
        first = actions.hand_in(by=SUN.viewer, form=form("school", CHILDREN))
        second = actions.hand_in(by=SUN.viewer, form=form("school", CHILDREN[:6]))
        third = actions.hand_in(by=SUN.viewer, form=form("school", CHILDREN[6:], adds=True))
        states = {one.id: (one.state, one.replaced_by) for one in queries.receipts(SUN.viewer)}
    assert states == {
        first: ("replaced", second),
        second: ("received", None),
        third: ("received", None),
    }


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("名册.csv", b"\xef\xbb\xbf" + "班级,座位\n一班,3\n".encode(), "姓名"),
        ("名册.csv", "姓名,身份证号\n".encode(), "只有表头"),
    ],
)
@pytest.mark.django_db
def test_a_file_that_cannot_be_read_is_kept_with_its_sentence(
    name: str, content: bytes, sentence: str
) -> None:
    with scope(SUN.viewer):
        id_ = actions.hand_in(
            by=SUN.viewer, form=form("school", [], upload=ContentFile(content, name=name))
        )
        receipt = queries.receipt(SUN.viewer, id_)
        assert receipt is not None
        assert (receipt.state, receipt.needs_mapping, receipt.told[0].fatal) == (
            "refused",
            False,
            True,
        )
        assert sentence in receipt.told[0].text
        assert [one.received for one in queries.owed_by_me(SUN.viewer)] == [False]
    assert tasks("reconcile.hand_in", SCHOOL.id) == ["open"]


@pytest.mark.django_db
def test_the_file_lies_encrypted_and_is_the_one_that_came() -> None:
    with scope(SUN.viewer):
        id_ = actions.hand_in(by=SUN.viewer, form=form("school", CHILDREN))
        row = HandIn.objects.visible_to(SUN.viewer).get(pk=id_)
        stored = StoredFile.objects.visible_to(SUN.viewer).get(pk=row.file_id)
        with opened(SUN.viewer, stored.id) as held:
            content = b"".join(held.chunks())
    assert CHILDREN[3].name in content.decode()
    assert row.mark == stored.fingerprint
    assert (stored.purpose, stored.unit, stored.erase_on) == ("roster", SCHOOL.id, row.erase_on)


@pytest.mark.django_db
def test_columns_are_confirmed_once_and_asked_again_when_the_headers_change() -> None:
    with scope(SUN.viewer):
        first = actions.hand_in(by=SUN.viewer, form=form("school", CHILDREN))
        preview = queries.mapping(SUN.viewer, first)
        assert preview is not None
        assert not preview.remembered
        number = next(c for c in preview.sheets[0].columns if c.field == "id_number")
        assert number.samples[0].startswith("990")
        assert "*" * 13 in number.samples[0]
        assert [c.field for c in preview.sheets[0].columns][:3] == ["name", "sex", "id_number"]
        actions.confirm_mapping(by=SUN.viewer, hand_in=first, fields={"0:4": ""})
        again = actions.hand_in(by=SUN.viewer, form=form("school", CHILDREN[:7]))
        known = queries.mapping(SUN.viewer, again)
        assert known is not None
        assert known.remembered
        assert known.confirmed
        assert known.sheets[0].columns[4].field == "", "a choice of last time is applied silently"
        heads = ("姓名", "性别", "证件号", "生日", "年级", "父亲", "母亲", "电话", "学校", "留守")
        third = actions.hand_in(by=SUN.viewer, form=form("school", CHILDREN[:8], heads=heads))
        asked = queries.mapping(SUN.viewer, third)
        assert asked is not None
        assert not asked.remembered
        assert "多了“姓名”" in asked.differs
        assert SenderMapping.objects.visible_to(SUN.viewer).count() == 1
    assert [e.changes["columns"] for e in events("roster.confirm")] == [[["年级", "grade", ""]]]
    assert len(events("mapping.save")) == 1


@pytest.mark.django_db
def test_a_wrong_choice_of_columns_is_told_at_its_column() -> None:
    with scope(SUN.viewer):
        id_ = actions.hand_in(by=SUN.viewer, form=form("school", CHILDREN))
        for chosen, field in (
            ({"0:1": "name"}, "0:1"),
            ({"0:0": "", "0:2": ""}, "0:0"),
            ({"0:99": "name"}, "0:99"),
        ):
            with pytest.raises(Wrong) as wrong:
                actions.confirm_mapping(by=SUN.viewer, hand_in=id_, fields=chosen)
            assert wrong.value.field == field
    with scope(ZHAO.viewer), pytest.raises(Missing):
        actions.confirm_mapping(by=ZHAO.viewer, hand_in=id_)


@pytest.mark.django_db
def test_withdrawing_a_roster_makes_it_owed_again() -> None:
    with scope(SUN.viewer):
        id_ = actions.hand_in(by=SUN.viewer, form=form("school", CHILDREN))
        with pytest.raises(Wrong):
            actions.withdraw_hand_in(by=SUN.viewer, hand_in=id_, why=" ")
        actions.withdraw_hand_in(by=SUN.viewer, hand_in=id_, why="交错了年份")
        with pytest.raises(NotNow):
            actions.withdraw_hand_in(by=SUN.viewer, hand_in=id_, why="再撤一次")
    assert events("roster.withdraw")[0].why == "交错了年份"
    assert tasks("reconcile.hand_in", SCHOOL.id) == ["done", "open"]
    assert tasks("reconcile.mapping", SCHOOL.id) == ["cancelled"]


@requirement("D-083")
@pytest.mark.django_db
def test_those_who_are_late_are_urged_once_a_day() -> None:
    with clock.at(datetime(2026, 9, 16, 9, 0, tzinfo=clock.CHINA)), scope(LI.viewer):
        (call,) = queries.calls(LI.viewer)
        assert (call.expected, call.received, call.late) == (3, 0, 3)
        school = next(one for one in call.owed if one.unit == SCHOOL.id)
        assert (school.days_late, school.urged) == (4, 0)
        assert actions.urge(by=LI.viewer, owed=[school.id]) == 1
        with pytest.raises(NotNow):
            actions.urge(by=LI.viewer, owed=[school.id])
        elsewhere = RosterOwed.objects.all_of_them(reason="test").exclude(division=TOWN_A)
        assert not elsewhere.exists(), "row-level security shows a town its own units only"
    assert events("roster.urge")[0].for_unit == SCHOOL.id
    with scope(SUN.viewer), pytest.raises(NotYours):
        actions.urge(by=SUN.viewer, owed=[school.id])


@pytest.mark.django_db
def test_the_call_is_opened_once_by_the_county_with_its_clause() -> None:
    with scope(LI.viewer), pytest.raises(NotYours):
        actions.open_call(by=LI.viewer, division=COUNTY, year=2026)
    with scope(ZHOU.viewer):
        (call,) = queries.calls(ZHOU.viewer)
        again = actions.open_call(by=ZHOU.viewer, division=COUNTY, year=2026)
        assert again == call.id
        assert len(queries.calls(ZHOU.viewer)) == 1
    assert (call.first, call.last, call.expected) == (date(2026, 9, 1), date(2026, 9, 10), 6)
    assert call.clause == "", "the ground rules have no document"
    songyang = replace(ZHOU.viewer, profile="songyang")
    with scope(songyang):
        later = actions.open_call(by=songyang, division=COUNTY, year=2027)
        found = queries.call(songyang, later)
    assert found is not None
    assert found.clause == "松政办发〔2017〕139号 三(三)第3句"
    assert [e.changes["owed"] for e in events("roster.call")] == [6, 0, 6]


@pytest.mark.django_db
def test_a_roster_is_chosen_for_a_unit_within_reach() -> None:
    for who, expected in ((SUN, [SCHOOL.name]), (WANG, [made.COMMITTEE_A.name])):
        with scope(who.viewer):
            choices = queries.hand_in_choices(who.viewer)
        assert [name.rpartition("· ")[2] for _, name in choices.units] == expected
        assert choices.own
    with scope(LI.viewer):
        names = [name for _, name in queries.hand_in_choices(LI.viewer).units]
    assert len(names) == 4
    assert not any("乙" in name for name in names)
