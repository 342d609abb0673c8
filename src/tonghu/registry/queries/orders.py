"""交办的名单工作: Excel, bulk deeds, ledgers; for whoever ordered them, at the post they were ordered from."""

from __future__ import annotations

from uuid import UUID

from tonghu.core import jobs
from tonghu.core.jobs import JobStatus
from tonghu.core.jobs.models import JobRun
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer

EXCEL, ASSIGN, LEDGER_READ, LEDGER_COMPARE, LEDGER_TAKE = (
    "registry.excel", "registry.assign", "registry.ledger_read", "registry.ledger_compare", "registry.ledger_take",
)  # fmt: skip
KINDS = (EXCEL, ASSIGN, LEDGER_READ, LEDGER_COMPARE, LEDGER_TAKE)


def order(viewer: Viewer, job: UUID) -> JobStatus | None:
    """A work on the list; None for another post's or another kind."""
    rows = JobRun.objects.visible_to(viewer).filter(
        pk=job, kind__in=KINDS, user=viewer.user, post=viewer.post
    )
    return jobs.status(viewer, job) if rows.exists() else None


def order_subject(viewer: Viewer, *, job: UUID) -> Subject | None:
    """For the door."""
    found = order(viewer, job)
    return Subject("job", found.id, name=found.label) if found else None
