"""文书的流程: issued, then corrected by a later version or voided; both are ends."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.workflow import Row, Workflow
from tonghu.papers.states import PaperState

PAPER = Workflow(
    code="paper",
    label="文书",
    start=PaperState.ISSUED,
    final=frozenset({PaperState.REPLACED, PaperState.VOID}),
    rows=(
        Row("replace", "更正", PaperState.ISSUED, PaperState.REPLACED, who=P.PAPER_ISSUE),
        Row("void", "作废", PaperState.ISSUED, PaperState.VOID, who=P.PAPER_VOID),
    ),
    states={one.value: one.label for one in PaperState},
)
