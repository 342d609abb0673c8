"""查计划: plans within reach, one with its items and who has done what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.models import Plan, PlanItem
from tonghu.conference.queries.doors import owned, runs, whole
from tonghu.conference.queries.resolutions import FileLine, files_of
from tonghu.conference.states.decided import OF_THE_BODY, ItemState, PlanKind, PlanState
from tonghu.core import clock
from tonghu.core.routes import Subject
from tonghu.core.viewer import Level, Viewer


@dataclass(frozen=True, slots=True)
class PlanLine:
    """一份计划, as a list shows it."""

    id: UUID
    title: str
    kind: str
    kind_label: str
    owner: str
    year: int
    state: str
    state_label: str
    number: str
    done: int
    items: int
    late: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """计划里的一件事."""

    id: UUID
    title: str
    measure: str
    unit: str
    supports: str
    due: date | None
    late: int
    state: str
    state_label: str
    note: str
    done_on: date | None
    done_by: str
    paper: str
    files: tuple[FileLine, ...]
    mine: bool
    carried: bool  # a unit's own plan has taken it over


@dataclass(frozen=True, slots=True)
class PlanPage:
    """一份计划."""

    line: PlanLine
    body: UUID | None
    text: str
    agenda_on: date | None
    livelihood: str
    staff: str
    version: int
    edited_by: str
    items: tuple[ItemLine, ...]
    paper: UUID | None
    issued_at: datetime | None
    writes: bool
    runs: bool
    template: str
    follows: tuple[UUID, str] | None
    carried_by: tuple[tuple[UUID, str], ...]
    may_carry: bool


def plan_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a plan within reach."""
    row = Plan.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("plan", row.id, row.division, unit=row.unit_id, name=row.title) if row else None


def own_plan_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a plan the viewer writes."""
    row = Plan.objects.visible_to(viewer).filter(pk=id).first()
    if row is None or not viewer.may(P.CONFERENCE_ACT):
        return plan_subject(viewer, id=id)
    return plan_subject(viewer, id=id) if writes(viewer, row) else None


def own_item_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: an item of the viewer's unit or town, or the office that enters from paper."""
    row = PlanItem.objects.visible_to(viewer).filter(pk=id).first()
    return (
        owned(viewer, Subject("plan_item", row.id, row.division, unit=row.unit_id)) if row else None
    )


def writes(viewer: Viewer, row: Plan) -> bool:
    """Whose plan it is."""
    if row.kind in OF_THE_BODY:
        return runs(viewer, row.division)
    if row.kind == PlanKind.TOWN:
        return viewer.level is Level.TOWN and viewer.division == row.division
    return viewer.unit is not None and viewer.unit == row.unit_id


def plans(viewer: Viewer) -> tuple[PlanLine, ...]:
    """计划, newest year first; drafts of others are not shown."""
    rows = list(Plan.objects.visible_to(viewer).order_by("-year", "kind", "-id"))
    kept = [one for one in rows if one.state != PlanState.DRAFT or writes(viewer, one)]
    items: dict[UUID, list[PlanItem]] = {}
    for one in PlanItem.objects.visible_to(viewer).filter(plan__in=[row.id for row in kept]):
        items.setdefault(one.plan_id, []).append(one)
    return tuple(_line(row, items.get(row.id, [])) for row in kept)


def _line(row: Plan, items: list[PlanItem]) -> PlanLine:
    today = clock.today()
    return PlanLine(
        id=row.id, title=row.title, kind=row.kind, kind_label=PlanKind(row.kind).label,
        owner=row.unit_name, year=row.year, state=row.state, state_label=PlanState(row.state).label,
        number=row.number, done=sum(one.state == ItemState.DONE for one in items), items=len(items),
        late=sum(one.state == ItemState.OPEN and bool(one.due_on and one.due_on < today) for one in items),
    )  # fmt: skip


def plan(viewer: Viewer, id: UUID) -> PlanPage | None:
    """一份计划 within reach."""
    found = whole(viewer, Plan.objects.visible_to(viewer).filter(pk=id), "body", "follows")
    row = found[0] if found else None
    if row is None or (row.state == PlanState.DRAFT and not writes(viewer, row)):
        return None
    items = list(PlanItem.objects.visible_to(viewer).filter(plan=row).order_by("place", "id"))
    files = files_of(viewer, [one.id for one in items])
    carried = PlanItem.objects.visible_to(viewer).filter(carries__in=[one.id for one in items])
    taken = set(carried.values_list("carries", flat=True))
    below = Plan.objects.visible_to(viewer).filter(follows=row).exclude(state=PlanState.DRAFT)
    own = bool(viewer.unit) and viewer.may(P.CONFERENCE_ACT) and row.kind in OF_THE_BODY
    return PlanPage(
        line=_line(row, items), body=row.body_id, text=row.text, agenda_on=row.agenda_on,
        livelihood=row.livelihood, staff=row.staff, version=row.version, edited_by=row.edited_by,
        items=tuple(_item(viewer, one, files.get(one.id, ()), one.id in taken) for one in items),
        paper=row.paper, issued_at=row.issued_at, writes=writes(viewer, row),
        runs=runs(viewer, row.division), template=row.template,
        follows=(row.follows.id, row.follows.title) if row.follows else None,
        carried_by=tuple(below.values_list("id", "unit_name")),
        may_carry=own and row.state == PlanState.ISSUED
        and any(one.unit_id == viewer.unit for one in items),
    )  # fmt: skip


def _item(viewer: Viewer, one: PlanItem, files: tuple[FileLine, ...], carried: bool) -> ItemLine:
    today = clock.today()
    late = one.state == ItemState.OPEN and one.due_on is not None and one.due_on < today
    mine = bool(viewer.unit) and viewer.unit == one.unit_id
    town = one.unit_id is None and viewer.division == one.division
    return ItemLine(
        id=one.id, title=one.title, measure=one.measure, unit=one.unit_name, supports=one.supports,
        due=one.due_on, late=(today - one.due_on).days if late and one.due_on else 0, state=one.state,
        state_label=ItemState(one.state).label, note=one.note, done_on=one.done_on,
        done_by=one.done_by, paper=one.paper_number, files=files, mine=mine or town, carried=carried,
    )  # fmt: skip


def plan_of_item(viewer: Viewer, item: UUID) -> tuple[UUID, str, str] | None:
    """The plan, title and unit of an item within reach."""
    row = PlanItem.objects.visible_to(viewer).filter(pk=item).first()
    return (row.plan_id, row.title, row.unit_name) if row else None
