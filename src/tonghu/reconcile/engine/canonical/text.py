"""Text columns as arrays of characters: the one place that knows how UTF-8 is laid out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

U8 = npt.NDArray[np.uint8]
U16 = npt.NDArray[np.uint16]
U32 = npt.NDArray[np.uint32]
U64 = npt.NDArray[np.uint64]
I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
Bool = npt.NDArray[np.bool_]

TABLE_SIZE = 0x20000  # characters from here on (rare extensions) share slots, see `lookup`


@dataclass(frozen=True, slots=True)
class Chars:
    """All characters of a column in one row, and where each cell begins (length N + 1)."""

    flat: U32
    start: I64

    @property
    def lengths(self) -> I64:
        """Characters per cell."""
        return np.diff(self.start)

    def keep(self, mask: Bool) -> Chars:
        """The same cells without the characters where `mask` is false."""
        before = np.zeros(len(mask) + 1, np.int64)
        np.cumsum(mask, out=before[1:])
        return Chars(self.flat[mask], before[self.start])

    def matrix(self, width: int, fill: int = 0) -> U32:
        """The first `width` characters of each cell, shape (N, width)."""
        if not len(self.flat):
            return np.full((len(self.start) - 1, width), fill, np.uint32)
        step = np.arange(width)
        at = self.start[:-1, None] + step
        out: U32 = self.flat[np.minimum(at, len(self.flat) - 1)]
        out[step >= self.lengths[:, None]] = fill
        return out

    def cells_with(self, mask: Bool) -> I64:
        """Numbers of the cells that hold at least one character where `mask` is true."""
        hits = np.flatnonzero(mask)
        if not len(hits):
            return hits
        return np.unique(np.searchsorted(self.start, hits, side="right") - 1)


def characters(column: pa.StringArray) -> Chars:
    """Decode a column of UTF-8 text into code points, whole column at once."""
    if column.offset:
        column = pa.concat_arrays([column])
    offsets = np.frombuffer(column.buffers()[1], np.int32, len(column) + 1)
    data = column.buffers()[2]
    raw = np.frombuffer(data, np.uint8)[: offsets[-1]] if data else np.zeros(0, np.uint8)
    lead = (raw & 0xC0) != 0x80
    before = np.zeros(len(raw) + 1, np.int64)
    np.cumsum(lead, out=before[1:])
    return Chars(_decode(raw, np.flatnonzero(lead)), before[offsets])


def _decode(raw: U8, lead: I64) -> U32:
    """Code points of the characters whose first bytes stand at `lead`."""
    first = raw[lead].astype(np.uint32)
    padded = np.concatenate([raw, np.zeros(3, np.uint8)])
    out = first.copy()
    two = (first >= 0xC0) & (first < 0xE0)
    three = (first >= 0xE0) & (first < 0xF0)
    four = first >= 0xF0
    for mask, bits, more in ((two, 0x1F, 1), (three, 0x0F, 2), (four, 0x07, 3)):
        at = lead[mask]
        value = first[mask] & bits
        for step in range(1, more + 1):
            value = (value << 6) | (padded[at + step] & 0x3F)
        out[mask] = value
    return out


def lookup(table: npt.NDArray[Any], flat: U32) -> npt.NDArray[Any]:
    """`table[character]`, rare extensions folded into the table's upper part."""
    if len(flat) and int(flat.max()) >= TABLE_SIZE:
        flat = np.where(flat >= TABLE_SIZE, 0x10000 + (flat & 0xFFFF), flat)
    return table[flat]


def mix(*parts: npt.NDArray[np.generic], after: U64 | None = None) -> U64:
    """One 64-bit key from several columns; equal parts give equal keys on every machine.

    `after`: the key of the columns before these.
    """
    out = np.full(len(parts[0]), 0x9E3779B97F4A7C15, np.uint64) if after is None else after.copy()
    for part in parts:
        value = (
            part.astype(np.int64, copy=False).view(np.uint64) if part.dtype.kind == "i" else part
        )
        out ^= value.astype(np.uint64, copy=False)
        out *= np.uint64(0xFF51AFD7ED558CCD)
        out ^= out >> np.uint64(32)
        out *= np.uint64(0xC4CEB9FE1A85EC53)
        out ^= out >> np.uint64(29)
    return out


def text_code(text: str) -> int:
    """A 64-bit code of a text, 0 only for the empty one; the same in every run."""
    if not text:
        return 0
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") or 1


Whole = TypeVar("Whole", np.int64, np.uint64)


def distinct(values: npt.NDArray[Whole]) -> npt.NDArray[Whole]:
    """Sorted distinct values: sorting whole numbers is several times faster than hashing them."""
    values = np.sort(values)
    fresh = np.ones(len(values), bool)
    fresh[1:] = values[1:] != values[:-1]
    return values[fresh]


SLICE = 65_536  # cells at a time: what one step touches stays in the processor's cache (5x)


def slices(column: pa.StringArray, size: int = SLICE) -> list[pa.StringArray]:
    """A column in pieces small enough to stay in cache."""
    return [column.slice(at, size) for at in range(0, len(column), size)] or [column]


def spread(column: pa.Array) -> tuple[list[str], I32]:
    """The distinct texts of a column, and which of them stands in each cell."""
    encoded = pc.dictionary_encode(column)
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    return encoded.dictionary.to_pylist() or [""], encoded.indices.to_numpy(zero_copy_only=False)


def by_value(column: pa.Array, dtype: type, convert: Callable[[str], int]) -> np.ndarray:
    """Apply `convert` once per distinct text of a column and spread the answers over its cells."""
    texts, cell = spread(column)
    values: np.ndarray = np.array([convert(text) for text in texts], dtype)
    return values[cell]
