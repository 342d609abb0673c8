"""证件号差错 (linkage.md §1): what happens to the eighteen characters of a child's number."""

from __future__ import annotations

import numpy as np

from bench.generator.population import Land
from bench.generator.roster import Roster
from bench.generator.text import Mask, Rng, Rows, codes, each, text
from bench.generator.words import Text


def _put(roster: Roster, rows: Rows, values: Text) -> Mask:
    changed: Mask = roster.columns["number"][rows] != values
    roster.columns["number"][rows] = values
    return changed


def missing(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """未填: empty, or a word that says so."""
    words = np.array(["", "无", "未办理", "不详", "/"])
    return _put(roster, rows, words[rng.choice(5, len(rows), p=[0.85, 0.06, 0.04, 0.03, 0.02])])


def digit(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """错一位: one digit typed wrong, rarely in the division code, which people know by heart."""
    matrix = codes(roster.columns["number"][rows])
    weights = np.r_[np.full(6, 0.4), np.ones(11), 0.6]
    column = rng.choice(18, len(rows), p=weights / weights.sum())
    row = np.arange(len(rows))
    old = matrix[row, column]
    turned = (old - 48 + rng.integers(1, 10, len(rows))) % 10 + 48
    matrix[row, column] = np.where(old == ord("X"), 48 + rng.integers(0, 10, len(rows)), turned)
    return _put(roster, rows, text(matrix))


def swap(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """相邻两位颠倒: two neighbours change places."""
    matrix = codes(roster.columns["number"][rows])
    column = rng.integers(4, 17, len(rows))
    row = np.arange(len(rows))
    left = matrix[row, column].copy()
    matrix[row, column] = matrix[row, column + 1]
    matrix[row, column + 1] = left
    return _put(roster, rows, text(matrix))


def scientific(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """科学计数法: Excel took it for a number; only the prefix is left."""
    digits = each(roster.columns["number"][rows], lambda v: v.replace("X", "0"))
    places = rng.choice([2, 5, 14], len(rows), p=[0.45, 0.35, 0.2])
    made = [f"{int(v):.{p}E}" for v, p in zip(digits.tolist(), places.tolist(), strict=True)]
    return _put(roster, rows, np.array(made or [""])[: len(rows)])


def rounded(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """末三位成 000: Excel keeps fifteen significant digits; one in eleven still passes the check."""
    return _put(
        roster, rows, np.strings.add(np.strings.slice(roster.columns["number"][rows], 0, 15), "000")
    )


def guardian(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """填成监护人号码: a good number, of the adult who came to register."""
    child = roster.child[rows]
    elder = rng.random(len(rows)) < 0.7
    people = land.people
    return _put(
        roster, rows, np.where(elder, people.elder_number[child], people.father_number[child])
    )


def sibling(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """填成兄弟姐妹号码: a good number, of another child of the family (nothing where there is none)."""
    people, child = land.people, roster.child[rows]
    last = len(people) - 1
    after, before = np.minimum(child + 1, last), np.maximum(child - 1, 0)
    other = np.where(people.family[after] == people.family[child], after, before)
    able = (people.family[other] == people.family[child]) & (other != child)
    return _put(roster, rows, np.where(able, people.number[other], roster.columns["number"][rows]))


def short(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """少一位: seventeen digits."""
    matrix = codes(roster.columns["number"][rows])
    gone = rng.integers(6, 18, len(rows))[:, None]
    column = np.arange(matrix.shape[1])[None, :]
    moved = np.c_[matrix[:, 1:], np.zeros(len(rows), np.uint32)]
    return _put(roster, rows, text(np.where(column >= gone, moved, matrix)))


def doubled(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """多一位: one digit pressed twice, nineteen characters."""
    place = rng.integers(6, 18, len(rows)).tolist()
    values = roster.columns["number"][rows].tolist()
    made = [v[:p] + v[p - 1] + v[p:] for v, p in zip(values, place, strict=True)]
    return _put(roster, rows, np.array(made or [""])[: len(rows)])


def student_number(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """填成学籍号: G and the number."""
    return _put(roster, rows, np.strings.add("G", roster.columns["number"][rows]))


def lower_x(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """小写 x at the end."""
    return _put(roster, rows, np.strings.replace(roster.columns["number"][rows], "X", "x"))


def full_width(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """全角数字."""
    matrix = codes(roster.columns["number"][rows])
    wide = np.where((matrix > 0x20) & (matrix < 0x7F), matrix + 0xFEE0, matrix)
    return _put(roster, rows, text(wide))


def spaced(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """空格或单引号: in front, behind, or between the groups."""
    kind = rng.integers(0, 4, len(rows)).tolist()
    shapes = (
        lambda v: " " + v,
        lambda v: v + " ",
        lambda v: "'" + v,
        lambda v: f"{v[:6]} {v[6:14]} {v[14:]}",
    )
    values = roster.columns["number"][rows].tolist()
    made = [shapes[k](v) if v else v for v, k in zip(values, kind, strict=True)]
    return _put(roster, rows, np.array(made or [""])[: len(rows)])
