"""期间: the Civil Code's counting, in every unit, with the counting in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registry.sheets import holidays
from tonghu.core.periods import (
    Counting,
    Duration,
    Unit,
    add_months,
    birthday,
    deadline,
    full_years,
)

YEAR = holidays().calendar()
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        # 起始日不计（201）
        (date(2026, 9, 15), 1, Unit.DAYS, date(2026, 9, 16)),
        (date(2026, 9, 15), 1, Unit.WORKING_DAYS, date(2026, 9, 16)),
        # 9月20日星期日上班：计入工作日，也不顺延
        (date(2026, 9, 18), 1, Unit.WORKING_DAYS, date(2026, 9, 20)),
        (date(2026, 9, 15), 5, Unit.DAYS, date(2026, 9, 20)),
        (date(2026, 9, 15), 5, Unit.WORKING_DAYS, date(2026, 9, 21)),
        # 9月30日是节前最后一个工作日；再多一天就顺延到节后（203）
        (date(2026, 9, 15), 15, Unit.DAYS, date(2026, 9, 30)),
        (date(2026, 9, 15), 16, Unit.DAYS, date(2026, 10, 8)),
        (date(2026, 9, 30), 1, Unit.WORKING_DAYS, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, Unit.WORKING_DAYS, date(2026, 10, 10)),
        # 对应日与月末（202）
        (date(2026, 1, 31), 1, Unit.MONTHS, date(2026, 2, 28)),
        (date(2025, 8, 31), 6, Unit.MONTHS, date(2026, 2, 28)),
        (date(2026, 3, 31), 6, Unit.MONTHS, date(2026, 9, 30)),
        (date(2024, 2, 29), 2, Unit.YEARS, date(2026, 2, 28)),
        (date(2025, 10, 3), 1, Unit.YEARS, date(2026, 10, 8)),
        (date(2026, 9, 16), 2, Unit.WEEKS, date(2026, 9, 30)),
    ],
)
def test_deadlines_of_songyangs_autumn(start: date, amount: int, unit: Unit, due: date) -> None:
    found = deadline(start, Duration(amount, unit), YEAR)
    assert found.due == due
    assert found.warning is None
    assert f"{due.month}月{due.day}日" in found.how


def test_hours_and_minutes_run_through_nights_and_holidays() -> None:
    start = datetime(2026, 9, 30, 17, 30)
    assert deadline(start, Duration(72, Unit.HOURS), YEAR).due == datetime(2026, 10, 3, 17, 30)
    assert deadline(start, Duration(30, Unit.MINUTES), YEAR).due == datetime(2026, 9, 30, 18, 0)
    with pytest.raises(ValueError, match="请补填钟点"):
        deadline(start.date(), Duration(2, Unit.HOURS), YEAR)


def test_how_says_what_was_skipped_and_what_was_made_up() -> None:
    found = deadline(date(2026, 9, 18), Duration(5, Unit.WORKING_DAYS), YEAR)
    assert found.how == (
        "2026年9月18日当日不计，自次日起算，计5个工作日，扣除非工作日1天，"
        "其中9月20日是调休上班日，计算在内，到2026年9月24日届满。"
    )
    moved = deadline(date(2026, 9, 15), Duration(16, Unit.DAYS), YEAR)
    assert "2026年10月1日是休假日，顺延到2026年10月8日" in moved.how


def test_year_without_table_warns() -> None:
    for unit in (Unit.WORKING_DAYS, Unit.DAYS):
        found = deadline(date(2026, 12, 30), Duration(5, unit), YEAR)
        assert found.warning is not None
        assert found.warning.startswith("2027年还没有录入放假安排")
    inside = deadline(date(2026, 12, 20), Duration(5, Unit.DAYS), YEAR)
    assert inside.warning is None


def test_other_rules_of_counting_are_parameters() -> None:
    at_once = Counting(start_day_counts=True, last_day_moves=False)
    assert deadline(date(2026, 9, 25), Duration(7, Unit.DAYS), YEAR, at_once).due == date(
        2026, 10, 1
    )
    first = deadline(date(2026, 9, 28), Duration(1, Unit.WORKING_DAYS), YEAR, at_once)
    assert first.due == date(2026, 9, 28)
    assert "当日起算" in first.how
    month = deadline(date(2026, 3, 1), Duration(1, Unit.MONTHS), YEAR, at_once)
    assert month.due == date(2026, 3, 31)


def test_a_period_is_positive() -> None:
    with pytest.raises(ValueError, match="大于零"):
        Duration(0, Unit.DAYS)
    with pytest.raises(ValueError, match="不能脱离日历"):
        Duration(3, Unit.WORKING_DAYS).after(date(2026, 1, 1))
    assert Duration(6, Unit.MONTHS).label == "6个月"


@pytest.mark.parametrize(
    ("birth", "day", "years"),
    [
        (date(2010, 9, 15), date(2026, 9, 14), 15),
        (date(2010, 9, 15), date(2026, 9, 15), 16),
        (date(2012, 2, 29), date(2026, 2, 27), 13),
        (date(2012, 2, 29), date(2026, 2, 28), 14),
        (date(2012, 2, 29), date(2028, 2, 28), 15),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
    ],
)
def test_full_years(birth: date, day: date, years: int) -> None:
    assert full_years(birth, day) == years


def test_leap_day_in_march() -> None:
    born = date(2012, 2, 29)
    assert birthday(born, 14, leap_day_in_march=True) == date(2026, 3, 1)
    assert birthday(born, 16, leap_day_in_march=True) == date(2028, 2, 29)
    assert full_years(born, date(2026, 2, 28), leap_day_in_march=True) == 13
    assert birthday(date(2012, 2, 28), 14, leap_day_in_march=True) == date(2026, 2, 28)


@given(DAYS, st.integers(0, 400))
def test_months_land_on_the_same_day_or_the_months_end(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


@given(DAYS, st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.booleans())
def test_age_grows_by_one_on_each_birthday(birth: date, day: date, march: bool) -> None:
    age = full_years(birth, day, leap_day_in_march=march)
    assert birthday(birth, age, leap_day_in_march=march) <= day
    assert day < birthday(birth, age + 1, leap_day_in_march=march)
