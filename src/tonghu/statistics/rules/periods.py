"""期间: quarters and years as they are written, 2026Q3, 2026."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tonghu.core.periods import add_months

QUARTER = re.compile(r"^(\d{4})Q([1-4])$")
_CN = ("一", "二", "三", "四")


def is_quarter(period: str) -> bool:
    """Whether a period is a quarter."""
    return bool(QUARTER.match(period))


def days_of(period: str) -> tuple[date, date]:
    """First and last day of a quarter or a year."""
    if found := QUARTER.match(period):
        first = date(int(found[1]), 3 * int(found[2]) - 2, 1)
        return first, add_months(first, 3) - timedelta(days=1)
    year = int(period)
    return date(year, 1, 1), date(year, 12, 31)


def quarter_of(day: date) -> str:
    """The quarter a day lies in."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def before(quarter: str, n: int = 1) -> str:
    """The quarter so many before."""
    first, _ = days_of(quarter)
    return quarter_of(add_months(first, -3 * n))


def quarters(newest: str, n: int) -> tuple[str, ...]:
    """So many quarters up to this one, oldest first."""
    return tuple(before(newest, at) for at in reversed(range(n)))


def ended(day: date) -> str:
    """The newest quarter that is over on a day."""
    return before(quarter_of(day))


def words(period: str) -> str:
    """2026年三季度, 2026年."""
    if found := QUARTER.match(period):
        return f"{found[1]}年{_CN[int(found[2]) - 1]}季度"
    return f"{period}年" if period.isdigit() else period


def short(period: str) -> str:
    """26年三季度: under an axis."""
    return words(period)[2:]
