"""出生日期: the many ways a birthday is written, how exact it is, and its lunar reading."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import pyarrow as pa

from tonghu.reconcile.engine.canonical.hanzi import DATA
from tonghu.reconcile.engine.canonical.numbers import NO_DAY, days_of
from tonghu.reconcile.engine.canonical.text import I32, U8, spread

_PARTED = re.compile(r"(\d{4})\D{1,3}(\d{1,2})(?:\D{1,3}(\d{1,2}))?\D*", re.ASCII)
_SHORT = re.compile(r"(\d{2})\D(\d{1,2})\D(\d{1,2})\D*", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", re.ASCII)
_TIME = re.compile(r"[ T]*\b\d{1,2}:\d{2}.*$", re.ASCII)  # cut before blanks go: 3 0:00 is no 30th
_QUOTES = " \t'’‘`\"“”"
_LATEST = 40  # 20yy; a two-digit year beyond is last century, and no child's
_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST, _LAST = 1990, 2099  # years a child's birthday can have
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Dates:
    """A column of birth dates.

    `day`: days since 1970-01-01 where the full date is known, else `NO_DAY`. `year`, `month`: as
    far as known, else 0. `lunar`: the solar day meant if the writer gave the lunar date.
    """

    day: I32
    year: I32
    month: U8
    lunar: I32


def canonical_dates(column: pa.StringArray) -> Dates:
    """Codes of a column of birth dates; each distinct text is read once."""
    texts, cell = spread(column)
    packed = np.array([_packed(text) for text in texts], np.int64)
    year, month, in_month = packed // 10_000, packed // 100 % 100, packed % 100
    full = in_month > 0
    day = np.where(full, days_of(year, month, in_month), NO_DAY).astype(np.int32)
    lunar = np.full(len(packed), NO_DAY, np.int32)
    inside = full & (year >= 1995) & (year <= 2040)
    lunar[inside] = _lunar_table()[year[inside] - 1995, month[inside], in_month[inside]]
    return Dates(day[cell], year.astype(np.int32)[cell], month.astype(np.uint8)[cell], lunar[cell])


def _packed(text: str) -> int:
    """YYYYMMDD of one cell, with 00 for what it does not say; 0 if it says nothing."""
    plain = _TIME.sub("", unicodedata.normalize("NFKC", text).strip(_QUOTES))
    plain = plain.replace(" ", "")
    if not plain:
        return 0
    for read in (_digits, _parted):
        found = read(plain)
        if found:
            return found
    return 0


def _digits(plain: str) -> int:
    """20140503, 201405, 2014, and Excel's day count 41762."""
    if re.fullmatch(r"\d{5}\.\d+", plain):
        plain = plain[:5]  # a day count with its time of day
    plain = plain.removesuffix(".0")
    if not (plain.isascii() and plain.isdigit()):
        return 0
    if len(plain) == 8:
        return _checked(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    if len(plain) == 6:
        return _checked(int(plain[:4]), int(plain[4:]), 0)
    if len(plain) == 4:
        return _checked(int(plain), 0, 0)
    if len(plain) == 5:
        day = _EXCEL_EPOCH + timedelta(int(plain))
        return _checked(day.year, day.month, day.day)
    return 0


def _parted(plain: str) -> int:
    """2014-05-03, 2014年5月3日, 2014.5, 14/5/3, 03/05/2014 and a time of day behind."""
    match = _PARTED.match(plain)
    if match:
        year, month, day = match.groups()
        return _checked(int(year), int(month), int(day or 0))
    match = _DAY_FIRST.fullmatch(plain)
    if match:
        day, month, year = (int(g) for g in match.groups())
        return _checked(year, month, day) or _checked(year, day, month)
    match = _SHORT.fullmatch(plain)
    if match:
        year, month, day = (int(g) for g in match.groups())
        return _checked((2000 if year <= _LATEST else 1900) + year, month, day)
    match = re.match(r"(\d{4})年", plain, re.ASCII)
    return _checked(int(match.group(1)), 0, 0) if match else 0


def _checked(year: int, month: int, day: int) -> int:
    """Packed date, reduced to the part that can be true; day and month swapped if only that fits."""
    if not _FIRST <= year <= _LAST:
        return 0
    if month > 12 >= day > 0 and month <= 31:
        month, day = day, month
    if not 1 <= month <= 12:
        return year * 10_000
    if day and not _exists(year, month, day):
        day = 0
    return year * 10_000 + month * 100 + day


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@cache
def _lunar_table() -> np.ndarray:
    """Solar day by (year - 1995, month, day of the lunar calendar); shape (46, 13, 32)."""
    table = np.full((46, 13, 32), NO_DAY, np.int32)
    for line in (DATA / "lunar.txt").read_text(encoding="ascii").splitlines():
        year, month, first = (int(part) for part in line.split())
        if month > 0:
            table[year - 1995, month, 1:31] = first + np.arange(30)
    return table


def iso(day: int) -> str:
    """ISO text of a day count, "" when unknown."""
    return "" if day == NO_DAY else (_EPOCH + timedelta(int(day))).isoformat()
