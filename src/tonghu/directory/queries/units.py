"""查单位: one unit, a page of them, and whom a written name means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from tonghu.core import clock
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.directory import rules
from tonghu.directory.divisions import Level, full, level_of
from tonghu.directory.divisions.rows import upper_bound
from tonghu.directory.models import Division, Unit, UnitAlias
from tonghu.directory.queries.divisions import full_names, path_of
from tonghu.directory.states import UnitKind
from tonghu.policy.vocabulary import vocabulary

SIZE = 50


@dataclass(frozen=True, slots=True)
class UnitView:
    """单位和机构, as a page shows it."""

    id: UUID
    name: str
    short_name: str
    kind: UnitKind
    function: str
    function_label: str
    division: str
    place: str
    phone: str
    source: str
    valid_from: date | None
    valid_to: date | None
    why_closed: str
    parent: UUID | None
    parent_name: str
    successor: UUID | None
    successor_name: str
    aliases: tuple[str, ...] = ()

    @property
    def kind_label(self) -> str:
        """学校, 派出所."""
        return self.kind.label

    def valid(self, on: date) -> bool:
        """Whether the unit was in use on a day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class UnitList:
    """一页单位."""

    rows: tuple[UnitView, ...]
    total: int
    page: int
    size: int

    @property
    def first(self) -> int:
        """Number of the first row shown; 0 when there is none."""
        return (self.page - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return (self.page - 1) * self.size + len(self.rows)


def unit(viewer: Viewer, id: UUID) -> UnitView | None:
    """One unit with its other names; None when there is none."""
    row = _visible(viewer).filter(pk=id).first()
    return _views(viewer, [row])[0] if row else None


def unit_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: the unit, if there is one."""
    row = _visible(viewer).filter(pk=id).first()
    return Subject("unit", row.id, row.division, unit=row.id, name=row.name) if row else None


def units(
    viewer: Viewer,
    *,
    search: str = "",
    kind: str = "",
    function: str = "",
    division: str = "",
    ended: bool = False,
    page: int = 1,
    size: int = SIZE,
) -> UnitList:
    """One page of units: by words of the name, kind, function and place; in order of place."""
    rows = _visible(viewer)
    if not ended:
        rows = rows.filter(valid_to=None)
    if search:
        rows = rows.filter(_named_like(rules.plain(search)))
    if kind:
        rows = rows.filter(kind=kind)
    if function:
        rows = rows.filter(function=function)
    if division:
        rows = rows.filter(_inside(division))
    total = rows.count()
    last = max(1, -(-total // size))
    page = min(max(1, page), last)
    found = rows[(page - 1) * size : page * size]
    return UnitList(_views(viewer, found), total, page, size)


@dataclass(frozen=True, slots=True)
class UnitHit:
    """查到的单位: as much as a line of results says."""

    id: UUID
    name: str
    kind_label: str
    division: str
    place: str


def unit_hits(viewer: Viewer, search: str, size: int) -> tuple[UnitHit, ...]:
    """The first units in use whose name or other name holds a text, in one query."""
    places = Division.objects.all_of_them(reason="names of places are public")
    place = Subquery(places.filter(pk=OuterRef("division")).values("full_name")[:1])
    rows = Unit.objects.visible_to(viewer).filter(_named_like(rules.plain(search)), valid_to=None)
    found = rows.annotate(place=place).values_list("id", "name", "kind", "division", "place")
    return tuple(
        UnitHit(id, name, UnitKind(kind).label, where, said or where)
        for id, name, kind, where, said in found[:size]
    )


def unit_counts(viewer: Viewer, division: str = "") -> dict[UnitKind, int]:
    """How many units in use of each kind a place has."""
    rows = _visible(viewer).filter(valid_to=None)
    if division:
        rows = rows.filter(_inside(division))
    counted = rows.order_by().values_list("kind").annotate(n=Count("id"))
    found = dict(counted)
    return {kind: found[kind] for kind in UnitKind if kind in found}


def units_at(viewer: Viewer, division: str, kinds: Iterable[UnitKind] = ()) -> tuple[UnitView, ...]:
    """The units in use that stand exactly at a division."""
    rows = _visible(viewer).filter(division=full(division), valid_to=None)
    wanted = [one.value for one in kinds]
    return _views(viewer, rows.filter(kind__in=wanted) if wanted else rows)


def town_unit(viewer: Viewer, division: str, kind: UnitKind) -> UnitView | None:
    """The unit of a kind that serves a village or town: at the town first, then anywhere in it."""
    padded = full(division)
    town = padded if level_of(padded) < Level.TOWN else full(padded[:9])
    rows = _visible(viewer).filter(_inside(town), kind=kind.value, valid_to=None)
    found = _views(viewer, rows.order_by("division", "name")[:1])
    return found[0] if found else None


def unit_choices(
    viewer: Viewer, division: str, kinds: Iterable[UnitKind] = ()
) -> tuple[tuple[str, str], ...]:
    """(id, name) of the units in use of a place, for a field to choose from."""
    rows = _visible(viewer).filter(_inside(division), valid_to=None)
    wanted = [one.value for one in kinds]
    rows = rows.filter(kind__in=wanted) if wanted else rows
    return tuple((str(id), name) for id, name in rows.values_list("id", "name"))


def find_unit_by_name(
    viewer: Viewer, name: str, within: str, on: date | None = None
) -> UnitView | None:
    """按名称认单位: the one unit a written name means inside a division; None if none or several."""
    found = find_units_by_name(viewer, name, within, on)
    return found[0] if len(found) == 1 else None


def find_units_by_name(
    viewer: Viewer, name: str, within: str, on: date | None = None
) -> tuple[UnitView, ...]:
    """Every unit a written name may mean: by the form of the name that fits best, then by alias.

    With a day, a unit counts only while it was in use; without one, today decides.
    """
    path = path_of(viewer, within)
    above = tuple(one.name for one in path)
    full_name = path[-1].full_name if path else ""
    forms = rules.name_forms(name, rules.place_names(full_name, above))
    day = on or clock.today()
    rows = _visible(viewer).filter(_inside(within)).filter(
        Q(valid_to=None) | Q(valid_to__gt=day), Q(valid_from=None) | Q(valid_from__lte=day)
    )  # fmt: skip
    hits = rows.filter(Q(plain__in=forms) | _alias(plain__in=forms))
    return _best(_views(viewer, hits[:50]), forms)


def _best(found: tuple[UnitView, ...], forms: tuple[str, ...]) -> tuple[UnitView, ...]:
    """Those whose own name fits the earliest form; by an alias only if no name does."""
    by_name = {rules.plain(one.name): [] for one in found}  # type: dict[str, list[UnitView]]
    by_alias: dict[str, list[UnitView]] = {}
    for one in found:
        by_name[rules.plain(one.name)].append(one)
        for alias in {rules.plain(name) for name in (*one.aliases, one.short_name)}:
            by_alias.setdefault(alias, []).append(one)
    for form in forms:
        for names in (by_name, by_alias):
            if form in names:
                return tuple(names[form])
    return ()


def _named_like(asked: str) -> Q:
    return (
        Q(plain__contains=asked) | Q(short_name__contains=asked) | _alias(plain__contains=asked)
    )  # fmt: skip


def _alias(**test: object) -> Q:
    of_unit = UnitAlias.objects.all_of_them(reason="names of the units already in reach")
    return Q(Exists(of_unit.filter(unit=OuterRef("pk"), **test)))


def _inside(division: str) -> Q:
    padded = full(division)
    return Q(division__gte=padded, division__lt=upper_bound(padded))


def _visible(viewer: Viewer) -> QuerySet[Unit]:
    return Unit.objects.visible_to(viewer).select_related("parent", "successor")


def _views(viewer: Viewer, rows: Iterable[Unit]) -> tuple[UnitView, ...]:
    """Three queries for any number of rows: units, their places, their other names."""
    found = list(rows)
    places = full_names(viewer, (one.division for one in found))
    aliases: dict[UUID, list[str]] = {}
    known = UnitAlias.objects.visible_to(viewer).filter(unit__in=[one.id for one in found])
    for unit_id, name in known.values_list("unit_id", "name"):
        aliases.setdefault(unit_id, []).append(name)
    words = vocabulary()
    return tuple(
        UnitView(
            id=one.id, name=one.name, short_name=one.short_name, kind=UnitKind(one.kind),
            function=one.function, function_label=words.function(one.function) if one.function else "",
            division=one.division, place=places.get(one.division, one.division), phone=one.phone,
            source=one.source, valid_from=one.valid_from, valid_to=one.valid_to,
            why_closed=one.why_closed, parent=one.parent_id,
            parent_name=one.parent.name if one.parent else "", successor=one.successor_id,
            successor_name=one.successor.name if one.successor else "",
            aliases=tuple(aliases.get(one.id, ())),
        )
        for one in found
    )  # fmt: skip


def function_of(viewer: Viewer) -> str:
    """The function of the viewer's own unit; "" for posts without one."""
    row = _visible(viewer).filter(pk=viewer.unit).first() if viewer.unit else None
    return row.function if row else ""


def members_of(viewer: Viewer, division: str) -> dict[str, UUID]:
    """function → the unit in use that bears it at a place: where a profile's units are registered."""
    if not division:
        return {}
    rows = _visible(viewer).filter(
        division=full(division), kind=UnitKind.BUREAU, valid_to=None
    ).exclude(function="")  # fmt: skip
    return dict(rows.values_list("function", "id"))


def predecessors(viewer: Viewer, id: UUID) -> tuple[tuple[UUID, str], ...]:
    """The units this one followed: id and name."""
    rows = _visible(viewer).filter(successor=id).order_by("valid_to")
    return tuple(rows.values_list("id", "name"))


def any_units(viewer: Viewer) -> bool:
    """Whether any unit is registered at all."""
    return _visible(viewer).exists()


def bureau(viewer: Viewer, division: str, function: str) -> UnitView | None:
    """The bureau in use of a function at a place."""
    rows = _visible(viewer).filter(
        division=full(division), kind=UnitKind.BUREAU, function=function, valid_to=None
    )
    found = _views(viewer, rows[:1])
    return found[0] if found else None
