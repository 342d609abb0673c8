"""区划底表: the committed table of about 665,000 divisions, unpacked one province at a time.

The files and their layout are described in ../data/README.md; scripts/make_divisions.py writes
them. Names stay one long text until somebody asks for rows: a whole-nation search then costs a
text search, not 620,000 objects.
"""

from __future__ import annotations

import lzma
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from importlib import resources
from itertools import accumulate
from typing import NamedTuple

from tonghu.directory.divisions.codes import NATION, full, subtree_range

_FOLDER = resources.files("tonghu.directory") / "data" / "divisions"
_SECTION = "\x1e"
_BASE = 0x100


class Row(NamedTuple):
    """One division as the table has it: 12 digits and a name."""

    code: str
    name: str


def _unpack(file: str) -> str:
    return lzma.decompress((_FOLDER / file).read_bytes()).decode("utf-16-le")


def _letters(file: str) -> dict[str, str]:
    text = (_FOLDER / file).read_text(encoding="utf-8")
    return {line[0]: line[2:] for line in text.splitlines()}


def _hits(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    """Line number and line of every line the pattern matches; each line follows a line end."""
    line, seen = -1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", seen, match.start() + 1)
        seen = match.start() + 1
        end = text.find("\n", seen)
        yield line, text[seen : end if end >= 0 else len(text)]


class Names:
    """Rows of one level in code order, their names held as one text."""

    def __init__(self, codes: list[str], names: str) -> None:
        self.codes = codes
        self._text = "\n" + names

    @cached_property
    def _lines(self) -> list[str]:
        return self._text[1:].split("\n")

    def name(self, code: str) -> str | None:
        """The name under a 12-digit code."""
        at = bisect_left(self.codes, code)
        return self._lines[at] if at < len(self.codes) and self.codes[at] == code else None

    def between(self, low: str, high: str) -> list[Row]:
        """All rows whose code lies in a range, both ends included."""
        first, last = bisect_left(self.codes, low), bisect_right(self.codes, high)
        return [Row(*row) for row in zip(self.codes[first:last], self._lines[first:last])]  # noqa: B905

    def matching(self, pattern: re.Pattern[str]) -> Iterator[Row]:
        """All rows whose name matches; the pattern opens with a line end."""
        return (Row(self.codes[line], name) for line, name in _hits(pattern, self._text))


class _Villages(Names):
    """Village rows; a code is put together only for the rows somebody asked for."""

    def __init__(self, towns: list[str], steps: str, names: str) -> None:
        super().__init__([], names)
        self._towns = towns
        self._steps = steps.split("\n")
        self._starts = [0, *accumulate(map(len, self._steps))]

    def _of_town(self, at: int) -> list[str]:
        prefix = self._towns[at][:9]
        numbers = accumulate(ord(step) - _BASE for step in self._steps[at])
        return [f"{prefix}{number:03d}" for number in numbers]

    def name(self, code: str) -> str | None:
        rows = self.between(code, code)
        return rows[0].name if rows else None

    def between(self, low: str, high: str) -> list[Row]:
        first = bisect_left(self._towns, f"{low[:9]}000")
        last = bisect_right(self._towns, high)
        rows: list[Row] = []
        for at in range(first, last):
            lines = self._lines[self._starts[at] : self._starts[at + 1]]
            rows += (Row(*row) for row in zip(self._of_town(at), lines, strict=True))
        return [row for row in rows if low <= row.code <= high]

    def matching(self, pattern: re.Pattern[str]) -> Iterator[Row]:
        for line, name in _hits(pattern, self._text):
            at = bisect_right(self._starts, line) - 1
            yield Row(self._of_town(at)[line - self._starts[at]], name)


class Table:
    """The whole table: province, prefecture and county at once, the rest by province."""

    FOLDER = _FOLDER

    def __init__(self) -> None:
        rows = re.findall(r"(\d+)([^\n]+)", _unpack("top.xz"))
        self._top = Names([full(code) for code, _ in rows], "\n".join(name for _, name in rows))
        self._blocks: dict[str, tuple[Names, Names]] = {}

    @cached_property
    def provinces(self) -> tuple[str, ...]:
        """The two-digit codes of all provinces in the table."""
        return tuple(code[:2] for code in self._top.codes if code.endswith("0" * 10))

    @cached_property
    def letters(self) -> dict[str, str]:
        """拼音首字母: letter → all characters a reading of which begins with it."""
        return _letters("initials.txt")

    @cached_property
    def commonest(self) -> dict[str, str]:
        """常见读法: letter → the characters most often read with it, each character once."""
        return _letters("commonest.txt")

    def _block(self, province: str) -> tuple[Names, Names]:
        """Towns and villages of one province."""
        if province not in self.provinces:
            return Names([], ""), _Villages([], "", "")
        if province not in self._blocks:
            towns, villages, steps = _unpack(f"{province}.xz").split(_SECTION)
            rows = [Row(f"{line[:9]}000", line[9:]) for line in towns.split("\n")]
            codes = [row.code for row in rows]
            self._blocks[province] = (
                Names(codes, "\n".join(row.name for row in rows)),
                _Villages(codes, steps, villages),
            )
        return self._blocks[province]

    def name(self, code: str) -> str | None:
        """The name under a 12-digit code, None when the table has no such row."""
        if code == NATION:
            return "全国"
        return next((n for part in self._parts(code) if (n := part.name(code)) is not None), None)

    def _parts(self, code: str) -> tuple[Names, ...]:
        """The parts of the table a single code can be in: only what it needs is unpacked."""
        if code.endswith("0" * 6):
            return (self._top,)
        towns, villages = self._block(code[:2])
        return (towns,) if code.endswith("000") else (villages,)

    def between(self, low: str, high: str, *, depth: int) -> list[Row]:
        """Rows of a code range: depth 0 down to counties, 1 with towns, 2 with villages."""
        rows = self._top.between(low, high)
        for province in self.provinces if depth else ():
            if low[:2] <= province <= high[:2]:
                for part in self._block(province)[:depth]:
                    rows += part.between(low, high)
        return rows

    def matching(self, pattern: re.Pattern[str], within: str, *, depth: int) -> Iterator[Row]:
        """Rows inside `within` whose name matches, from the top down; `depth` as in between()."""
        low, high = subtree_range(within)
        parts = [self._top]
        for province in self.provinces if depth else ():
            if low[:2] <= province <= high[:2]:
                parts += self._block(province)[:depth]
        for part in parts:
            yield from (row for row in part.matching(pattern) if low <= row.code <= high)
