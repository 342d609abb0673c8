"""报表的材料: the tables of a period from its readings; and the list and page of returns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tonghu.core.indicators import indicators
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.statistics.indicators.register import scheme_words
from tonghu.statistics.indicators.rounds import flow_words
from tonghu.statistics.models import Cell, Reading, StatReturn
from tonghu.statistics.queries.grid import COUNTY, TOWN
from tonghu.statistics.queries.places import place_names
from tonghu.statistics.rules import periods
from tonghu.statistics.rules.returns import Quarter, Words, faults_of, tables_of
from tonghu.statistics.states import ReturnKind, ReturnState


@dataclass(frozen=True, slots=True)
class Material:
    """做表要的全部."""

    tables: list[dict[str, Any]]
    faults: list[str]
    readings: list[str]
    profile: str
    profile_hash: str


def material(viewer: Viewer, county: str, kind: str, period: str) -> Material | None:
    """From the newest version of each quarter's reading; None where there is none at all."""
    wanted = _quarters(kind, period)
    rows = (
        Reading.objects.visible_to(viewer)
        .filter(division=county, period__in=[*wanted, periods.before(wanted[0])])
        .order_by("period", "-version")
        .distinct("period")
    )
    known = {row.period: row for row in rows}
    there = [known[one] for one in wanted if one in known]
    if not there:
        return None
    cells, towns = _cells(viewer, county, list(known.values()), there[-1])
    quarters = [Quarter(row.period, row.round is not None, cells[row.id]) for row in there]
    first = known.get(periods.before(wanted[0]))
    before = Quarter(first.period, first.round is not None, cells[first.id]) if first else None
    profile = there[-1].profile
    words = Words(
        {one.code: one for one in indicators()}, lambda key: scheme_words(profile, key),
        lambda key: flow_words(profile, key), place_names(towns),
    )  # fmt: skip
    missing = [one for one in wanted if one not in known]
    return Material(
        tables_of(quarters, towns, words),
        faults_of(quarters, before, missing, towns, words, periods.words),
        [str(row.id) for row in there], profile, there[-1].profile_hash,
    )  # fmt: skip


def _quarters(kind: str, period: str) -> tuple[str, ...]:
    if kind == ReturnKind.QUARTER:
        return (period,)
    return tuple(f"{period}Q{n}" for n in range(1, 5))


def _cells(
    viewer: Viewer, county: str, rows: list[Reading], last: Reading
) -> tuple[dict[UUID, dict[tuple[str, str], int]], dict[str, dict[str, int]]]:
    found: dict[UUID, dict[tuple[str, str], int]] = defaultdict(dict)
    towns: dict[str, dict[str, int]] = defaultdict(dict)
    own = Cell.objects.visible_to(viewer).filter(reading__in=rows, level=COUNTY, division=county)
    for reading, code, key, n in own.values_list("reading", "indicator", "key", "n"):
        found[reading][code, key] = n
    below = Cell.objects.visible_to(viewer).filter(
        reading=last, level=TOWN, indicator="children.scheme",
        division__gte=county, division__lt=upper_bound(county),
    )  # fmt: skip
    for division, key, n in below.values_list("division", "key", "n"):
        towns[division][key] = n
    return found, towns


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """列表里的一份."""

    id: UUID
    title: str
    division: str
    place: str
    kind: str
    period: str
    version: int
    state: str
    state_label: str
    faults: int
    made_at: datetime
    submitted_at: datetime | None
    own: bool


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """一份报表."""

    line: ReturnLine
    tables: tuple[dict[str, Any], ...]
    faults: tuple[str, ...]
    note: str
    fingerprint: str
    made_name: str
    checked_name: str
    checked_at: datetime | None
    submitted_name: str
    received_name: str
    received_at: datetime | None
    returned_why: str
    versions: tuple[ReturnLine, ...]


def _seen(viewer: Viewer) -> QuerySet[StatReturn]:
    """A county's own; from above, what was submitted."""
    rows = StatReturn.objects.visible_to(viewer)
    if viewer.system or (viewer.division and viewer.division[4:6] != "00"):
        return rows
    return rows.filter(submitted_at__isnull=False)


def returns(viewer: Viewer) -> tuple[ReturnLine, ...]:
    """Newest first, those replaced left out."""
    rows = list(
        _seen(viewer).exclude(state=ReturnState.REPLACED).order_by("-period", "division")[:200]
    )
    names = place_names({row.division for row in rows})
    return tuple(_line(viewer, row, names) for row in rows)


def return_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """A return within reach."""
    row = _seen(viewer).filter(pk=id).first()
    return Subject("statistics.statreturn", row.id, row.division, name=row.title) if row else None


def one_return(viewer: Viewer, id: UUID) -> ReturnPage | None:
    """One with its tables and its other versions."""
    row = _seen(viewer).filter(pk=id).first()
    if row is None:
        return None
    names = place_names({row.division})
    others = _seen(viewer).filter(division=row.division, kind=row.kind, period=row.period)
    return ReturnPage(
        _line(viewer, row, names), tuple(row.tables), tuple(row.faults), row.note, row.fingerprint,
        row.made_name, row.checked_name, row.checked_at, row.submitted_name, row.received_name,
        row.received_at, row.returned_why,
        tuple(_line(viewer, one, names) for one in others.exclude(pk=row.pk).order_by("-version")),
    )  # fmt: skip


def _line(viewer: Viewer, row: StatReturn, names: dict[str, str]) -> ReturnLine:
    return ReturnLine(
        row.id, row.title, row.division, names.get(row.division, row.division), row.kind,
        row.period, row.version, row.state, ReturnState(row.state).label, len(row.faults),
        row.made_at, row.submitted_at, viewer.division == row.division,
    )  # fmt: skip
