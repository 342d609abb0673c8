"""Both cycles, side by side, from the profiles' own days (D-080, D-081, D-089 to D-091)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.people import COUNTY, SYSTEM, TOWN_A, VILLAGE_A, VILLAGE_B, ZHOU
from tests.requirement import requirement
from tests.survey import steps
from tests.survey.conftest import SECOND, SEPTEMBER
from tests.survey.test_rounds import open_tasks
from tonghu.core import clock
from tonghu.core.calendar import WorkCalendar
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.policy import load
from tonghu.survey import actions, queries
from tonghu.survey.actions import Given
from tonghu.survey.models import Round, RoundChild
from tonghu.survey.rules.plans import counted, days_late, due_plans, last_day, plan_of, plans
from tonghu.survey.rules.reminding import may_remind
from tonghu.survey.states import Answer


@requirement("D-081", "D-362")
def test_wuqing_updates_by_the_end_of_every_quarter() -> None:
    found = plans(load("wuqing"), 2026)
    assert [(one.period, one.due_on) for one in found] == [
        ("2026Q1", date(2026, 3, 31)), ("2026Q2", date(2026, 6, 30)),
        ("2026Q3", date(2026, 9, 30)), ("2026Q4", date(2026, 12, 31)),
    ]  # fmt: skip
    assert found[2].title == "2026年三季度核对"
    assert (found[2].begins_on, found[2].ends_on) == (date(2026, 7, 1), date(2026, 9, 30))
    assert all(one.summary_due is None and one.rosters_to is None for one in found)


@requirement("D-089", "D-090", "D-091", "D-363", "D-364", "D-365")
def test_songyang_surveys_once_by_its_own_days() -> None:
    (one,) = plans(load("songyang"), 2026)
    assert one.title == "2026年秋季集中排查"
    assert (one.rosters_from, one.rosters_to) == (date(2026, 9, 1), date(2026, 9, 10))
    assert (one.due_on, one.summary_due, one.feedback_due) == (
        date(2026, 9, 30), date(2026, 10, 31), date(2026, 10, 31),
    )  # fmt: skip


def test_a_day_off_moves_to_the_next_worked_day_and_says_so() -> None:
    songyang = load("songyang")
    assert last_day(songyang, date(2026, 10, 31)) == date(2026, 11, 2)
    assert days_late(songyang, date(2026, 10, 31), date(2026, 11, 2)) == 0
    assert days_late(songyang, date(2026, 10, 31), date(2026, 11, 3)) == 1
    assert "顺延到2026年11月2日" in counted(songyang, date(2026, 10, 31))


@pytest.mark.parametrize(
    ("profile", "today", "periods"),
    [
        ("wuqing", date(2026, 8, 31), []),
        ("wuqing", date(2026, 9, 1), ["2026Q3"]),
        ("songyang", date(2026, 9, 30), ["2026-autumn"]),
        ("songyang", date(2026, 10, 1), []),
        ("dali", date(2026, 6, 15), ["2026H1"]),
    ],
)
def test_the_machine_proposes_what_is_due(profile: str, today: date, periods: list[str]) -> None:
    found = due_plans(load(profile), today, frozenset())
    assert [one.period for one in found] == periods
    known = frozenset((one.cycle.value, one.period) for one in found)
    assert due_plans(load(profile), today, known) == ()


def test_a_period_is_found_by_its_name_or_by_a_day() -> None:
    songyang = load("songyang")
    by_day = plan_of(songyang, "quarterly", on=date(2026, 5, 9))
    assert by_day is not None
    assert by_day.period == "2026Q2"
    assert plan_of(songyang, "quarterly", "2025Q4") is not None
    assert plan_of(songyang, "quarterly", "2025Q7") is None


def test_a_reminder_waits_for_the_next_working_day() -> None:
    calendar = WorkCalendar(years=frozenset({2026}))
    friday, saturday, monday = date(2026, 9, 4), date(2026, 9, 5), date(2026, 9, 7)
    assert may_remind(None, friday, calendar)
    assert not may_remind(friday, saturday, calendar)
    assert may_remind(friday, monday, calendar)


@pytest.mark.django_db
@requirement("D-080")
def test_a_round_whose_day_has_come_is_proposed_and_sent_out_by_a_click(
    county: list[UUID], settings: Any
) -> None:
    settings.TONGHU_PROFILE = "songyang"
    with clock.at(datetime(2026, 9, 1, 1, tzinfo=UTC)):
        actions.propose_due()
        actions.propose_due()
        with scope(SYSTEM):
            (draft,) = Round.objects.all_of_them(reason="test")
        assert (draft.cycle, draft.state) == ("yearly_campaign", "draft")
        assert draft.clause
        assert (open_tasks("survey.propose"), open_tasks("survey.fill")) == (1, 0)
        with scope(ZHOU.viewer):
            actions.open_draft(by=ZHOU.viewer, round=draft.id)
    assert (open_tasks("survey.propose"), open_tasks("survey.fill")) == (0, 3)


@pytest.mark.django_db
def test_a_draft_nobody_wants_is_cancelled_with_its_reason(county: list[UUID]) -> None:
    with scope(ZHOU.viewer):
        draft = actions.propose_round(by=ZHOU.viewer, division=COUNTY, cycle="quarterly")
        actions.cancel_draft(by=ZHOU.viewer, round=draft, why="并入秋季集中排查")
        assert queries.rounds(ZHOU.viewer) == ()
        with pytest.raises(NotNow):
            actions.open_draft(by=ZHOU.viewer, round=draft)
    assert open_tasks("survey.propose") == 0


@pytest.mark.django_db
@requirement("D-080", "D-089")
def test_quarter_and_campaign_run_side_by_side(county: list[UUID], settings: Any) -> None:
    settings.TONGHU_PROFILE = "songyang"
    with scope(ZHOU.viewer):
        quarter = actions.open_round(by=ZHOU.viewer, division=COUNTY, cycle="quarterly")
        campaign = actions.open_round(by=ZHOU.viewer, division=COUNTY, cycle="yearly_campaign")
    steps.locked(quarter)
    with scope(ZHOU.viewer):
        found = {one.id: one for one in queries.rounds(ZHOU.viewer)}
        board = queries.board(ZHOU.viewer, campaign)
    assert (found[quarter].state, found[campaign].state) == ("locked", "open")
    assert board is not None
    assert [one.code for one in board.steps] == [
        "rosters", "villages", "summary", "feedback", "reverify", "lock",
    ]  # fmt: skip
    assert board.previous is None
    assert open_tasks("survey.fill") == 3


@pytest.mark.django_db
def test_a_past_quarter_is_laid_down_by_the_machine_with_its_dates(county: list[UUID]) -> None:
    with clock.at(SEPTEMBER + timedelta(days=5)), scope(SYSTEM):
        round_ = actions.open_round(
            by=SYSTEM, division=COUNTY, cycle="quarterly", period="2026Q3", profile="wuqing"
        )
    with clock.at(SEPTEMBER + timedelta(days=20)), scope(SYSTEM):
        for village in (VILLAGE_A, SECOND, VILLAGE_B):
            rows = RoundChild.objects.visible_to(SYSTEM).filter(round=round_, division=village)
            given = [
                Given(child, Answer.NO_CHANGE) for child in rows.values_list("child", flat=True)
            ]
            actions.answer_many(by=SYSTEM, round=round_, village=village, answers=given)
            assert actions.sign(by=SYSTEM, round=round_, village=village).signed
            actions.accept(by=SYSTEM, round=round_, village=village)
        for town in (TOWN_A, "990101002000"):
            actions.summarise(by=SYSTEM, round=round_, town=town)
        assert actions.lock(by=SYSTEM, round=round_)
        row = Round.objects.visible_to(SYSTEM).get(pk=round_)
    assert row.locked_at == SEPTEMBER + timedelta(days=20)
    assert (row.profile, row.title) == ("wuqing", "2026年三季度核对")
