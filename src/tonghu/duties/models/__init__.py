"""履职的表."""

from tonghu.duties.models.claims import Claim, ClaimFile
from tonghu.duties.models.sheets import Accountability, Commendation, Sheet
from tonghu.duties.models.tallies import Book, Tally

__all__ = ["Accountability", "Book", "Claim", "ClaimFile", "Commendation", "Sheet", "Tally"]
