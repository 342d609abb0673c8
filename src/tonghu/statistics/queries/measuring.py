"""量一个数: an indicator of a place and a period, with what is needed to measure it again."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from tonghu.core.errors import Missing
from tonghu.core.indicators import Indicator, Measured
from tonghu.core.suppression import BESIDE, Audience, Shown, share
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.statistics.models import Reading
from tonghu.statistics.queries.grid import Grid, Taken, _taken, digits_of, grid, readings
from tonghu.statistics.rules.audience import audience_of, county_of, may_open
from tonghu.statistics.rules.periods import ended, is_quarter
from tonghu.statistics.rules.saying import figure

GONE = "没有这个地方的数，或者不在你的管辖范围内。"


def measure(viewer: Viewer, one: Indicator, wanted: Mapping[str, str]) -> Measured:
    """The figure, from the readings named in `readings`, else from the newest that fit the period."""
    place, key = wanted["place"], wanted.get("key", "")
    if not may_open(viewer, place):
        raise Missing(GONE)
    reader = _reader(viewer, place, wanted.get("audience", ""))
    taken = _named(viewer, wanted["readings"]) if wanted.get("readings") else ()
    if not taken:
        taken = _fitting(viewer, one, place, wanted.get("period", ""), reader)
    found = grid(
        viewer, place, taken, level=digits_of(place), indicators=(one.code,), audience=reader
    )
    cut, whole = _cells(found, one, place, key, taken)
    parameters = {
        "code": one.code, "place": place, "period": wanted.get("period", ""), "key": key,
        "audience": reader.value, "readings": ",".join(str(t.id) for t in taken),
    }  # fmt: skip
    newest = max(taken, key=lambda t: t.as_of, default=None)
    return Measured(
        one.code, one.label, one.unit, place, taken[0].period if taken else "",
        newest.as_of if newest else None, cut.n if cut else None, whole.n if whole else None,
        figure(cut, whole, one.unit, reader), parameters,
    )  # fmt: skip


def _reader(viewer: Viewer, place: str, asked: str) -> Audience:
    """What is asked for may be less than what one may read, never more."""
    own = audience_of(viewer, place)
    if not asked:
        return own
    order = list(Audience)
    return max(own, Audience(asked), key=order.index)


def _named(viewer: Viewer, ids: str) -> tuple[Taken, ...]:
    rows = Reading.objects.visible_to(viewer).filter(pk__in=[UUID(one) for one in ids.split(",")])
    return tuple(_taken(row) for row in rows.order_by("division"))


def _fitting(
    viewer: Viewer, one: Indicator, place: str, period: str, reader: Audience
) -> tuple[Taken, ...]:
    """Of the quarter or the day asked for; else the newest day, or quarter where days are not told."""
    if is_quarter(period):
        return readings(viewer, place, quarters=(period,), day=False)
    daily = reader is Audience.TRUE and not one.per_quarter
    if period:
        return _of_day(viewer, place, period) if daily else ()
    if daily:
        return readings(viewer, place)
    return _newest_quarter(viewer, place)


def _of_day(viewer: Viewer, place: str, day: str) -> tuple[Taken, ...]:
    rows = _within(viewer, place).filter(period=day)
    found = rows.order_by("division", "-version").distinct("division")
    return tuple(_taken(row) for row in found)


def _within(viewer: Viewer, place: str):  # type: ignore[no-untyped-def]
    own = county_of(place)
    lo, hi = (own, upper_bound(own)) if own else (place, upper_bound(place))
    return Reading.objects.visible_to(viewer).filter(division__gte=lo, division__lt=hi)


def _newest_quarter(viewer: Viewer, place: str) -> tuple[Taken, ...]:
    newest = _within(viewer, place).filter(quarter=True).order_by("-as_of").first()
    return readings(viewer, place, quarters=(newest.period,), day=False) if newest else ()


def _cells(
    found: Grid, one: Indicator, place: str, key: str, taken: tuple[Taken, ...]
) -> tuple[Shown | None, Shown | None]:
    """The cell and, for parts of a whole, the whole; both hidden where a share would tell."""
    if not taken:
        return None, None
    period = taken[0].period
    cut = found.read(period, place, one.code, key)
    if not one.of:
        return cut, None
    base = key.partition("|")[0]
    parts = [found.read(period, place, one.code, f"{base}|{part}") for part, _ in one.parts]
    there = [part for part in parts if part is not None]
    if any(part.hidden for part in there) or cut is None or cut.n is None:
        return cut, BESIDE
    whole = sum(part.n or 0 for part in there)
    return share(cut.n, whole, found.audience.floor if one.children else 1)


__all__ = ["ended", "measure"]
