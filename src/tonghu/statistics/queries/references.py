"""参考数据 beside the register: what others say, and the register's own number of the nearest quarter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from tonghu.core.routes import Subject
from tonghu.core.suppression import Shown, said
from tonghu.core.viewer import Viewer
from tonghu.statistics.models import ReferenceFigure
from tonghu.statistics.queries.grid import digits_of, grid, readings
from tonghu.statistics.rules.audience import audience_of, home_of, may_open
from tonghu.statistics.rules.periods import words
from tonghu.statistics.states import Group, Source

BASES = {
    Group.LEFT_BEHIND: "left_behind", Group.DIFFICULTY: "difficulty", Group.CHILDREN: "register",
}  # fmt: skip
Q4 = "Q4"


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """一条."""

    id: UUID
    item: str
    group: str
    value: str
    measure: str
    year: int
    source: str
    unit_name: str
    method: str
    document: str
    withdrawn: str
    own: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """并排: another source's number and the register's."""

    item: str
    source: str
    year: int
    theirs: str
    ours: str
    of: str
    gap: str
    method: str


def references(viewer: Viewer) -> tuple[ReferenceLine, ...]:
    """Of the viewer's own place and of those below, newest year first."""
    return tuple(_line(viewer, row) for row in _rows(viewer))


def _rows(viewer: Viewer) -> list[ReferenceFigure]:
    rows = ReferenceFigure.objects.visible_to(viewer).order_by("-year", "division", "item")
    lo = viewer.lo or home_of(viewer)
    hi = viewer.hi or home_of(viewer) + "~"
    return list(rows.filter(division__gte=lo, division__lt=hi)[:300])


def _line(viewer: Viewer, row: ReferenceFigure) -> ReferenceLine:
    return ReferenceLine(
        row.id, row.item, Group(row.group).label, _number(row.value), row.measure, row.year,
        Source(row.source).label, row.unit_name, row.method, row.document, row.withdrawn_why,
        row.division == viewer.division,
    )  # fmt: skip


def _number(value: Decimal) -> str:
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"


def reference_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """One within reach."""
    row = ReferenceFigure.objects.visible_to(viewer).filter(pk=id).first()
    if row is None or not may_open(viewer, row.division):
        return None
    return Subject("statistics.referencefigure", row.id, row.division, name=row.item)


def compared(viewer: Viewer) -> tuple[Compared, ...]:
    """Each standing figure of children with the register's of that year's end, else the newest quarter."""
    place = home_of(viewer)
    rows = [
        row
        for row in _rows(viewer)
        if row.withdrawn_at is None and row.group in BASES and row.division == place
    ]
    if not rows:
        return ()
    newest = readings(viewer, place, quarters=tuple(f"{row.year}Q4" for row in rows), day=False)
    latest = newest or _last(viewer, place)
    found = grid(viewer, place, latest, level=digits_of(place), indicators=("children.scheme",))
    floor, made = audience_of(viewer, place).floor, []
    for row in rows:
        period = f"{row.year}{Q4}"
        if not found.of(period):
            period = max((t.period for t in found.taken), default="")
        ours = found.read(period, place, "children.scheme", BASES[Group(row.group)])
        made.append(_pair(row, ours, period, floor))
    return tuple(made)


def _last(viewer: Viewer, place: str):  # type: ignore[no-untyped-def]
    from tonghu.core import clock
    from tonghu.statistics.rules.periods import ended, quarters

    return readings(viewer, place, quarters=quarters(ended(clock.today()), 4), day=False)


def _pair(row: ReferenceFigure, ours: Shown | None, period: str, floor: int) -> Compared:
    told = "没有读数" if ours is None else said(ours, floor)
    gap = "—"
    if ours is not None and ours.n is not None:
        less = Decimal(ours.n) - row.value
        gap = "一样" if not less else f"台账{'多' if less > 0 else '少'}{_number(abs(less))}"
    return Compared(
        row.item, f"{Source(row.source).label}（{row.unit_name}）", row.year, _number(row.value),
        told, f"{words(period)}末" if period else "", gap, row.method,
    )  # fmt: skip
