"""读入上限: how much of a handed-in file we are willing to swallow, each stated when it is hit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """上限: the defaults hold a county's largest honest files, not an attacker's."""

    csv_bytes: int = 300 * MB
    book_bytes: int = 60 * MB
    parts: int = 1_000  # members of a workbook's zip
    unpacked: int = 800 * MB  # of all members together, counted and not believed
    ratio: int = 100  # unpacked over packed, looked at from `ratio_from` on
    ratio_from: int = 20 * MB
    cells: int = 6_000_000  # filled cells of one sheet
    claimed: int = 60_000_000  # rows x columns a sheet says it has
    rows: int = 3_000_000
    columns: int = 400
    sheets: int = 60
    memory: int = 3_000 * MB  # address space of the child, beyond what it has at start
    cpu_seconds: int = 90  # per file
    wall_seconds: float = 120.0  # per file
    output: int = 1_500 * MB  # largest file the child may write
    children: int = 2
    today: date | None = None  # for the age of people in undated lists; None: the clock
