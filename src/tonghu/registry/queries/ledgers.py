"""看台账: which were handed in, what their columns are, what each row would do; masked, viewer first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tonghu.core import jobs
from tonghu.core.encryption import remembered
from tonghu.core.jobs import JobStatus
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.registry.fields import BY_CODE, FIELDS
from tonghu.registry.models import Ledger, LedgerRow
from tonghu.registry.queries.held import may_see
from tonghu.registry.queries.listing import place_names, town_of
from tonghu.registry.workbook.comparing import label_of
from tonghu.registry.workbook.heads import KEYS, hidden
from tonghu.registry.workbook.layouts import Column, is_closed, layout
from tonghu.registry.workbook.words import LedgerKind, LedgerState
from tonghu.ui.shapes import MappedColumn

SIZE = 50


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """一份台账."""

    id: UUID
    state: str
    state_label: str
    user_name: str
    handed_at: datetime
    stated_on: date
    layout: str
    counts: dict[str, int]
    problem: str
    job: UUID | None

    @property
    def total(self) -> int:
        """共几行."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class RowLine:
    """台账的一行."""

    id: UUID
    line: int
    kind: str
    kind_label: str
    name: str
    village: str
    child: UUID | None
    differences: tuple[tuple[str, str, str], ...]  # label, old, new
    more: int
    reason: str
    taken: bool


@dataclass(frozen=True, slots=True)
class RowPage:
    """台账的一页."""

    rows: tuple[RowLine, ...]
    total: int
    start: int
    size: int


def ledgers(viewer: Viewer) -> tuple[LedgerLine, ...]:
    """The newest fifty within reach."""
    rows = Ledger.objects.visible_to(viewer).order_by("-handed_at")[:50]
    return tuple(_line(one, viewer) for one in rows)


def ledger(viewer: Viewer, id: UUID) -> LedgerLine | None:
    """One ledger."""
    row = Ledger.objects.visible_to(viewer).filter(pk=id).first()
    return _line(row, viewer) if row else None


def ledger_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door."""
    row = Ledger.objects.visible_to(viewer).filter(pk=id).only("id", "division").first()
    return Subject("registry.ledger", row.id, division=row.division, name="台账") if row else None


def _line(row: Ledger, viewer: Viewer) -> LedgerLine:
    shape = layout(row.layout, viewer.profile).label if row.layout else ""
    return LedgerLine(
        row.id, row.state, LedgerState(row.state).label, row.user_name, row.handed_at, row.stated_on, shape,
        row.counts, row.problem, row.job,
    )  # fmt: skip


def ledger_job(viewer: Viewer, line: LedgerLine) -> JobStatus | None:
    """How far its reading, comparing or taking is; None for whom it is another's work."""
    return jobs.status(viewer, line.job) if line.job else None


def columns(viewer: Viewer, id: UUID) -> tuple[MappedColumn, ...]:
    """The columns as they are understood; what has no head and no value is left out."""
    row = Ledger.objects.visible_to(viewer).filter(pk=id).first()
    told = (row.columns or []) if row else []
    return tuple(
        MappedColumn(
            f"c{at}", one["header"] or "（没有列名）", one["field"], one["samples"], one["sure"]
        )
        for at, one in enumerate(told)
        if one["header"] or one["samples"]
    )


def choices(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """What a column may mean: blanks this person reads, and what says where a row belongs."""
    blanks = (
        (one.code, one.label)
        for one in FIELDS
        if may_see(viewer, one.sensitivity) and one.kind != "unit"
    )
    return (("", "这一列不用"), *KEYS.items(), *blanks)


def rows(viewer: Viewer, id: UUID, kind: str, *, start: int = 0, size: int = SIZE) -> RowPage:
    """What the rows of one kind would do."""
    found = LedgerRow.objects.visible_to(viewer).filter(ledger=id)
    if kind in set(LedgerKind):
        found = found.filter(kind=kind)
    total = found.count()
    start = start if start < total else 0
    with remembered():
        some = list(found.order_by("line")[start : start + size])
        names = place_names(row.village or "" for row in some)
        lines = tuple(_row(viewer, row, names) for row in some)
    return RowPage(lines, total, start, size)


SHOWN = 6  # differences on a line


def _row(viewer: Viewer, row: LedgerRow, names: dict[str, str]) -> RowLine:
    content = row.content or {"name": "", "differences": []}
    told = tuple(
        (label_of(code), _shown(code, old), _shown(code, new))
        for code, old, new in content["differences"]
        if code in BY_CODE and may_see(viewer, BY_CODE[code].sensitivity)
    )
    village = row.village or ""
    place = f"{names.get(town_of(village), '')}{names.get(village, '')}" if village else ""
    return RowLine(
        row.id, row.line, row.kind, LedgerKind(row.kind).label, content["name"], place, row.child,
        told[:SHOWN], max(0, len(told) - SHOWN), row.reason, bool(row.taken),
    )  # fmt: skip


def _shown(code: str, text: str) -> str:
    return hidden(text) if text and is_closed(Column("", field=code)) else text
