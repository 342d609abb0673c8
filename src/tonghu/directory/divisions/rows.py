"""区划入库的行: every division of some subtrees with all that a database row says of it.

The table is walked from the top down, so that a full name is the one above plus one's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from tonghu.directory.divisions.codes import (
    LENGTHS,
    NATION,
    Level,
    level_of,
    parent_of,
    stem,
    subtree_range,
)
from tonghu.directory.divisions.lookup import GATHERING, Divisions

_LONGEST = 80  # of the column
_DEPTH = 2  # down to villages


class DivisionRow(NamedTuple):
    """One row of the table `directory_division`, in the order of its columns."""

    code: str
    name: str
    full_name: str
    level: int
    parent: str | None
    hi: str
    initials: str
    valid_from: date | None
    valid_to: date | None
    successor: str | None


def upper_bound(code: str) -> str:
    """范围上界: the first code after a subtree: 331124 → 331125000000; the nation's is "~"."""
    digits = stem(code)
    if not digits or set(digits) == {"9"}:
        return "~"
    return str(int(digits) + 1).zfill(len(digits)).ljust(LENGTHS[-1], "0")


def rows_of(table: Divisions, codes: Iterable[str] | None = None) -> Iterator[DivisionRow]:
    """All rows of the subtrees of `codes` and everything above them; of the nation without codes."""
    wanted = [NATION] if codes is None else sorted({table.require(code).code for code in codes})
    maker = _Maker(table)
    for code in wanted:
        yield from maker.above(code)
        yield from maker.subtree(code)


class _Maker:
    """Makes each row once and remembers the full names of what lies above villages."""

    def __init__(self, table: Divisions) -> None:
        self._table = table
        self._letters = table.spelling()
        self._full: dict[str, str] = {}

    def above(self, code: str) -> Iterator[DivisionRow]:
        """The nation and everything between it and a subtree."""
        for one in (NATION, *(above.code for above in self._table.ancestors(code))):
            if one != code and one not in self._full:
                yield from self._known(one)

    def subtree(self, code: str) -> Iterator[DivisionRow]:
        """Everything of a subtree in code order, so that what is above comes first."""
        low, high = subtree_range(code)
        changed = self._table.changed(low, high)
        rows = {row.code: row.name for row in self._table.plain_rows(low, high, depth=_DEPTH)}
        if code == NATION:
            rows[NATION] = "全国"
        for one in sorted({*rows, *changed}):
            if one in self._full:
                continue
            if one in changed:
                yield from self._known(one)
            else:
                yield self._row(one, rows[one])

    def _known(self, code: str) -> Iterator[DivisionRow]:
        """One code under its newest name."""
        found = self._table.get(code)
        if found is not None:
            yield self._row(
                found.code, found.name, found.valid_from, found.valid_to, found.successor
            )

    def _row(
        self,
        code: str,
        name: str,
        valid_from: date | None = None,
        valid_to: date | None = None,
        successor: str | None = None,
    ) -> DivisionRow:
        level, parent = level_of(code), parent_of(code)
        over = "" if parent is None else self._full.get(parent, "")
        if level is not Level.VILLAGE:  # 市辖区 only gathers: it is no part of the names below
            self._full[code] = "" if level is Level.NATION else over + _said(name)
        letters = "".join(self._letters.get(char, char.lower()) for char in name)[:_LONGEST]
        return DivisionRow(
            code, name, over + name, level.value, parent, upper_bound(code), letters,
            valid_from, valid_to, successor,
        )  # fmt: skip


def _said(name: str) -> str:
    return "" if name in GATHERING else name
