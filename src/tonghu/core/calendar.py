"""工作日历: which days are worked, as data (办法 of 2024-11-10; each year's notice is a table)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5
# 办法（2024）第二条里按公历固定的假日；春节、清明、端午、中秋随农历或者节气，要等每年的通知。
FIXED_DAYS_OFF = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """工作日历: days off, make-up work days, and the years whose table is known.

    A year without a table falls back to Monday to Friday without the statutory days of fixed date,
    and whoever counts says so.
    """

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a table that calls one day both off and worked."""
        both = sorted(self.off & self.work)
        if both:
            raise ValueError(f"日历有误：{cn_date(both[0])}既写成放假又写成上班，请改正其中一处。")

    def is_working_day(self, day: date) -> bool:
        """工作日: worked by the table, or by the week where the table is silent."""
        if day in self.work:
            return True
        if not self.is_known(day) and (day.month, day.day) in FIXED_DAYS_OFF:
            return False
        return day not in self.off and day.weekday() < SATURDAY

    def is_known(self, day: date) -> bool:
        """Whether the year's holiday notice has been entered."""
        return day.year in self.years

    def next_working_day(self, day: date) -> date:
        """The day itself if worked, else the first worked day after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, start: date, count: int) -> date:
        """The count-th working day after `start`; the start day itself is not counted."""
        if count < 0:
            raise ValueError("工作日数不能是负数。")
        day = start
        while count > 0:
            day += ONE_DAY
            count -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative if `end` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(day) for day in days_after(start, end))

    def unknown_years(self, start: date, end: date) -> tuple[int, ...]:
        """Years touched between two days for which no table was entered."""
        return tuple(y for y in range(start.year, end.year + 1) if y not in self.years)

    def with_days(self, off: Iterable[date] = (), work: Iterable[date] = ()) -> WorkCalendar:
        """The same calendar with local days added (办法 art. 4: holidays of ethnic areas)."""
        more_off, more_work = frozenset(off), frozenset(work)
        return WorkCalendar(
            off=(self.off - more_work) | more_off,
            work=(self.work - more_off) | more_work,
            years=self.years,
        )


def days_after(start: date, end: date) -> Iterable[date]:
    """Each day after `start` up to and including `end`."""
    day = start + ONE_DAY
    while day <= end:
        yield day
        day += ONE_DAY


def cn_date(day: date) -> str:
    """A date as papers write it: 2026年9月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def cn_years(years: Iterable[int]) -> str:
    """Years joined for a sentence: 2027年、2028年."""
    return "、".join(f"{year}年" for year in years)
