"""档案的表: gathered here for Django; each stands in its own file."""

from tonghu.registry.models.child import Child
from tonghu.registry.models.counting import Classification, FileSeries, Standing, Tally
from tonghu.registry.models.ledger import Ledger, LedgerRow
from tonghu.registry.models.lists import SavedFilter
from tonghu.registry.models.matters import Clue, Hazard, Merge, Statement, Transfer
from tonghu.registry.models.people import Bond, Household, Person
from tonghu.registry.models.sources import SourceLink, SourceRecord

__all__ = [
    "Bond",
    "Child",
    "Classification",
    "Clue",
    "FileSeries",
    "Hazard",
    "Household",
    "Ledger",
    "LedgerRow",
    "Merge",
    "Person",
    "SavedFilter",
    "SourceLink",
    "SourceRecord",
    "Standing",
    "Statement",
    "Tally",
    "Transfer",
]
