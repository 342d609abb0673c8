"""看比对: reads, the viewer first; frozen rows, already masked."""

from tonghu.reconcile.forms import ChildFilter, FindingFilter, HandInChoices, ProposalFilter
from tonghu.reconcile.queries.lists import children, findings
from tonghu.reconcile.queries.orders import excel_job
from tonghu.reconcile.queries.pages import (
    finding,
    finding_of_verdict,
    question,
    questions,
    questions_page,
    sample,
)
from tonghu.reconcile.queries.proposals import (
    asked_village,
    desk_figures,
    proposal,
    proposal_subject,
    proposals,
    sampled_proposals,
    towns_below,
)
from tonghu.reconcile.queries.rosters import (
    call,
    calls,
    current_call,
    desk,
    hand_in_choices,
    mapping,
    open_call,
    owed_by_me,
    receipt,
    receipts,
)
from tonghu.reconcile.queries.runs import first_to_judge, run_line, runs, summary, towns
from tonghu.reconcile.queries.subjects import (
    call_subject,
    child_subject,
    finding_subject,
    hand_in_subject,
    question_subject,
    run_subject,
    verdict_subject,
)

__all__ = [
    "ChildFilter",
    "FindingFilter",
    "HandInChoices",
    "ProposalFilter",
    "asked_village",
    "call",
    "call_subject",
    "calls",
    "child_subject",
    "children",
    "current_call",
    "desk",
    "desk_figures",
    "excel_job",
    "finding",
    "finding_of_verdict",
    "finding_subject",
    "findings",
    "first_to_judge",
    "hand_in_choices",
    "hand_in_subject",
    "mapping",
    "open_call",
    "owed_by_me",
    "proposal",
    "proposal_subject",
    "proposals",
    "question",
    "question_subject",
    "questions",
    "questions_page",
    "receipt",
    "receipts",
    "run_line",
    "run_subject",
    "runs",
    "sample",
    "sampled_proposals",
    "summary",
    "towns",
    "towns_below",
    "verdict_subject",
]
