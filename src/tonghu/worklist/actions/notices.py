"""知会上级: one notice for each hearer and kind of task, with how many below are late."""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.policy.questions.deadlines import working_days
from tonghu.worklist.actions.opening import SubjectKey, open_task
from tonghu.worklist.contributions import NOTICE, kind_of
from tonghu.worklist.models import Task
from tonghu.worklist.queries.lines import ladder_of, profile_in_force
from tonghu.worklist.rules import Hearer, days_late, hears
from tonghu.worklist.states import TaskState

LATE_BELOW = "worklist.late"  # type of the subject: division, role and kind of task


@dataclass(frozen=True, slots=True)
class Heard:
    """谁听到哪一类迟办."""

    hearer: Hearer
    kind: str
    profile: str

    @property
    def subject(self) -> SubjectKey:
        """Under which its notice is kept."""
        return LATE_BELOW, f"{self.hearer.division}:{self.hearer.role}:{self.kind}"


def heard_of(task: Task, steps: int) -> frozenset[Heard]:
    """Whoever has been told of a task that climbed so many steps."""
    told = (hears(rung, task.division, task.role) for rung in ladder_of(task.profile)[:steps])
    return frozenset(Heard(one, task.kind, task.profile) for one in told if one)


def late_below(heard: Heard) -> list[Task]:
    """The open tasks of a kind this hearer has been told of, the latest first."""
    low = heard.hearer.division
    high = low[:9] + "~" if low[6:9] != "000" else low[:6] + "~"
    rows = Task.objects.all_of_them(reason="what a notice counts lies in other units' ranges")
    found = rows.filter(
        kind=heard.kind, state=TaskState.OPEN, step__gt=0, division__gte=low, division__lt=high
    )
    return [one for one in found.order_by("due_on") if heard in heard_of(one, one.step)]


def tell(heard: Heard, *, by: Viewer) -> None:
    """知会: the notice opened, or brought up to date; a new step opens it again after 知道了."""
    tasks = late_below(heard)
    if not tasks:
        return
    today = clock.today()
    calendar = working_days(profile_in_force(heard.profile))
    longest = days_late(tasks[0].due_on or today, today, calendar)
    names = list(dict.fromkeys(one.unit_name or "责任岗位" for one in tasks))
    whose = names[0] if len(names) == 1 else f"{names[0]}等{len(names)}个单位"
    kind = kind_of(heard.kind)
    open_task(
        by=by, kind=NOTICE, subject=heard.subject,
        title=f"过问{len(tasks)}件迟办：{kind.label if kind else tasks[0].title}",
        why=f"{whose}，最久的迟了{longest}个工作日，按规定报到这一级",
        division=heard.hearer.division, role=heard.hearer.role, due=today, basis=tasks[0].basis,
        count=len(tasks), link=f"/tasks/?whose=below&when=late&kind={heard.kind}", again=True,
        profile=heard.profile,
    )  # fmt: skip
