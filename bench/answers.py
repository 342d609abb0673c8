"""真值与结果的读取: truth.csv, pairs.csv, entities.csv and review.csv as arrays, one entry per record."""

from __future__ import annotations

from dataclasses import dataclass
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
    with path.open(encoding="utf-8-sig") as lines:
        head = [name.strip('"') for name in lines.readline().strip().split(",")]
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
