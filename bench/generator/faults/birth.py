"""出生日期差错 (linkage.md §1): what date is written, and in which of the many ways."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench.generator.population import Land
from bench.generator.roster import Roster
from bench.generator.text import Mask, Rng, Rows
from bench.generator.words import I32, Text, lunar_days


def _put(roster: Roster, rows: Rows, values: I32) -> Mask:
    changed: Mask = roster.ymd[rows] != values
    roster.ymd[rows] = values
    return changed


def lunar(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """农历当公历: the day the family keeps, written as if it were the solar one."""
    first, table = lunar_days()
    return _put(roster, rows, table[land.people.birth[roster.child[rows]] - first])


def swapped(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """日月颠倒, where both are possible."""
    old = roster.ymd[rows]
    year, month, day = old // 10000, old // 100 % 100, old % 100
    return _put(roster, rows, np.where(day <= 12, year * 10000 + day * 100 + month, old))


def slip(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """错一处: the year, the month or the day is off by one."""
    old = roster.ymd[rows]
    year, month, day = old // 10000, old // 100 % 100, old % 100
    kind, sign = rng.integers(0, 3, len(rows)), rng.choice([-1, 1], len(rows))
    year = year + np.where(kind == 0, sign, 0)
    month = (month + np.where(kind == 1, sign, 0)).clip(1, 12)
    day = (day + np.where(kind == 2, sign, 0)).clip(1, 28 if not len(day) else None)
    return _put(roster, rows, (year * 10000 + month * 100 + day.clip(1, 31)).astype(np.int32))


def year_only(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """只有年份."""
    return _put(roster, rows, roster.ymd[rows] // 10000 * 10000)


def month_only(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """只有年月."""
    return _put(roster, rows, roster.ymd[rows] // 100 * 100)


def missing(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """未填."""
    return _put(roster, rows, np.zeros(len(rows), np.int32))


def _serial(year: int, month: int, day: int) -> str:
    """Excel's day number; a day that does not exist stays text."""
    try:
        days = np.datetime64(f"{year:04d}-{month:02d}-{day:02d}") - np.datetime64("1899-12-30")
    except ValueError:
        return f"{year}-{month}-{day}"
    return str(int(days.astype(int)))


FORMATS: tuple[Callable[[int, int, int], str], ...] = (
    lambda y, m, d: f"{y}-{m:02d}-{d:02d}",
    lambda y, m, d: f"{y}{m:02d}{d:02d}",
    lambda y, m, d: f"{y}/{m}/{d}",
    lambda y, m, d: f"{y}.{m}.{d}",
    lambda y, m, d: f"{y}年{m}月{d}日",
    _serial,
    lambda y, m, d: f"{y}-{m}-{d}",
    lambda y, m, d: f"{y}.{m:02d}.{d:02d}",
    lambda y, m, d: f"{y}年{m:02d}月{d:02d}日",
    lambda y, m, d: f"{y}-{m:02d}-{d:02d} 00:00:00",
)
_SHARES = np.array([0.1, 0.12, 0.2, 0.22, 0.14, 0.06, 0.06, 0.05, 0.03, 0.02])
USUAL = {"survey": 0, "school": 1, "police": 1}


def written(code: int, style: int) -> str:
    """One date as text; `code` as in `Roster.ymd`."""
    year, month, day = code // 10000, code // 100 % 100, code % 100
    if not year:
        return ""
    if not month:
        return f"{year}年" if style in (4, 8) else str(year)
    if not day:
        return f"{year}年{month}月" if style in (4, 8) else f"{year}.{month:02d}"
    return FORMATS[style](year, month, day)


def styles(rng: Rng, source: str, size: int, odd: float) -> tuple[Rows, Mask]:
    """写法 of each record: the sender's usual one, or, for a share `odd`, any."""
    usual = USUAL[source]
    other = rng.choice(len(FORMATS), size, p=_SHARES / _SHARES.sum())
    style = np.where(rng.random(size) < odd, other, usual)
    return style, style != usual


def render(roster: Roster, style: Rows) -> Text:
    """The birth column as text: each distinct date and style is written once."""
    key = roster.ymd.astype(np.int64) * 16 + style
    distinct, place = np.unique(key, return_inverse=True)
    words = [written(int(k) // 16, int(k) % 16) for k in distinct]
    return np.array(words or [""])[place]
