"""Scores of many pairs at once, in pieces that fit the cache and on both cores."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from tonghu.reconcile.engine.alike import NUMBER_POINTS, number_levels
from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I64, U8
from tonghu.reconcile.engine.compare import compare
from tonghu.reconcile.engine.weights import GROUPS, Weights, cells

_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Scored:
    """Log-odds of pairs: `facts` without and `number` from their numbers; levels of name and date."""

    facts: np.ndarray
    number: np.ndarray
    name: U8
    date: U8


@dataclass(frozen=True, slots=True)
class Labelled:
    """Pairs to learn from: active weight cells, shape (pairs, groups), and the levels that tell
    whether a label can be believed."""

    active: np.ndarray
    name: U8
    date: U8
    father: U8
    mother: U8


def label(t: Table, rarity: U8, a: I64, b: I64) -> Labelled:
    """Cells and levels of pairs whose first record is asked as if it had no number."""

    def piece(at: int) -> tuple[np.ndarray, ...]:
        part = slice(at, at + _PIECE)
        levels = compare(t, rarity, a[part], b[part], blind=True)
        return cells(levels), levels.name, levels.date, levels.father, levels.mother

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(piece, range(0, len(a), _PIECE)))
    if not done:
        none = np.zeros(0, np.uint8)
        return Labelled(np.zeros((0, len(GROUPS)), np.int16), none, none, none, none)
    return Labelled(*(np.concatenate(column) for column in zip(*done, strict=True)))


def score_pairs(t: Table, rarity: U8, weights: Weights, a: I64, b: I64) -> Scored:
    """Log-odds of pairs by facts and by numbers."""

    def piece(at: int) -> tuple[np.ndarray, np.ndarray, U8, U8]:
        part = slice(at, at + _PIECE)
        levels = compare(t, rarity, a[part], b[part])
        number = NUMBER_POINTS[number_levels(t, a[part], b[part])]
        return weights.score(cells(levels)), number, levels.name, levels.date

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(piece, range(0, len(a), _PIECE)))
    if not done:
        return Scored(np.zeros(0), np.zeros(0), np.zeros(0, np.uint8), np.zeros(0, np.uint8))
    return Scored(*(np.concatenate(column) for column in zip(*done, strict=True)))
