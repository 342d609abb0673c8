"""办理台的行: proposed changes as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """一件建议."""

    id: UUID
    run: UUID
    kind: str
    kind_label: str
    name: str
    sex: str
    birth: str
    town: str
    village: str
    has: tuple[bool, bool, bool] | None  # on which rosters
    said: str  # what would change
    certain: bool
    state: str
    state_label: str
    due: date | None
    days_late: int
    decided: str  # who, when, why
    child: UUID | None


@dataclass(frozen=True, slots=True)
class Column:
    """一份名册、一份档案: the head of a column."""

    label: str
    where: str


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """一项: what each column says of it."""

    label: str
    values: tuple[str, ...]
    changes: bool


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """一件建议的页."""

    line: ProposalLine
    columns: tuple[Column, ...]
    rows: tuple[ProposalRow, ...]
    candidates: tuple[tuple[UUID, str], ...]
    answer: str
    note: str
    answered: str
    basis: str
    next: UUID | None
    reason: str
    decided_at: datetime | None
    may_undo: bool
    exits: tuple[tuple[str, str], ...]
    villages: tuple[tuple[str, str], ...]  # to choose from, where no roster named one


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """办理台的数字."""

    left: int
    asked: int
    late: int
    certain: int
    sample: int
    by_kind: tuple[tuple[str, str, int], ...]
