"""作废: with a reason, told on the paper's page; the number is not given again."""

from __future__ import annotations

from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock
from tonghu.core.errors import NotNow
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.papers.actions.common import found, need
from tonghu.papers.models import Paper
from tonghu.papers.states import PaperState
from tonghu.papers.workflow import PAPER


def void(*, by: Viewer, paper: UUID, why: str) -> None:
    """作废一份文书."""
    need(by, P.PAPER_VOID)
    row = found(Paper.objects.visible_to(by).select_for_update().filter(pk=paper).first())
    why = why.strip()
    if not why:
        raise NotNow("请写明为什么作废。")
    state = PaperState(row.state)
    if state is not PaperState.ISSUED:  # locked above: what was written first stays
        raise NotNow(f"这份文书{state.label}，不能再作废。")
    row.void_why, row.voided_at, row.voided_by_name = why[:400], clock.now(), by.name
    row.save(update_fields=["void_why", "voided_at", "voided_by_name"])
    move(PAPER, row, "void", by=by, division=row.division, note=why[:400])
