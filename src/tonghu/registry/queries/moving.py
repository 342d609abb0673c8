"""转移、合并、线索: what their pages show, masked; two files side by side without whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import Missing
from tonghu.core.viewer import Viewer
from tonghu.registry.actions import preview_transfer
from tonghu.registry.actions.common import DESK
from tonghu.registry.fields import BY_CODE, FIELDS, Kind, Said
from tonghu.registry.models import Child, Clue, Merge, SourceRecord, Transfer
from tonghu.registry.queries.files import row_of
from tonghu.registry.queries.held import held, may_see, seen
from tonghu.registry.queries.places import near_names
from tonghu.registry.showing.words import said
from tonghu.registry.states import HazardKind, MergeState, SourceKind, TransferState

WIDE = frozenset({Kind.DIVISION, Kind.PLACE})


@dataclass(frozen=True, slots=True)
class Side:
    """一边: whose file, where, under which number."""

    id: UUID | None
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Compared:
    """比一栏: both values masked, whether they are the same."""

    label: str
    one: str
    other: str
    verdict: str  # same, differs, cannot


@dataclass(frozen=True, slots=True)
class TransferView:
    """转移的页."""

    id: UUID
    open: bool
    state: str
    reason: str
    answer: str
    from_place: str
    to_place: str
    proposed_by: str
    lines: tuple[tuple[str, str], ...]
    statements: int
    hazards: tuple[str, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class RecordLine:
    """合并期间写的一条."""

    id: UUID
    source: str
    stated_on: date
    officer: str
    blanks: str


@dataclass(frozen=True, slots=True)
class MergeView:
    """合并的页."""

    id: UUID
    state: str
    state_label: str
    reason: str
    undo_why: str
    by_name: str
    second_name: str
    own: bool  # the viewer proposed what waits now
    both: bool  # both files lie within the viewer's reach
    kept: Side
    other: Side
    rows: tuple[Compared, ...]
    unassigned: tuple[RecordLine, ...]


@dataclass(frozen=True, slots=True)
class ClueView:
    """线索的页."""

    id: UUID
    entered_by: str
    entered: Side
    known: Side
    rows: tuple[Compared, ...]


def transfer(viewer: Viewer, id: UUID) -> TransferView:
    """转移, with the listed preview while it waits; the preview is logged."""
    row = Transfer.objects.visible_to(viewer).filter(pk=id).first()
    if row is None:
        raise Missing
    waiting = row.state == TransferState.PROPOSED
    found = preview_transfer(by=viewer, transfer=id) if waiting else None
    lines = found.lines if found else ()
    places = [one.value for one in lines if BY_CODE[one.code].kind in WIDE]
    names = near_names(viewer, [row.from_division, row.division, *places])
    return TransferView(
        row.pk, waiting, TransferState(row.state).label, row.reason, row.answer,
        names.get(row.from_division, row.from_division), names.get(row.division, row.division),
        row.proposed_by_name,
        tuple(
            (one.label, said(BY_CODE[one.code], one.value, names, clock.today()))  # type: ignore[arg-type]
            for one in lines
            if may_see(viewer, BY_CODE[one.code].sensitivity)
        ),
        found.statements if found else 0,
        tuple(HazardKind(one).label for one in found.hazards) if found else (),
        found.hash if found else "",
    )  # fmt: skip


def merge(viewer: Viewer, id: UUID) -> MergeView:
    """合并: both files side by side."""
    row = Merge.objects.visible_to(viewer).filter(pk=id).first()
    if row is None:
        raise Missing
    kept = row_of(viewer, row.kept_id)
    other = Child.objects.visible_to(viewer).filter(pk=row.other_id).first()
    rows = compared(viewer, held(kept), held(other)) if other else ()
    waiting = {MergeState.PROPOSED: row.by, MergeState.UNDOING: row.undo_by}
    state = MergeState(row.state)
    return MergeView(
        row.pk, state.value, state.label, row.reason, row.undo_why, row.by_name, row.second_name,
        waiting.get(state) == viewer.user, other is not None, _side(viewer, kept),
        _side(viewer, other) if other else Side(None, "另一份档案", "不在你的管辖范围内"), rows,
        _records(row.unassigned) if other else (),
    )  # fmt: skip


def clue(viewer: Viewer, id: UUID) -> ClueView:
    """线索: what was entered beside the file that may be the same child's."""
    row = Clue.objects.visible_to(viewer).filter(pk=id).first()
    if row is None:
        raise Missing
    known = row_of(viewer, row.known)
    entered = dict(row.values or {})
    place = near_names(viewer, [row.entered_in]).get(row.entered_in, row.entered_in)
    return ClueView(
        row.pk, row.entered_by_name, Side(None, str(entered.get("name", "")), f"{place}新登记"),
        _side(viewer, known), compared(viewer, entered, held(known)),
    )  # fmt: skip


def compared(
    viewer: Viewer, one: Mapping[str, Said], other: Mapping[str, Said]
) -> tuple[Compared, ...]:
    """Blank by blank, in the order of the form, as far as the viewer sees."""
    mine, theirs = seen(viewer, dict(one)), seen(viewer, dict(other))
    places = [v for side in (mine, theirs) for c, v in side.items() if BY_CODE[c].kind in WIDE]
    names, today = near_names(viewer, places), clock.today()
    return tuple(
        Compared(
            field.label, said(field, mine.get(field.code), names, today),
            said(field, theirs.get(field.code), names, today), _verdict(mine, theirs, field.code),
        )
        for field in FIELDS
        if (field.code in mine or field.code in theirs) and field.kind is not Kind.UNIT
    )  # fmt: skip


def _verdict(one: Mapping[str, Said], other: Mapping[str, Said], code: str) -> str:
    if code not in one or code not in other:
        return "cannot"
    return "same" if one[code] == other[code] else "differs"


def _side(viewer: Viewer, child: Child) -> Side:
    place = near_names(viewer, [child.division]).get(child.division, child.division)
    return Side(child.pk, child.name, "，".join(filter(None, (place, child.file_number))))


def _records(ids: list[str]) -> tuple[RecordLine, ...]:
    """Statements written while the files were one; read as the desk, which holds both files."""
    with scope(DESK):
        rows = list(
            SourceRecord.objects.all_of_them(reason="合并期间的记录，两份都在手边").filter(
                pk__in=ids
            )
        )
    return tuple(
        RecordLine(
            one.pk, SourceKind(one.source).label, one.stated_on, one.officer,
            "、".join(BY_CODE[code].label for code in one.keys if code in BY_CODE),
        )
        for one in rows
    )  # fmt: skip


def by_file_number(viewer: Viewer, number: str) -> UUID | None:
    """The file of a number, within reach."""
    rows = Child.objects.visible_to(viewer).filter(file_number=number.strip())
    return rows.values_list("id", flat=True).first()
