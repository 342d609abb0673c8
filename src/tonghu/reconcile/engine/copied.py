"""填串的证件号: numbers that cannot belong to those who carry them, set aside before they speak.

A spreadsheet fills a column downwards and a whole school carries the first pupil's number; a
clerk sorts one column without the others and every row carries a neighbour's. Such numbers are
perfectly good, and trusting them would merge a school or move it. What gives them away is
everybody else: one number under many names, or a group whose names and dates both contradict
what other lists say of the same numbers.
"""

from __future__ import annotations

import numpy as np

from tonghu.reconcile.engine.canonical.numbers import NO_DAY
from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I64, U64, Bool, mix
from tonghu.reconcile.engine.result import ID_STATES, IdState

TOO_MANY = 4  # different names under one number: no fault of writing does that
_BUCKET_BITS = 22
_BORROWED = ID_STATES.index(IdState.BORROWED)


def forget_numbers(t: Table, rows: I64) -> None:
    """These records' numbers are not theirs: no evidence for anything."""
    t.state[rows] = _BORROWED
    t.good[rows] = 0
    t.adult[rows] = 0
    t.digits[rows] = 0
    t.id_day[rows] = NO_DAY


def copied_numbers(t: Table) -> I64:
    """Records whose whole number stands under `TOO_MANY` names or more, but for its true owner.

    The owner is known by a cell date that agrees with the number, if all who agree bear one name.
    """
    key = _whole(t)
    rows = np.flatnonzero((key != 0) & (t.name.sound != 0) & _often(key))
    if not len(rows):
        return rows
    rows = rows[np.lexsort((t.name.sound[rows], key[rows]))]
    fresh = np.ones(len(rows), bool)
    fresh[1:] = key[rows][1:] != key[rows][:-1]
    other = np.ones(len(rows), bool)
    other[1:] = fresh[1:] | (t.name.sound[rows][1:] != t.name.sound[rows][:-1])
    group = np.cumsum(fresh) - 1
    names = np.bincount(group, weights=other)
    copied = names[group] >= TOO_MANY
    rows, group = rows[copied], group[copied]
    out: I64 = rows[~_owners(t, rows, group)]
    return out


def _owners(t: Table, rows: I64, group: I64) -> Bool:
    """Records of each group that agree with the number's date, where they all bear one name."""
    agree = (t.day[rows] == t.id_day[rows]) & (t.day[rows] != NO_DAY)
    sound = t.name.sound[rows]
    count = int(group.max(initial=-1)) + 1
    least = np.full(count, np.iinfo(np.uint64).max, np.uint64)
    most = np.zeros(count, np.uint64)
    np.minimum.at(least, group[agree], sound[agree])
    np.maximum.at(most, group[agree], sound[agree])
    out: Bool = agree & (least == most)[group]
    return out


def _whole(t: Table) -> U64:
    """A key of each number as written, 0 where fewer than 15 digits are there or it is an adult's."""
    key = np.where(t.good != 0, mix(t.good), 0)
    rest = np.flatnonzero((t.good == 0) & (t.digits[:, 14] != 0) & (t.adult == 0))
    words = np.zeros((len(rest), 24), np.uint8)
    words[:, :18] = t.digits[rest]
    wide = words.view(np.uint64)
    key[rest] = mix(wide[:, 0], wide[:, 1], wide[:, 2])
    out: U64 = key
    return out


def _often(key: U64) -> Bool:
    """Which keys may occur often enough: counted in buckets, so none is missed."""
    bucket = (mix(key) >> np.uint64(64 - _BUCKET_BITS)).astype(np.int64)
    counts = np.bincount(bucket[key != 0], minlength=1 << _BUCKET_BITS)
    often: Bool = counts[bucket] >= TOO_MANY
    return often
