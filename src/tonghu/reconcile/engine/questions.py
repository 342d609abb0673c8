"""存疑的一列: the columns of questions to people, shared by those who find them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tonghu.reconcile.engine.canonical.text import I64
from tonghu.reconcile.engine.matching import Match
from tonghu.reconcile.engine.result import Why

WHYS = tuple(Why)


@dataclass(slots=True)
class Doubts:
    """Columns of questions: reason (index into Why), records, score, chance of an error.

    A question about one record alone names it twice.
    """

    why: np.ndarray
    a: I64
    b: I64
    score: np.ndarray
    risk: np.ndarray


def chance(score: Any) -> np.ndarray:
    """Probability from log-odds."""
    out: np.ndarray = 1 / (1 + np.exp(-np.clip(score, -40, 40)))
    return out


def made(why: Why, a: I64, b: I64, score: np.ndarray, risk: np.ndarray) -> Doubts:
    """Questions that share one reason."""
    return Doubts(np.full(len(a), WHYS.index(why), np.int8), a, b, score, risk)


def together(parts: list[Doubts]) -> Doubts:
    """All questions in one."""
    return Doubts(*(np.concatenate([getattr(p, c) for p in parts]) for c in Doubts.__slots__))


def in_order(m: Match, a: I64, b: I64) -> tuple[I64, I64]:
    """Pairs turned by what the records say, not by where they stand."""
    turn = m.fingerprint[a] > m.fingerprint[b]
    return np.where(turn, b, a), np.where(turn, a, b)
