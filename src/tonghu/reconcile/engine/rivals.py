"""其他人选: what it is worth that nobody else fits, or that somebody else fits as well.

The weights of a pair look at two records and nothing else. A name without a date says little by
itself, yet much where no other child of the county fits, and nothing where the village has two.
So each asking record's best score with a child (a core) is set against its best score with any
other child, and the difference, in bins, has points of its own: learnt from the same labelled
pairs, for a record that knows its number has rivals like one that does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tonghu.reconcile.engine.canonical.text import I32, I64, U8, Bool
from tonghu.reconcile.engine.compare import NO_DATE
from tonghu.reconcile.engine.weights import RIVAL_EDGES, RIVALS

TIED = 3  # bins up to here: somebody else fits about as well, or better
ALONE = RIVALS - 1  # the bin of those without any rival
_UNTOLD = -1


@dataclass(frozen=True, slots=True)
class Suits:
    """Each asking record with each child it was compared with: one entry per such suit.

    `score`: best log-odds of the suit; `place`: the suit of every pair, -1 for none; `cell`: bin of
    the lead over the best rival, by whether dates could be compared.
    """

    asker: I64
    core: I64
    score: np.ndarray
    place: I64
    cell: U8


def suits(asker: I64, core: I64, score: np.ndarray, date: U8) -> Suits:
    """Suits of pairs given by asking record, core of the other record (-1: no suit) and score."""
    place = np.full(len(asker), _UNTOLD, np.int64)
    rows = np.flatnonzero(core >= 0)
    if not len(rows):
        none = np.zeros(0, np.int64)
        return Suits(none, none, np.zeros(0), place, np.zeros(0, np.uint8))
    key = (asker[rows] << 32) | core[rows]
    order = np.argsort(key)
    key, order = key[order], rows[order]
    fresh = np.ones(len(order), bool)
    fresh[1:] = key[1:] != key[:-1]
    place[order] = np.cumsum(fresh) - 1
    begin = np.flatnonzero(fresh)
    best = np.maximum.reduceat(score[order], begin)
    dated = np.minimum.reduceat(date[order], begin) != NO_DATE
    asker, core = key[begin] >> 32, key[begin] & 0xFFFFFFFF
    return Suits(asker, core, best, place, (dated * RIVALS + _bins(asker, best)).astype(np.uint8))


def tied(found: Suits) -> Bool:
    """Pairs without dates whose asker has another child that fits as well: a toss of a coin."""
    even: Bool = found.cell <= TIED  # of the undated bins
    return np.append(even, False)[found.place]


def _bins(asker: I64, score: np.ndarray) -> I64:
    """Bin of each suit's lead over the best other suit of its asker; suits stand by asker."""
    fresh = np.ones(len(asker), bool)
    fresh[1:] = asker[1:] != asker[:-1]
    begin = np.flatnonzero(fresh)
    group = np.cumsum(fresh) - 1
    first = np.maximum.reduceat(score, begin)
    winner = np.full(len(begin), len(score))
    np.minimum.at(winner, group, np.where(score == first[group], np.arange(len(score)), len(score)))
    rest = score.copy()
    rest[winner] = -np.inf
    second = np.maximum.reduceat(rest, begin)
    other = first[group]
    other[winner] = second
    lead = score - other
    return np.where(np.isinf(lead), ALONE, np.searchsorted(RIVAL_EDGES, lead, side="right"))


def learn_rivals(found: Suits, same: Bool, prior: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Points of each bin on top of the scores, by Newton's method from `prior`.

    `same`: which suits are the right ones.
    """
    points = prior.copy()
    for cell in np.unique(found.cell).tolist():
        here = found.cell == cell
        points[cell] = _fitted(found.score[here], same[here], float(prior[cell]), ridge)
    return points


def _fitted(score: np.ndarray, same: Bool, prior: float, ridge: float) -> float:
    """The constant that, added to these scores, explains the labels."""
    point = prior
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(score + point, -35, 35)))
        slope = float(same.sum() - chance.sum()) - ridge * (point - prior)
        step = slope / (float((chance * (1 - chance)).sum()) + ridge)
        point += min(max(step, -1.0), 1.0)
        if abs(step) < 1e-6:
            break
    return point


def asking_side(core: I32, asks: Bool, a: I64, b: I64) -> tuple[I64, I64]:
    """Of each pair the record that asks, and the core of the one that answers (-1: no suit).

    Where both ask, or nobody answers for a child, there is no suit.
    """
    turn = asks[b] & ~asks[a]
    asker, other = np.where(turn, b, a), np.where(turn, a, b)
    both = asks[a] & asks[b]
    answered = np.where(both, _UNTOLD, core[other]).astype(np.int64)
    return asker, answered
