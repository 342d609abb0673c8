"""看一件待办: for the door, for its page, and for modules that ask about their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.worklist.contributions import NOTICE, kind_of
from tonghu.worklist.models import Task
from tonghu.worklist.queries.lines import TaskLine, calendar_of, line
from tonghu.worklist.queries.mine import own
from tonghu.worklist.states import Proof, TaskState


@dataclass(frozen=True, slots=True)
class TaskView:
    """待办的页: the line, how it ended, what the viewer may do with it here."""

    line: TaskLine
    open: bool
    opened_at: datetime
    done_at: datetime | None
    done_by_name: str
    proof: str
    note: str
    behalf_unit_name: str
    paper_number: str
    paper_on: date | None
    may_do_on_behalf: bool
    may_remind: bool


def task(viewer: Viewer, task_id: UUID) -> TaskView | None:
    """One task within reach."""
    row = Task.objects.visible_to(viewer).filter(pk=task_id).first()
    if row is None:
        return None
    kind = kind_of(row.kind)
    is_open = row.state == TaskState.OPEN
    behalf = is_open and bool(kind and kind.on_behalf and viewer.may(kind.on_behalf))
    return TaskView(
        line=line(row, calendar_of(row.profile)), open=is_open, opened_at=row.opened_at,
        done_at=row.done_at, done_by_name=row.done_by_name,
        proof=Proof(row.proof).label if row.proof else "", note=row.note,
        behalf_unit_name=row.behalf_unit_name, paper_number=row.paper_number,
        paper_on=row.paper_on, may_do_on_behalf=behalf,
        may_remind=is_open and row.kind != NOTICE and viewer.may(P.TASK_REMIND)
        and not own(viewer).filter(pk=row.id).exists(),
    )  # fmt: skip


def task_subject(viewer: Viewer, *, task: UUID) -> Subject | None:
    """For the door: a task within reach."""
    row = Task.objects.visible_to(viewer).filter(pk=task).first()
    return Subject("task", row.id, row.division, row.unit_id, name=row.title) if row else None


def open_subjects(viewer: Viewer, *, kind: str, subject_type: str) -> Mapping[str, TaskLine]:
    """Open tasks of a kind within the viewer's reach, by subject id."""
    rows = Task.objects.visible_to(viewer).filter(
        kind=kind, subject_type=subject_type, state=TaskState.OPEN
    )
    calendar = calendar_of(viewer.profile)
    return {row.subject_id: line(row, calendar) for row in rows}


def notice_of(viewer: Viewer) -> UUID | None:
    """The viewer's own open notice that tasks below are late."""
    rows = own(viewer).filter(kind=NOTICE, state=TaskState.OPEN)
    found = rows.order_by("opened_at").first()
    return found.id if found else None
