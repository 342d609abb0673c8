"""读数: all indicators of a county of one day or one quarter are counted once and kept for ever.

By itself every night: today's (county and towns), and every quarter that is over and has none, or whose
round was locked since (down to the villages; published for other readers). A published figure stays as it
was published: a later version of a quarter adds what was missing and changes nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Max

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import GONE, Missing, NotNow
from tonghu.core.indicators import Asked, Indicator, indicators
from tonghu.core.suppression import Audience, Hiding
from tonghu.core.suppression import Shown as Cut
from tonghu.core.viewer import Viewer
from tonghu.registry.models import Child, Tally
from tonghu.statistics.actions.common import DESK, need
from tonghu.statistics.indicators.rounds import rounds_of
from tonghu.statistics.models import Cell, Reading, Shown
from tonghu.statistics.rules.audience import county_of
from tonghu.statistics.rules.periods import before, days_of, ended, is_quarter
from tonghu.statistics.rules.publishing import (
    COUNTY,
    FLOW,
    TOWN,
    Quarter,
    Row,
    hidden_closings,
    published,
)
from tonghu.survey.queries.common import profile_of

VILLAGE = 12
LOOK_BACK = 8  # quarters that a new installation fills in
Sums = Counter[tuple[int, str, str, str]]  # level, division, indicator, key
WHY = "readings of a county are taken as a whole; sums only"
_INSERT = """
INSERT INTO statistics_cell (id, reading_id, level, division, indicator, key, n)
SELECT gen_random_uuid(), %s, l, d, i, k, n FROM unnest(
    %s::int[], %s::text[], %s::text[], %s::text[], %s::int[]) AS rows(l, d, i, k, n)
"""


def take_now(*, by: Viewer) -> UUID:
    """现在数一次: today's reading of the viewer's own county."""
    need(by, P.STATISTICS_KEEP)
    county = county_of(by.division)
    if not county or not by.covers(county):
        raise NotNow("读数一个县一个县地数；上级看各县数好的数，不用另数。")
    return take(by=by, county=county)


def take(*, by: Viewer, county: str, on: date | None = None, quarter: str = "") -> UUID:
    """数一次: of a day (today), or of a quarter that is over."""
    need(by, P.STATISTICS_KEEP)
    if not by.system and not by.covers(county):
        raise Missing(GONE)
    day = days_of(quarter)[1] if quarter else on or clock.today()
    if day > clock.today():
        raise NotNow("这一期还没有过完，到期满以后再数。")
    with scope(DESK):
        counted = [one for one in indicators() if quarter or not one.per_quarter]
        sums = _sums(Asked(county, day, quarter), counted, villages=bool(quarter))
        reading = _kept(county, quarter or day.isoformat(), day, sums)
        if quarter:
            _publish(reading, sums, counted)
        events.record(
            "statistics.read", by=by, subject=reading, division=county,
            changes={"period": reading.period, "version": reading.version, "cells": reading.cells},
        )  # fmt: skip
    return reading.id


def _sums(asked: Asked, counted: Iterable[Indicator], *, villages: bool) -> Sums:
    """Village counts and the sums of towns and county; what lies in no town is the county's alone."""
    found: Sums = Counter()
    for one in counted:
        for cell in one.count(DESK, asked):
            found[COUNTY, asked.county, one.code, cell.key] += cell.n
            if cell.division[6:9] != "000":
                found[TOWN, cell.division[:9] + "000", one.code, cell.key] += cell.n
            if villages and cell.division[9:] != "000":
                found[VILLAGE, cell.division, one.code, cell.key] += cell.n
    return Counter({key: n for key, n in found.items() if n})


def _kept(county: str, period: str, day: date, sums: Sums) -> Reading:
    lines = sorted((*key, n) for key, n in sums.items())
    known = Reading.objects.visible_to(DESK).filter(division=county, period=period)
    rounds = rounds_of(county, period) if is_quarter(period) else ()
    code = _profile(county)
    reading = Reading.objects.put(
        division=county, period=period, quarter=is_quarter(period), as_of=day,
        version=(known.aggregate(last=Max("version"))["last"] or 0) + 1, taken_at=clock.now(),
        round=rounds[-1].id if rounds else None, profile=code,
        profile_hash=rounds[-1].profile_hash if rounds else profile_of(code).hash,
        cells=len(lines), fingerprint=hashlib.sha256(repr(lines).encode()).hexdigest(),
    )  # fmt: skip
    columns = [[line[at] for line in lines] for at in range(5)]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [reading.id, *columns])
    return reading


