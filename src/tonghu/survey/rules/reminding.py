"""催报的判断: once a working day is enough (D-083)."""

from __future__ import annotations

from datetime import date

from tonghu.core.calendar import WorkCalendar


def may_remind(last: date | None, today: date, calendar: WorkCalendar) -> bool:
    """Whether a working day has begun since the last reminder."""
    return last is None or calendar.working_days_between(last, today) > 0
