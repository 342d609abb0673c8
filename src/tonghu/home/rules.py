"""首页的话: the title that is the answer, the sentence about the days ahead. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tonghu.core.calendar import WorkCalendar
from tonghu.ui import words

SOON = 3  # days ahead within which a holiday is worth saying
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayOff:
    """假期: name, first and last day."""

    name: str
    first: date
    last: date


def title_of(today: int, late: int, total: int) -> str:
    """标题: 今天要办5件，其中2件已经迟了."""
    if today:
        if late == today:
            return f"有{late}件已经迟了" if late > 1 else "有1件已经迟了"
        return f"今天要办{today}件" + (f"，其中{late}件已经迟了" if late else "")
    return f"今天没有要办的，往后还有{total}件" if total else "没有待办"


def over_title(today: date, calendar: WorkCalendar, holidays: Sequence[DayOff]) -> str:
    """标题上面一行: 9月24日 星期四，明天起中秋放假3天."""
    said = words.with_weekday(today)
    now = next((one for one in holidays if one.first <= today <= one.last), None)
    if now:
        return (
            f"{said}，{now.name}放假，{words.day(_back(now.last, calendar), today, near=False)}上班"
        )
    ahead = [one for one in holidays if timedelta(0) < one.first - today <= timedelta(SOON)]
    if ahead:
        one = ahead[0]
        days = (one.last - one.first).days + 1
        return f"{said}，{words.day(one.first, today)}起{one.name}放假{days}天"
    if today in calendar.work and today.weekday() >= SATURDAY:
        return f"{said}，调休上班"
    return said


def _back(last: date, calendar: WorkCalendar) -> date:
    return calendar.next_working_day(last + timedelta(1))