def _profile(county: str) -> str:
    """By which profile a county's children are judged."""
    rows = Child.objects.all_of_them(reason=WHY).filter(division__startswith=county[:6])
    return rows.exclude(profile="").values_list("profile", flat=True).first() or str(
        settings.TONGHU_PROFILE
    )


def _publish(reading: Reading, sums: Sums, counted: list[Indicator]) -> None:
    """Two tables, for units and for the public; what an earlier version published stays."""
    cells: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for (level, division, code, key), n in sums.items():
        if level != VILLAGE:
            cells[code][division, key] = n
    for audience in (Audience.UNITS, Audience.PUBLIC):
        kept = _published_before(reading, audience)
        fresh = [one for one in counted if one.code not in {row.indicator for row in kept}]
        quarter = Quarter(reading.division, cells, audience, _hidden_before(reading, audience))
        rows = [*kept, *published(quarter, fresh)]
        Shown.objects.put_many(
            Shown(
                reading=reading, audience=audience, level=row.level, division=row.division,
                indicator=row.indicator, key=row.key, n=row.shown.n, why=row.shown.why,
            )
            for row in rows
        )  # fmt: skip


def _published_before(reading: Reading, audience: Audience) -> list[Row]:
    """The rows of the version before, as they stand."""
    last = (
        Reading.objects.visible_to(DESK)
        .filter(division=reading.division, period=reading.period, version__lt=reading.version)
        .order_by("-version")
        .first()
    )
    if last is None:
        return []
    rows = Shown.objects.visible_to(DESK).filter(reading=last, audience=audience)
    return [
        Row(one.level, one.division, one.indicator, one.key, Cut(one.n, Hiding(one.why)))
        for one in rows
    ]


def _hidden_before(reading: Reading, audience: Audience) -> frozenset[str]:
    last = (
        Reading.objects.visible_to(DESK)
        .filter(division=reading.division, period=before(reading.period))
        .order_by("-version")
        .first()
    )
    if last is None:
        return frozenset()
    rows = Shown.objects.visible_to(DESK).filter(
        reading=last, audience=audience, indicator=FLOW, level=COUNTY
    )
    return hidden_closings([(key, n is None) for key, n in rows.values_list("key", "n")])


def counties() -> tuple[str, ...]:
    """Every county that has children on file."""
    rows = Tally.objects.all_of_them(reason=WHY).order_by().values_list("division", flat=True)
    return tuple(sorted({county_of(code) for code in rows.distinct()}))


def take_all() -> str:
    """夜间读数: today of every county, and the quarters that are missing or were locked since."""
    taken = 0
    with scope(DESK):
        known = counties()
    for county in known:
        for quarter in _wanting(county):
            with scope(DESK):
                take(by=DESK, county=county, quarter=quarter)
            taken += 1
        with scope(DESK):
            take(by=DESK, county=county)
        taken += 1
    return f"数了{len(known)}个县，留下{taken}次读数。"


def _wanting(county: str) -> list[str]:
    """Quarters over, oldest first, that have no reading or one from before their round was locked."""
    newest = ended(clock.today())
    wanted = []
    with scope(DESK):
        rows = Reading.objects.visible_to(DESK).filter(division=county, quarter=True)
        known = {row.period: row.round for row in rows.order_by("version")}
        for at in reversed(range(LOOK_BACK)):
            quarter = before(newest, at)
            rounds = rounds_of(county, quarter)
            last = rounds[-1].id if rounds else None
            if (quarter not in known and (rounds or not at)) or (
                quarter in known and last is not None and known[quarter] != last
            ):
                wanted.append(quarter)
    return wanted


__all__ = ["Cell", "counties", "take", "take_all", "take_now"]
