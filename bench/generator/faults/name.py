"""姓名差错 (linkage.md §1): of the child; the same slips are used for parents and guardians."""

from __future__ import annotations

import numpy as np

from bench.generator.population import Land
from bench.generator.roster import Roster
from bench.generator.text import Mask, Rng, Rows, codes, each, pick, swap_characters, text
from bench.generator.words import (
    Swaps,
    Text,
    dialect,
    homophones,
    lookalikes,
    pools,
    readings,
    traditional,
)


def _put(roster: Roster, rows: Rows, values: Text, column: str = "name") -> Mask:
    changed: Mask = roster.columns[column][rows] != values
    roster.columns[column][rows] = values
    return changed


def _swap(roster: Roster, rows: Rows, rng: Rng, table: Swaps, surname: float) -> Mask:
    """One character replaced, the surname's only with the given probability."""
    old = roster.columns["name"][rows]
    kept, _ = swap_characters(rng, old, table, keep=1)
    free, _ = swap_characters(rng, old, table)
    return _put(roster, rows, np.where(rng.random(len(rows)) < surname, free, kept))


def homophone(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """同音字."""
    return _swap(roster, rows, rng, homophones(), 0.15)


def near_sound(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """方言近音字: written as heard."""
    return _swap(roster, rows, rng, dialect(), 0.1)


def lookalike(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """形近字."""
    return _swap(roster, rows, rng, lookalikes(), 0.2)


def variant(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """繁体、异体字."""
    return _swap(roster, rows, rng, traditional(), 0.4)


def rare(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """生僻字: the machine could not print it, so there is ?, a blank box or its reading in letters."""
    odd, known = set(pools()["rare"]), readings()
    values = roster.columns["name"][rows].tolist()
    kinds = rng.integers(0, 4, len(rows)).tolist()
    made = []
    for value, kind in zip(values, kinds, strict=True):
        for character in odd.intersection(value):
            written = ("?", "□", "*", known.get(character, "?"))[kind]
            value = value.replace(character, written)
        made.append(value)
    return _put(roster, rows, np.array(made or [""])[: len(rows)])


def pinyin(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """拼音代字: the last character as letters."""
    known = readings()
    return _put(
        roster, rows, each(roster.columns["name"][rows], lambda v: v[:-1] + known.get(v[-1], v[-1]))
    )


def nickname(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """小名: 小杰, 杰杰, 阿杰, or a pet name behind the surname."""
    kinds = rng.integers(0, 4, len(rows)).tolist()
    milk = pick(rng, pools()["milk"], len(rows)).tolist()
    shapes = (
        lambda v, m: v[0] + "小" + v[-1],
        lambda v, m: v[-1] + v[-1],
        lambda v, m: "阿" + v[-1],
        lambda v, m: v[0] + m,
    )
    values = roster.columns["name"][rows].tolist()
    made = [shapes[k](v, m) for v, k, m in zip(values, kinds, milk, strict=True)]
    return _put(roster, rows, np.array(made or [""])[: len(rows)])


def surname(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """改姓: under the mother's surname (dotted names have none)."""
    mother = np.strings.slice(land.people.mother[roster.child[rows]], 0, 1)
    old = roster.columns["name"][rows]
    new = np.strings.add(mother, np.strings.slice(old, 1, 16))
    return _put(roster, rows, np.where(np.strings.find(old, "·") >= 0, old, new))


def former(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """用曾用名: entered under the name it bore before."""
    old, before = roster.columns["name"][rows], land.people.former[roster.child[rows]]
    return _put(roster, rows, np.where(before != "", before, old))


def dropped(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """漏字: of three characters one is left out."""
    old = roster.columns["name"][rows]
    matrix = codes(old)
    gone = rng.integers(1, 3, len(rows))[:, None]
    column = np.arange(matrix.shape[1])[None, :]
    moved = np.c_[matrix[:, 1:], np.zeros(len(rows), np.uint32)]
    short = text(np.where(column >= gone, moved, matrix))
    return _put(roster, rows, np.where(np.strings.str_len(old) == 3, short, old))


def turned(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """两字颠倒: the two given characters change places."""
    return _put(
        roster,
        rows,
        each(roster.columns["name"][rows], lambda v: v[0] + v[2] + v[1] if len(v) == 3 else v),
    )


_DOTS = ("", ".", "•", "・", "．", " ", "－")


def dot(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """间隔号写法: the middle dot left out or another dot."""
    kinds = rng.integers(0, len(_DOTS), len(rows)).tolist()
    values = roster.columns["name"][rows].tolist()
    made = [v.replace("·", _DOTS[k]) for v, k in zip(values, kinds, strict=True)]
    return _put(roster, rows, np.array(made or [""])[: len(rows)])


def spaced(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """姓名中空格: 李 勇, or one behind; half-width or full-width."""
    kinds = rng.integers(0, 4, len(rows)).tolist()
    shapes = (
        lambda v: v[0] + " " + v[1:],
        lambda v: v[0] + "　" + v[1:],
        lambda v: v + " ",
        lambda v: " ".join(v),
    )
    values = roster.columns["name"][rows].tolist()
    made = [shapes[k](v) if v else v for v, k in zip(values, kinds, strict=True)]
    return _put(roster, rows, np.array(made or [""])[: len(rows)])


_REMARKS = ("（双胞胎）", "(大)", "（女）", "（转学）", "*", "（随母）")


def remark(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """姓名后加注: a remark in the name cell."""
    words = np.array(_REMARKS)[rng.integers(0, len(_REMARKS), len(rows))]
    return _put(roster, rows, np.strings.add(roster.columns["name"][rows], words))
