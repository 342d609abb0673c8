"""各动作共用: permission, the row, the machine's own hand."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from tonghu.access.rules.deciding import need as need
from tonghu.core.errors import found as found
from tonghu.core.viewer import Viewer
from tonghu.duties.models import Claim
from tonghu.duties.queries.common import DESK, book_of, profile_at
from tonghu.duties.queries.ledger import book_division
from tonghu.duties.queries.register import Register, register

Row = TypeVar("Row")

__all__ = ["DESK", "Register", "claim_of", "found", "need", "office_role", "register_at"]


def register_at(by: Viewer, division: str) -> Register:
    """The ledger's own list of who owes, for a place in it."""
    where = book_division(by, division)
    return register(where, profile_at(where, book_of(by, where)))


def claim_of(by: Viewer, claim: UUID) -> Claim:
    """A claim within reach, locked."""
    rows = Claim.objects.visible_to(by).select_for_update(of=("self",))
    return found(rows.filter(pk=claim).first())


def office_role(book: str) -> str:
    """Who checks in a ledger: the county's office, or that of the prefecture and above."""
    return "county_office" if book[4:6] != "00" else "superior"
