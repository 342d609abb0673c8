"""草稿: printed for one person, without number, gone after seven days with its content."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events, jobs
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.jobs import Progress, job
from tonghu.core.viewer import Viewer
from tonghu.papers import keeping, rules
from tonghu.papers.actions.common import foot, found, kept, need, printed
from tonghu.papers.actions.taking import Taken, opened
from tonghu.papers.contributions import kind_of
from tonghu.papers.documents import Document
from tonghu.papers.models import PaperDraft
from tonghu.papers.printing.order import Frame, Order
from tonghu.papers.states import Format

JOB = "papers.draft"
PURPOSE = "paper_draft"
KEPT = timedelta(days=7)
SWEEPER = Viewer.for_system("清除过期的草稿")


def draft(*, by: Viewer, kind: str, content: Document, format: str) -> UUID:
    """打印草稿; returns the job, its page is /papers/drafts/<job>/."""
    found_kind = kind_of(kind)
    need(by, P.PAPER_ISSUE, found_kind.needs)
    wanted = Format(format)
    refusal = rules.fault(content, (wanted,))
    if refusal:
        raise NotNow(refusal)
    frame = Frame(found_kind.form, found_kind.orientation, foot=foot(by, "印，草稿"), draft=True)
    row = PaperDraft.objects.put(
        kind=kind, kind_label=found_kind.label, format=wanted.value, content=keeping.kept(content),
        frame=asdict(frame), sensitivity=found_kind.sensitivity.value, division=by.division,
        ordered_by=by.user, ordered_at=clock.now(),
    )  # fmt: skip
    row.job = jobs.enqueue(JOB, by=by, label=f"印{found_kind.label}（草稿）", draft=str(row.id))
    row.save(update_fields=["job"])
    events.record(
        "paper.draft", by=by, subject=row, division=by.division,
        changes={"kind": kind, "format": format, "names": len(content.about)},
    )  # fmt: skip
    return row.job


@job(JOB)
def print_draft(*, viewer: Viewer, progress: Progress, draft: str) -> dict[str, Any]:
    """印一份草稿; begun again after it was stored, it does nothing."""
    with scope(viewer):
        need(viewer, P.PAPER_ISSUE)
        row = found(PaperDraft.objects.visible_to(viewer).filter(pk=UUID(draft)).first())
        content, frame = keeping.again(row.content), Frame(**row.frame)
    progress(0, 1, f"正在做{Format(row.format).label}")
    made = b"" if row.file else printed(Order(row.format, content, frame))
    with scope(viewer):
        row = found(
            PaperDraft.objects.visible_to(viewer).select_for_update().filter(pk=row.pk).first()
        )
        if row.file is None:
            row.file = kept(
                made, by=viewer, name=f"草稿 {content.title}", format=row.format, division=row.division,
                purpose=PURPOSE, level=row.sensitivity, days=KEPT.days,
            ).id  # fmt: skip
            row.save(update_fields=["file"])
    progress(1, 1, "做好了")
    return {"draft": draft}


def take_draft(*, by: Viewer, job: UUID) -> Taken:
    """取草稿: by the person who ordered it, asked and logged once more."""
    row = found(PaperDraft.objects.visible_to(by).filter(job=job, ordered_by=by.user).first())
    kind = kind_of(row.kind)
    need(by, P.PAPER_ISSUE, kind.needs)
    if row.file is None:
        raise NotNow("还没有印好。")
    about = row.content.get("about", [])
    events.looked(
        by=by, what="paper.draft_open", ids=[row.id, *about], sensitivity=row.sensitivity,
        purpose=f"取草稿：{row.kind_label}",
    )  # fmt: skip
    events.record("paper.draft_take", by=by, subject=row, division=row.division)
    return opened(by, row.file, f"取草稿：{row.kind_label}")


def erase_drafts(*, by: Viewer = SWEEPER) -> str:
    """清除过期的草稿: their files go on their own day."""
    with scope(by):
        old = PaperDraft.objects.visible_to(by).filter(ordered_at__lt=clock.now() - KEPT)
        gone = old.delete()[0]
        if gone:
            events.record("paper.draft_erase", by=by, changes={"count": gone})
    return f"清除过期的草稿{gone}份"
