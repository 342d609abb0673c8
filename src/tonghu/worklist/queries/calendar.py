"""待办日历: a month of days, worked and off, with what is due on each."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.worklist.models import Task
from tonghu.worklist.queries.lines import TaskLine, calendar_of, line, profile_in_force
from tonghu.worklist.queries.mine import own
from tonghu.worklist.states import TaskState

SHOWN = 3  # tasks named on a day; the rest is a number
MOST = 2_000
WEEK = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Day:
    """一天."""

    on: date
    within: bool  # of this month; the grid also shows the ends of its neighbours
    today: bool
    working: bool
    off: str  # what day off it is: 国庆节, 周末, ""
    made_up: bool  # a weekend that is worked
    count: int
    late: int
    tasks: tuple[TaskLine, ...]

    @property
    def weekday(self) -> str:
        """星期几, one character."""
        return WEEK[self.on.weekday()]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.tasks)


@dataclass(frozen=True, slots=True)
class Month:
    """一个月: weeks from Monday, and the months before and after."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    total: int
    before: str
    after: str
    warning: str


def month(viewer: Viewer, first: date, *, whose: str = "mine") -> Month:
    """待办日历 of one month: one query, whatever there is."""
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    rows = own(viewer) if whose != "below" else Task.objects.visible_to(viewer)
    due = rows.filter(state=TaskState.OPEN, due_on__gte=weeks[0][0], due_on__lte=weeks[-1][-1])
    work = calendar_of(viewer.profile)
    by_day: dict[date, list[TaskLine]] = {}
    for task in due.order_by("due_on", "due_at", "opened_at")[:MOST]:
        by_day.setdefault(task.due_on or first, []).append(line(task, work))
    names = _days_off(viewer.profile)
    shown = tuple(
        tuple(_day(day, first, by_day.get(day, []), viewer, names) for day in week)
        for week in weeks
    )
    total = sum(day.count for week in shown for day in week if day.within)
    known = work.is_known(first)
    said = "" if known else f"{first.year}年的放假安排还没有录入，暂按周一至周五上班显示。"
    before, after = first - timedelta(1), first + timedelta(32)
    return Month(first, shown, total, f"{before:%Y-%m}", f"{after:%Y-%m}", said)


def _day(
    day: date, first: date, tasks: list[TaskLine], viewer: Viewer, names: dict[date, str]
) -> Day:
    work = calendar_of(viewer.profile)
    working = work.is_working_day(day)
    off = "" if working else names.get(day, "休息")
    return Day(
        day, day.month == first.month, day == clock.today(), working, off,
        working and day.weekday() > 4, len(tasks), sum(1 for one in tasks if one.late),
        tuple(tasks[:SHOWN]),
    )  # fmt: skip


def _days_off(profile: str) -> dict[date, str]:
    holidays = profile_in_force(profile).sheet.holidays
    rows = [h for year in holidays.years for h in year.off] + list(holidays.local)
    return {day: one.name for one in rows for day in one.days}
