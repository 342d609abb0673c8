"""一件待办, as every list shows it: its words, whether it is late, its clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from tonghu.core import clock
from tonghu.core.calendar import WorkCalendar
from tonghu.directory.queries.clauses import clause_chip
from tonghu.policy import Profile, load
from tonghu.policy.questions.deadlines import working_days
from tonghu.worklist.contributions import kind_of
from tonghu.worklist.models import Task
from tonghu.worklist.rules import Rung, days_late, is_late
from tonghu.worklist.states import TaskState


@dataclass(frozen=True, slots=True)
class TaskLine:
    """一件待办, as every list shows it."""

    id: UUID
    kind: str
    kind_label: str
    icon: str
    button: str
    title: str
    why: str
    link: str
    count: int
    division: str
    unit_name: str
    due_on: date | None
    due_at: datetime | None
    counted: str
    clause: tuple[str, str] | None
    late: bool
    days_late: int
    step: int
    state: str
    state_label: str
    subject_id: str
    told: tuple[tuple[str, date], ...] = ()  # to whom the delay was told, and on which day
    reminded_at: datetime | None = None
    reminded_by: str = ""
    for_name: str = ""  # of whom the viewer stands in for


@lru_cache(maxsize=32)
def profile_in_force(code: str) -> Profile:
    """The profile of a code; that of the installation where none is given."""
    return load(code or settings.TONGHU_PROFILE)


def ladder_of(code: str) -> tuple[Rung, ...]:
    """提级阶梯 of a profile, lowest first."""
    steps = profile_in_force(code).sheet.escalation
    return tuple(sorted((Rung(s.after_working_days, s.to) for s in steps), key=lambda r: r.after))


def calendar_of(code: str) -> WorkCalendar:
    """工作日历 of a profile."""
    return working_days(profile_in_force(code))


def line(task: Task, calendar: WorkCalendar) -> TaskLine:
    """One task as lists show it; late by the clock and the calendar given."""
    now, today = clock.now(), clock.today()
    ended = task.state != TaskState.OPEN
    late = not ended and is_late(task.due_on, task.due_at, now, today)
    kind = kind_of(task.kind)
    return TaskLine(
        id=task.id, kind=task.kind, kind_label=kind.label if kind else task.kind,
        icon=kind.icon if kind else "point", button=kind.button if kind else "去办",
        title=task.title, why=task.why, link=task.link or f"/tasks/{task.id}/", count=task.count,
        division=task.division, unit_name=task.unit_name, due_on=task.due_on, due_at=task.due_at,
        counted=task.counted, clause=clause_chip(task.profile, task.basis), late=late,
        days_late=days_late(task.due_on, today, calendar) if late and task.due_on else 0,
        step=task.step, state=task.state, state_label=TaskState(task.state).label,
        subject_id=task.subject_id, told=_told(task), reminded_at=task.reminded_at,
        reminded_by=task.reminded_by_name,
    )  # fmt: skip


def _told(task: Task) -> tuple[tuple[str, date], ...]:
    if not task.told:
        return ()
    words = profile_in_force(task.profile).vocabulary
    return tuple(
        (words.label("escalation", one["to"]), date.fromisoformat(one["on"])) for one in task.told
    )
