"""工作表原文扫描: what the sheet's XML claims and holds, found by patterns while it streams past.

Patterns and not a parser: the text is hostile, and only five facts are wanted.
"""

from __future__ import annotations

import re
from typing import Final

from tonghu.reconcile.engine.intake.limits import Limits

_DIMENSION: Final = re.compile(
    rb'<(?:\w+:)?dimension\s[^>]{0,300}?\bref\s*=\s*["\']([^"\']{1,60})["\']'
)
_COLUMNS: Final = re.compile(rb'\sr\s*=\s*["\']([A-Za-z]{1,4})\d')
_LAST_ROW: Final = re.compile(
    rb'<(?:\w+:)?(?:row|c)\s(?:[^>]{0,300}?\s)?r\s*=\s*["\'][A-Za-z]{0,4}(\d{1,9})'
)
_CELL: Final = re.compile(rb"<(?:\w+:)?c[\s>/]")
_FORMULA: Final = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]{0,300}?\s)?r\s*=\s*["\']([A-Za-z]{1,4})(\d{1,9})["\'][^>]{0,300}>\s*<(?:\w+:)?f[\s>/]'
)
_ERROR: Final = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]{0,300}\st\s*=\s*["\']e["\'])(?:[^>]{0,300}?\s)?r\s*=\s*["\']([A-Za-z]{1,4})(\d{1,9})'
)
_AREA: Final = re.compile(rb"^\$?([A-Za-z]{1,4})\$?(\d{1,9})$")
_CARRY: Final = 1 << 16
_STARTS: Final = (b"<c ", b":c ", b"<row", b":row")


def column_number(letters: bytes) -> int:
    """0-based: A is 0, XFD is 16383."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


class SheetScan:
    """Collects, chunk by chunk: claimed size, last row and column, filled cells, formulas, errors."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.claimed = (0, 0)
        self.last_row = 0
        self.columns = 0
        self.cells = 0
        self.formulas: list[tuple[int, int]] = []  # (row, column), both 0-based
        self.errors: list[tuple[int, int]] = []
        self._carry = b""

    @property
    def too_wide(self) -> tuple[int, int] | None:
        """Rows and columns when the sheet claims or spans more than may be opened."""
        for rows, columns in (self.claimed, (self.last_row, self.columns)):
            if rows * columns > self.limits.claimed:
                return rows, columns
        return None

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes; a tag cut in two waits for its other half."""
        data = self._carry + chunk
        # cut before the last cell: a formula mark stands behind its cell's tag
        cut = max(data.rfind(mark) for mark in _STARTS)
        cut = data.rfind(b"<", 0, cut + 1) if cut >= 0 else data.rfind(b"<")
        if cut < 0 or len(data) - cut > _CARRY:
            cut = len(data)
        self._look(data[:cut])
        self._carry = data[cut:]

    def close(self) -> None:
        """The last piece."""
        self._look(self._carry)
        self._carry = b""

    def _look(self, data: bytes) -> None:
        if not data:
            return
        if self.claimed == (0, 0) and (found := _DIMENSION.search(data)):
            self.claimed = _area(found[1])
        self.cells += len(_CELL.findall(data))
        for letters in set(_COLUMNS.findall(data)):
            self.columns = max(self.columns, column_number(letters) + 1)
        for row in _LAST_ROW.findall(data):
            self.last_row = max(self.last_row, int(row))
        if b"<f" in data or b":f" in data:
            self.formulas.extend(_places(_FORMULA, data))
        if b'"e"' in data or b"'e'" in data:
            self.errors.extend(_places(_ERROR, data))


def _places(pattern: re.Pattern[bytes], data: bytes) -> list[tuple[int, int]]:
    return [(int(row) - 1, column_number(letters)) for letters, row in pattern.findall(data)]


def _area(ref: bytes) -> tuple[int, int]:
    """Rows and columns of A1:XFD1048576; what cannot be read claims nothing."""
    first, _, last = ref.partition(b":")
    start, end = _AREA.match(first), _AREA.match(last or first)
    if not start or not end:
        return 0, 0
    return int(end[2]), column_number(end[1]) + 1
