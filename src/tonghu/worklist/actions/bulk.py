"""成批交办、办结: hundreds of tasks in a handful of queries, each with its own event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.moves import move_many
from tonghu.core.viewer import Viewer
from tonghu.worklist.actions.ending import drop_notices, ended
from tonghu.worklist.actions.opening import DESK, REFRESHED, SubjectKey, told
from tonghu.worklist.models import Task
from tonghu.worklist.states import Proof, TaskState
from tonghu.worklist.workflow import TASK

_Key = tuple[str, str, str]  # kind, type and id of the subject


@dataclass(frozen=True, slots=True)
class NewTask:
    """要交办的一件: the arguments of `open_task`."""

    kind: str
    subject: SubjectKey
    title: str
    division: str
    why: str = ""
    unit: UUID | None = None
    unit_name: str = ""
    role: str = ""
    due: date | datetime | None = None
    counted: str = ""
    basis: str = ""
    count: int = 1
    link: str = ""
    profile: str = ""

    @property
    def key(self) -> _Key:
        """What the open one is known by."""
        return self.kind, self.subject[0], str(self.subject[1])


def open_tasks(
    *, by: Viewer, tasks: Iterable[NewTask], again: bool = False
) -> dict[SubjectKey, UUID]:
    """成批交办: as `open_task` for each; subject → its task. Two of one subject need two calls."""
    wanted = list(tasks)
    if len({one.subject for one in wanted}) < len(wanted):
        raise ValueError("open_tasks() got two tasks of one subject: call it once for each kind.")
    with scope(DESK):
        try:
            with transaction.atomic():
                return _open_all(by, wanted, again)
        except IntegrityError:  # somebody opened one of them at the same moment: now it is seen
            return _open_all(by, wanted, again)


def close_tasks(
    *, by: Viewer, kind: str, subjects: Iterable[SubjectKey], note: str = ""
) -> dict[SubjectKey, UUID]:
    """成批办结: proven by the deed; subject → task of those that were open."""
    return _end(by, kind, subjects, "done", Proof.PROVEN, note)


def cancel_tasks(
    *, by: Viewer, kind: str, subjects: Iterable[SubjectKey], note: str
) -> dict[SubjectKey, UUID]:
    """成批撤销: they need not be done any more, and why."""
    return _end(by, kind, subjects, "cancel", None, note)


def _open_all(by: Viewer, wanted: Sequence[NewTask], again: bool) -> dict[SubjectKey, UUID]:
    known = _latest(one.key for one in wanted)
    fresh: list[Task] = []
    stale: list[tuple[Task, dict[str, Any]]] = []
    found: dict[SubjectKey, UUID] = {}
    for one in wanted:
        task = known.get(one.key)
        if task is None or (again and task.state != TaskState.OPEN):
            task = _made(one, by)
            fresh.append(task)
        elif task.state == TaskState.OPEN:
            stale += [(task, changed)] if (changed := _changed(task, one)) else []
        found[one.subject] = task.id
    _write(by, fresh, stale)
    return found


def _write(by: Viewer, fresh: list[Task], stale: list[tuple[Task, dict[str, Any]]]) -> None:
    if fresh:
        Task.objects.put_many(fresh)
        events.record_many("task.open", by=by, facts=map(_opened, fresh))
    if stale:
        rows = Task.objects.all_of_them(reason="the rows locked before")
        rows.bulk_update([task for task, _ in stale], list(REFRESHED), batch_size=1_000)
        facts = [events.Fact(task, changes=changed) for task, changed in stale]
        events.record_many("task.change", by=by, facts=facts)


def _latest(keys: Iterable[_Key]) -> dict[_Key, Task]:
    """The open task of each subject, else the one that ended last; locked, one query a kind."""
    asked: dict[tuple[str, str], list[str]] = {}
    for kind, type_, id_ in keys:
        asked.setdefault((kind, type_), []).append(id_)
    rows = Task.objects.all_of_them(reason="one open task per kind and subject, whoever asks")
    found: dict[_Key, Task] = {}
    for (kind, type_), ids in asked.items():
        some = rows.filter(kind=kind, subject_type=type_, subject_id__in=ids)
        for task in some.select_for_update().order_by("done_at"):  # NULLs, the open ones, last
            found[kind, type_, task.subject_id] = task
    return found


def _made(one: NewTask, by: Viewer) -> Task:
    return Task(
        **_told(one), kind=one.kind, subject_type=one.subject[0], subject_id=str(one.subject[1]),
        division=one.division, unit_id=one.unit, unit_name=one.unit_name, role=one.role,
        profile=one.profile or by.profile or settings.TONGHU_PROFILE, opened_at=clock.now(),
    )  # fmt: skip


def _changed(task: Task, one: NewTask) -> dict[str, Any]:
    """Brings the row in memory up to date; what differed, as the event keeps it."""
    new = _told(one)
    changed = {
        name: [str(getattr(task, name)), str(new[name])]
        for name in REFRESHED
        if getattr(task, name) != new[name]
    }
    for name in changed:
        setattr(task, name, new[name])
    return changed


def _told(one: NewTask) -> dict[str, Any]:
    return told(one.kind, one.subject, one.link, one.due) | {
        "title": one.title, "why": one.why, "count": one.count, "counted": one.counted,
        "basis": one.basis,
    }  # fmt: skip


def _opened(task: Task) -> events.Fact:
    due = task.due_on.isoformat() if task.due_on else ""
    return events.Fact(task, changes={"kind": task.kind, "title": task.title, "due": due})


def _end(
    by: Viewer, kind: str, subjects: Iterable[SubjectKey], action: str, proof: Proof | None,
    note: str,
) -> dict[SubjectKey, UUID]:  # fmt: skip
    by_type: dict[str, dict[str, SubjectKey]] = {}
    for one in subjects:
        by_type.setdefault(one[0], {})[str(one[1])] = one
    with scope(DESK):
        rows = Task.objects.all_of_them(reason="tasks end by deeds of any unit")
        locked: list[Task] = []
        for type_, ids in by_type.items():
            some = rows.filter(
                kind=kind, subject_type=type_, subject_id__in=list(ids), state=TaskState.OPEN
            )
            locked += some.select_for_update().order_by("id")
        fields: Mapping[str, Any] = ended(by, proof, note)
        for task in locked:
            for name, value in fields.items():
                setattr(task, name, value)
        move_many(
            TASK, locked, action, by=by, note=note, changes={"proof": fields["proof"]},
            also=list(fields),
        )  # fmt: skip
        drop_notices(locked, by)
    return {by_type[one.subject_type][one.subject_id]: one.id for one in locked}
