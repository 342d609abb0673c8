"""看文书: the ledger, one paper, a code, a draft; viewer first, frozen rows."""

from tonghu.papers.queries.drafts import DraftView, draft, draft_subject
from tonghu.papers.queries.ledger import Filter, Page, PaperLine, choices, issued, lines_of
from tonghu.papers.queries.one import (
    FileLine,
    PaperView,
    code_subject,
    paper,
    paper_subject,
    progress_of,
)

__all__ = [
    "DraftView",
    "FileLine",
    "Filter",
    "Page",
    "PaperLine",
    "PaperView",
    "choices",
    "code_subject",
    "draft",
    "draft_subject",
    "issued",
    "lines_of",
    "paper",
    "paper_subject",
    "progress_of",
]
