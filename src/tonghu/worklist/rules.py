"""待办的规则: how late, which group, whom a delay climbs to. Pure: days and calendars come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tonghu.core.calendar import WorkCalendar

LATE, TODAY, COMING, UNDATED = "late", "today", "coming", "undated"
VILLAGE_DIGITS, TOWN_DIGITS = slice(9, 12), slice(6, 12)


@dataclass(frozen=True, slots=True)
class Rung:
    """提级一步: after so many working days late, the word of the profile for who hears of it."""

    after: int
    to: str


@dataclass(frozen=True, slots=True)
class Hearer:
    """提级对象: which role in which division."""

    division: str
    role: str


def is_late(due_on: date | None, due_at: datetime | None, now: datetime, today: date) -> bool:
    """迟了: the last moment (clocks of hours) or the last day has passed."""
    if due_at is not None:
        return now > due_at
    return due_on is not None and today > due_on


def days_late(due_on: date, today: date, calendar: WorkCalendar) -> int:
    """迟了几个工作日: worked days after the last day, today included; 0 before and on it."""
    return max(0, calendar.working_days_between(due_on, today))


def group_of(due_on: date | None, late: bool, today: date) -> str:
    """分组: late, today, a later day, no day."""
    if due_on is None:
        return UNDATED
    if late:
        return LATE
    return TODAY if due_on <= today else COMING


def rungs_reached(ladder: Sequence[Rung], late: int) -> int:
    """How many steps of the ladder a delay has climbed."""
    return sum(1 for rung in ladder if rung.after <= late)


def days_to_next(ladder: Sequence[Rung], late: int) -> tuple[int, Rung] | None:
    """再过几天报给谁: working days until the next step, None at the top."""
    ahead = [rung for rung in ladder if rung.after > late]
    return (ahead[0].after - late, ahead[0]) if ahead else None


def hears(rung: Rung, division: str, role: str) -> Hearer | None:
    """谁知道: the holder of a rung above a task; None where it would be told to itself."""
    if rung.to == "town":
        if set(division[TOWN_DIGITS]) == {"0"}:
            return None
        found = Hearer(division[:9] + "000", "town_worker")
    else:
        who = "leader" if rung.to == "convenor" else "county_office"
        found = Hearer(division[:6] + "000000", who)
    return None if found == Hearer(division, role) else found


def may_remind(last: date | None, today: date, calendar: WorkCalendar) -> bool:
    """能不能再催: not on the working day of the last time, nor on days off after it (D-083)."""
    return last is None or calendar.working_days_between(last, today) >= 1


@dataclass(frozen=True, slots=True)
class PostFacts:
    """岗位, as far as standing in asks of it."""

    role: str
    division: str
    unit: UUID | None
    lo: str
    hi: str
    verbs: frozenset[str] = frozenset()


def may_stand_in(away: PostFacts, other: PostFacts) -> str | None:
    """不能代班的原因, or None: of the same unit, or of a range that covers the place; no verb is lent."""
    if "task.do" not in other.verbs:
        return "这个岗位不办待办，请另选一人。"
    if away.unit is not None and other.unit == away.unit:
        return None
    if other.lo and other.lo <= away.division < other.hi:
        return None
    return "代班人要和你同一个单位，或者是管着这里的乡镇、县里的人，请另选一人。"
