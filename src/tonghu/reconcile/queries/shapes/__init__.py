"""页面要的行: frozen, already masked, nothing a template could follow into the database."""

from tonghu.reconcile.queries.shapes.lists import (
    ChildLine,
    FindingLine,
    Paged,
)
from tonghu.reconcile.queries.shapes.matters import (
    Answered,
    CompareRow,
    FindingPage,
    Ground,
    Piece,
    QuestionLine,
    QuestionPage,
    Shown,
    Side,
    VerdictLine,
)
from tonghu.reconcile.queries.shapes.results import (
    ReasonCount,
    RunLine,
    RunSummary,
    SetRow,
    TownLine,
    UnitLine,
)
from tonghu.reconcile.queries.shapes.rosters import (
    Button,
    CallPage,
    MappedColumn,
    MappedSheet,
    MappingPreview,
    Owed,
    Receipt,
    RosterDesk,
    Told,
)

__all__ = [
    "Answered",
    "Button",
    "CallPage",
    "ChildLine",
    "CompareRow",
    "FindingLine",
    "FindingPage",
    "Ground",
    "MappedColumn",
    "MappedSheet",
    "MappingPreview",
    "Owed",
    "Paged",
    "Piece",
    "QuestionLine",
    "QuestionPage",
    "ReasonCount",
    "Receipt",
    "RosterDesk",
    "RunLine",
    "RunSummary",
    "SetRow",
    "Shown",
    "Side",
    "Told",
    "TownLine",
    "UnitLine",
    "VerdictLine",
]
