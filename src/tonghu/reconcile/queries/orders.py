"""交办的导出: the order of a workbook, for whoever ordered it, at the post it was ordered from."""

from __future__ import annotations

from uuid import UUID

from tonghu.core import jobs
from tonghu.core.jobs import JobStatus
from tonghu.core.jobs.models import JobRun
from tonghu.core.viewer import Viewer

EXCEL = "reconcile.excel"


def excel_job(viewer: Viewer, run: UUID, job: UUID) -> JobStatus | None:
    """An Excel of this run; None for another post's, another run's, another kind of work."""
    ordered = JobRun.objects.visible_to(viewer).filter(
        pk=job, kind=EXCEL, user=viewer.user, post=viewer.post, arguments__run=str(run)
    )
    return jobs.status(viewer, job) if ordered.exists() else None
