"""看名册: calls, what is owed, receipts, columns to confirm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tonghu.access.permissions import P
from tonghu.core.viewer import Level, Viewer
from tonghu.directory.models import Unit
from tonghu.directory.states import UnitKind
from tonghu.reconcile.engine.fields import Field, Kind, Population
from tonghu.reconcile.engine.intake.columns.duplicates import LABELS
from tonghu.reconcile.forms import HandInChoices
from tonghu.reconcile.models import HandIn, Question, RosterCall, RosterOwed, SenderMapping
from tonghu.reconcile.queries.common import late, place_names, town_name
from tonghu.reconcile.queries.shapes import (
    Button,
    CallPage,
    MappedColumn,
    MappedSheet,
    MappingPreview,
    Owed,
    Receipt,
    RosterDesk,
    Told,
)
from tonghu.reconcile.rules.masking import masked
from tonghu.reconcile.rules.receiving import county_of, is_own, kinds_of, unit_word
from tonghu.reconcile.states import STANDING, CallState, HandInState, QuestionState
from tonghu.reconcile.workflow import ROSTER

_MARK = 12


def calls(viewer: Viewer) -> tuple[CallPage, ...]:
    """Every call of the viewer's county, newest first."""
    return tuple(_page(viewer, row) for row in _calls(viewer).order_by("-year"))


def call(viewer: Viewer, id: UUID) -> CallPage | None:
    """One call."""
    row = _calls(viewer).filter(pk=id).first()
    return _page(viewer, row) if row else None


def open_call(viewer: Viewer) -> UUID | None:
    """The newest call that is open."""
    return _open_calls(viewer).values_list("pk", flat=True).first()


def current_call(viewer: Viewer) -> CallPage | None:
    """The newest open call itself, for the first page."""
    row = _open_calls(viewer).first()
    return _page(viewer, row) if row else None


def _open_calls(viewer: Viewer) -> QuerySet[RosterCall]:
    return _calls(viewer).filter(state=CallState.OPEN).order_by("-year")


def _calls(viewer: Viewer) -> QuerySet[RosterCall]:
    rows = RosterCall.objects.visible_to(viewer)
    if viewer.level is Level.SYSTEM:
        return rows
    return rows.filter(division=county_of(viewer.division)) if viewer.division else rows.none()


def owed_by_me(viewer: Viewer) -> tuple[Owed, ...]:
    """What the viewer's own unit owes, newest first."""
    return _owed(viewer, RosterOwed.objects.visible_to(viewer).filter(_own(viewer)))


def _own(viewer: Viewer) -> Q:
    own = Q(unit=viewer.unit) if viewer.unit else Q(pk__in=[])
    if viewer.level is Level.VILLAGE:
        own |= Q(unit_kind=UnitKind.VILLAGE_COMMITTEE.value)
    return own


def _page(viewer: Viewer, row: RosterCall) -> CallPage:
    owed = _owed(viewer, RosterOwed.objects.visible_to(viewer).filter(call=row))
    return call_page(viewer, row, owed, _states(viewer, [row.id]).get(row.id, {}))


