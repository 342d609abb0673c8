"""名册的行: calls, receipts, columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Button:
    """能办的一步: a row of the workflow table this viewer may take now."""

    action: str
    label: str


@dataclass(frozen=True, slots=True)
class Told:
    """读名册时要说的一句: about a file or some of its rows."""

    text: str
    sheet: str
    count: int
    fatal: bool
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """回执: who handed in what, when, how many rows, with which mark."""

    id: UUID
    number: str  # 收2026-0012
    unit: UUID
    unit_name: str
    unit_kind: str  # 学校
    town: str  # 大东坝镇, "" for the county
    kind: str  # survey school police
    kind_label: str
    population: str
    population_label: str
    as_of: date | None
    file_name: str
    mark: str  # 名单指纹, first 12 characters of the SHA-256
    rows: int
    handed_in_at: datetime
    by: str
    on_behalf: bool  # 代录
    paper_number: str
    scan: UUID | None
    state: str
    state_label: str
    needs_mapping: bool  # received, somebody has to look at the columns
    told: tuple[Told, ...]
    replaced_by: UUID | None
    erase_on: date | None
    questions: int  # of this unit in the newest run, still open
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """应交的一份: one unit, one kind of roster."""

    id: UUID
    unit: UUID
    unit_name: str
    unit_kind: str
    kind: str
    kind_label: str
    division: str
    town: str
    due: date
    received: bool
    days_late: int  # working days
    urged: int
    urged_at: datetime | None
    receipt: Receipt | None


@dataclass(frozen=True, slots=True)
class CallPage:
    """一次报送: who owes which roster, what has come."""

    id: UUID
    title: str  # 2026年9月花名册报送
    place: str
    year: int
    first: date
    last: date
    clause: str  # 三（三）, "" where no document speaks
    basis: str
    state: str
    state_label: str
    expected: int
    received: int
    late: int
    owed: tuple[Owed, ...]  # missing and late first
    may_urge: bool
    may_hand_in_for: bool
    ready: int  # confirmed rosters a run would take
    unready: int  # received, columns not confirmed


@dataclass(frozen=True, slots=True)
class RosterDesk:
    """名册一页: every call, what the own unit owes, the newest receipts."""

    calls: tuple[CallPage, ...]
    owed: tuple[Owed, ...]
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """一列: header, what it is taken for and why, samples masked."""

    name: str  # form field: "0:3" sheet and column
    header: str
    field: str  # engine code, "" when not used
    field_label: str
    reason: str
    samples: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class MappedSheet:
    """一张表."""

    index: int
    sheet: str
    rows: int
    header_row: int
    columns: tuple[MappedColumn, ...]


@dataclass(frozen=True, slots=True)
class MappingPreview:
    """列对应预览: confirmed once per sender, asked again when the headers differ."""

    receipt: Receipt
    sheets: tuple[MappedSheet, ...]
    choices: tuple[tuple[str, str], ...]  # (code, label), first ("", "这一列不用")
    confirmed: bool
    remembered: bool  # the columns are those this sender confirmed before
    differs: str  # sentence: what changed since last time
