"""交办: opens a task once, and brings an open one up to date."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.worklist.contributions import kind_of
from tonghu.worklist.models import Task
from tonghu.worklist.states import TaskState

DESK = Viewer.for_system("待办由各单位互相交办，写在各自的范围里")
REFRESHED = ("title", "why", "link", "count", "due_on", "due_at", "counted", "basis")

SubjectKey = tuple[str, "UUID | str"]


def open_task(
    *, by: Viewer, kind: str, subject: SubjectKey, title: str, division: str, why: str = "",
    unit: UUID | None = None, unit_name: str = "", role: str = "",
    due: date | datetime | None = None, counted: str = "", basis: str = "", count: int = 1,
    link: str = "", again: bool = False, profile: str = "",
) -> UUID:  # fmt: skip
    """交办: the open task of a kind and subject, made when there is none; see README.md."""
    fields = told(kind, subject, link, due) | {
        "title": title, "why": why, "count": count, "counted": counted, "basis": basis,
    }  # fmt: skip
    with scope(DESK):
        found = latest(kind, subject)
        if found is not None and found.state == TaskState.OPEN:
            return _refresh(found, fields, by)
        if found is not None and not again:
            return found.id
        return _open(
            by, **fields, kind=kind, subject_type=subject[0], subject_id=str(subject[1]),
            division=division, unit_id=unit, unit_name=unit_name, role=role,
            profile=profile or by.profile or settings.TONGHU_PROFILE,
        )  # fmt: skip


def told(kind: str, subject: SubjectKey, link: str, due: date | datetime | None) -> dict[str, Any]:
    """The link and the days, as they are kept."""
    known = kind_of(kind)
    if known is None:
        raise LookupError(f"No module declares the task kind {kind!r} (worklist/README.md).")
    due_on, due_at = _days(due)
    return {"link": link or known.link(str(subject[1])), "due_on": due_on, "due_at": due_at}


def latest(kind: str, subject: SubjectKey) -> Task | None:
    """The open task of a subject, else the one that ended last; locked."""
    rows = Task.objects.all_of_them(reason="one open task per kind and subject, whoever asks")
    return (
        rows.select_for_update()
        .filter(kind=kind, subject_type=subject[0], subject_id=str(subject[1]))
        .order_by("done_at")  # an open one has none: NULLs come last, so it is taken from the end
        .last()
    )


def _days(due: date | datetime | None) -> tuple[date | None, datetime | None]:
    if isinstance(due, datetime):
        return due.astimezone(clock.CHINA).date(), due
    return due, None


def _open(by: Viewer, **fields: Any) -> UUID:
    try:
        with transaction.atomic():
            task = Task.objects.put(**fields, opened_at=clock.now())
    except IntegrityError:  # of two who ask at the same moment one opens it (task_open_once)
        found = latest(fields["kind"], (fields["subject_type"], fields["subject_id"]))
        if found is None:
            raise
        return found.id
    events.record(
        "task.open", by=by, subject=task, division=task.division,
        changes={"kind": task.kind, "title": task.title, "due": _iso(task.due_on)},
    )  # fmt: skip
    return task.id


def _refresh(task: Task, told: dict[str, Any], by: Viewer) -> UUID:
    changed = [name for name in REFRESHED if getattr(task, name) != told[name]]
    if changed:
        before = {name: getattr(task, name) for name in changed}
        for name in changed:
            setattr(task, name, told[name])
        task.save(update_fields=changed)
        events.record(
            "task.change", by=by, subject=task, division=task.division,
            changes={name: [str(before[name]), str(told[name])] for name in changed},
        )  # fmt: skip
    return task.id


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
