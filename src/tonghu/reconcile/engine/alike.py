"""证件号的相似程度: how much two numbers resemble each other where one of them is not good."""

from __future__ import annotations

import numpy as np

from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I64, U8, Bool
from tonghu.reconcile.engine.result import ID_STATES, IdState

# fmt: off
NUMBER_LEVELS = (
    "证件号相同（均未通过校验）", "证件号差一位或相邻两位颠倒", "证件号差两位", "证件号前15位相同（末位被表格软件改写）",
    "证件号差得远", "无可比的证件号",
)
# fmt: on
NUMBER_POINTS = np.array([12.0, 8.0, 2.5, 5.0, -5.0, 0.0])
COMPARABLE = np.isin(
    np.arange(len(ID_STATES)),
    [
        ID_STATES.index(s)
        for s in (
            IdState.GOOD,
            IdState.BAD_CHECK,
            IdState.ROUNDED,
            IdState.SHORT,
            IdState.SCIENTIFIC,
        )
    ],
)


_CUT = np.isin(ID_STATES, [IdState.ROUNDED, IdState.SHORT, IdState.SCIENTIFIC])  # by state


def number_levels(t: Table, a: I64, b: I64) -> U8:
    """How much two numbers resemble each other where at least one of them is not good."""
    out = np.full(len(a), 5, np.uint8)
    usable = COMPARABLE[t.state] & (t.digits[:, 14] != 0) & (t.adult == 0)
    rows = np.flatnonzero(usable[a] & usable[b])
    left, right = t.digits[a[rows]], t.digits[b[rows]]
    off = left != right
    wrong = off.sum(axis=1)
    level = np.full(len(rows), 4, np.uint8)
    bad = t.good == 0
    level[(wrong <= 4) & bad[a[rows]] & bad[b[rows]]] = 5  # two slips, one in each
    level[wrong == 2] = 2
    first = np.argmax(off, axis=1)
    line = np.arange(len(rows))
    after = np.minimum(first + 1, 17)
    swapped = (
        (wrong == 2)
        & off[line, after]
        & (left[line, first] == right[line, after])
        & (left[line, after] == right[line, first])
    )
    level[swapped | (wrong == 1)] = 1
    level[_slipped(left, right)] = 1
    head = ~off[:, :15].any(axis=1)
    cut = _CUT[t.state]
    level[head & (wrong > 1) & (cut[a[rows]] | cut[b[rows]])] = 3
    level[wrong == 0] = 0
    out[rows] = level
    return out


def _slipped(left: U8, right: U8) -> Bool:
    """17 digits against 18: one digit left out, the others in order."""
    short = (left[:, 17] == 0) ^ (right[:, 17] == 0)
    rows = np.flatnonzero(short & (left[:, 16] != 0) & (right[:, 16] != 0))
    out = np.zeros(len(left), bool)
    swap = left[rows, 17] == 0
    long = np.where(swap[:, None], right[rows], left[rows])
    cut = np.where(swap[:, None], left[rows], right[rows])
    head = np.cumprod(long[:, :17] == cut[:, :17], axis=1).sum(axis=1)
    tail = np.cumprod((long[:, 1:] == cut[:, :17])[:, ::-1], axis=1).sum(axis=1)
    out[rows] = head + tail >= 17
    return out
