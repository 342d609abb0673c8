"""姓名: a name as up to four 16-bit lanes in one 64-bit code, and its sound in another.

Four characters fit exactly, so equality, sound, position and length of nearly every name are
integer work. Longer names (minority nationalities) are hashed; `length` tells, and the few
pairs concerned are compared as text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from tonghu.reconcile.engine.canonical.hanzi import SOUND_ONLY, UNREADABLE, segment, tables
from tonghu.reconcile.engine.canonical.text import (
    U8,
    U16,
    U64,
    Chars,
    characters,
    lookup,
    mix,
    slices,
)

LANES = 4
_WIDEST = 16
_REMARK = re.compile(r"[（(\[【〔{<《「].*?(?:[）)\]】〕}>》」]|$)")
_LETTERS = re.compile(r"[a-z]+")
# What clerks write where there is no name to write.
_NOBODY = {
    "无",
    "不详",
    "未知",
    "空",
    "暂无",
    "没有",
    "亡",
    "已故",
    "死亡",
    "去世",
    "离异",
    "不知",
    "不明",
}


@dataclass(frozen=True, slots=True)
class Names:
    """A column of names. 0 = no name. `lanes(code)` undoes the packing where length ≤ 4."""

    code: U64
    sound: U64
    length: U8

    def take(self, index: np.ndarray) -> Names:
        """The names at `index`."""
        return Names(self.code[index], self.sound[index], self.length[index])


def canonical_names(column: pa.StringArray) -> Names:
    """Codes of a column of names, written in whatever way senders write them."""
    parts = [_slice(piece) for piece in slices(column)]
    return Names(
        np.concatenate([p.code for p in parts]),
        np.concatenate([p.sound for p in parts]),
        np.concatenate([p.length for p in parts]),
    )


def _slice(column: pa.StringArray) -> Names:
    table = tables()
    chars = characters(column)
    odd_cells = chars.cells_with(lookup(table.odd, chars.flat))
    lanes = lookup(table.fold, chars.flat).astype(np.uint16)
    folded = Chars(lanes.astype(np.uint32), chars.start).keep(lanes != 0)
    names = _pack(folded)
    _mend(names, column, odd_cells)
    _blank_nobody(names)
    return names


def _pack(folded: Chars) -> Names:
    """Codes of clean cells."""
    length = np.minimum(folded.lengths, 255).astype(np.uint8)
    matrix = folded.matrix(LANES).astype(np.uint16)
    sounds = tables().sound[matrix]
    code, sound = _join(matrix), _join(sounds)
    long = np.flatnonzero(length > LANES)
    if len(long):
        begin = folded.start[:-1][long]
        code[long], sound[long] = 1, 1
        for step in range(min(_WIDEST, int(length[long].max()))):
            has = length[long] > step
            lane = folded.flat[begin[has] + step].astype(np.uint16)
            code[long[has]] = mix(code[long[has]], lane)
            sound[long[has]] = mix(sound[long[has]], tables().sound[lane])
    return Names(code, sound, length)


def _join(matrix: U16) -> U64:
    """Pack the lanes of each row into one number, first lane lowest."""
    out = np.zeros(len(matrix), np.uint64)
    for lane in range(LANES):
        out |= matrix[:, lane].astype(np.uint64) << np.uint64(16 * lane)
    return out


def _mend(names: Names, column: pa.StringArray, cells: np.ndarray) -> None:
    """Names with brackets, letters or digits: read one by one, packed together, put in place."""
    if not len(cells):
        return
    texts = column.take(pa.array(cells)).to_pylist()
    spot = {text: at for at, text in enumerate(dict.fromkeys(texts))}
    read = [_read_odd(text) for text in spot]
    flat = np.array([lane for lanes in read for lane in lanes], np.uint32)
    start = np.concatenate([[0], np.cumsum([len(lanes) for lanes in read])])
    packed = _pack(Chars(flat, start)).take(np.array([spot[text] for text in texts]))
    names.code[cells], names.sound[cells] = packed.code, packed.sound
    names.length[cells] = packed.length


def _read_odd(text: str) -> list[int]:
    """Lanes of one odd cell: remarks in brackets go, pinyin becomes sound-only lanes."""
    plain = unicodedata.normalize("NFKC", _REMARK.sub("", unicodedata.normalize("NFKC", text)))
    spread = unicodedata.normalize("NFD", plain.lower()).replace("u\u0308", "v")
    plain = "".join(c for c in spread if not unicodedata.combining(c))
    fold = tables().fold
    lanes: list[int] = []
    at = 0
    while at < len(plain):
        run = _LETTERS.match(plain, at)
        if run:
            spelled = segment(run.group())
            lanes += [SOUND_ONLY + s for s in spelled] or [UNREADABLE]
            at = run.end()
            continue
        lane = int(lookup(fold, np.array([ord(plain[at])], np.uint32))[0])
        if lane and not plain[at].isdigit():
            lanes.append(lane)
        at += 1
    return lanes


def _blank_nobody(names: Names) -> None:
    """ "无", "不详" and the like are no names."""
    for word in _NOBODY:
        lanes = [int(tables().fold[ord(c)]) for c in word]
        code = sum(lane << (16 * i) for i, lane in enumerate(lanes))
        hit = names.code == np.uint64(code)
        names.code[hit] = names.sound[hit] = 0
        names.length[hit] = 0
