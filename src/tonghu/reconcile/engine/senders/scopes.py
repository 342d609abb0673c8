"""范围: how records are cut into senders, and how often something holds of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I64, Bool, distinct, mix
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.tables import Sheet

ENOUGH = 300_000  # records with a good number that are looked at
FEW = 12  # records below which nothing is concluded about a sender
HARDLY = 0.35  # a field that agrees less often is under suspicion
MOSTLY = 0.60  # an explanation must hold at least so often


@dataclass(frozen=True, slots=True)
class Scope:
    """One way to cut the records: whole sheets, or the schools or villages inside them.

    `group` is the group of each record (-1 none), `first` one record of each group, `sizes`
    how many records each has.
    """

    label: str
    group: I64
    first: I64
    sizes: I64

    @property
    def size(self) -> int:
        """Number of groups."""
        return len(self.first)


def sheet_words(sheet: Sheet) -> str:
    """A sheet as a sentence names it."""
    return sheet.file.path.name + (f"“{sheet.sheet}”表" if sheet.sheet else "")


def same_number(t: Table) -> tuple[I64, I64]:
    """Pairs of records of different sheets that carry the same good number."""
    rows = np.flatnonzero(t.good)
    if len(rows) > ENOUGH:  # a share of all children tells as much of any sender with many rows
        drawn = mix(t.good[rows]) < np.uint64(ENOUGH / len(rows) * 2**64)
        rows = rows[drawn]
    rows = rows[np.argsort(t.good[rows], kind="stable")]
    left, right = rows[:-1], rows[1:]
    tie = (t.good[left] == t.good[right]) & (t.sheet[left] != t.sheet[right])
    skip_left, skip_right = rows[:-2], rows[2:]
    skip = (t.good[skip_left] == t.good[skip_right]) & (t.sheet[skip_left] != t.sheet[skip_right])
    return (
        np.concatenate([left[tie], skip_left[skip]]),
        np.concatenate([right[tie], skip_right[skip]]),
    )


def scopes(t: Table) -> Iterator[Scope]:
    """Sheets first: what holds for a whole file must not be told school by school."""
    for label, column in (("", None), ("school", t.school), ("village", t.village)):
        if column is None:
            rows, key = np.arange(len(t)), t.sheet.astype(np.int64)
        else:
            rows = np.flatnonzero(column)
            key = column[rows].astype(np.int64) * 1_000_003 + t.sheet[rows]
            if label == "village":  # every other town has a 新村
                key += t.town[rows].astype(np.int64) * 998_244_353
        values = distinct(key)
        inside = np.searchsorted(values, key)
        first = np.zeros(len(values), np.int64)
        first[inside[::-1]] = rows[::-1]
        group = np.full(len(t), -1, np.int64)
        group[rows] = inside
        yield Scope(label, group, first, np.bincount(inside, minlength=len(values)))


Namer = Callable[[int], tuple[int, str, str]]


def namer_of(t: Table, sheets: Sequence[Sheet], begins: I64, scope: Scope) -> Namer:
    """(sheet number, name of the school or village, words for a sentence) of a group."""

    def name(group: int) -> tuple[int, str, str]:
        record = int(scope.first[group])
        index = int(t.sheet[record])
        sheet = sheets[index]
        place = ""
        if scope.label:
            wanted = Field.SCHOOL if scope.label == "school" else Field.VILLAGE
            column = sheet.columns.get(wanted)
            if column is None:
                column = sheet.columns[Field.ADDRESS]
            place = str(column[record - int(begins[index])])
        whole = sheet_words(sheet)
        return index, place, f"{whole}中{place}" if place else whole

    return name


def share_of(scope: Scope, rows: I64, hit: Bool) -> tuple[np.ndarray, np.ndarray]:
    """Per group: how many of `rows`, and the share of them that hit."""
    group = scope.group[rows]
    inside = group >= 0
    total = np.bincount(group[inside], minlength=scope.size)
    wins = np.bincount(group[inside], weights=hit[inside], minlength=scope.size)
    return total, wins / np.maximum(total, 1)


def share_of_all(scope: Scope, hit: Bool, but: Bool) -> tuple[np.ndarray, np.ndarray]:
    """Per group: how many records it has but for some, and the share of them that hit.

    Both are counted from the few that hit or are left out, so that most records are not touched.
    """
    total = scope.sizes - _count(scope, np.flatnonzero(but))
    wins = _count(scope, np.flatnonzero(hit & ~but))
    return total, wins / np.maximum(total, 1)


def _count(scope: Scope, rows: I64) -> I64:
    """How many of these records each group has."""
    group = scope.group[rows]
    return np.bincount(group[group >= 0], minlength=scope.size)


def members_of(scope: Scope, group: int) -> I64:
    """Records of a group."""
    return np.flatnonzero(scope.group == group)
