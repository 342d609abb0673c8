"""单元格文字: a workbook's value as the text a clerk sees."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

BIG = 1e15  # from here on a double no longer holds every digit that was typed


def text(value: Value) -> str:
    """Whole numbers without .0, dates as 2015-01-02, times only where there is one."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return number(float(value))
    if isinstance(value, dt.datetime):
        bare = value.time() == dt.time()
        return value.strftime("%Y-%m-%d" if bare else "%Y-%m-%d %H:%M:%S")
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else str(value)


def number(value: float) -> str:
    """At most 15 significant digits, as spreadsheet applications keep them."""
    if value == int(value) and abs(value) < BIG:
        return str(int(value))
    short = format(value, ".15g")
    return format(Decimal(short), "f") if abs(value) >= BIG and abs(value) < 1e25 else short
