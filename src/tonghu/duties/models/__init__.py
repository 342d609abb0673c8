"""履职的表."""

from tonghu.duties.models.claims import Claim, ClaimFile
from tonghu.duties.models.tallies import Book, Tally

__all__ = ["Book", "Claim", "ClaimFile", "Tally"]
