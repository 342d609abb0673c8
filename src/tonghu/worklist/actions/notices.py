"""知会上级: one notice for each hearer, with how many below are late and of which kinds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.worklist.actions.opening import SubjectKey, open_task
from tonghu.worklist.contributions import LATE_BELOW, NOTICE, kind_of
from tonghu.worklist.models import Task
from tonghu.worklist.queries.lines import calendar_of, ladder_of
from tonghu.worklist.rules import Hearer, days_late, hears
from tonghu.worklist.states import TaskState

LATE = "worklist.late"  # type of the subject: division and role of the hearer


@dataclass(frozen=True, slots=True)
class Heard:
    """谁听到迟办; the profile says by which calendar."""

    hearer: Hearer
    profile: str

    @property
    def subject(self) -> SubjectKey:
        """Under which its notice is kept: one, however many kinds of task are late."""
        return LATE, f"{self.hearer.division}:{self.hearer.role}"


def heard_of(task: Task, steps: int) -> frozenset[Heard]:
    """Whoever has been told of a task that climbed so many steps."""
    told = (hears(rung, task.division, task.role) for rung in ladder_of(task.profile)[:steps])
    return frozenset(Heard(one, task.profile) for one in told if one)


def late_below(heard: Heard) -> list[Task]:
    """The open tasks this hearer has been told of, the latest first."""
    low = heard.hearer.division
    high = low[:9] + "~" if low[6:9] != "000" else low[:6] + "~"
    rows = Task.objects.all_of_them(reason="what a notice counts lies in other units' ranges")
    found = rows.filter(
        state=TaskState.OPEN, step__gt=0, division__gte=low, division__lt=high
    ).exclude(kind=NOTICE)  # fmt: skip
    return [one for one in found.order_by("due_on") if heard in heard_of(one, one.step)]


def tell(heard: Heard, *, by: Viewer) -> None:
    """知会: the notice opened, or brought up to date; a new step opens it again after 知道了."""
    tasks = late_below(heard)
    if not tasks:
        return
    today = clock.today()
    longest = days_late(tasks[0].due_on or today, today, calendar_of(heard.profile))
    names = list(dict.fromkeys(one.unit_name or "责任岗位" for one in tasks))
    whose = names[0] if len(names) == 1 else f"{names[0]}等{len(names)}个单位"
    kinds = Counter(_label(one) for one in tasks)
    only = f"：{next(iter(kinds))}" if len(kinds) == 1 else ""
    listed = "" if only else "、".join(f"{label}{n}件" for label, n in kinds.most_common()) + "；"
    open_task(
        by=by, kind=NOTICE, subject=heard.subject,
        title=f"过问{len(tasks)}件迟办{only}"[:120],
        why=f"{listed}{whose}，最久的迟了{longest}个工作日，按规定报到这一级"[:200],
        division=heard.hearer.division, role=heard.hearer.role, due=today, basis=tasks[0].basis,
        count=len(tasks), link=LATE_BELOW, again=True, profile=heard.profile,
    )  # fmt: skip


def _label(task: Task) -> str:
    kind = kind_of(task.kind)
    return kind.label if kind else task.title
