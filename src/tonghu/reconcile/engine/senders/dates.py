"""Birth dates of a whole sender: a record's own good number is the witness."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tonghu.reconcile.engine.canonical.numbers import NO_DAY
from tonghu.reconcile.engine.canonical.table import GOOD, Table
from tonghu.reconcile.engine.canonical.text import I64, Bool
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.result import SenderFault
from tonghu.reconcile.engine.senders.scopes import (
    FEW,
    HARDLY,
    MOSTLY,
    Namer,
    Scope,
    members_of,
    share_of,
)

WELL = 0.85  # dates that agree so often are in order


def dates(t: Table, scope: Scope, namer: Namer) -> Iterator[SenderFault]:
    """出生日期: groups whose dates do not fit their own numbers, mended or set aside."""
    rows = np.flatnonzero((t.state == GOOD) & (t.day != NO_DAY))
    equal = t.day[rows] == t.id_day[rows]
    total, right = share_of(scope, rows, equal)
    doubtful = (total >= FEW) & (right < HARDLY)
    for group in np.flatnonzero(doubtful | _partly_turned(t, scope, rows, total, right)).tolist():
        mine = rows[scope.group[rows] == group]
        if not doubtful[group] and not _mostly_turned(t, mine):
            continue
        index, place, words = namer(group)
        members = members_of(scope, group)
        early_ones = mine[_turned(t.day[mine]) != NO_DAY] if not doubtful[group] else mine
        what, action = _mend_dates(t, early_ones, members)
        yield SenderFault(
            "shifted_birth_date" if action == "corrected" else "field_disagrees",
            f"{words}：出生日期{what}。",
            index, place, (Field.BIRTH_DATE,), len(members), action,
        )  # fmt: skip


def _mend_dates(t: Table, mine: I64, members: I64) -> tuple[str, str]:
    """Try the explanations in turn; the last resort is not to believe the column."""
    gaps, counts = np.unique(t.day[mine].astype(np.int64) - t.id_day[mine], return_counts=True)
    best = int(np.argmax(counts))
    full = members[t.day[members] != NO_DAY]
    if counts[best] >= MOSTLY * len(mine):
        gap = int(gaps[best])
        t.day[full] -= gap
        t.lunar[full] = NO_DAY
        way = "晚" if gap > 0 else "早"
        return f"普遍比证件号{way}{abs(gap)}天，已按此更正后比对，请核对原表", "corrected"
    if (t.lunar[mine] == t.id_day[mine]).mean() >= MOSTLY:
        known = full[t.lunar[full] != NO_DAY]
        t.day[known] = t.lunar[known]
        t.lunar[known] = NO_DAY
        return "普遍填的是农历，已换算成公历后比对，请改填证件上的日期", "corrected"
    if _mostly_turned(t, mine):
        other = _turned(t.day[full])
        t.day[full] = np.where(other != NO_DAY, other, t.day[full])
        t.lunar[full] = NO_DAY
        return "月和日普遍写颠倒，已按此更正后比对，请核对原表", "corrected"
    t.day[members] = t.lunar[members] = NO_DAY
    t.year[members] = t.month[members] = 0
    return "大多与证件号不符，比对时没有采用这一列，请核对原表", "distrusted"


def _partly_turned(t: Table, scope: Scope, rows: I64, total: np.ndarray, right: np.ndarray) -> Bool:
    """Groups whose early days hardly agree: later days mend a turned date by themselves."""
    out = np.zeros(scope.size, bool)
    maybe = (total >= FEW) & (right < WELL)
    if not maybe.any():
        return out
    look = rows[(scope.group[rows] >= 0) & maybe[scope.group[rows]]]
    turned = _turned(t.day[look])
    early = look[(turned != NO_DAY) & (turned != t.day[look])]
    some, agree = share_of(scope, early, t.day[early] == t.id_day[early])
    out[(some >= FEW) & (agree < HARDLY)] = True
    return out


def _mostly_turned(t: Table, rows: I64) -> bool:
    """Do most dates fit their numbers once day and month change places?"""
    turned = _turned(t.day[rows])
    able = (turned != NO_DAY) & (turned != t.day[rows])
    fits = turned[able] == t.id_day[rows][able]
    return int(able.sum()) >= FEW and float(fits.mean()) >= MOSTLY


def _turned(day: np.ndarray) -> np.ndarray:
    """Dates with day and month exchanged, `NO_DAY` where that is no date."""
    month = day.astype("datetime64[D]").astype("datetime64[M]")
    in_month = (day - month.astype("datetime64[D]").astype(np.int64)).astype(np.int64)
    year_start = month.astype("datetime64[Y]").astype("datetime64[M]")
    of_year = (month - year_start).astype(np.int64)
    able = in_month < 12
    target = (year_start + np.where(able, in_month, 0)).astype("datetime64[D]").astype(np.int64)
    return np.where(able, target + of_year, NO_DAY).astype(np.int32)
