"""慢读 CSV: Python's reader for files with ragged rows or stray quotes; marks them, loses none."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

import pyarrow as pa

from tonghu.reconcile.engine.intake.grid.csvlayout import Layout
from tonghu.reconcile.engine.intake.grid.encoding import Raw
from tonghu.reconcile.engine.intake.grid.grid import Grid
from tonghu.reconcile.engine.intake.limits import Limits
from tonghu.reconcile.engine.intake.sentences import Refusal

_BATCH: Final = 20_000
_LONG: Final = 20_000  # a longer cell is an unclosed quote that took in the lines after it


def read_slowly(data: Raw, layout: Layout, limits: Limits) -> Grid:
    """Every line ends up in some row, whatever its quotes and width."""
    csv.field_size_limit(_LONG)
    lines = list(io.StringIO(data[:].decode("utf-8"), newline=""))
    width, count = layout.width, 0
    chunks: list[list[pa.StringArray]] = []
    ragged: list[int] = []
    rows = _rows(lines, layout)
    while batch := list(islice(rows, _BATCH)):
        ragged += [n for n, row in enumerate(batch, start=count + 1) if _is_ragged(row, layout)]
        count += len(batch)
        width = max(width, max(map(len, batch)))
        if width > limits.columns:
            raise Refusal("too_many_columns", count=width, limit=limits.columns)
        if count > limits.rows:
            raise Refusal("too_many_rows", count=count, limit=limits.rows)
        chunks.append(_columns(batch, width))
    return Grid("", tuple(_chunked(chunks, i) for i in range(width)), ragged=ragged)


def _rows(lines: list[str], layout: Layout) -> Iterator[list[str]]:
    """Records; where an unclosed quote took in lines, its line is split as it stands."""
    done = 0
    while done < len(lines):
        start = done
        reader = csv.reader(
            (lines[i] for i in range(start, len(lines))), delimiter=layout.delimiter
        )
        try:
            for row in reader:
                many = start + reader.line_num - done > 1
                if many and swallowed(row, layout.delimiter, layout.width):
                    raise csv.Error
                done = start + reader.line_num
                yield row
        except csv.Error:
            yield lines[done].rstrip("\r\n").split(layout.delimiter)
            done += 1


def swallowed(row: Sequence[str], delimiter: str, width: int) -> bool:
    """Line breaks in a cell with a whole record's delimiters, or in a row of the wrong width."""
    broken = [cell for cell in row if "\n" in cell or "\r" in cell]
    if not broken:
        return False
    wrong = len(row) > 1 and len(row) != width
    return wrong or any(c.count(delimiter) >= width - 1 or len(c) > _LONG for c in broken)


def _is_ragged(row: list[str], layout: Layout) -> bool:
    if len(row) < layout.width:
        return any(row)
    return any(row[layout.width :])


def _columns(batch: list[list[str]], width: int) -> list[pa.StringArray]:
    padded = [row + [""] * (width - len(row)) for row in batch]
    return [pa.array(column, pa.string()) for column in zip(*padded, strict=True)]


def _chunked(chunks: list[list[pa.StringArray]], index: int) -> pa.ChunkedArray:
    """A column that appeared late is empty before."""
    parts = [
        c[index] if index < len(c) else pa.array([""] * len(c[0]), pa.string()) for c in chunks if c
    ]
    return pa.chunked_array(parts, pa.string())
