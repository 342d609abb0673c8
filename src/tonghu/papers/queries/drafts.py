"""看草稿: by the person who ordered it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tonghu.core import jobs
from tonghu.core.jobs import JobStatus
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.papers.models import PaperDraft
from tonghu.papers.states import Format


@dataclass(frozen=True, slots=True)
class DraftView:
    """一份草稿."""

    job: UUID
    label: str
    format: Format
    status: JobStatus


def draft(viewer: Viewer, job: UUID) -> DraftView | None:
    """A draft of the viewer's own and how far it is; None when there is none."""
    row = _row(viewer, job)
    status = jobs.status(viewer, job) if row else None
    if row is None or status is None:
        return None
    return DraftView(job, row.kind_label, Format(row.format), status)


def draft_subject(viewer: Viewer, *, job: UUID) -> Subject | None:
    """For the door: the draft, if it is the viewer's own."""
    row = _row(viewer, job)
    return Subject("papers.draft", row.id, name=row.kind_label) if row else None


def _row(viewer: Viewer, job: UUID) -> PaperDraft | None:
    rows = PaperDraft.objects.visible_to(viewer).defer("content")
    return rows.filter(job=job, ordered_by=viewer.user).first()
