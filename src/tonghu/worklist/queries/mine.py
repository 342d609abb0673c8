"""我的待办: one's own open tasks in groups, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from tonghu.core import clock
from tonghu.core.calendar import WorkCalendar
from tonghu.core.contributions import contributed
from tonghu.core.viewer import Viewer
from tonghu.worklist.contributions import TaskKind
from tonghu.worklist.models import Task
from tonghu.worklist.queries.addressing import addressed, standing_in
from tonghu.worklist.queries.lines import TaskLine, calendar_of, ladder_of, line, profile_in_force
from tonghu.worklist.queries.stand_ins import StandInLine, name_for, stand_in_line
from tonghu.worklist.rules import COMING, LATE, TODAY, UNDATED, days_to_next, group_of
from tonghu.worklist.states import TaskState

MOST = 300  # open tasks of one's own that are looked at; the long list shows the rest
_ORDER = (LATE, TODAY, COMING, UNDATED)
_NAMES = {LATE: "已经迟了", TODAY: "今天", UNDATED: "没有期限"}


@dataclass(frozen=True, slots=True)
class Group:
    """待办的一组: title and tasks; `code` is late, today, a date, or undated."""

    code: str
    title: str
    day: date | None
    tasks: tuple[TaskLine, ...]
    next_step: tuple[int, str] | None = None  # working days until it is told further up, to whom


@dataclass(frozen=True, slots=True)
class Mine:
    """我的待办: figures for the title, groups in order, what comes after what is shown."""

    total: int
    today: int  # to do today, late ones included
    late: int
    groups: tuple[Group, ...]
    calendar: WorkCalendar
    standing: tuple[StandInLine, ...] = ()  # for whom the viewer stands in today

    @property
    def next(self) -> TaskLine | None:
        """下一件: the first of the first group."""
        return next((task for group in self.groups for task in group.tasks), None)


@dataclass(frozen=True, slots=True)
class Counts:
    """件数 of one's own open tasks."""

    open: int
    today: int
    late: int


def own(viewer: Viewer) -> QuerySet[Task]:
    """自己的: of the viewer's unit or post, or of the post it stands in for, and within the verbs."""
    barred = [k.code for k in contributed(TaskKind) if k.needs and not viewer.may(k.needs)]
    rows = Task.objects.visible_to(viewer).filter(addressed(viewer))
    return rows.exclude(kind__in=barred) if barred else rows


def mine(viewer: Viewer) -> Mine:
    """我的待办: three queries, whatever there is."""
    rows = own(viewer).filter(state=TaskState.OPEN)
    found = list(rows.order_by("due_on", "due_at", "opened_at")[:MOST])
    total = rows.count() if len(found) == MOST else len(found)
    calendar = calendar_of(viewer.profile)
    away = list(standing_in(viewer))
    lines = [replace(line(task, calendar), for_name=name_for(away, task)) for task in found]
    groups = _groups(lines, viewer.profile)
    sizes = {group.code: len(group.tasks) for group in groups}
    late = sizes.get(LATE, 0)
    standing = tuple(stand_in_line(viewer, one) for one in away)
    return Mine(total, late + sizes.get(TODAY, 0), late, groups, calendar, standing)


def counts(viewer: Viewer) -> Counts:
    """件数: open, to do today, late."""
    found = mine(viewer)
    return Counts(found.total, found.today, found.late)


def _groups(lines: list[TaskLine], profile: str) -> tuple[Group, ...]:
    today = clock.today()
    kept: dict[tuple[int, str], list[TaskLine]] = {}
    for one in lines:
        code = group_of(one.due_on, one.late, today)
        order = _ORDER.index(code)
        shown = one.due_on.isoformat() if code == COMING and one.due_on else code
        kept.setdefault((order, shown), []).append(one)
    return tuple(_group(code, kept[order, code], profile) for order, code in sorted(kept))


def _group(code: str, tasks: list[TaskLine], profile: str) -> Group:
    told = None
    if code == LATE:
        told = _next_step(tasks, profile)
    day = tasks[0].due_on if code not in _NAMES else None
    title = _NAMES.get(code) or (f"{day.month}月{day.day}日前" if day else "")
    return Group(code, title, day, tuple(tasks), told)


def _next_step(tasks: list[TaskLine], profile: str) -> tuple[int, str] | None:
    """The soonest step up of several late tasks."""
    words = profile_in_force(profile).vocabulary
    found = [step for task in tasks if (step := days_to_next(ladder_of(profile), task.days_late))]
    if not found:
        return None
    days, rung = min(found, key=lambda step: step[0])
    return days, words.label("escalation", rung.to)
