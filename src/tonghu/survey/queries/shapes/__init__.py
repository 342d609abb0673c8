"""排查的样子: frozen rows for pages and papers, already masked; no model, no query."""

from tonghu.survey.queries.shapes.figures import (
    Figures,
    Listed,
    ListedChild,
    Locked,
    Reason,
    Recount,
)
from tonghu.survey.queries.shapes.handing import (
    CheckLine,
    CheckPage,
    FeedbackLine,
    FeedbackPage,
    HazardLine,
    PupilLine,
    SummaryPage,
)
from tonghu.survey.queries.shapes.marks import Button, ExceptionLine, RoundLine
from tonghu.survey.queries.shapes.rounds import Bar, Board, Step, TownRow, VillageRow
from tonghu.survey.queries.shapes.walk import Change, Fact, Walk, WalkChild

__all__ = [
    "Bar",
    "Board",
    "Button",
    "Change",
    "CheckLine",
    "CheckPage",
    "ExceptionLine",
    "Fact",
    "FeedbackLine",
    "FeedbackPage",
    "Figures",
    "HazardLine",
    "Listed",
    "ListedChild",
    "Locked",
    "PupilLine",
    "Reason",
    "Recount",
    "RoundLine",
    "Step",
    "SummaryPage",
    "TownRow",
    "VillageRow",
    "Walk",
    "WalkChild",
]
