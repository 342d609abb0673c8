"""期间: periods of time and deadlines by 民法典 arts. 201–204; full years of age."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from tonghu.core.calendar import WorkCalendar, cn_date, cn_years, days_after

FEBRUARY, LEAP_DAY = 2, 29
NO_TABLE = (
    "还没有录入放假安排，暂按周一至周五为工作日、元旦和五一、国庆的法定假日休息推算，"
    "录入后请重新计算。"
)


class Unit(StrEnum):
    """期间单位: what a period is counted in."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


LABELS = {
    Unit.MINUTES: "分钟",
    Unit.HOURS: "小时",
    Unit.DAYS: "天",
    Unit.WORKING_DAYS: "个工作日",
    Unit.WEEKS: "周",
    Unit.MONTHS: "个月",
    Unit.YEARS: "年",
}
CLOCK_UNITS = frozenset({Unit.MINUTES, Unit.HOURS})


@dataclass(frozen=True, slots=True)
class Duration:
    """期间: a positive whole number of one unit."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse what cannot be waited for."""
        if self.amount < 1:
            raise ValueError("期间须是大于零的整数。")

    @property
    def label(self) -> str:
        """The period in Chinese: 6个月, 10个工作日."""
        return f"{self.amount}{LABELS[self.unit]}"

    def after(self, start: date) -> date:
        """The day on which the period is full, holidays aside (民法典 202)."""
        if self.unit is Unit.DAYS:
            return start + timedelta(days=self.amount)
        if self.unit is Unit.WEEKS:
            return start + timedelta(weeks=self.amount)
        if self.unit is Unit.MONTHS:
            return add_months(start, self.amount)
        if self.unit is Unit.YEARS:
            return add_months(start, 12 * self.amount)
        raise ValueError(f"{self.label}不能脱离日历和钟点推算日期。")


@dataclass(frozen=True, slots=True)
class Counting:
    """计算规则: 民法典 204 lets a law say otherwise, so both rules are parameters."""

    start_day_counts: bool = False
    last_day_moves: bool = True


CIVIL_CODE = Counting()


@dataclass(frozen=True, slots=True)
class Deadline:
    """期限: the last day (or moment), how it was counted, and what to be careful about."""

    due: date | datetime
    how: str
    warning: str | None = None


def add_months(start: date, months: int) -> date:
    """对应日: the same day of a later month, or that month's last day (民法典 202)."""
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(years, month + 1, min(start.day, monthrange(years, month + 1)[1]))


def birthday(birth: date, years: int, *, leap_day_in_march: bool = False) -> date:
    """周岁生日: the day of the n-th birthday; 29 February's stand-in is a parameter."""
    day = add_months(birth, 12 * years)
    moved = (birth.month, birth.day) == (FEBRUARY, LEAP_DAY) and day.day != LEAP_DAY
    return day + timedelta(days=1) if moved and leap_day_in_march else day


def full_years(birth: date, day: date, *, leap_day_in_march: bool = False) -> int:
    """周岁: birthdays reached by `day`; negative before birth."""
    years = day.year - birth.year
    return years - (day < birthday(birth, years, leap_day_in_march=leap_day_in_march))


def deadline(
    start: date | datetime,
    duration: Duration,
    calendar: WorkCalendar,
    counting: Counting = CIVIL_CODE,
) -> Deadline:
    """期限: counted from `start` by the Civil Code's rules, with the counting in words."""
    if duration.unit in CLOCK_UNITS:
        return _by_clock(start, duration)
    first = start.date() if isinstance(start, datetime) else start
    head_start = timedelta(days=int(counting.start_day_counts))
    opening = _opening(first, counting)
    if duration.unit is Unit.WORKING_DAYS:
        return _by_working_days(first - head_start, duration, calendar, opening)
    last = duration.after(first) - head_start
    return _by_days(last, duration, calendar, counting, opening)


def _by_clock(start: date | datetime, duration: Duration) -> Deadline:
    """按小时计算: from the moment itself, through nights and holidays (民法典 201 para. 2)."""
    if not isinstance(start, datetime):
        raise ValueError(f"期间为{duration.label}时，起算时间须精确到分钟，请补填钟点。")
    minutes = duration.amount * (60 if duration.unit is Unit.HOURS else 1)
    due = start + timedelta(minutes=minutes)
    how = f"自{_cn_moment(start)}起连续计算{duration.label}，不扣除夜间和节假日，到{_cn_moment(due)}届满。"
    return Deadline(due, how)


def _by_working_days(
    origin: date, duration: Duration, calendar: WorkCalendar, opening: str
) -> Deadline:
    """按工作日计算: days off are skipped, make-up work days count."""
    due = calendar.add_working_days(origin, duration.amount)
    passed = list(days_after(origin, due))
    skipped = sum(not calendar.is_working_day(day) for day in passed)
    made_up = [f"{day.month}月{day.day}日" for day in passed if day in calendar.work]
    extra = f"，其中{'、'.join(made_up)}是调休上班日，计算在内" if made_up else ""
    how = f"{opening}，计{duration.label}，扣除非工作日{skipped}天{extra}，到{cn_date(due)}届满。"
    return Deadline(due, how, _warning(calendar, origin + timedelta(days=1), due))


def _by_days(
    last: date, duration: Duration, calendar: WorkCalendar, counting: Counting, opening: str
) -> Deadline:
    """按日、月、年计算: every day counts; a last day off moves to the next worked day (203)."""
    due = calendar.next_working_day(last) if counting.last_day_moves else last
    moved = f"；{cn_date(last)}是休假日，顺延到{cn_date(due)}" if due != last else ""
    how = f"{opening}，计{duration.label}，到{cn_date(last)}届满{moved}。"
    return Deadline(due, how, _warning(calendar, last, due) if counting.last_day_moves else None)


def _opening(first: date, counting: Counting) -> str:
    """How the counting starts, in words (民法典 201 para. 1)."""
    if counting.start_day_counts:
        return f"自{cn_date(first)}当日起算"
    return f"{cn_date(first)}当日不计，自次日起算"


def _warning(calendar: WorkCalendar, start: date, end: date) -> str | None:
    """The visible warning when a year's holiday notice is missing."""
    years = calendar.unknown_years(start, end)
    return f"{cn_years(years)}{NO_TABLE}" if years else None


def _cn_moment(moment: datetime) -> str:
    """A moment as papers write it: 2026年9月30日17时05分."""
    return f"{cn_date(moment)}{moment.hour}时{moment.minute:02d}分"
