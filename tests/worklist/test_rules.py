"""Late, which group, who hears of it: tables of boundaries."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tonghu.core import clock
from tonghu.core.calendar import WorkCalendar
from tonghu.worklist.rules import (
    COMING,
    LATE,
    TODAY,
    UNDATED,
    Hearer,
    Rung,
    days_late,
    days_to_next,
    group_of,
    hears,
    is_late,
    rungs_reached,
)

HOLIDAY = WorkCalendar(
    off=frozenset({date(2026, 9, 25), date(2026, 9, 26), date(2026, 9, 27)}),
    years=frozenset({2026}),
)
LADDER = (Rung(1, "town"), Rung(3, "civil_affairs"), Rung(20, "convenor"))


@pytest.mark.parametrize(
    ("due", "today", "late"),
    [
        (date(2026, 9, 24), date(2026, 9, 24), 0),  # the last day itself
        (date(2026, 9, 24), date(2026, 9, 27), 0),  # only the holiday has passed
        (date(2026, 9, 24), date(2026, 9, 28), 1),
        (date(2026, 9, 22), date(2026, 9, 24), 2),
        (date(2026, 9, 30), date(2026, 9, 24), 0),  # not yet
    ],
)
def test_lateness_counts_worked_days_only(due: date, today: date, late: int) -> None:
    assert days_late(due, today, HOLIDAY) == late


@pytest.mark.parametrize(
    ("due", "late", "group"),
    [
        (None, False, UNDATED),
        (date(2026, 9, 23), True, LATE),
        (date(2026, 9, 24), True, LATE),  # a clock of hours ran out this morning
        (date(2026, 9, 24), False, TODAY),
        (date(2026, 9, 25), False, COMING),
    ],
)
def test_groups_follow_the_day(due: date | None, late: bool, group: str) -> None:
    assert group_of(due, late, date(2026, 9, 24)) == group


def test_a_clock_of_hours_is_late_within_the_day() -> None:
    at = datetime(2026, 9, 24, 9, 0, tzinfo=clock.CHINA)
    assert not is_late(at.date(), at, at, at.date())
    assert is_late(at.date(), at, at.replace(minute=1), at.date())


@pytest.mark.parametrize(("late", "reached"), [(0, 0), (1, 1), (2, 1), (3, 2), (19, 2), (20, 3)])
def test_the_ladder_is_climbed_at_its_own_days(late: int, reached: int) -> None:
    assert rungs_reached(LADDER, late) == reached


def test_the_next_step_is_told_until_the_top() -> None:
    assert days_to_next(LADDER, 2) == (1, LADDER[1])
    assert days_to_next(LADDER, 20) is None


@pytest.mark.parametrize(
    ("to", "division", "role", "hearer"),
    [
        ("town", "990101001001", "village_worker", Hearer("990101001000", "town_worker")),
        ("town", "990101001000", "town_worker", None),  # it is the town's own
        ("town", "990101000000", "county_office", None),  # no town stands above the county
        ("civil_affairs", "990101001001", "", Hearer("990101000000", "county_office")),
        ("conference_office", "990101000000", "county_office", None),
        ("convenor", "990101000000", "county_office", Hearer("990101000000", "leader")),
    ],
)
def test_nobody_is_told_of_their_own_delay(
    to: str, division: str, role: str, hearer: Hearer | None
) -> None:
    assert hears(Rung(1, to), division, role) == hearer
