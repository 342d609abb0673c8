"""比对的表: what is asked for, what came in, what a run found, what people said of it."""

from tonghu.reconcile.models.calls import RosterCall, RosterOwed
from tonghu.reconcile.models.findings import Finding, Question, Verdict
from tonghu.reconcile.models.hand_ins import HandIn, SenderMapping
from tonghu.reconcile.models.proposals import EntityLink, Proposal
from tonghu.reconcile.models.runs import (
    Run,
    RunChild,
    RunMemory,
    RunTown,
    RunUnit,
    Series,
)

__all__ = [
    "EntityLink",
    "Finding",
    "HandIn",
    "Proposal",
    "Question",
    "RosterCall",
    "RosterOwed",
    "Run",
    "RunChild",
    "RunMemory",
    "RunTown",
    "RunUnit",
    "SenderMapping",
    "Series",
    "Verdict",
]
