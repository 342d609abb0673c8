"""格子: the cells of some readings as one viewer may read them; the one door to figures.

A viewer of the true numbers reads `Cell` through row-level security; all others read `Shown`, in which a
hidden number does not exist. What lies above counties is the sum of its counties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tonghu.core.suppression import BESIDE, Audience, Hiding
from tonghu.core.suppression import Shown as Cut
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import Level, level_of
from tonghu.directory.divisions.rows import upper_bound
from tonghu.statistics.models import Cell, Reading, Shown
from tonghu.statistics.rules.audience import audience_of, county_of

COUNTY, TOWN, VILLAGE = 6, 9, 12
DAILY = ""  # the period that stands for the newest day


@dataclass(frozen=True, slots=True)
class Taken:
    """一次读数: when and of which round, without numbers."""

    id: UUID
    county: str
    period: str
    quarter: bool
    as_of: date
    version: int
    taken_at: datetime
    profile: str
    locked: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """几次读数的格子: (period, division, indicator, key) → shown."""

    place: str
    audience: Audience
    taken: tuple[Taken, ...]
    cells: Mapping[tuple[str, str, str, str], Cut] = field(default_factory=dict)
    kinds: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def read(self, period: str, division: str, indicator: str, key: str) -> Cut | None:
        """A cell; nought where its reading has none; None where nothing was read there."""
        found = self.cells.get((period, division, indicator, key))
        if found is not None:
            return found
        if level_of(division) < Level.COUNTY:
            return self._sum(period, division, indicator, key)
        own = county_of(division)
        return Cut(0) if any(t.county == own and t.period == period for t in self.taken) else None

    def _sum(self, period: str, division: str, indicator: str, key: str) -> Cut | None:
        """Of the counties below; a hidden one hides the sum, never the other way round."""
        parts = [
            self.read(period, t.county, indicator, key)
            for t in self.taken
            if t.period == period and division <= t.county < upper_bound(division)
        ]
        there = [one for one in parts if one is not None]
        if not there:
            return None
        if any(one.hidden for one in there):
            return BESIDE
        return Cut(sum(one.n or 0 for one in there))

    def keys(self, period: str, indicator: str) -> tuple[str, ...]:
        """Every key of an indicator that a period has, anywhere."""
        return tuple(sorted(self.kinds.get((period, indicator), ())))

    def told(self, period: str, indicator: str) -> bool:
        """Whether a period says anything of an indicator."""
        return (period, indicator) in self.kinds

    def of(self, period: str) -> tuple[Taken, ...]:
        """The readings of a period, one a county."""
        return tuple(one for one in self.taken if one.period == period)


def digits_of(division: str) -> int:
    """At which level the cells of a division lie."""
    return {Level.TOWN: TOWN, Level.VILLAGE: VILLAGE}.get(level_of(division), COUNTY)


def readings(
    viewer: Viewer, place: str, *, quarters: Sequence[str] = (), day: bool = True
) -> tuple[Taken, ...]:
    """The newest version of each quarter asked for, and the newest day, of every county of a place."""
    own = county_of(place)
    lo, hi = (own, upper_bound(own)) if own else (place, upper_bound(place))
    rows = Reading.objects.visible_to(viewer).filter(division__gte=lo, division__lt=hi)
    found: list[Reading] = []
    if quarters:
        found += (
            rows.filter(period__in=quarters)
            .order_by("division", "period", "-version")
            .distinct("division", "period")
        )
    if day:
        found += (
            rows.filter(quarter=False)
            .order_by("division", "-as_of", "-version")
            .distinct("division")
        )
    return tuple(_taken(row) for row in found)


def _taken(row: Reading) -> Taken:
    return Taken(
        row.id, row.division, row.period if row.quarter else DAILY, row.quarter, row.as_of,
        row.version, row.taken_at, row.profile, row.round is not None,
    )  # fmt: skip


def grid(
    viewer: Viewer, place: str, taken: Sequence[Taken], *, level: int = COUNTY,
    indicators: Iterable[str] = (), audience: Audience | None = None,
) -> Grid:  # fmt: skip
    """One query: the cells of these readings at one level, within the place."""
    reader = audience or audience_of(viewer, place)
    lo, hi = place, upper_bound(place)
    wanted = {
        "reading__in": [one.id for one in taken], "level": level,
        "division__gte": lo, "division__lt": hi,
    }  # fmt: skip
    if chosen := list(indicators):
        wanted["indicator__in"] = chosen
    periods = {one.id: one.period for one in taken}
    cells = {
        (periods[reading], division, indicator, key): cut
        for reading, division, indicator, key, cut in _cells(viewer, reader, wanted)
    }
    return Grid(place, reader, tuple(taken), cells, _kinds(cells))


def _cells(
    viewer: Viewer, reader: Audience, wanted: Mapping[str, object]
) -> Iterable[tuple[UUID, str, str, str, Cut]]:
    columns = ("reading", "division", "indicator", "key", "n")
    if reader is Audience.TRUE:
        rows = Cell.objects.visible_to(viewer).filter(**wanted).order_by()
        for reading, division, indicator, key, n in rows.values_list(*columns):
            yield reading, division, indicator, key, Cut(n)
        return
    shown = Shown.objects.visible_to(viewer).filter(audience=reader.value, **wanted).order_by()
    for reading, division, indicator, key, n, why in shown.values_list(*columns, "why"):
        yield reading, division, indicator, key, Cut(n, Hiding(why))


def joined(*grids: Grid) -> Grid:
    """Several grids of one viewer and place as one."""
    first = grids[0]
    cells = {key: cut for one in grids for key, cut in one.cells.items()}
    taken = tuple(dict.fromkeys(t for one in grids for t in one.taken))
    return Grid(first.place, first.audience, taken, cells, _kinds(cells))


def _kinds(
    cells: Iterable[tuple[str, str, str, str]],
) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for period, _, indicator, key in cells:
        found.setdefault((period, indicator), set()).add(key)
    return {kind: frozenset(keys) for kind, keys in found.items()}
