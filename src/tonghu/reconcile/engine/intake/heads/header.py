"""表头: the line, or the two or three lines, that name the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.columns.aliases import Aliases
from tonghu.reconcile.engine.intake.columns.kinds import STRONG, kind_of, squeezed
from tonghu.reconcile.engine.intake.grid.grid import Region

DEEPEST = 15  # a header starts within so many rows of the sheet
_DATA = frozenset({"id", "sci", "phone", "date", "student", "number", "int"})
_PLAIN = frozenset({"id", "sci", "phone", "date", "student"})


@dataclass(frozen=True, slots=True)
class Header:
    """First and last row of the header (0-based, -1 when there is none) and its names."""

    first: int
    last: int
    names: tuple[str, ...]

    @property
    def missing(self) -> bool:
        """There is no header: the columns are judged by their values."""
        return self.last < 0 or not any(self.names)


def filled(rows: Sequence[Sequence[str]], merges: Sequence[Region]) -> list[list[str]]:
    """The rows with every merged block showing its text in each of its cells."""
    full = [list(row) for row in rows]
    for top, left, bottom, right in merges:
        if top >= len(full) or left >= len(full[0]):
            continue
        for r in range(top, min(bottom + 1, len(full))):
            for c in range(left, min(right + 1, len(full[0]))):
                full[r][c] = full[top][left]
    return full


def find_header(rows: Sequence[Sequence[str]], merges: Sequence[Region], words: Aliases) -> Header:
    """The span of one to three rows that names most columns; else the row above the data."""
    full = filled(rows, merges)
    best: tuple[float, int, int, tuple[str, ...]] = (0.0, 0, 0, ())
    for first in range(min(DEEPEST, len(rows))):
        if _looks_like_data(rows[first], words) or not any(rows[first]):
            continue
        for depth in (1, 2, 3):
            last = first + depth - 1
            if last >= len(rows) or (depth > 1 and not _continues(rows, first, last, words)):
                break
            names = _joined(full, rows, first, last, bool(merges))
            score = _score(names, words) - 0.1 * (depth - 1)
            if score > best[0]:
                best = (score, first, last, names)
    if best[0] >= 1.5:
        return Header(best[1], best[2], best[3])
    return _by_data(rows, words)


def _score(names: Sequence[str], words: Aliases) -> float:
    """One for each known field, half for a likely one; a name column alone is enough."""
    found: dict[Field, float] = {}
    for name in names:
        meaning = words.find(name) if name.strip() else None
        if meaning and meaning.field:
            rate = 1.0 if meaning.exact else 0.5
            found[meaning.field] = max(found.get(meaning.field, 0.0), rate)
    sure = found.get(Field.NAME, 0.0) == 1.0
    return sum(found.values()) + (0.6 if sure else 0.0)


def _looks_like_data(row: Sequence[str], words: Aliases) -> bool:
    kinds = [kind_of(text, words) for cell in row if (text := squeezed(cell))]
    plain = sum(k in _PLAIN for k in kinds)
    return plain > 0 and plain + sum(k in _DATA or k == "name" for k in kinds) > len(kinds) * 0.3


def _continues(rows: Sequence[Sequence[str]], first: int, last: int, words: Aliases) -> bool:
    """The last row may belong to the header: known words only, and beneath a wider word."""
    cells = [c for c in rows[last] if c.strip()]
    if not cells or _looks_like_data(rows[last], words):
        return False
    known = sum(words.find(c) is not None or _is_item(c, words) for c in cells)
    upper = sum(bool(c.strip()) for c in rows[first])
    return known >= max(1, len(cells) * 0.6) and upper >= 1


def _is_item(cell: str, words: Aliases) -> bool:
    text = squeezed(cell)
    return any(word == text for word, _ in words.items)


def _joined(
    full: list[list[str]],
    rows: Sequence[Sequence[str]],
    first: int,
    last: int,
    merged: bool,
) -> tuple[str, ...]:
    """One name per column: the upper words and the lower, a spread upper word carried along."""
    names = []
    carried = ""
    for column in range(len(rows[first])):
        parts = [full[r][column].strip() for r in range(first, last + 1)]
        lower = any(parts[1:])
        if parts[0]:
            carried = parts[0] if lower else ""
        elif lower and not merged:
            parts[0] = carried
        distinct = list(dict.fromkeys(p for p in parts if p))
        names.append("".join(distinct))
    return tuple(names)


def _by_data(rows: Sequence[Sequence[str]], words: Aliases) -> Header:
    """No known header: the table begins with the first row like those in the middle."""
    patterns = [_pattern(row, words) for row in rows]
    body = patterns[len(patterns) // 2 :] or patterns
    for index, pattern in enumerate(patterns[:DEEPEST]):
        matches = sum(bool(pattern & other) for other in body)
        if pattern and matches > len(body) // 2:
            above = index - 1
            if above >= 0 and sum(bool(c.strip()) for c in rows[above]) > 1:
                return Header(above, above, tuple(c.strip() for c in rows[above]))
            return Header(-1, above, ())
    return Header(-1, -1, ())


def _pattern(row: Sequence[str], words: Aliases) -> frozenset[tuple[int, str]]:
    kinds = ((i, kind_of(text, words)) for i, cell in enumerate(row) if (text := squeezed(cell)))
    return frozenset((i, k) for i, k in kinds if k in STRONG)
