"""取佐证: whoever sees the report sees its evidence; the look is in the log as theirs."""

from __future__ import annotations

from uuid import UUID

from tonghu.conference.models import Evidence, Progress
from tonghu.core import events
from tonghu.core.database import scope
from tonghu.core.errors import Missing
from tonghu.core.viewer import Viewer
from tonghu.files import queries as files

DESK = Viewer.for_system("取佐证：看得见报告的人看得见它的附件")


def evidence_content(viewer: Viewer, evidence: UUID) -> tuple[bytes, str]:
    """The file as bytes, and its name."""
    row = Evidence.objects.visible_to(viewer).filter(pk=evidence).first()
    if row is None:
        raise Missing("没有这份材料。")
    events.looked(by=viewer, what="conference.evidence", ids=[row.file])
    with scope(DESK), files.opened(DESK, row.file, purpose=f"{viewer.name}取佐证") as opened:
        return b"".join(opened.chunks()), row.name


def resolution_of(viewer: Viewer, progress: UUID) -> UUID | None:
    """The resolution a report is of."""
    row = Progress.objects.visible_to(viewer).filter(pk=progress).first()
    return row.resolution_id if row else None
