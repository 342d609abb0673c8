"""A round from the county's click to the lock, and what each deed leaves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.factories import registry as files
from tests.people import COUNTY, LI, SYSTEM, TOWN_A, VILLAGE_A, VILLAGE_B, WANG, ZHAO, ZHOU
from tests.requirement import requirement
from tests.survey import steps
from tests.survey.conftest import SECOND, SEPTEMBER
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.events.models import Event
from tonghu.registry.models import Child
from tonghu.registry.states import LifeState
from tonghu.survey import actions, queries
from tonghu.survey.actions import Given, Wrong
from tonghu.survey.models import RoundChild, VillageReturn
from tonghu.survey.states import Answer, ReturnState
from tonghu.worklist.models import Task

pytestmark = pytest.mark.django_db


def told(kind: str) -> int:
    with scope(SYSTEM):
        return Event.objects.all_of_them(reason="test").filter(kind=kind).count()


def open_tasks(kind: str) -> int:
    with scope(SYSTEM):
        rows = Task.objects.all_of_them(reason="test").filter(kind=kind, state="open")
        return rows.count()


@requirement("D-080", "D-081")
def test_a_round_gives_every_village_its_list_and_its_task(quarter: UUID) -> None:
    with scope(ZHOU.viewer):
        board = queries.board(ZHOU.viewer, quarter)
    assert board is not None
    assert (board.round.title, board.round.period) == ("2026年三季度核对", "2026Q3")
    assert (board.total.bar.not_started, board.total.expected) == (3, 5)
    assert open_tasks("survey.fill") == 3
    assert (told("survey.propose"), told("survey.open")) == (1, 1)


def test_the_children_of_key_groups_come_first(quarter: UUID, county: list[UUID]) -> None:
    with scope(WANG.viewer):
        walk = queries.village_walk(WANG.viewer, quarter)
    assert walk is not None
    assert walk.children[0].name == "演示甲三"
    assert len(walk.children) == 3
    assert walk.children[0].groups == ("义务教育阶段辍学",)
    assert {fact.code for fact in walk.children[0].facts} >= {"carer", "father", "mother", "school"}


def test_opening_twice_opens_one_round(quarter: UUID) -> None:
    with scope(ZHOU.viewer):
        again = actions.open_round(by=ZHOU.viewer, division=COUNTY, cycle="quarterly")
    assert again == quarter
    assert open_tasks("survey.fill") == 3


def test_a_quarter_without_changes_costs_one_tap_a_child_and_one_signature(
    quarter: UUID, county: list[UUID]
) -> None:
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    with scope(SYSTEM):
        row = VillageReturn.objects.all_of_them(reason="test").get(division=VILLAGE_A)
        confirmed = Child.objects.all_of_them(reason="test").filter(confirmed_on=date(2026, 9, 7))
        assert (row.state, row.signed_name, row.done) == (ReturnState.SUBMITTED, "王一村", 3)
        assert confirmed.count() == 3
    assert (told("child.confirm"), told("survey.answer"), told("survey.submit")) == (3, 3, 1)
    assert (open_tasks("survey.fill"), open_tasks("survey.review")) == (2, 1)


def test_a_village_signs_only_when_all_are_answered(quarter: UUID, county: list[UUID]) -> None:
    with scope(WANG.viewer):
        actions.confirm_child(by=WANG.viewer, round=quarter, child=county[0])
        signed = actions.sign(by=WANG.viewer, round=quarter, village=VILLAGE_A)
    assert (signed.signed, signed.sentence[:6]) == (False, "还有2名没有")


def test_nothing_is_asked_twice_and_a_key_counts_once(quarter: UUID, county: list[UUID]) -> None:
    with scope(WANG.viewer):
        first = actions.confirm_child(by=WANG.viewer, round=quarter, child=county[0], key="k1")
        again = actions.confirm_child(by=WANG.viewer, round=quarter, child=county[0], key="k1")
    assert (first.applied, again.applied, again.done) == (True, False, 1)
    assert told("survey.answer") == 1


def test_an_answer_can_be_undone_until_the_signature(quarter: UUID, county: list[UUID]) -> None:
    with scope(WANG.viewer):
        done = actions.change_child(
            by=WANG.viewer, round=quarter, child=county[0], values={"grade": "五年级"}
        )
        assert done.applied
        assert Child.objects.visible_to(WANG.viewer).get(pk=county[0]).grade == "五年级"
        actions.undo_answer(by=WANG.viewer, round=quarter, child=county[0])
        assert Child.objects.visible_to(WANG.viewer).get(pk=county[0]).grade == "四年级"
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    with scope(WANG.viewer), pytest.raises(NotNow, match="签字"):
        actions.undo_answer(by=WANG.viewer, round=quarter, child=county[0])


@requirement("D-094")
def test_a_change_is_in_the_file_at_once(quarter: UUID, county: list[UUID]) -> None:
    values = {"father_status": ["at_home"], "father_place": None, "both_away": False}
    with scope(WANG.viewer):
        actions.change_child(by=WANG.viewer, round=quarter, child=county[0], values=values)
        row = RoundChild.objects.visible_to(WANG.viewer).get(round=quarter, child=county[0])
    assert told("child.update") == 1
    assert "left_behind" in row.was
    assert "left_behind" not in row.schemes
    assert steps.tie(quarter, "left_behind") == (5, 0, 1, 4)
    assert steps.tie(quarter) == (5, 0, 0, 5)


def test_a_late_answer_keeps_its_own_time_and_never_overwrites_a_newer(
    quarter: UUID, county: list[UUID]
) -> None:
    early, late = SEPTEMBER + timedelta(hours=1), SEPTEMBER + timedelta(days=2)
    with clock.at(SEPTEMBER + timedelta(days=30)), scope(WANG.viewer):
        actions.confirm_child(by=WANG.viewer, round=quarter, child=county[0], at=late)
        old = actions.unreachable(
            by=WANG.viewer, round=quarter, child=county[0], note="没有人接电话", at=early
        )
        row = RoundChild.objects.visible_to(WANG.viewer).get(round=quarter, child=county[0])
    assert (old.applied, row.answer, row.at, row.late_sent) == (False, "no_change", late, True)


def test_leaving_wants_a_reason_and_a_day_that_has_come(quarter: UUID, county: list[UUID]) -> None:
    with scope(WANG.viewer):
        for reason, on, field in (
            ("", date(2026, 9, 1), "reason"),
            ("moon", date(2026, 9, 1), "reason"),
            ("parent_returned", date(2027, 1, 1), "on"),
        ):
            with pytest.raises(Wrong) as wrong:
                actions.left_child(
                    by=WANG.viewer, round=quarter, child=county[0], reason=reason, on=on
                )
            assert wrong.value.field == field


@requirement("D-089")
def test_the_town_decides_what_the_village_proposes(quarter: UUID, county: list[UUID]) -> None:
    with clock.at(SEPTEMBER + timedelta(days=3)):
        with scope(WANG.viewer):
            actions.left_child(
                by=WANG.viewer, round=quarter, child=county[0], reason="parent_returned",
                on=date(2026, 9, 8),
            )  # fmt: skip
            new = actions.add_child(
                by=WANG.viewer,
                round=quarter,
                village=VILLAGE_A,
                values=files.values(name="演示新来"),
            )
            assert new.applied
            assert Child.objects.visible_to(WANG.viewer).get(pk=county[0]).state == "registered"
        assert steps.tie(quarter) == (5, 1, 1, 5)
        steps.nothing_changed(quarter, VILLAGE_A, WANG)
        with scope(LI.viewer):
            actions.accept(by=LI.viewer, round=quarter, village=VILLAGE_A)
            states = Child.objects.visible_to(LI.viewer).values_list("name", "state", "left_reason")
            found = {name: (state, why) for name, state, why in states}
        assert found["演示甲一"] == (LifeState.EXITED, "parent_returned")
        assert found["演示新来"][0] == LifeState.REGISTERED
        assert steps.tie(quarter) == (5, 1, 1, 5)
    assert told("survey.accept") == 1


def test_a_new_child_taken_back_is_not_counted_and_rejected_by_the_town(quarter: UUID) -> None:
    with scope(WANG.viewer):
        new = actions.add_child(
            by=WANG.viewer, round=quarter, village=VILLAGE_A, values=files.values(name="演示误登")
        )
        row = RoundChild.objects.visible_to(WANG.viewer).get(pk=new.row)
        actions.undo_answer(by=WANG.viewer, round=quarter, child=row.child)
    assert steps.tie(quarter) == (5, 0, 0, 5)
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    with scope(LI.viewer):
        actions.accept(by=LI.viewer, round=quarter, village=VILLAGE_A)
        assert Child.objects.visible_to(LI.viewer).get(pk=row.child).state == LifeState.REJECTED


def test_a_child_known_elsewhere_is_checked_above_and_listed_nowhere_new(
    quarter: UUID, county: list[UUID]
) -> None:
    number = files.id_number(date(2016, 5, 20), "2")
    with scope(SYSTEM):
        files.child(name="演示有号", id_number=number)
    with scope(ZHAO.viewer):
        done = actions.add_child(
            by=ZHAO.viewer, round=quarter, village=VILLAGE_B,
            values=files.values(name="演示有号", id_number=number),
        )  # fmt: skip
        listed = RoundChild.objects.visible_to(ZHAO.viewer).filter(round=quarter).count()
    assert (done.applied, done.row, done.sentence, listed) == (False, None, "乡镇核实中", 1)


def test_a_return_needs_a_reason_and_comes_back_as_a_task(quarter: UUID) -> None:
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    with scope(LI.viewer):
        with pytest.raises(Wrong):
            actions.return_(by=LI.viewer, round=quarter, village=VILLAGE_A, why=" ")
        actions.return_(by=LI.viewer, round=quarter, village=VILLAGE_A, why="少一名签字")
    with scope(WANG.viewer):
        walk = queries.village_walk(WANG.viewer, quarter)
        task = Task.objects.visible_to(WANG.viewer).get(kind="survey.fill", state="open")
    assert walk is not None
    assert (walk.state, walk.returned_why, walk.may_sign) == ("returned", "少一名签字", True)
    assert "少一名签字" in task.why
    assert told("survey.return") == 1


def test_the_register_is_followed_and_its_new_children_are_asked(
    quarter: UUID, county: list[UUID]
) -> None:
    with clock.at(SEPTEMBER + timedelta(days=1)):
        with scope(SYSTEM):
            files.child(name="演示后来")
        with scope(WANG.viewer):
            for child in county[:3]:
                actions.confirm_child(by=WANG.viewer, round=quarter, child=child)
            signed = actions.sign(by=WANG.viewer, round=quarter, village=VILLAGE_A)
    assert (signed.signed, "新登记了1名" in signed.sentence) == (False, True)
    assert steps.tie(quarter) == (5, 1, 0, 6)


def test_a_child_the_register_let_go_is_not_asked(quarter: UUID, county: list[UUID]) -> None:
    from tonghu.registry import actions as registry

    with clock.at(SEPTEMBER + timedelta(days=1)), scope(LI.viewer):
        registry.exit_child(by=LI.viewer, child=county[0], reason="died", on=date(2026, 9, 8))
    with clock.at(SEPTEMBER + timedelta(days=2)):
        with scope(SYSTEM):
            actions.refresh(by=SYSTEM, round=quarter)
        with scope(WANG.viewer):
            walk = queries.village_walk(WANG.viewer, quarter)
    assert walk is not None
    assert len(walk.children) == 2
    with scope(ZHOU.viewer):
        (figures,) = queries.figures(ZHOU.viewer, quarter, scheme="register")
    assert [(one.code, one.n) for one in figures.left_by] == [("died", 1)]


def test_a_paper_signed_by_the_village_is_recorded_from_above(quarter: UUID) -> None:
    with scope(ZHOU.viewer):
        rows = RoundChild.objects.visible_to(ZHOU.viewer).filter(round=quarter, division=SECOND)
        for child in rows.values_list("child", flat=True):
            actions.confirm_child(by=ZHOU.viewer, round=quarter, child=child)
        with pytest.raises(Wrong, match="纸质"):
            actions.sign(by=ZHOU.viewer, round=quarter, village=SECOND)
        actions.sign(
            by=ZHOU.viewer, round=quarter, village=SECOND, paper_number="甲01", name="演示主任"
        )
        row = VillageReturn.objects.visible_to(ZHOU.viewer).get(round=quarter, division=SECOND)
    assert (row.signed_name, row.paper_number) == ("演示主任", "甲01")


def test_village_b_finds_nothing_of_village_a(quarter: UUID, county: list[UUID]) -> None:
    with scope(ZHAO.viewer):
        assert queries.village_walk(ZHAO.viewer, quarter, VILLAGE_A) is None
        board = queries.board(ZHAO.viewer, quarter)
        listed = queries.listed(ZHAO.viewer, quarter, division=COUNTY)
        figures = queries.figures(ZHAO.viewer, quarter, COUNTY, "register")
        for deed in (
            lambda: actions.confirm_child(by=ZHAO.viewer, round=quarter, child=county[0]),
            lambda: actions.undo_answer(by=ZHAO.viewer, round=quarter, child=county[0]),
            lambda: actions.sign(by=ZHAO.viewer, round=quarter, village=VILLAGE_A),
            lambda: actions.add_child(
                by=ZHAO.viewer, round=quarter, village=VILLAGE_A, values=files.values()
            ),
        ):
            with pytest.raises(Missing):
                deed()
    assert board is not None
    assert listed is not None
    assert (board.total.expected, listed.n, figures[0].closing) == (1, 1, 1)
    assert [one.name for one in listed.rows] == ["演示丙一"]


def test_who_lacks_the_verb_is_told_so(quarter: UUID, county: list[UUID]) -> None:
    with scope(WANG.viewer):
        for deed in (
            lambda: actions.lock(by=WANG.viewer, round=quarter),
            lambda: actions.accept(by=WANG.viewer, round=quarter, village=VILLAGE_A),
            lambda: actions.remind(by=WANG.viewer, round=quarter),
            lambda: actions.open_round(by=WANG.viewer, division=COUNTY, cycle="quarterly"),
        ):
            with pytest.raises(NotYours):
                deed()


@requirement("D-083")
def test_a_village_is_reminded_once_a_working_day(quarter: UUID) -> None:
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    with scope(ZHOU.viewer):
        assert actions.remind(by=ZHOU.viewer, round=quarter) == 2
        with pytest.raises(NotNow, match="催过"):
            actions.remind(by=ZHOU.viewer, round=quarter)
    with clock.at(SEPTEMBER + timedelta(days=1)), scope(ZHOU.viewer):
        assert actions.remind(by=ZHOU.viewer, round=quarter, villages=[VILLAGE_B]) == 1
    assert told("survey.urge") == 3


@requirement("D-084", "D-090")
def test_a_town_sums_up_when_nothing_waits_and_the_county_takes_or_returns_it(
    quarter: UUID,
) -> None:
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    with scope(LI.viewer):
        with pytest.raises(NotNow, match="没有审"):
            actions.summarise(by=LI.viewer, round=quarter, town=TOWN_A)
        actions.accept(by=LI.viewer, round=quarter, village=VILLAGE_A)
    steps.nothing_changed(quarter, SECOND, ZHOU)
    with scope(LI.viewer):
        actions.accept(by=LI.viewer, round=quarter, village=SECOND)
        assert open_tasks("survey.summary") == 1
        actions.summarise(by=LI.viewer, round=quarter, town=TOWN_A, note="入户4户")
        page = queries.summary(LI.viewer, quarter, TOWN_A)
    assert page is not None
    assert (page.state, page.note, page.figures[0].closing) == ("summarised", "入户4户", 4)
    with scope(ZHOU.viewer):
        actions.return_summary(by=ZHOU.viewer, round=quarter, town=TOWN_A, why="缺工作情况")
    assert open_tasks("survey.summary") == 1
    with scope(LI.viewer):
        actions.summarise(by=LI.viewer, round=quarter, town=TOWN_A, note="入户4户，发告知书4份")
    with scope(ZHOU.viewer):
        actions.take_summary(by=ZHOU.viewer, round=quarter, town=TOWN_A)
    assert (told("survey.summarise"), told("survey.return_summary"), told("survey.take")) == (
        2,
        1,
        1,
    )


def test_answers_in_bulk_are_the_same_answers(quarter: UUID, county: list[UUID]) -> None:
    at = datetime(2026, 9, 20, 2, tzinfo=UTC)
    given = [
        Given(county[0], Answer.NO_CHANGE, key="a"),
        Given(county[1], Answer.CHANGED, values={"grade": "五年级"}, key="b"),
        Given(county[2], Answer.UNREACHABLE, note="两次上门没有人", key="c"),
        Given(county[4], Answer.NO_CHANGE, key="of another village"),
    ]
    with clock.at(at), scope(WANG.viewer):
        kept = actions.answer_many(by=WANG.viewer, round=quarter, village=VILLAGE_A, answers=given)
        again = actions.answer_many(by=WANG.viewer, round=quarter, village=VILLAGE_A, answers=given)
        assert actions.sign(by=WANG.viewer, round=quarter, village=VILLAGE_A).signed
        walk = queries.village_walk(WANG.viewer, quarter)
    assert (kept, again) == (3, 0)
    assert walk is not None
    assert [one.reason for one in walk.exceptions] == ["两次上门没有人"]


def test_a_town_reminds_its_own_villages_and_no_other(quarter: UUID) -> None:
    with scope(LI.viewer):
        assert actions.remind(by=LI.viewer, round=quarter) == 2
        with pytest.raises(NotNow):
            actions.remind(by=LI.viewer, round=quarter, villages=[VILLAGE_B])
