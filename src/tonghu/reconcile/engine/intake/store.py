"""文字列文件: text columns laid out on disk as Arrow has them in memory, so that reading is mapping.

Not Arrow's own file format: that wants each column in one piece in memory first, which for a
million rows costs a third of the whole reading time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa

_ALIGN = 64
_MOST = 2**31 - 1  # a text column's offsets are 32 bits wide


@dataclass(frozen=True, slots=True)
class Place:
    """Where one text column lies: its offsets and its UTF-8 bytes."""

    offsets: int
    data: int
    length: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of `count` row numbers, which stand first, and text columns."""

    path: str
    count: int
    places: tuple[Place, ...]


def write(path: Path, rows: np.ndarray, columns: Sequence[pa.ChunkedArray]) -> Stored:
    """Write row numbers and columns; chunks are strung together on the way."""
    with path.open("wb") as sink:
        sink.write(rows.astype(np.int32, copy=False).data)
        places = tuple(_write_column(sink, column, len(rows)) for column in columns)
    return Stored(str(path), len(rows), places)


def _write_column(sink: BinaryIO, column: pa.ChunkedArray, count: int) -> Place:
    offsets = np.zeros(count + 1, dtype=np.int32)
    pieces: list[pa.Buffer] = []
    row = base = 0
    for chunk in column.chunks:
        if not len(chunk):
            continue
        _, starts, data = chunk.buffers()
        own = np.frombuffer(starts, np.int32)[chunk.offset : chunk.offset + len(chunk) + 1]
        first, last = int(own[0]), int(own[-1])
        if base + last - first > _MOST:
            raise MemoryError
        np.add(own[1:], base - first, out=offsets[row + 1 : row + 1 + len(chunk)])
        if last > first:
            pieces.append(data.slice(first, last - first))
        row, base = row + len(chunk), base + last - first
    at = _pad(sink)
    sink.write(offsets.data)
    begin = _pad(sink)
    for piece in pieces:
        sink.write(piece)
    return Place(at, begin, base)


def _pad(sink: BinaryIO) -> int:
    here = sink.tell()
    sink.write(b"\0" * (-here % _ALIGN))
    return sink.tell()


def load(stored: Stored) -> tuple[pa.Int32Array, list[pa.StringArray]]:
    """Map the file; whatever does not hold what it says raises ValueError or pa.ArrowInvalid."""
    with pa.memory_map(stored.path) as source:
        whole = source.read_buffer(source.size())
    rows = pa.Int32Array.from_buffers(
        pa.int32(), stored.count, [None, _slice(whole, 0, 4 * stored.count)]
    )
    columns = []
    for place in stored.places:
        offsets = _slice(whole, place.offsets, 4 * (stored.count + 1))
        data = _slice(whole, place.data, place.length)
        column = pa.StringArray.from_buffers(stored.count, offsets, data)
        column.validate(full=True)
        columns.append(column)
    return rows, columns


def _slice(whole: pa.Buffer, start: int, length: int) -> pa.Buffer:
    if start < 0 or length < 0 or start % 4 or start + length > whole.size:
        raise ValueError
    return whole.slice(start, length)
