"""办结: by the unit's own deed, from paper for a unit, by a look, or because it is not needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.worklist.actions.notices import heard_of, late_below, tell
from tonghu.worklist.actions.opening import DESK, SubjectKey, latest
from tonghu.worklist.contributions import NOTICE, kind_of
from tonghu.worklist.models import Task
from tonghu.worklist.states import Proof, TaskState
from tonghu.worklist.workflow import TASK


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """代录: for which unit, from which paper."""

    unit: UUID | None
    unit_name: str
    paper_number: str
    paper_on: date | None = None
    scan: UUID | None = None


def close_task(
    *, by: Viewer, kind: str, subject: SubjectKey, note: str = "", on_behalf: OnBehalf | None = None
) -> UUID | None:
    """办结: the open task of a subject, proven by the deed or transcribed from paper."""
    with scope(DESK):
        task = _open_one(kind, subject)
        if task is None:
            return None
        action = "transcribe" if on_behalf else "done"
        proof = Proof.TRANSCRIBED if on_behalf else Proof.PROVEN
        return _finish(task, action, by=by, proof=proof, note=note, on_behalf=on_behalf)


def cancel_task(*, by: Viewer, kind: str, subject: SubjectKey, note: str) -> UUID | None:
    """撤销待办: it need not be done any more, and why."""
    with scope(DESK):
        task = _open_one(kind, subject)
        return _finish(task, "cancel", by=by, proof=None, note=note) if task else None


def count_down(*, by: Viewer, kind: str, subject: SubjectKey, count: int) -> UUID | None:
    """还剩几件: the number of items left in a task; none left ends it."""
    if count <= 0:
        return close_task(by=by, kind=kind, subject=subject)
    with scope(DESK):
        task = _open_one(kind, subject)
        if task is None or task.count == count:
            return task.id if task else None
        before, task.count = task.count, count
        task.save(update_fields=["count"])
        events.record(
            "task.change", by=by, subject=task, division=task.division,
            changes={"count": [before, count]},
        )  # fmt: skip
        return task.id


def do_on_behalf(
    *,
    by: Viewer,
    task: UUID,
    paper_number: str,
    paper_on: date | None = None,
    scan: UUID | None = None,
    note: str = "",
) -> UUID:
    """代为办结: a step owed by a unit that cannot sign in, recorded from its paper."""
    if not paper_number.strip():
        raise NotNow("请写明来文编号；没有编号的，写日期和来文单位。")
    found = within_reach(by, task)
    kind = kind_of(found.kind)
    if kind is None or not kind.on_behalf:
        raise NotNow("这一件不能在这里代办，请到办它的页面去代录。")
    if not by.may(kind.on_behalf):
        raise NotYours("代别的单位办，要由乡镇或县民政部门办。")
    paper = OnBehalf(found.unit_id, found.unit_name, paper_number.strip(), paper_on, scan)
    with scope(DESK):
        return _finish(
            found, "transcribe", by=by, proof=Proof.TRANSCRIBED, note=note, on_behalf=paper
        )


def acknowledge(*, by: Viewer, task: UUID) -> UUID:
    """知道了: somebody above has seen that a task below is late."""
    found = within_reach(by, task)
    if found.kind != NOTICE:
        raise NotNow("这一件要办，不是看过就行的。")
    with scope(DESK):
        return _finish(found, "acknowledge", by=by, proof=Proof.PROVEN, note="")


def within_reach(by: Viewer, task: UUID) -> Task:
    """The task, when the viewer can see it; `Missing` otherwise."""
    found = Task.objects.visible_to(by).filter(pk=task).first()
    if found is None:
        raise Missing("没有这一件，或者不在你的管辖范围内。")
    return found


def _open_one(kind: str, subject: SubjectKey) -> Task | None:
    task = latest(kind, subject)
    return task if task is not None and task.state == TaskState.OPEN else None


def _finish(
    task: Task,
    action: str,
    *,
    by: Viewer,
    proof: Proof | None,
    note: str,
    on_behalf: OnBehalf | None = None,
) -> UUID:
    if task.state != TaskState.OPEN:
        raise NotNow(f"这一件已经是“{TaskState(task.state).label}”，不用再办。")
    told = ended(by, proof, note)
    if on_behalf:
        told |= {
            "behalf_unit_id": on_behalf.unit,
            "behalf_unit_name": on_behalf.unit_name,
            "paper_number": on_behalf.paper_number,
            "paper_on": on_behalf.paper_on,
            "scan_id": on_behalf.scan,
        }
    for name, value in told.items():
        setattr(task, name, value)
    task.save(update_fields=list(told))
    changes = {"proof": told["proof"]} | ({"paper": on_behalf.paper_number} if on_behalf else {})
    move(TASK, task, action, by=by, division=task.division, note=note, changes=changes)
    drop_notices([task], by)
    return task.id


def ended(by: Viewer, proof: Proof | None, note: str) -> dict[str, Any]:
    """The fields that say how, when and by whom."""
    return {
        "proof": proof.value if proof else "",
        "note": note,
        "done_at": clock.now(),
        "done_by": by.user,
        "done_by_name": by.name,
    }


def drop_notices(tasks: Iterable[Task], by: Viewer) -> None:
    """What was told upwards about late tasks is brought up to date once they have ended."""
    told = {
        heard
        for task in tasks
        if task.kind != NOTICE and task.step
        for heard in heard_of(task, task.step)
    }
    for heard in sorted(told, key=lambda one: one.subject):
        notice = _open_one(NOTICE, heard.subject)
        if notice is None:
            continue
        if late_below(heard):
            tell(heard, by=by)
        else:
            system = Viewer.for_system("下级都办结了")
            _finish(notice, "cancel", by=system, proof=None, note=f"{by.name}已经办结")
