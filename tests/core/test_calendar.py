"""工作日历: 2026's notice, make-up days, and years without a table."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registry.sheets import holidays
from tonghu.core.calendar import WorkCalendar
from tonghu.policy.definitions import Holidays

YEAR = holidays().calendar()
DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 1))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 9, 18), True),
        (date(2026, 9, 19), False),
        (date(2026, 9, 20), True),  # 星期日，调休上班
        (date(2026, 9, 25), False),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # 星期六，调休上班
        (date(2026, 10, 11), False),
    ],
)
def test_days_of_autumn_2026(day: date, worked: bool) -> None:
    assert YEAR.is_working_day(day) is worked


def test_2026_has_33_days_off_and_six_make_up_days() -> None:
    assert (len(YEAR.off), len(YEAR.work)) == (33, 6)
    assert all(day.weekday() >= 5 for day in YEAR.work)
    worked = sum(YEAR.is_working_day(date(2026, 1, 1) + timedelta(days=n)) for n in range(365))
    assert worked == 248


def test_year_without_table_is_monday_to_friday_but_for_holidays_of_fixed_date() -> None:
    assert not YEAR.is_known(date(2027, 1, 1))
    assert not YEAR.is_working_day(date(2027, 1, 2))
    assert YEAR.is_working_day(date(2027, 1, 4))
    fixed = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]
    for year in (2027, 2028, 2031):
        assert not any(YEAR.is_working_day(date(year, *day)) for day in fixed)
    assert YEAR.add_working_days(date(2030, 12, 31), 1) == date(2031, 1, 2)
    assert YEAR.is_working_day(date(2031, 10, 7))  # 连休由每年的通知定，没有通知就不推定


def test_a_make_up_day_or_local_day_still_decides_in_a_year_without_table() -> None:
    local = YEAR.with_days(off=[date(2027, 6, 1)], work=[date(2027, 1, 1)])
    assert local.is_working_day(date(2027, 1, 1))
    assert not local.is_working_day(date(2027, 6, 1))


def test_years_without_a_table_still_warn() -> None:
    assert YEAR.unknown_years(date(2026, 12, 31), date(2027, 1, 4)) == (2027,)


def test_ethnic_area_adds_its_own_days() -> None:
    local = YEAR.with_days(off=[date(2026, 5, 6)], work=[date(2026, 5, 10)])
    assert YEAR.is_working_day(date(2026, 5, 6))
    assert not local.is_working_day(date(2026, 5, 6))
    assert local.is_working_day(date(2026, 5, 10))
    table = Holidays.model_validate(
        {
            "years": holidays().years,
            "local": (
                {
                    "name": "民族节日",
                    "first": date(2026, 5, 6),
                    "last": date(2026, 5, 7),
                    "basis": "local",
                },
            ),
        }
    )
    assert not table.calendar().is_working_day(date(2026, 5, 7))


@given(DAYS, st.integers(1, 60))
def test_adding_and_counting_agree(start: date, count: int) -> None:
    end = YEAR.add_working_days(start, count)
    assert YEAR.is_working_day(end)
    assert YEAR.working_days_between(start, end) == count
    assert YEAR.working_days_between(end, start) == -count


@given(DAYS)
def test_next_working_day_is_the_first(day: date) -> None:
    found = YEAR.next_working_day(day)
    assert found >= day
    assert YEAR.is_working_day(found)
    assert YEAR.working_days_between(day - timedelta(days=1), found) == 1


def test_mistakes_in_a_table_are_refused_in_chinese() -> None:
    day = date(2026, 10, 1)
    with pytest.raises(ValueError, match="既写成放假又写成上班"):
        WorkCalendar(off=frozenset({day}), work=frozenset({day}))
    year = {"year": 2026, "basis": "local", "work": (), "off": ()}
    with pytest.raises(ValueError, match="不在2026年内"):
        Holidays.model_validate(
            {
                "years": (
                    {
                        **year,
                        "off": (
                            {
                                "name": "元旦",
                                "first": day.replace(year=2027),
                                "last": day.replace(year=2027),
                            },
                        ),
                    },
                )
            }
        )
    with pytest.raises(ValueError, match="末日早于首日"):
        Holidays.model_validate(
            {
                "years": (
                    {**year, "off": ({"name": "国庆节", "first": day, "last": date(2026, 9, 30)},)},
                )
            }
        )
    with pytest.raises(ValueError, match="写了两次"):
        Holidays.model_validate({"years": holidays().years * 2})
    with pytest.raises(ValueError, match="不能是负数"):
        YEAR.add_working_days(day, -1)
