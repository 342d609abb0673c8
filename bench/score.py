"""评分: compares an answer (entities.csv, review.csv) with the truth, by counting, never by listing pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from bench.answers import I64, SOURCES, Mask, Truth, load_truth, read_entities, read_review

__all__ = ["Cells", "Quality", "Truth", "load_truth", "pairs", "score", "score_folder"]


@dataclass(frozen=True, slots=True)
class Quality:
    """成绩. Shares are 0 to 1; pairs are counted over all records, within and across rosters."""

    records: int
    children: int
    missing: int  # records of the truth the answer does not name: taken to stand alone
    unknown: int  # rows of the answer that are no record of the truth
    precision: float
    recall: float
    f1: float
    exact: float  # children whose records are one entity and nothing else
    twins: int
    twins_merged: int
    siblings: int
    siblings_merged: int
    wrong_pairs: int
    missed_pairs: int
    true_pairs: int
    reviewed: float = 0.0  # share of records on the review list, either side
    reviewed_asking: float = 0.0  # share of records that a row of the list is about
    touched: float = 0.0  # share of wrong and missed pairs with a record on the list
    touched_wrong: float = 0.0
    touched_missed: float = 0.0
    touched_child: float = 0.0  # the same, when a row speaks for every record of its entities
    by_fault: dict[str, dict[str, float]] = field(default_factory=dict)
    by_source: dict[str, float] = field(default_factory=dict)  # recall by pair of rosters
    outside: dict[str, float] = field(default_factory=dict)  # a scenario's harm outside its place

    @property
    def twin_share(self) -> float:
        """双胞胎误并率."""
        return self.twins_merged / self.twins if self.twins else 0.0


def pairs(counts: I64) -> int:
    """How many pairs groups of these sizes hold."""
    return int((counts * (counts - 1) // 2).sum())


class Cells:
    """Child by entity: the contingency table, as one cell number per record."""

    def __init__(self, child: I64, entity: I64) -> None:
        self.child, self.entity = child, entity
        wide = int(entity.max()) + 1
        self.key, self.cell = np.unique(child * wide + entity, return_inverse=True)
        self.cell_child, self.cell_entity = self.key // wide, self.key % wide

    def errors(self, keep: Mask | None = None) -> tuple[int, int]:
        """Missed and wrong pairs among the kept records."""
        child, entity, cell = (
            a if keep is None else a[keep] for a in (self.child, self.entity, self.cell)
        )
        same = pairs(np.bincount(cell))
        return pairs(np.bincount(child)) - same, pairs(np.bincount(entity)) - same

    def merged(self, couples: I64) -> int:
        """How many of these pairs of children share an entity."""
        if not len(couples):
            return 0
        start = np.searchsorted(self.cell_child, np.arange(int(self.cell_child.max()) + 2))
        a, b = couples[:, 0], couples[:, 1]
        many = start[a + 1] - start[a]
        which = np.repeat(np.arange(len(couples)), many)
        inside = np.arange(len(which)) - np.repeat(np.cumsum(many) - many, many)
        entity = self.cell_entity[np.repeat(start[a], many) + inside]
        wanted = b[which] * (int(self.entity.max()) + 1) + entity
        spot = np.searchsorted(self.key, wanted).clip(0, len(self.key) - 1)
        return len(np.unique(which[self.key[spot] == wanted]))

    def exact(self) -> float:
        """Share of children whose records form one entity without strangers."""
        size = np.bincount(self.cell)
        whole = size == np.bincount(self.child)[self.cell_child]
        alone = size == np.bincount(self.entity)[self.cell_entity]
        return float((whole & alone).sum() / len(np.unique(self.child)))


def _by_source(truth: Truth, cells: Cells) -> dict[str, float]:
    """Recall of each pair of rosters, repeat entries within one included."""
    out: dict[str, float] = {}

    def table(group: I64) -> I64:
        return np.stack(
            [
                np.bincount(group[truth.source == s], minlength=int(group.max()) + 1)
                for s in range(3)
            ]
        )

    found, real = table(cells.cell), table(cells.child)
    for i, a in enumerate(SOURCES):
        for j in range(i, 3):
            both = [pairs(t[i]) if i == j else int((t[i] * t[j]).sum()) for t in (found, real)]
            if both[1]:
                out[f"{a}-{SOURCES[j]}"] = both[0] / both[1]
    return out


def _kinds(truth: Truth) -> Iterator[tuple[str, Mask]]:
    """Each fault kind with the records that have it."""
    sets = [value.split("|") for value in truth.faults.dictionary.to_pylist()]
    place = truth.faults.indices.to_numpy(zero_copy_only=False)
    for kind in sorted({kind for one in sets for kind in one if kind}):
        yield kind, np.array([kind in one for one in sets])[place]


def _by_fault(truth: Truth, cells: Cells) -> dict[str, dict[str, float]]:
    """For each fault kind: its share of the missed and wrong pairs, and how often its pairs are missed."""
    missed, wrong = cells.errors()
    total = pairs(np.bincount(truth.child))
    out = {}
    for kind, has in _kinds(truth):
        less_missed, less_wrong = cells.errors(~has)
        own = total - pairs(np.bincount(truth.child[~has]))
        out[kind] = {
            "records": int(has.sum()),
            "missed": missed - less_missed,
            "wrong": wrong - less_wrong,
            "missed_rate": (missed - less_missed) / own if own else 0.0,
        }
    return out


def _outside(truth: Truth, cells: Cells) -> dict[str, float]:
    """Precision and recall among the records a scenario left alone; empty without a scenario."""
    struck = next((has for kind, has in _kinds(truth) if kind == "scenario"), None)
    if struck is None:
        return {}
    missed, wrong = cells.errors(~struck)
    real = pairs(np.bincount(truth.child[~struck]))
    right = real - missed
    return {
        "records_struck": float(struck.sum()),
        "precision": right / (right + wrong) if right + wrong else 1.0,
        "recall": right / real if real else 1.0,
    }


def score(truth: Truth, entity: I64, asking: Mask, listed: Mask, deep: bool = True) -> Quality:
    """All figures of one answer; `deep` adds the break-down by fault kind."""
    cells = Cells(truth.child, entity)
    missed, wrong = cells.errors()
    real = pairs(np.bincount(truth.child))
    right = real - missed
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / real if real else 1.0
    less_missed, less_wrong = cells.errors(~listed)
    spoken_for = np.bincount(entity, listed, minlength=int(entity.max()) + 1)[entity] > 0
    return Quality(
        records=len(entity),
        children=truth.children[0],
        missing=0,
        unknown=0,
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        exact=cells.exact(),
        twins=len(truth.twins),
        twins_merged=cells.merged(truth.twins),
        siblings=len(truth.siblings),
        siblings_merged=cells.merged(truth.siblings),
        wrong_pairs=wrong,
        missed_pairs=missed,
        true_pairs=real,
        reviewed=float(listed.mean()),
        reviewed_asking=float(asking.mean()),
        touched=_share(missed + wrong, less_missed + less_wrong),
        touched_wrong=_share(wrong, less_wrong),
        touched_missed=_share(missed, less_missed),
        touched_child=_share(missed + wrong, sum(cells.errors(~spoken_for))),
        by_fault=_by_fault(truth, cells) if deep else {},
        by_source=_by_source(truth, cells),
        outside=_outside(truth, cells) if deep else {},
    )


def _share(all_of_them: int, untouched: int) -> float:
    return 1.0 - untouched / all_of_them if all_of_them else 1.0


def score_folder(answer: Path, truth: Truth, deep: bool = True) -> Quality:
    """Score the entities.csv and review.csv of a folder."""
    entity, missing, unknown = read_entities(truth, answer / "entities.csv")
    asking, listed = read_review(truth, answer / "review.csv")
    found = score(truth, entity, asking, listed, deep)
    return replace(found, missing=missing, unknown=unknown)
