"""名单的行: children and findings, paged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class ChildLine:
    """一名儿童."""

    id: UUID
    number: str  # E0000123
    name: str
    sex: str
    birth: str
    town: str
    village: str
    standing: str
    standing_label: str
    has: tuple[bool, bool, bool]
    reason: str
    reason_label: str
    explained: bool


@dataclass(frozen=True, slots=True)
class Paged(Generic[Line]):
    """一页."""

    lines: tuple[Line, ...]
    total: int
    before: str  # cursor, "" at the start
    after: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """差异清单的一行."""

    id: UUID
    case: str  # 漏-0001
    kind: str
    kind_label: str
    detail: str  # engine's kind: 同号不同人
    name: str
    birth: str
    town: str
    units: tuple[str, ...]
    sentence: str
    state: str
    state_label: str
    due: date | None
    days_late: int
    is_pair: bool
    of_100: int | None
    outcome: str
