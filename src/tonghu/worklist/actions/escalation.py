"""迟办提级: late tasks climb the ladder of their profile, each step once."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.worklist.actions.notices import Heard, heard_of, tell
from tonghu.worklist.contributions import NOTICE
from tonghu.worklist.models import Task
from tonghu.worklist.queries import calendar_of, ladder_of
from tonghu.worklist.rules import days_late, hears, rungs_reached
from tonghu.worklist.states import TaskState

NIGHT = Viewer.for_system("迟办提级")
BATCH = 500


def escalate_overdue() -> str:
    """迟办提级: one sentence of what was done; may run as often as one likes."""
    climbed, told = 0, set[Heard]()
    with scope(NIGHT):
        waiting = [
            task.id
            for task in Task.objects.all_of_them(reason="delay is judged for every unit")
            .filter(state=TaskState.OPEN, due_on__lt=clock.today())
            .exclude(kind=NOTICE)
            .only("id")
        ]
    for start in range(0, len(waiting), BATCH):
        with scope(NIGHT):
            for task in _locked(waiting[start : start + BATCH]):
                heard = _climb(task)
                climbed += bool(heard)
                told |= heard
    with scope(NIGHT):
        for one in sorted(told, key=lambda one: one.subject):
            tell(one, by=NIGHT)
    return f"看了{len(waiting)}件迟办，其中{climbed}件往上报了一级"


def _locked(ids: list[UUID]) -> Iterator[Task]:
    rows = Task.objects.all_of_them(reason="the same tasks, locked").filter(
        pk__in=ids, state=TaskState.OPEN
    )
    yield from rows.select_for_update(skip_locked=True)


def _climb(task: Task) -> frozenset[Heard]:
    """Who hears of the steps a task has reached and not yet climbed."""
    ladder, today = ladder_of(task.profile), clock.today()
    late = days_late(task.due_on or today, today, calendar_of(task.profile))
    reached = rungs_reached(ladder, late)
    if reached <= task.step:
        return frozenset()
    before, task.step = task.step, reached
    new = [rung for rung in ladder[before:reached] if hears(rung, task.division, task.role)]
    task.told = [*task.told, *({"to": rung.to, "on": today.isoformat()} for rung in new)]
    task.save(update_fields=["step", "told"])
    events.record(
        "task.escalate", by=NIGHT, subject=task, division=task.division,
        changes={"step": [before, reached], "late": late, "told": [rung.to for rung in new]},
    )  # fmt: skip
    hearers = {hears(rung, task.division, task.role) for rung in new}
    return frozenset(one for one in heard_of(task, reached) if one.hearer in hearers)
