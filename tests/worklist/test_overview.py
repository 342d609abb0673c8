"""The month, today's digest: what is due when, by kind, by whoever owes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.factories import directory
from tests.factories import worklist as make
from tests.people import COUNTY, LI, SCHOOL, STATION, SYSTEM, TOWN_A, VILLAGE_A, WANG, ZHAO, ZHOU
from tonghu.core.database import scope
from tonghu.worklist import queries
from tonghu.worklist.contributions import NOTICE

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2026, 9, 1)


@pytest.fixture
def tasks() -> None:
    with scope(SYSTEM):
        directory.county()
        make.task(title="迟的", unit_id=SCHOOL.id, unit_name=SCHOOL.name, due_on=date(2026, 9, 21))
        make.task(
            title="也迟的", unit_id=SCHOOL.id, unit_name=SCHOOL.name, due_on=date(2026, 9, 22)
        )
        make.task(
            title="今天的", unit_id=STATION.id, unit_name=STATION.name, due_on=date(2026, 9, 24)
        )
        make.task(
            title="村里的", division=VILLAGE_A, role="village_worker", due_on=date(2026, 9, 27)
        )
        make.task(
            title="下周的", division=VILLAGE_A, role="village_worker", due_on=date(2026, 9, 28)
        )
        make.task(title="镇里的", division=TOWN_A, role="town_worker", due_on=date(2026, 9, 24))
        make.task(
            title="知会", division=TOWN_A, role="town_worker", due_on=date(2026, 9, 24), kind=NOTICE
        )


@pytest.mark.usefixtures("tasks")
def test_the_digest_counts_what_is_late_due_today_and_this_week() -> None:
    with scope(LI.viewer):
        found = queries.digest(LI.viewer)
    assert (found.late, found.today, found.week) == (2, 2, 1)  # a notice is no work of its own
    assert found.week_end == date(2026, 9, 27)
    (kind,) = found.by_kind
    assert (kind.label, kind.late, kind.longest) == ("跑腿", 2, 3)
    owners = {row.label: (row.late, row.today, row.week) for row in found.by_owner}
    assert owners[SCHOOL.name] == (2, 0, 0)
    assert owners["甲镇乡镇儿童工作人员"] == (0, 1, 0)
    assert owners["甲镇一村村委会村级儿童工作人员"] == (0, 0, 1)
    assert found.by_owner[0].label == SCHOOL.name
    assert {row.label: row.today for row in found.mine} == {"下级迟了": 1, "跑腿": 1}


@pytest.mark.usefixtures("tasks")
def test_a_stranger_counts_nothing() -> None:
    with scope(ZHAO.viewer):
        found = queries.digest(ZHAO.viewer)
    assert (found.late, found.today, found.week, found.by_owner) == (0, 0, 0, ())


@pytest.mark.usefixtures("tasks")
def test_the_month_shows_days_off_make_up_days_and_todays_tasks() -> None:
    with scope(LI.viewer):
        found = queries.month(LI.viewer, SEPTEMBER, whose="below")
    days = {day.on: day for week in found.weeks for day in week}
    assert len(found.weeks[0]) == 7
    assert found.weeks[0][0].on == date(2026, 8, 31)
    assert (days[date(2026, 9, 25)].working, days[date(2026, 9, 25)].off) == (False, "中秋节")
    assert days[date(2026, 9, 20)].made_up
    assert days[date(2026, 9, 24)].today
    assert (days[date(2026, 9, 24)].count, days[date(2026, 9, 21)].late) == (3, 1)
    assert (found.total, found.before, found.after) == (7, "2026-08", "2026-10")


@pytest.mark.usefixtures("tasks")
def test_ones_own_month_holds_ones_own() -> None:
    with scope(WANG.viewer):
        found = queries.month(WANG.viewer, SEPTEMBER)
    titles = [task.title for week in found.weeks for day in week for task in day.tasks]
    assert titles == ["村里的", "下周的"]


def test_a_full_day_names_three_and_counts_the_rest() -> None:
    with scope(SYSTEM):
        for n in range(5):
            make.task(
                title=f"事{n}", division=COUNTY, role="county_office", due_on=date(2026, 9, 24)
            )
    with scope(ZHOU.viewer):
        found = queries.month(ZHOU.viewer, SEPTEMBER)
    day = next(day for week in found.weeks for day in week if day.today)
    assert (len(day.tasks), day.more, day.count) == (3, 2, 5)


def test_a_year_without_its_notice_says_so() -> None:
    with scope(ZHOU.viewer):
        assert "2031年的放假安排还没有录入" in queries.month(ZHOU.viewer, date(2031, 1, 1)).warning


@pytest.mark.usefixtures("tasks")
def test_each_takes_a_few_queries(django_assert_max_num_queries: Callable[[int], Any]) -> None:
    with scope(LI.viewer), django_assert_max_num_queries(1):
        queries.month(LI.viewer, SEPTEMBER, whose="below")
    with scope(LI.viewer), django_assert_max_num_queries(4):
        queries.digest(LI.viewer)
