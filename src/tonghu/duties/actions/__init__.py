"""履职的动作."""

from tonghu.duties.actions.claiming import accept, claim, claim_again, give_back, withdraw
from tonghu.duties.actions.recounting import open_book, recount, recount_books, recount_kind

__all__ = [
    "accept",
    "claim",
    "claim_again",
    "give_back",
    "open_book",
    "recount",
    "recount_books",
    "recount_kind",
    "withdraw",
]
