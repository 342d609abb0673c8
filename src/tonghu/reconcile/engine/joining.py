"""合并: strongest pair first, under two rules that no score may break.

1. An entity holds at most one good number. (A child with two good numbers is a question for
   the police, not a join.)
2. Two records of one source are one child only if that very pair says so: brothers share
   everything else, and twins (`twins.py`) all but a character.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from tonghu.reconcile.engine.canonical.text import I32, I64, U64, Bool, distinct, mix

JOIN_AT = -2.0  # log-odds from which a pair joins
REPEAT_AT = 0.0  # the same for two records of one source


@dataclass(slots=True)
class Joined:
    """`entity` by record; `partner`, `score`: the link that holds a residue record (-1, 0 for
    none); `second`: score of the best link it did not get; `refused`: edges a rule forbade, as
    (record, record, score)."""

    entity: I32
    partner: I64
    score: np.ndarray
    refused: list[tuple[int, int, float]] = field(default_factory=list)


@dataclass(slots=True)
class _Forest:
    """Union-find over cores and residue records, with what the rules need to know of each tree."""

    parent: list[int]
    core: list[int]
    kinds: list[int]  # bit mask of sources in the tree
    ring: list[int]  # the next node of the same tree, the last one's is the first
    rows: list[int]  # records by node
    cuts: list[int]  # where the records of each node begin
    repeats: set[int]
    record_kind: list[int]
    size: int

    def find(self, node: int) -> int:
        """Root of a node, halving the path."""
        parent = self.parent
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def may(self, one: int, two: int, sure: bool = False) -> bool:
        """Do the rules allow these two trees to become one?"""
        if self.core[one] >= 0 and self.core[two] >= 0:
            return False
        if sure or not self.kinds[one] & self.kinds[two]:
            return True
        kind = self.record_kind
        others = self.members(two)
        for a in self.members(one):
            for b in others:
                if kind[a] == kind[b] and (min(a, b) * self.size + max(a, b)) not in self.repeats:
                    return False
        return True

    def members(self, root: int) -> list[int]:
        """Records of a tree."""
        out, node = [], root
        while True:
            out += self.rows[self.cuts[node] : self.cuts[node + 1]]
            node = self.ring[node]
            if node == root:
                return out

    def unite(self, one: int, two: int) -> None:
        """Make one tree of two; the core's root stays root."""
        if self.core[two] >= 0:
            one, two = two, one
        self.parent[two] = one
        self.kinds[one] |= self.kinds[two]
        ring = self.ring
        ring[one], ring[two] = ring[two], ring[one]


def join(
    kind: np.ndarray,
    core: I32,
    fingerprint: U64,
    doubtful: Bool,
    pairs: tuple[I64, I64],
    score: np.ndarray,
    twins: Bool | None = None,
    sure: Bool | None = None,
) -> Joined:
    """Entities from cores and scored pairs.

    `kind`: source of each record; `core`: core number or -1; `doubtful`: records that do not
    speak for their core, so that the place of their source in it is still free; `pairs`:
    candidate pairs; `twins`: pairs of one source that are no repeat; `sure`: pairs that join though
    their source has a record there already. Ties are broken by what the records say, never by where they stand.
    """
    a, b = pairs
    node = _nodes(core)
    keep = np.flatnonzero((score >= JOIN_AT) & (node[a] != node[b]))
    a, b, score = a[keep], b[keep], score[keep]
    low = np.minimum(fingerprint[a], fingerprint[b])
    high = np.maximum(fingerprint[a], fingerprint[b])
    order = np.lexsort((high, low, -score))
    a, b, score = a[order], b[order], score[order]
    repeats = (kind[a] == kind[b]) & (score >= REPEAT_AT)
    repeats &= True if twins is None else ~twins[keep][order]
    packed = np.minimum(a, b) * len(core) + np.maximum(a, b)
    touched = distinct(np.concatenate([node[a], node[b]]))
    forest = _forest(kind, node, touched, doubtful, set(packed[repeats].tolist()))
    forest.core = _core_of(core, touched)
    certain = np.zeros(len(a), bool) if sure is None else sure[keep][order]
    first = _best_of_each(node[a], node[b])
    a, b, score, certain = a[first], b[first], score[first], certain[first]
    joined = Joined(core.copy(), np.full(len(core), -1, np.int64), np.zeros(len(core)))
    spot = np.full(int(node.max(initial=-1)) + 1, -1, np.int64)
    spot[touched] = np.arange(len(touched))
    _walk(forest, spot[node[a]].tolist(), spot[node[b]].tolist(), a, b, score, certain, joined)
    _number(forest, node, touched, joined)
    return joined


