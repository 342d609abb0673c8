"""Blocks of rows pasted twice into one list: found by equal rows at one and the same distance.

Nothing is changed: equal rows join by themselves as repeat entries. But a clerk who is told of
two hundred repeats one by one does not see that one keystroke made them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I64, U64, Bool, mix
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.tables import Sheet
from tonghu.reconcile.engine.result import SenderFault
from tonghu.reconcile.engine.senders.scopes import FEW, sheet_words

ENOUGH = 300_000  # records; of more, every fourth name is an anchor
_STRIDE = 64  # rows between two anchors of one block, at most


def copied_blocks(t: Table, sheets: Sequence[Sheet]) -> Iterator[SenderFault]:
    """整段重复: at least `FEW` rows that follow each other twice in one sheet."""
    for first, again, size in _blocks(t):
        index = int(t.sheet[first])
        head = sheets[index].header_row
        one, two = int(t.row[first]) + head, int(t.row[again]) + head
        yield SenderFault(
            "copied_rows",
            f"{sheet_words(sheets[index])}：第{two}至第{two + size - 1}行和第{one}至第{one + size - 1}行内容完全相同"
            f"（疑似整段复制了两次），已按重复登记合并，请删去一段。",
            index, "", (Field.NAME,), size, "reported",
        )  # fmt: skip


def _blocks(t: Table) -> list[tuple[int, int, int]]:
    """(first row, first row of the copy, rows) of every block."""
    anchors = _anchors(t)
    key = _content(t, anchors)
    order = np.argsort(key, kind="stable")  # equal rows stay in their order
    same = np.flatnonzero(key[order][1:] == key[order][:-1])
    first, again = anchors[order[same]], anchors[order[same + 1]]
    inside = t.sheet[first] == t.sheet[again]
    first, again = first[inside], again[inside]
    by_place = np.argsort(again)
    first, again = first[by_place], again[by_place]
    out: list[tuple[int, int, int]] = []
    end = -1
    for at in np.flatnonzero(_in_step(first, again)).tolist():
        if again[at] <= end:
            continue
        one, two, size = _whole(t, int(first[at]), int(again[at]))
        if size >= FEW:
            out.append((one, two, size))
            end = two + size - 1
    return out


def _anchors(t: Table) -> I64:
    """Rows to look at: all that bear a name, of very many every fourth name."""
    code = t.name.code
    if len(code) <= ENOUGH:
        return np.flatnonzero(code)
    return np.flatnonzero((code != 0) & (mix(code) < np.uint64(2**62)))


def _content(t: Table, rows: I64) -> U64:
    """A code of what rows say."""
    return mix(
        t.name.code[rows], t.good[rows], t.day[rows], t.phone[rows], t.father.code[rows],
        t.mother.code[rows], t.village[rows], t.sheet[rows],
    )  # fmt: skip


def _in_step(first: I64, again: I64) -> Bool:
    """Equal rows whose next equal rows stand as far apart."""
    out = np.zeros(len(first), bool)
    gap = again - first
    out[:-1] = (gap[1:] == gap[:-1]) & (np.diff(again) <= _STRIDE)
    return out


def _whole(t: Table, first: int, again: int) -> tuple[int, int, int]:
    """The block around two equal rows: where it begins, where its copy does, and its length."""
    gap, low, high = again - first, 0, 1
    sheet = t.sheet[first]

    def equal(step: int) -> bool:
        one, two = first + step, again + step
        if one < 0 or two >= len(t) or not t.sheet[one] == t.sheet[two] == sheet or step >= gap:
            return False
        both = _content(t, np.array([one, two]))
        return bool(both[0] == both[1])

    while equal(low - 1) and high - low < gap:
        low -= 1
    while high - low < gap and equal(high):
        high += 1
    return first + low, again + low, high - low
