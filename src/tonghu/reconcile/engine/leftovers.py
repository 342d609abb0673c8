"""剩下的: rows that found no child, and rows held by little, with the chance that this is wrong.

Whether a row that stands alone was missed shows less in its best pair than in how rare it is to
stand alone: see `gaps`. The same holds of a link: that a list names a child twice is rare, that
it names it once is the rule.
"""

from __future__ import annotations

import numpy as np

from tonghu.reconcile.engine.canonical.text import I64, Bool
from tonghu.reconcile.engine.gaps import SETS, of_pairs
from tonghu.reconcile.engine.joining import JOIN_AT
from tonghu.reconcile.engine.matching import Match
from tonghu.reconcile.engine.questions import Doubts, chance, in_order, made, together
from tonghu.reconcile.engine.result import Why

_LOOK_DOWN_TO = -6.0  # log-odds, gap included, below which nothing is asked
_LEAST = 0.0005  # chance of an error below which a link is not asked about
_HALF, _MISSED = 0.5, 0.005  # missed of rows that stand alone, of all rows, where nothing tells it


def leftovers(m: Match) -> Doubts:
    """Pairs near the threshold, links on thin evidence, rows that stand alone."""
    return together([_near(m), _weak(m), _alone(m)])


def of_gaps(m: Match, a: I64, b: I64) -> np.ndarray:
    """What the lists their entities stand on say of pairs that were not joined, see `gaps`."""
    return of_pairs(m.standing, m.entity[a], m.entity[b])


def _near(m: Match) -> Doubts:
    """Pairs that were not joined but may be one child."""
    a, b = in_order(m, *m.pairs)
    loose = (m.cores.core[a] < 0) | (m.cores.core[b] < 0)
    good = m.table.good
    apart = (m.entity[a] != m.entity[b]) & ~((good[a] != 0) & (good[b] != 0))
    lone = _unheld(m)
    near = np.flatnonzero(loose & apart & (m.total < JOIN_AT) & (lone[a] | lone[b]))
    odds = m.total[near] + of_gaps(m, a[near], b[near])
    near, odds = near[odds > _LOOK_DOWN_TO], odds[odds > _LOOK_DOWN_TO]
    return made(Why.UNCERTAIN, a[near], b[near], m.total[near], chance(odds))


def _weak(m: Match) -> Doubts:
    """Records held in their entity by one link: what if they were a child of their own?"""
    held = np.flatnonzero((m.joined.partner >= 0) & (m.cores.core < 0))
    entity, kind = m.entity[held], m.table.kind[held]
    found = m.standing
    mine = 1 << kind.astype(np.int64)
    rest = np.where(found.times[entity, kind] > 1, found.lists[entity], found.lists[entity] & ~mine)
    points = found.points[mine * SETS + rest]
    told = np.zeros(len(m.entity), bool)  # whose score counts the gap already
    for side in m.pairs:
        told[side[m.gap > 0]] = True
    points = np.where(told[held] | (rest == 0), 0.0, points)
    score = m.joined.score[held]
    risk = chance(-score - points)
    keep = np.flatnonzero(risk > _LEAST)
    held = held[keep]
    return made(Why.WEAK_LINK, held, m.joined.partner[held], score[keep], risk[keep])


def _alone(m: Match) -> Doubts:
    """Rows without a good number that stand alone, each with its best candidate, if there is one.

    How many of them were missed: those beyond the share that stands alone where numbers decide.
    """
    loose = m.cores.core < 0
    alone = loose & (m.standing.times.sum(axis=1) == 1)[m.entity]
    rows = np.flatnonzero(alone)
    missed = np.array([_missed(m, kind, loose, alone) for kind in range(3)])
    best, score = _candidates(m, alone)
    fits = chance(score[rows] + of_gaps(m, rows, best[rows]) + 4.0)
    fits = np.where(best[rows] == rows, 0.5, np.maximum(fits, 0.3))
    risk = missed[m.table.kind[rows]] * fits
    return made(Why.UNCERTAIN, rows, best[rows], score[rows], risk)


def _missed(m: Match, kind: int, loose: Bool, alone: Bool) -> float:
    """Share of a list's lone rows that should not stand alone."""
    mine = m.table.kind == kind
    standing = max(int((alone & mine).sum()), 1)
    numbered = m.standing.held & (m.standing.times[:, kind] > 0)
    if not numbered.any():
        return min(_HALF, _MISSED * int(mine.sum()) / standing)
    usual = float((m.standing.lists[numbered] == 1 << kind).mean())
    return max(0.0, 1.0 - usual * int((loose & mine).sum()) / standing)


def _candidates(m: Match, alone: Bool) -> tuple[I64, np.ndarray]:
    """The best pair of each lone row: the other record (itself for none) and the score."""
    best, score = np.arange(len(alone)), np.full(len(alone), _LOOK_DOWN_TO)
    a, b = np.concatenate(m.pairs), np.concatenate(m.pairs[::-1])
    total = np.concatenate([m.total, m.total])
    rows = np.flatnonzero(alone[a])
    order = rows[np.lexsort((m.fingerprint[b[rows]], -total[rows], a[rows]))]
    first = order[np.flatnonzero(np.diff(a[order], prepend=-1))]
    best[a[first]], score[a[first]] = b[first], total[first]
    return best, score


def _unheld(m: Match) -> Bool:
    """Records whose entity has no good number to hold it: the ones a missed join leaves behind."""
    loose = np.ones(int(m.entity.max(initial=-1)) + 1, bool)
    loose[m.entity[m.cores.core >= 0]] = False
    return loose[m.entity]
