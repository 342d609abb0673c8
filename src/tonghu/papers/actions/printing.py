"""印制: the job that makes a paper's files; begun again, it makes only those that are missing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import events, jobs
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.jobs import Progress, job
from tonghu.core.viewer import Viewer
from tonghu.papers import keeping, rules
from tonghu.papers.actions.common import found, kept, need, printed
from tonghu.papers.models import Paper, PaperFile
from tonghu.papers.printing.order import Frame, Order
from tonghu.papers.states import Format

JOB = "papers.print"
PURPOSE = "paper"


@job(JOB)
def print_paper(*, viewer: Viewer, progress: Progress, paper: str) -> dict[str, Any]:
    """印一份文书: each missing format in a child process, stored as soon as it is there."""
    with scope(viewer):
        need(viewer, P.PAPER_ISSUE)
        row = _row(viewer, UUID(paper))
        content, frame = keeping.again(row.content), Frame(**row.frame)
        missing = _missing(row)
        total = len(row.formats.split(","))
    for at, one in enumerate(missing):
        progress(total - len(missing) + at, total, f"正在做{one.label}")
        made = printed(Order(one.value, content, frame))
        with scope(viewer):
            _store(viewer, _row(viewer, row.id), one, made)
    progress(total, total, "做好了")
    return {"paper": paper, "formats": row.formats}


def print_again(*, by: Viewer, paper: UUID) -> UUID:
    """重印: the files that failed or were lost are made anew from the frozen content."""
    need(by, P.PAPER_ISSUE)
    row = found(Paper.objects.visible_to(by).select_for_update().filter(pk=paper).first())
    if not _missing(row):
        raise NotNow("这份文书的文件都在，不用重印。")
    last = jobs.status(by, row.job) if row.job else None
    if last is not None and not last.ended:
        raise NotNow("正在印，请等一等。")
    row.job = jobs.enqueue(
        JOB, by=by, label=f"重印{row.kind_label}（{row.number}）", link=f"/papers/{row.id}/",
        paper=str(row.id),
    )  # fmt: skip
    row.save(update_fields=["job"])
    events.record("paper.print_again", by=by, subject=row, division=row.division)
    return row.job


def _row(viewer: Viewer, paper: UUID) -> Paper:
    return found(Paper.objects.visible_to(viewer).filter(pk=paper).first())


def _missing(row: Paper) -> list[Format]:
    there = set(
        PaperFile.objects.all_of_them(reason="files of a paper within reach")
        .filter(paper=row)
        .values_list("format", flat=True)
    )
    return [Format(one) for one in row.formats.split(",") if one not in there]


def _store(viewer: Viewer, row: Paper, format: Format, made: bytes) -> None:
    Paper.objects.visible_to(viewer).select_for_update().get(pk=row.pk)  # two workers, one file
    if format not in _missing(row):
        return
    stored = kept(
        made, by=viewer, name=f"{rules.written(row.number, row.version)} {row.title}", format=format.value,
        division=row.division, purpose=PURPOSE, level=row.sensitivity,
    )  # fmt: skip
    PaperFile.objects.put(
        paper=row, format=format.value, file=stored.id, size=len(made), division=row.division,
        issued_by=row.issued_by,
    )  # fmt: skip
