"""The grid: text columns of equal length and the physical record each row stood on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

Region = tuple[int, int, int, int]  # first row, first column, last row, last column; 0-based


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet or CSV file. Row i of `columns` is physical record `record(i)`, 1-based."""

    name: str
    columns: tuple[pa.ChunkedArray, ...]
    records: pa.Int32Array | None = None  # None: row i is record i + 1
    merges: tuple[Region, ...] = ()  # in records
    formulas: Mapping[int, list[int]] = field(default_factory=dict)  # column -> records
    errors: Mapping[int, list[int]] = field(default_factory=dict)
    numeric: Mapping[int, list[int]] = field(default_factory=dict)  # numbers of 16 digits or more
    ragged: list[int] = field(default_factory=list)
    undecodable: list[int] = field(default_factory=list)
    mixed: list[int] = field(default_factory=list)  # records in the rarer of two encodings
    nul: bool = False

    @property
    def height(self) -> int:
        """Rows held."""
        return len(self.columns[0]) if self.columns else 0

    def record(self, row: int) -> int:
        """Physical record of a row."""
        return row + 1 if self.records is None else int(self.records[row].as_py())

    def head(self, count: int) -> list[list[str]]:
        """The first rows as lists of text."""
        columns = [c.slice(0, count).to_pylist() for c in self.columns]
        return [list(row) for row in zip(*columns, strict=True)]
