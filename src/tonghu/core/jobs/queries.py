"""看进度: what the person who ordered a job may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tonghu.core.jobs.models import JobRun
from tonghu.core.jobs.states import ENDED, JobState
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class JobStatus:
    """办到哪里."""

    id: UUID
    kind: str
    label: str
    link: str
    state: JobState
    done: int
    total: int
    step: str
    problem: str
    result: dict[str, Any]
    ordered_at: datetime
    ended_at: datetime | None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ENDED

    @property
    def share(self) -> int:
        """Percent done, 0 when the total is not known."""
        return min(100, self.done * 100 // self.total) if self.total else 0


def status(viewer: Viewer, order: UUID) -> JobStatus | None:
    """One job of the viewer's own; None when there is none within reach."""
    row = JobRun.objects.visible_to(viewer).filter(pk=order).first()
    return _status(row) if row else None


def mine(viewer: Viewer, *, limit: int = 50) -> list[JobStatus]:
    """The viewer's jobs, newest first."""
    rows = JobRun.objects.visible_to(viewer).filter(user=viewer.user).order_by("-ordered_at")
    return [_status(row) for row in rows[:limit]]


def subject(viewer: Viewer, *, order: UUID) -> Subject | None:
    """For the door: the job, if it is within reach."""
    found = status(viewer, order)
    return Subject("job", found.id, name=found.label) if found else None


def _status(row: JobRun) -> JobStatus:
    return JobStatus(
        row.id, row.kind, row.label, row.link, JobState(row.state), row.done, row.total, row.step,
        row.problem, row.result, row.ordered_at, row.ended_at,
    )  # fmt: skip
