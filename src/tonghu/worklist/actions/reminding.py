"""催办: those who owe are told once a working day, and the task says when it was last done (D-083)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import NotYours
from tonghu.core.viewer import Viewer
from tonghu.worklist.actions.opening import DESK
from tonghu.worklist.actions.telling import post
from tonghu.worklist.contributions import NOTICE
from tonghu.worklist.models import Notice, Task
from tonghu.worklist.queries.lines import calendar_of
from tonghu.worklist.rules import may_remind
from tonghu.worklist.states import NoticeKind, TaskState


def remind(*, by: Viewer, tasks: Iterable[UUID], note: str, forced: str = "") -> int:
    """催办: one notice to each unit or post that owes any of them; how many notices; see README.md."""
    if not (by.system or by.may(P.TASK_REMIND)):
        raise NotYours("催办由乡镇或县民政部门办。")
    wanted = list(tasks)
    with scope(by):
        rows = Task.objects.visible_to(by).select_for_update().filter(
            pk__in=wanted, state=TaskState.OPEN
        ).exclude(kind=NOTICE)  # fmt: skip
        due = [one for one in rows if forced.strip() or _rested(one)]
    if not due:
        return 0
    with scope(DESK):
        Task.objects.all_of_them(reason="the rows locked before").filter(
            pk__in=[one.id for one in due]
        ).update(reminded_at=clock.now(), reminded_by_name=by.name)
        said = {"note": note, "forced": forced.strip()}
        facts = [events.Fact(one, changes=said, why=note, unit=one.unit_id) for one in due]
        events.record_many("task.reminded", by=by, facts=facts)
        return post(_notices(due, by, note))


def _rested(task: Task) -> bool:
    last = task.reminded_at
    day = last.astimezone(clock.CHINA).date() if last else None
    return may_remind(day, clock.today(), calendar_of(task.profile))


def _notices(due: list[Task], by: Viewer, note: str) -> Iterable[Notice]:
    for _, group in groupby(sorted(due, key=_whose), key=_whose):
        tasks = sorted(group, key=lambda one: (one.due_on is None, one.due_on, one.opened_at))
        first, count = tasks[0], len(tasks)
        more = f"等{count}件" if count > 1 else ""
        yield Notice(
            kind=NoticeKind.REMIND, title=f"催办：{first.title}{more}"[:120], said=note[:300],
            link=first.link if count == 1 else "/tasks/", count=count, division=first.division,
            unit_id=first.unit_id, unit_name=first.unit_name, role=first.role,
            sent_at=clock.now(), sent_by_name=by.name,
        )  # fmt: skip


def _whose(task: Task) -> tuple[str, str, str]:
    return str(task.unit_id or ""), "" if task.unit_id else task.division, task.role
