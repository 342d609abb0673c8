"""统计页: what stands on the page of a place, from at most four reads of cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tonghu.core import clock
from tonghu.core.suppression import Audience
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import Level, level_of
from tonghu.statistics.queries.grid import (
    COUNTY,
    DAILY,
    TOWN,
    VILLAGE,
    Grid,
    Taken,
    digits_of,
    grid,
    joined,
    readings,
)
from tonghu.statistics.queries.places import below
from tonghu.statistics.rules.audience import above, audience_of, may_list, may_open
from tonghu.statistics.rules.periods import before, ended, quarters

TREND = 5
ON_TREND = ("children.scheme", "survey.flow")
OF_PARTS = (
    "children.scheme", "survey.flow", "survey.villages", "rosters.agreement", "rosters.coverage",
    "rosters.settled", "rosters.punctual",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dashboard:
    """一个地方的全部读数, and how to read them."""

    place: str
    name: str
    level: Level
    audience: Audience
    now: str  # the period the page speaks of: "" today, or the newest quarter
    as_of: date | None
    taken_at: datetime | None
    quarter: str  # the newest quarter that has readings
    periods: tuple[str, ...]  # quarters of the trend, oldest first
    own: Grid
    parts: Grid
    names: Mapping[str, str]  # the divisions next below
    profiles: Mapping[str, str]  # county → profile
    above: str
    drills: bool
    opens: frozenset[str]
    keeps: bool


def dashboard(viewer: Viewer, place: str, name: str) -> Dashboard | None:
    """None where nothing was read yet."""
    reader = audience_of(viewer, place)
    daily = reader is Audience.TRUE and level_of(place) is not Level.VILLAGE
    level = level_of(place)
    deep = level is Level.TOWN
    periods = quarters(ended(clock.today()), TREND)
    taken = readings(viewer, place, quarters=periods, day=daily)
    if not taken:
        return None
    newest = max((t.period for t in taken if t.quarter), default="")
    days = [t for t in taken if not t.quarter]
    now = DAILY if days else newest
    own = _own(viewer, place, taken, now, newest)
    names = below(place)
    parts = _parts(viewer, place, taken, level, newest if deep else now)
    shown = [t for t in taken if t.period == now]
    return Dashboard(
        place, name, level, reader, now, min((t.as_of for t in shown), default=None),
        min((t.taken_at for t in shown), default=None), newest, periods, own, parts, names,
        {t.county: t.profile for t in taken}, above(viewer, place), may_list(viewer, place),
        frozenset(code for code in names if may_open(viewer, code)),
        viewer.may("statistics.keep") and viewer.level.value == "county",
    )  # fmt: skip


def _own(viewer: Viewer, place: str, taken: tuple[Taken, ...], now: str, newest: str) -> Grid:
    """The place itself: everything of now and of the newest quarter, the trend of the others."""
    level = digits_of(place)
    full = [t for t in taken if t.period in (now, newest, before(newest) if newest else "")]
    rest = [t for t in taken if t not in full]
    grids = [grid(viewer, place, full, level=level)]
    if rest:
        grids.append(grid(viewer, place, rest, level=level, indicators=ON_TREND))
    return joined(*grids)


def _parts(viewer: Viewer, place: str, taken: tuple[Taken, ...], level: Level, period: str) -> Grid:
    """The divisions next below, of one period and the quarters it is compared with."""
    if level is Level.VILLAGE or (level is Level.TOWN and not may_list(viewer, place)):
        return Grid(
            place, Audience.UNITS, ()
        )  # villages are read by whoever may list their children
    digits = {Level.COUNTY: TOWN, Level.TOWN: VILLAGE}.get(level, COUNTY)
    newest = max((t.period for t in taken if t.quarter), default="")
    wanted = {period, newest, before(newest) if newest else ""}
    chosen = [t for t in taken if t.period in wanted]
    return grid(viewer, place, chosen, level=digits, indicators=OF_PARTS)
