"""评分: compares an answer (entities.csv, review.csv) with the truth, by counting, never by listing pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv

I64 = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
SOURCES = ("survey", "school", "police")


@dataclass(frozen=True, slots=True)
class Truth:
    """真值, one entry per record; the key is source, file, sheet and row."""

    keys: I64
    files: tuple[str, ...]  # "source file sheet", the file by its last name
    source: I64
    child: I64
    children: tuple[int, int]  # how many children, how many records
    faults: pa.DictionaryArray
    twins: I64  # pairs of child codes, shape (n, 2)
    siblings: I64


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
    by_fault: dict[str, dict[str, float]] = field(default_factory=dict)
    by_source: dict[str, float] = field(default_factory=dict)  # recall by pair of rosters

    @property
    def twin_share(self) -> float:
        """双胞胎误并率."""
        return self.twins_merged / self.twins if self.twins else 0.0


def _read(path: Path, columns: list[str]) -> pa.Table:
    """Some columns as text, `row` as a number."""
    types = {name: pa.string() for name in columns}
    for name in ("row", "other_row"):
        if name in types:
            types[name] = pa.int64()
    options = csv.ConvertOptions(
        column_types=types,
        include_columns=columns,
        include_missing_columns=True,
        strings_can_be_null=False,
    )
    parse = csv.ParseOptions(newlines_in_values=True)
    return csv.read_csv(path, convert_options=options, parse_options=parse)


def _codes(column: pa.ChunkedArray) -> tuple[I64, list[str]]:
    """Integer codes of a text column and its distinct values."""
    coded = column.combine_chunks().dictionary_encode()
    return coded.indices.to_numpy(zero_copy_only=False).astype(
        np.int64
    ), coded.dictionary.to_pylist()


def _place(table: pa.Table, prefix: str = "") -> tuple[I64, list[str], I64]:
    """Code of (source, last name of the file, sheet) for each row, those words, and the row numbers."""
    code, words = np.zeros(table.num_rows, np.int64), [""]
    for name in ("source", "file", "sheet"):
        part, values = _codes(pc.fill_null(table[prefix + name], ""))
        if name == "file":
            values = [value.replace("\\", "/").rsplit("/", 1)[-1] for value in values]
        code = code * len(values) + part
        words = [f"{a}\t{b}" for a in words for b in values]
    used, place = np.unique(code, return_inverse=True)
    row = pc.fill_null(table[prefix + "row"], -1).to_numpy()
    return place.astype(np.int64), [words[i] for i in used], row.astype(np.int64)


_ROWS = 1 << 24  # a sheet has at most 2^20 rows, a CSV of ours a few million


def load_truth(path: Path) -> Truth:
    """Read truth.csv and the pairs.csv beside it."""
    table = _read(path, ["source", "file", "sheet", "row", "child_id", "faults"])
    place, words, row = _place(table)
    child, names = _codes(table["child_id"])
    source, found = _codes(table["source"])
    order = {name: SOURCES.index(name) for name in found}
    known = {name: i for i, name in enumerate(names)}
    twins, siblings = [], []
    beside = path.with_name("pairs.csv")
    if beside.exists():
        pairs = _read(beside, ["kind", "child_a", "child_b"])
        a, b = (_lookup(pairs[c], known) for c in ("child_a", "child_b"))
        twin = pc.equal(pairs["kind"], "twin").to_numpy().astype(bool)
        here = (a >= 0) & (b >= 0)
        both = np.c_[a, b]
        twins, siblings = both[twin & here], both[~twin & here]
    return Truth(
        place * _ROWS + row,
        tuple(words),
        np.array([order[name] for name in found], np.int64)[source],
        child,
        (len(names), table.num_rows),
        table["faults"].combine_chunks().dictionary_encode(),
        np.asarray(twins, np.int64).reshape(-1, 2),
        np.asarray(siblings, np.int64).reshape(-1, 2),
    )


def _lookup(column: pa.ChunkedArray, known: dict[str, int]) -> I64:
    codes, values = _codes(column)
    return np.array([known.get(v, -1) for v in values], np.int64)[codes]


def positions(truth: Truth, table: pa.Table, prefix: str = "") -> I64:
    """Record number in the truth of each row of a table; -1 where there is none."""
    place, words, row = _place(table, prefix)
    known = {word: i for i, word in enumerate(truth.files)}
    here = np.array([known.get(word, -1) for word in words], np.int64)[place]
    key = np.where((here >= 0) & (row >= 0), here * _ROWS + row, -1)
    order = np.argsort(truth.keys, kind="stable")
    spot = np.searchsorted(truth.keys, key, sorter=order).clip(0, len(order) - 1)
    found = order[spot]
    return np.where(truth.keys[found] == key, found, -1)


def pairs(counts: I64) -> int:
    """How many pairs groups of these sizes hold."""
    return int((counts * (counts - 1) // 2).sum())


def read_entities(truth: Truth, path: Path) -> tuple[I64, int, int]:
    """Entity code of each record, how many records the answer lacks, how many rows are unknown."""
    table = _read(path, ["source", "file", "sheet", "row", "entity_id"])
    at = positions(truth, table)
    entity, names = _codes(table["entity_id"])
    out = np.full(len(truth.keys), -1, np.int64)
    good = at >= 0
    out[at[good]] = entity[good]
    lone = np.flatnonzero(out < 0)
    out[lone] = len(names) + np.arange(len(lone))
    return out, len(lone), int((~good).sum())


def read_review(truth: Truth, path: Path) -> tuple[Mask, Mask]:
    """Records on the review list: those a row is about, and those named on either side."""
    asking = np.zeros(len(truth.keys), bool)
    listed = asking.copy()
    if not path.exists():
        return asking, listed
    head = path.open(encoding="utf-8-sig").readline().strip().split(",")
    columns = ["source", "file", "sheet", "row"]
    other = [f"other_{name}" for name in columns]
    table = _read(path, columns + [name for name in other if name in head])
    at = positions(truth, table)
    asking[at[at >= 0]] = True
    listed |= asking
    if set(other) <= set(head):
        at = positions(truth, table, "other_")
        listed[at[at >= 0]] = True
    return asking, listed


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


def score(truth: Truth, entity: I64, asking: Mask, listed: Mask, deep: bool = True) -> Quality:
    """All figures of one answer; `deep` adds the break-down by fault kind."""
    cells = Cells(truth.child, entity)
    missed, wrong = cells.errors()
    real = pairs(np.bincount(truth.child))
    right = real - missed
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / real if real else 1.0
    less_missed, less_wrong = cells.errors(~listed)
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
        by_fault=_by_fault(truth, cells) if deep else {},
        by_source=_by_source(truth, cells),
    )


def _share(all_of_them: int, untouched: int) -> float:
    return 1.0 - untouched / all_of_them if all_of_them else 1.0


def score_folder(answer: Path, truth: Truth, deep: bool = True) -> Quality:
    """Score the entities.csv and review.csv of a folder."""
    from dataclasses import replace

    entity, missing, unknown = read_entities(truth, answer / "entities.csv")
    asking, listed = read_review(truth, answer / "review.csv")
    found = score(truth, entity, asking, listed, deep)
    return replace(found, missing=missing, unknown=unknown)