def _states(viewer: Viewer, calls_: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """How many rosters of each call are in which state."""
    rows = HandIn.objects.visible_to(viewer).filter(call__in=calls_)
    made: dict[UUID, dict[str, int]] = defaultdict(dict)
    for id_, state, count in rows.values_list("call_id", "state").annotate(n=Count("pk")):
        made[id_][state] = count
    return made


def call_page(
    viewer: Viewer, row: RosterCall, owed: tuple[Owed, ...], states: dict[str, int]
) -> CallPage:
    """One call with what is owed for it."""
    month = row.last.month
    return CallPage(
        id=row.id, title=f"{row.year}年{month}月花名册报送", place=viewer.place, year=row.year,
        first=row.first, last=row.last, clause=row.clause, basis=row.basis, state=row.state,
        state_label=CallState(row.state).label, expected=len(owed),
        received=sum(one.received for one in owed),
        late=sum(one.days_late > 0 and not one.received for one in owed), owed=owed,
        may_urge=viewer.may(P.ROSTER_HAND_IN_FOR), may_hand_in_for=viewer.may(P.ROSTER_HAND_IN_FOR),
        ready=states.get(HandInState.CONFIRMED, 0), unready=states.get(HandInState.RECEIVED, 0),
    )  # fmt: skip


def _owed(viewer: Viewer, rows: QuerySet[RosterOwed]) -> tuple[Owed, ...]:
    found = list(rows)
    calls_ = {row.call_id for row in found}
    came: dict[tuple[UUID | None, UUID, str], HandIn] = {
        (one.call_id, one.unit_id, one.kind): one
        for one in HandIn.objects.visible_to(viewer)
        .filter(call__in=calls_, state__in=STANDING)
        .order_by("handed_in_at")
    }
    return _with_receipts(viewer, found, came, [])[0]


def _with_receipts(
    viewer: Viewer,
    found: list[RosterOwed],
    came: dict[tuple[UUID | None, UUID, str], HandIn],
    more: list[HandIn],
) -> tuple[tuple[Owed, ...], tuple[Receipt, ...]]:
    """What is owed with what came for it, and more receipts beside; two queries for all of them."""
    names = place_names([*(row.division for row in found), *(row.division for row in more)])
    every = {one.id: one for one in [*came.values(), *more]}
    receipts_ = {one.id: one for one in _receipts(viewer, list(every.values()), names)}
    made = [
        _one_owed(
            viewer, row, receipts_.get(came[key].id) if (key := _key(row)) in came else None, names
        )
        for row in found
    ]
    in_order = sorted(
        made, key=lambda one: (one.received, -one.days_late, one.division, one.unit_name)
    )
    return tuple(in_order), tuple(receipts_[one.id] for one in more)


def desk(viewer: Viewer, *, newest: int = 20) -> RosterDesk:
    """名册一页: calls, what the own unit owes, the newest receipts, read together."""
    calls_ = list(_calls(viewer).order_by("-year"))
    ids = [row.id for row in calls_]
    rows = list(RosterOwed.objects.visible_to(viewer).filter(Q(call__in=ids) | _own(viewer)))
    standing = HandIn.objects.visible_to(viewer).filter(
        call__in={row.call_id for row in rows}, state__in=STANDING
    )
    came = {(one.call_id, one.unit_id, one.kind): one for one in standing.order_by("handed_in_at")}
    latest = list(HandIn.objects.visible_to(viewer).order_by("-handed_in_at")[:newest])
    every, receipts_ = _with_receipts(viewer, rows, came, latest)
    states, of_call = _states(viewer, ids), {row.id: row.call_id for row in rows}
    village = viewer.level is Level.VILLAGE
    mine = {
        row.id for row in rows
        if row.unit_id == viewer.unit
        or (village and row.unit_kind == UnitKind.VILLAGE_COMMITTEE.value)
    }  # fmt: skip
    pages = tuple(
        call_page(viewer, row, tuple(one for one in every if of_call[one.id] == row.id), states.get(row.id, {}))
        for row in calls_
    )  # fmt: skip
    return RosterDesk(pages, tuple(one for one in every if one.id in mine), receipts_)


def _key(row: RosterOwed) -> tuple[UUID | None, UUID, str]:
    return row.call_id, row.unit_id, row.kind


def _one_owed(
    viewer: Viewer, row: RosterOwed, receipt_: Receipt | None, names: dict[str, str]
) -> Owed:
    return Owed(
        id=row.id, unit=row.unit_id, unit_name=row.unit_name, unit_kind=unit_word(row.unit_kind),
        kind=row.kind, kind_label=Kind(row.kind).label, division=row.division,
        town=town_name(names, row.division), due=row.due, received=receipt_ is not None,
        days_late=0 if receipt_ else late(viewer, row.due), urged=row.urged, urged_at=row.urged_at,
        receipt=receipt_,
    )  # fmt: skip


def receipts(
    viewer: Viewer,
    *,
    call: UUID | None = None,
    unit: UUID | None = None,
    kind: str = "",
    state: str = "",
) -> tuple[Receipt, ...]:
    """回执, newest first."""
    rows = HandIn.objects.visible_to(viewer).order_by("-handed_in_at")
    for name, value in (("call", call), ("unit", unit), ("kind", kind), ("state", state)):
        rows = rows.filter(**{name: value}) if value else rows
    found = list(rows[:500])
    return _receipts(viewer, found, place_names(row.division for row in found))


def receipt(viewer: Viewer, id: UUID) -> Receipt | None:
    """One receipt."""
    rows = list(HandIn.objects.visible_to(viewer).filter(pk=id))
    return _receipts(viewer, rows, place_names(row.division for row in rows))[0] if rows else None


def _receipts(viewer: Viewer, rows: Sequence[HandIn], names: dict[str, str]) -> tuple[Receipt, ...]:
    asked = _open_questions(viewer, {row.unit_id for row in rows})
    return tuple(_receipt(viewer, row, asked.get(row.unit_id, 0), names) for row in rows)


def _open_questions(viewer: Viewer, units: set[UUID]) -> dict[UUID, int]:
    rows = Question.objects.visible_to(viewer).filter(unit_id__in=units, state=QuestionState.OPEN)
    return {
        unit: count for unit, count in rows.values_list("unit_id").annotate(n=Count("pk")) if unit
    }


def _receipt(viewer: Viewer, row: HandIn, asked: int, names: dict[str, str]) -> Receipt:
    return Receipt(
        id=row.id, number=row.number, unit=row.unit_id, unit_name=row.unit_name,
        unit_kind=unit_word(row.unit_kind), town=town_name(names, row.division), kind=row.kind,
        kind_label=Kind(row.kind).label, population=row.population,
        population_label=Population(row.population).label if row.population else "没有写明",
        as_of=row.as_of, file_name=row.file_name or "（已清除）", mark=row.mark[:_MARK],
        rows=row.rows, handed_in_at=row.handed_in_at, by=row.handed_in_by_name, on_behalf=row.on_behalf,
        paper_number=row.paper_number, scan=row.scan_id, state=row.state,
        state_label=HandInState(row.state).label, needs_mapping=row.state == HandInState.RECEIVED,
        told=tuple(_told(one) for one in row.told), replaced_by=row.replaced_by_id,
        erase_on=row.erase_on, questions=asked, buttons=_buttons(viewer, row),
    )  # fmt: skip


def _told(one: dict[str, Any]) -> Told:
    return Told(one["text"], one["sheet"], one["count"], one["fatal"], tuple(one.get("rows", ())))


def _buttons(viewer: Viewer, row: HandIn) -> tuple[Button, ...]:
    """Steps of the table that people press, for the own unit or whoever stands above it."""
    own = is_own(viewer, row.unit_id, row.unit_kind, row.division) and viewer.may(P.ROSTER_HAND_IN)
    if not own and not (viewer.may(P.ROSTER_HAND_IN_FOR) and viewer.covers(row.division)):
        return ()
    steps = ROSTER.open_to(row.state, {P.ROSTER_HAND_IN.value})
    return tuple(
        Button(one.action, one.label) for one in steps if one.action in ("confirm", "withdraw")
    )


def mapping(viewer: Viewer, hand_in: UUID) -> MappingPreview | None:
    """列对应预览 of one roster."""
    row = HandIn.objects.visible_to(viewer).filter(pk=hand_in).first()
    shown = receipt(viewer, hand_in) if row else None
    if row is None or shown is None:
        return None
    sheets = row.preview["sheets"] if row.preview else []
    signatures = [sheet["signature"] for sheet in sheets]
    known = {
        one.signature: one
        for one in SenderMapping.objects.visible_to(viewer)
        .filter(unit=row.unit_id, kind=row.kind)
        .order_by("confirmed_at")
    }
    remembered = bool(sheets) and all(one in known for one in signatures)
    return MappingPreview(
        receipt=shown, sheets=tuple(_sheet(row, at, one) for at, one in enumerate(sheets)),
        choices=(("", "这一列不用"), *((field.value, LABELS[field]) for field in Field)),
        confirmed=row.state == HandInState.CONFIRMED, remembered=remembered,
        differs="" if remembered else _differs(sheets, list(known.values())),
    )  # fmt: skip


def _differs(sheets: list[dict[str, Any]], known: list[SenderMapping]) -> str:
    """What is new in the headers since this sender's columns were last confirmed."""
    if not known or not sheets:
        return ""
    last, now = known[-1].headers, [column["header"] for column in sheets[0]["columns"]]
    new = [one for one in now if one and one not in last]
    gone = [one for one in last if one and one not in now]
    said = [f"多了“{'”“'.join(new[:5])}”"] if new else []
    said += [f"少了“{'”“'.join(gone[:5])}”"] if gone else []
    return f"表头和上次确认的不一样：{'，'.join(said) or '列的顺序变了'}。请再核对一次。"


def _sheet(row: HandIn, at: int, sheet: dict[str, Any]) -> MappedSheet:
    chosen = row.layouts[at]["fields"] if at < len(row.layouts) else None
    columns = []
    for number, column in enumerate(sheet["columns"]):
        field = chosen[number] if chosen else column["field"]
        columns.append(
            MappedColumn(
                name=f"{at}:{number}", header=column["header"] or f"第{number + 1}列（没有表头）", field=field,
                field_label=LABELS[Field(field)] if field else "", reason=column["reason"],
                samples=tuple(masked(column["field"], text) for text in column["samples"]),
                sure=column["reason"].startswith(("表头", "已保存")),
            )
        )  # fmt: skip
    return MappedSheet(at, sheet["name"], sheet["rows"], sheet["header_row"], tuple(columns))


def hand_in_choices(viewer: Viewer) -> HandInChoices:
    """Units the viewer may hand in for, own first, with the kinds they have."""
    units = _units(viewer)
    kinds = {kind for unit in units for kind in kinds_of(UnitKind(unit.kind), unit.function)}
    names = place_names(unit.division for unit in units)
    own = next((u for u in units if is_own(viewer, u.id, u.kind, u.division)), None)
    ordered = sorted(units, key=lambda u: (u is not own, u.division, u.name))
    return HandInChoices(
        units=tuple((str(unit.id), _called(unit, names)) for unit in ordered),
        kinds=tuple((kind.value, kind.label) for kind in Kind if kind.value in kinds),
        populations=tuple((one.value, one.label) for one in Population),
        own=str(own.id) if own else "",
        towns=tuple(town_name(names, unit.division) for unit in ordered),
    )


def _units(viewer: Viewer) -> list[Unit]:
    own = Q(pk=viewer.unit) if viewer.unit else Q(pk__in=[])
    inside = Q(division__gte=viewer.lo, division__lt=viewer.hi) if viewer.lo else Q(pk__in=[])
    reach = own
    if viewer.may(P.ROSTER_HAND_IN_FOR):
        reach |= inside
    elif viewer.level is Level.VILLAGE:
        reach |= inside & Q(kind=UnitKind.VILLAGE_COMMITTEE.value)
    rows = Unit.objects.visible_to(viewer).filter(reach, valid_to=None)
    return [unit for unit in rows if kinds_of(UnitKind(unit.kind), unit.function)]


def _called(unit: Unit, names: dict[str, str]) -> str:
    town = town_name(names, unit.division)
    return f"{town} · {unit.name}" if town and not unit.name.startswith(town) else unit.name


def received_by_unit(viewer: Viewer, call_id: UUID | None) -> dict[UUID, list[HandIn]]:
    """Standing hand-ins of a call by unit."""
    found: dict[UUID, list[HandIn]] = defaultdict(list)
    rows = HandIn.objects.visible_to(viewer).filter(call=call_id, state__in=STANDING)
    for row in rows.order_by("handed_in_at"):
        found[row.unit_id].append(row)
    return found
