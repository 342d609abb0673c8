"""读 CSV: pyarrow at disk speed for regular files, Python's csv for the others (ADR 0004)."""

from __future__ import annotations

from mmap import ACCESS_READ, mmap
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from tonghu.reconcile.engine.intake.grid.csvlayout import Layout, layout_of
from tonghu.reconcile.engine.intake.grid.csvslow import read_slowly, swallowed
from tonghu.reconcile.engine.intake.grid.encoding import MARK, Decoded, Raw, decode, repair
from tonghu.reconcile.engine.intake.grid.grid import Grid
from tonghu.reconcile.engine.intake.limits import Limits
from tonghu.reconcile.engine.intake.sentences import Refusal

_BLOCK = 4 << 20
_BLANK = (b"\n\n", b"\n\r\n", b"\r\r")


class _Irregular(Exception):
    """The fast reader cannot take this file."""


def read_csv(path: Path, limits: Limits) -> Grid:
    """One text file as a grid."""
    with path.open("rb") as stream:
        # left to the collector to unmap: Arrow may still hold a view of it after an error
        raw = mmap(stream.fileno(), 0, access=ACCESS_READ)
    decoded = decode(raw)
    try:
        grid = _grid(decoded, limits)
    except UnicodeError:
        decoded = repair(raw)
        grid = _grid(decoded, limits)
    return _marked(grid, decoded)


def _grid(decoded: Decoded, limits: Limits) -> Grid:
    layout = layout_of(decoded.data[: 1 << 19])
    if layout.width > limits.columns:
        raise Refusal("too_many_columns", count=layout.width, limit=limits.columns)
    try:
        return _fast(decoded.data, layout, limits)
    except _Irregular:
        return read_slowly(decoded.data, layout, limits)
    except pa.ArrowInvalid as error:
        if "UTF8" in str(error) and not decoded.proven:
            raise UnicodeError from None
        return read_slowly(decoded.data, layout, limits)


def _fast(data: Raw, layout: Layout, limits: Limits) -> Grid:
    if layout.delimiter == "，" or any(len(r) > layout.width for r in layout.lead):
        raise _Irregular
    quoted = data.find(b'"') >= 0
    names = [str(i) for i in range(layout.width)]
    table = pacsv.read_csv(
        pa.py_buffer(data).slice(layout.offset),
        read_options=pacsv.ReadOptions(column_names=names, block_size=_BLOCK),
        parse_options=pacsv.ParseOptions(delimiter=layout.delimiter, newlines_in_values=quoted),
        convert_options=pacsv.ConvertOptions(
            column_types={n: pa.string() for n in names}, strings_can_be_null=False
        ),
    )
    if table.num_rows > limits.rows:
        raise Refusal("too_many_rows", count=table.num_rows, limit=limits.rows)
    if quoted and any(_swallowed(c, layout) for c in table.columns):
        raise _Irregular
    lead = [pa.array([_at(r, i) for r in layout.lead], pa.string()) for i in range(layout.width)]
    columns = tuple(
        pa.chunked_array([first, *column.chunks], pa.string())
        for first, column in zip(lead, table.columns, strict=True)
    )
    return Grid("", columns, _aligned(data, layout, table.num_rows, quoted))


def _at(record: tuple[str, ...], index: int) -> str:
    return record[index] if index < len(record) else ""


def _swallowed(column: pa.ChunkedArray, layout: Layout) -> bool:
    """Some cell looks like lines that an unclosed quote took in."""
    breaks = column.filter(pc.match_substring_regex(column, r"[\r\n]"))
    return any(swallowed([cell], layout.delimiter, layout.width) for cell in breaks.to_pylist())


def _has_blank_lines(data: Raw, layout: Layout, rows: int) -> bool:
    """Fewer records than lines: blank ones were passed over, or a cell holds a line break."""
    view = np.frombuffer(data, np.uint8)
    pieces = range(layout.offset, len(view), _BLOCK)
    lines = sum(int(np.count_nonzero(view[p : p + _BLOCK] == 10)) for p in pieces)
    if lines <= rows and (lines or data.find(b"\r") < 0):
        return False
    return any(data.find(mark, max(layout.offset - 2, 0)) >= 0 for mark in _BLANK)


def _record_numbers(data: Raw, layout: Layout) -> np.ndarray:
    """Line numbers of the lines that are not blank."""
    view = np.frombuffer(data, np.uint8, offset=layout.offset)
    ends = np.flatnonzero(view == 10)
    if not len(ends) or ends[-1] != len(view) - 1:
        ends = np.append(ends, len(view))
    starts = np.concatenate(([0], ends[:-1] + 1))
    length = ends - starts
    blank = (length == 0) | ((length == 1) & (view[np.minimum(starts, len(view) - 1)] == 13))
    return np.flatnonzero(~blank).astype(np.int32)


def _aligned(data: Raw, layout: Layout, rows: int, quoted: bool) -> pa.Int32Array | None:
    """Physical record of each row, when some were blank; a blank line in quotes is too much."""
    if not _has_blank_lines(data, layout, rows):
        return None
    if quoted or data.find(b"\r\r") >= 0:
        raise _Irregular
    records = _record_numbers(data, layout)
    if len(records) != rows:
        raise _Irregular
    lead = np.arange(1, len(layout.lead) + 1, dtype=np.int32)
    return pa.array(np.concatenate((lead, records + (len(lead) + 1))), pa.int32())


def _marked(grid: Grid, decoded: Decoded) -> Grid:
    """Rows with unreadable characters or of the rarer encoding, when there are any."""
    columns = grid.columns
    if decoded.mixed:
        columns = tuple(pc.replace_substring(c, MARK, "") for c in columns)
    return Grid(
        grid.name,
        columns,
        grid.records,
        ragged=grid.ragged,
        undecodable=_rows_with(grid, "\ufffd") if decoded.damaged else [],
        mixed=_rows_with(grid, MARK) if decoded.mixed else [],
        nul=decoded.nul,
    )


def _rows_with(grid: Grid, character: str) -> list[int]:
    rows: set[int] = set()
    for column in grid.columns:
        found = pc.indices_nonzero(pc.match_substring(column, character))
        rows.update(grid.record(int(i)) for i in found.to_pylist())
    return sorted(rows)
