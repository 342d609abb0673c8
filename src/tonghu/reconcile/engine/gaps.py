"""空缺: a child one list lacks, and a row of that list that nobody else has, are often the same.

Joining looks at pairs and stops at a score. What is left over says more: where nearly every child
stands on all lists, a row that stands alone is rare, a child whom just that list lacks is rare,
and both at once, with the same parents or the same village, hardly happen to two children. How
rare each is, the run itself tells: the share of children by the set of lists they stand on. The
points of a gap are the log-odds of one child on both sets against two children, each on its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tonghu.reconcile.engine.canonical.text import I32, I64, U64, Bool

AT_MOST = 7.0  # points a gap may give, however rare
CLOSE_AT = 0.0  # log-odds, gap included, from which two entities become one
UNDATED_AT = 4.0  # the same where no dates could be compared: brothers fill gaps, too
NOT_BELOW = -8.0  # log-odds of the pair itself under which no gap helps
LEAD = 1.0  # over the next best entity, for both
SETS = 8  # sets of the three kinds of lists, as bits


@dataclass(frozen=True, slots=True)
class Gaps:
    """`lists`: bits of the lists of each entity; `held`: entities with a good number; `times`: how
    often each list names them; `points` by the lists of one and the other; `apart`: those that
    share no list."""

    lists: np.ndarray
    held: Bool
    times: I64  # entities x lists
    points: np.ndarray
    apart: Bool


def gaps(kind: np.ndarray, entity: I32, core: I32) -> Gaps:
    """Who stands on which lists, and what a gap is worth in this run."""
    count = int(entity.max(initial=-1)) + 1
    spot = entity * np.int64(3) + kind
    times = np.bincount(spot, minlength=count * 3).reshape(count, 3)
    lists: np.ndarray = (times > 0) @ np.array([1, 2, 4])
    held = np.zeros(count, bool)
    held[entity[core >= 0]] = True
    often = np.log(np.bincount(lists, minlength=SETS) + 1.0) - np.log(count + SETS)
    children = (times > 0).sum(axis=0)
    twice = np.log(times.sum(axis=0) - children + 1.0) - np.log(children + SETS)
    one, two = np.divmod(np.arange(SETS * SETS), SETS)
    points = often[one | two] - often[one] - often[two]
    for at in range(3):
        points[(one & two) >> at & 1 == 1] += twice[at]
    points[(one == 0) | (two == 0)] = -np.inf
    return Gaps(lists, held, times, np.minimum(points, AT_MOST), one & two == 0)


def of_pairs(found: Gaps, one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Points of pairs of entities; -inf where both hold a good number."""
    points: np.ndarray = found.points[found.lists[one] * SETS + found.lists[two]]
    points[found.held[one] & found.held[two]] = -np.inf
    return points


def close(
    found: Gaps,
    entity: I32,
    fingerprint: U64,
    pairs: tuple[I64, I64],
    total: np.ndarray,
    dated: Bool,
) -> tuple[I64, np.ndarray]:
    """Pairs (their numbers) whose entities become one, and the log-odds with the gap.

    Each is the best of both its entities by some lead, so that no entity is in two of them.
    `dated`: pairs whose dates could be compared.
    """
    look = np.flatnonzero(total >= NOT_BELOW)
    one, two = entity[pairs[0][look]].astype(np.int64), entity[pairs[1][look]].astype(np.int64)
    score = total[look] + np.maximum(of_pairs(found, one, two), 0.0)
    apart = found.apart[found.lists[one] * SETS + found.lists[two]]
    keep = np.flatnonzero(apart & ~(found.held[one] & found.held[two]) & (one != two))
    look, one, two, score = look[keep], one[keep], two[keep], score[keep]
    a, b = fingerprint[pairs[0][look]], fingerprint[pairs[1][look]]
    order = np.lexsort((np.maximum(a, b), np.minimum(a, b), -score))
    look, one, two, score = look[order], one[order], two[order], score[order]
    count = len(found.lists)
    least = np.minimum(_lead(one, two, score, count), _lead(two, one, score, count))
    enough = score >= np.where(dated[look], CLOSE_AT, UNDATED_AT)
    chosen = np.flatnonzero(enough & (least >= LEAD))
    _, first = np.unique(one[chosen] * count + two[chosen], return_index=True)
    chosen = np.sort(chosen[first])
    return look[chosen], score[chosen]


def _lead(mine: I64, other: I64, score: np.ndarray, count: int) -> np.ndarray:
    """By how much each pair beats the best pair of its first entity with any third one.

    Pairs stand strongest first; an entity may stand on either side of them.
    """
    both = np.concatenate([mine, other])
    partner, value = np.concatenate([other, mine]), np.concatenate([score, score])
    order = np.lexsort((-value, both))
    both, partner, value = both[order], partner[order], value[order]
    first = np.full(count, -1, np.int64)
    best, second = np.full(count, -np.inf), np.full(count, -np.inf)
    begin = np.flatnonzero(np.diff(both, prepend=-1))
    first[both[begin]], best[both[begin]] = partner[begin], value[begin]
    others = partner != first[both]
    np.maximum.at(second, both[others], value[others])
    rival = np.where(first[mine] == other, second[mine], best[mine])
    return score - rival
