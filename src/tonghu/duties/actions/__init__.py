"""履职的动作."""

from tonghu.duties.actions.claiming import accept, claim, claim_again, give_back, withdraw
from tonghu.duties.actions.recounting import open_book, recount, recount_books, recount_kind
from tonghu.duties.actions.scoring import answer, close, object_, open_year, refresh, report, score

__all__ = [
    "accept",
    "answer",
    "claim",
    "claim_again",
    "close",
    "give_back",
    "object_",
    "open_book",
    "open_year",
    "recount",
    "recount_books",
    "recount_kind",
    "refresh",
    "report",
    "score",
    "withdraw",
]
