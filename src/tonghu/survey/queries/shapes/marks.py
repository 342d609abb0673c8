"""小件: buttons, exceptions, lines of rounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Button:
    """可以办的一步: as the workflow allows it for this viewer now."""

    action: str
    label: str


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """例外: what was not done at the lock, and why it was locked all the same."""

    division: str
    name: str
    what: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """一轮, in a list."""

    id: UUID
    title: str
    cycle: str
    cycle_label: str
    period: str
    state: str
    state_label: str
    opens_on: date
    due_on: date
    begins_on: date
    ends_on: date
    place: str
    clause: str
    basis: str
    locked_at: datetime | None
    days_left: int  # working days to the villages' last day; negative when past
    villages: int
    handed_in: int
    late: int
    own: UUID | None = None  # a village viewer's own return