def _best_of_each(left: I64, right: I64) -> I64:
    """Of edges in order, the first between each two trees: the others could change nothing."""
    key = mix(np.minimum(left, right), np.maximum(left, right))
    _, first = np.unique(key, return_index=True)
    return np.sort(first)


def _nodes(core: I32) -> I64:
    """Node of each record: its core, or a node of its own behind all cores."""
    cores = int(core.max(initial=-1)) + 1
    node = core.astype(np.int64)
    rest = np.flatnonzero(core < 0)
    node[rest] = cores + np.arange(len(rest))
    return node


def _core_of(core: I32, touched: I64) -> list[int]:
    """Core number of each touched node, -1 for lone records."""
    cores: list[int] = np.where(touched <= core.max(initial=-1), touched, -1).tolist()
    return cores


def _forest(
    kind: np.ndarray, node: I64, touched: I64, doubtful: Bool, repeats: set[int]
) -> _Forest:
    """Trees for the nodes that occur in some edge."""
    concerned = np.flatnonzero(np.isin(node, touched) & ~doubtful)
    order = concerned[np.argsort(node[concerned], kind="stable")]
    where = np.searchsorted(touched, node[order])
    bounds = np.searchsorted(where, np.arange(len(touched) + 1))
    mask = np.zeros(len(touched), np.int64)
    np.bitwise_or.at(mask, where, 1 << kind[order].astype(np.int64))
    return _Forest(
        parent=list(range(len(touched))),
        core=[],
        kinds=mask.tolist(),
        ring=list(range(len(touched))),
        rows=order.tolist(),
        cuts=bounds.tolist(),
        repeats=repeats,
        record_kind=kind.tolist(),
        size=len(kind),
    )


def _walk(
    forest: _Forest,
    left: list[int],
    right: list[int],
    a: I64,
    b: I64,
    score: np.ndarray,
    certain: Bool,
    joined: Joined,
) -> None:
    """Take the edges strongest first; remember each record's first accepted edge and the refusals."""
    find = forest.find
    rows_a, rows_b, scores, sure = a.tolist(), b.tolist(), score.tolist(), certain.tolist()
    partner, held = joined.partner, joined.score
    for i in range(len(left)):
        one, two = find(left[i]), find(right[i])
        if one == two:
            accepted = True
        else:
            accepted = forest.may(one, two, sure[i])
            if accepted:
                forest.unite(one, two)
        if accepted:
            for mine, other in ((rows_a[i], rows_b[i]), (rows_b[i], rows_a[i])):
                if partner[mine] < 0:
                    partner[mine] = other
                    held[mine] = scores[i]
        else:
            joined.refused.append((rows_a[i], rows_b[i], scores[i]))


def _number(forest: _Forest, node: I64, touched: I64, joined: Joined) -> None:
    """Entity numbers 0.. for all records: cores keep theirs, trees and lone records follow."""
    root = np.arange(int(node.max(initial=-1)) + 1)
    ends = np.array([forest.find(i) for i in range(len(touched))], np.int64)
    root[touched] = touched[ends]
    mine = root[node]
    used = np.zeros(len(root), bool)
    used[mine] = True
    joined.entity = (np.cumsum(used) - 1)[mine].astype(np.int32)
