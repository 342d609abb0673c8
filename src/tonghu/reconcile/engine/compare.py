"""两条记录的比较: each aspect of a pair as a small whole number, the *level* of agreement.

Levels are what weights are learnt for and what a clerk reads, so each has a name in Chinese.
Everything here is symmetric in the two records and works on whole arrays of pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tonghu.reconcile.engine.canonical.hanzi import UNREADABLE
from tonghu.reconcile.engine.canonical.names import LANES, Names
from tonghu.reconcile.engine.canonical.numbers import NO_DAY
from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I64, U8, Bool, mix

# fmt: off
NAME_LEVELS = (
    "姓名相同", "姓名读音相同、字不同（同音字）", "与对方曾用名相同", "姓名有字无法辨认、其余相同",
    "姓名有一个字不同", "名相同、姓不同", "姓名多一字或少一字", "姓名字序颠倒",
    "同姓、名不同", "姓名不同", "缺姓名",
)
DATE_LEVELS = (
    "出生日期相同", "一方是农历日期", "出生月日颠倒", "出生日期差一位或差一天", "出生年月相符（一方不全）",
    "出生日期部分相同", "同年出生", "出生年差一年", "出生日期不同", "缺出生日期",
)
PERSON_LEVELS = ("相同", "同音或差一字", "不同", "缺")
GUARDIAN_LEVELS = ("监护人相同", "监护人同音或差一字", "监护人是对方的父母", "监护人不同", "缺监护人")
PHONE_LEVELS = ("电话相同", "电话差一位", "电话不同", "缺电话")
THREE = ("相同", "不同", "缺")
KIN_LEVELS = ("不同来源", "同一来源、不同文件", "同一文件")
# fmt: on
(
    SAME_NAME,
    HOMOPHONE,
    FORMER,
    UNCLEAR,
    ONE_OFF,
    OTHER_SURNAME,
    LENGTH,
    TURNED,
    SURNAME,
    OTHER,
    NO_NAME,
) = range(11)
(
    SAME_DAY,
    LUNAR,
    SWAPPED,
    NEAR_DAY,
    PARTLY_KNOWN,
    PART_DAY,
    SAME_YEAR,
    NEAR_YEAR,
    OTHER_DAY,
    NO_DATE,
) = range(10)


def name_levels(a: Names, b: Names) -> U8:
    """Level of agreement of two columns of names."""
    left, right = _lanes(a.code), _lanes(b.code)
    unreadable = ((left == UNREADABLE) | (right == UNREADABLE)) & (left != 0) & (right != 0)
    off = (left != right) & ~unreadable
    wrong = off.sum(axis=1)
    same_length = a.length == b.length
    out = np.full(len(wrong), OTHER, np.uint8)
    short = (a.length <= LANES) & (b.length <= LANES)
    surname = short & ~off[:, 0]
    out[surname] = SURNAME
    out[short & ~same_length & _one_missing(left, right, a.length, b.length)] = LENGTH
    fit = short & same_length
    out[fit & (np.sort(left, axis=1) == np.sort(right, axis=1)).all(axis=1)] = TURNED
    out[fit & (wrong == 1) & (a.length >= 3) & off[:, 0]] = OTHER_SURNAME
    out[fit & (wrong == 1) & ~off[:, 0]] = ONE_OFF
    clear = ~unreadable.any(axis=1)
    read = ((left == right) & (left != 0) & ~unreadable).any(axis=1)
    out[fit & (wrong == 0) & ~clear & read] = UNCLEAR
    out[(a.sound == b.sound) & (a.sound != 0) & clear] = HOMOPHONE
    out[(a.code == b.code) & clear] = SAME_NAME
    out[(a.code == 0) | (b.code == 0)] = NO_NAME
    return out


def _lanes(code: np.ndarray) -> np.ndarray:
    """The four lanes of each code, shape (N, 4)."""
    return np.ascontiguousarray(code).view(np.uint16).reshape(-1, LANES)


def _one_missing(left: np.ndarray, right: np.ndarray, a: U8, b: U8) -> Bool:
    """Is the shorter name the longer one without one of its characters?"""
    swap = a > b
    longer = np.where(swap[:, None], left, right)
    shorter = np.where(swap[:, None], right, left)
    by_one: Bool = np.abs(a.astype(np.int16) - b) == 1
    found = np.zeros(len(a), bool)
    for gone in range(LANES):
        kept = [lane for lane in range(LANES) if lane != gone]
        found |= (longer[:, kept] == shorter[:, : LANES - 1]).all(axis=1)
    long_enough: Bool = np.minimum(a, b) >= 2
    return by_one & found & long_enough


def person_levels(a: Names, b: Names) -> U8:
    """Agreement of the names of two grown-ups: 0 same, 1 alike, 2 different, 3 missing."""
    fine = name_levels(a, b)
    table = np.array([0, 1, 1, 1, 1, 2, 1, 1, 2, 2, 3], np.uint8)
    return table[fine]


def _day_levels(a: np.ndarray, b: np.ndarray, la: np.ndarray, lb: np.ndarray) -> U8:
    """Agreement of two full dates with their lunar readings."""
    out = np.full(len(a), NO_DATE, np.uint8)
    known = np.flatnonzero((a != NO_DAY) & (b != NO_DAY))
    if not len(known):
        return out
    a, b, la, lb = a[known], b[known], la[known], lb[known]
    level = np.full(len(known), SAME_DAY, np.uint8)
    other = np.flatnonzero(a != b)
    level[other] = _differing(a[other], b[other], la[other], lb[other])
    out[known] = level
    return out


def _differing(a: np.ndarray, b: np.ndarray, la: np.ndarray, lb: np.ndarray) -> U8:
    """How far two unequal dates are apart."""
    ya, ma, da = _parts(a)
    yb, mb, db = _parts(b)
    years = np.abs(ya - yb)
    level = np.full(len(a), OTHER_DAY, np.uint8)
    level[years == 1] = NEAR_YEAR
    level[years == 0] = SAME_YEAR
    two_of_three = (ya == yb).astype(np.int8) + (ma == mb) + (da == db) == 2
    level[two_of_three] = PART_DAY
    digits = (
        _digits_off(ya, yb, (1000, 100, 10, 1))
        + _digits_off(ma, mb, (10, 1))
        + _digits_off(da, db, (10, 1))
    )
    level[(digits == 1) | (np.abs(a.astype(np.int64) - b) == 1)] = NEAR_DAY
    level[(years == 0) & (ma == db) & (da == mb)] = SWAPPED
    level[(la == b) | (lb == a)] = LUNAR
    return level


def _parts(day: np.ndarray) -> tuple[I64, I64, I64]:
    """Year, month, day of month."""
    when = day.astype("datetime64[D]")
    month = when.astype("datetime64[M]")
    months = month.astype(np.int64)
    return (
        months // 12 + 1970,
        months % 12 + 1,
        (when - month.astype("datetime64[D]")).astype(np.int64) + 1,
    )


def _digits_off(a: I64, b: I64, places: tuple[int, ...]) -> I64:
    """How many decimal digits differ."""
    out = np.zeros(len(a), np.int64)
    for place in places:
        out += (a // place % 10) != (b // place % 10)
    return out


def date_levels(t: Table, a: I64, b: I64, *, blind: bool = False) -> U8:
    """Best agreement between the dates of two records: their cells and those in their numbers.

    `blind`: pretend record `a` has no number, as it is when weights are learnt.
    """
    best = _day_levels(t.day[a], t.day[b], t.lunar[a], t.lunar[b])
    none = np.full(len(a), NO_DAY, np.int32)
    turns = [(t.day[a], t.id_day[b], t.lunar[a], none)]
    if not blind:
        turns += [
            (t.id_day[a], t.day[b], none, t.lunar[b]),
            (t.id_day[a], t.id_day[b], none, none),
        ]
    for left, right, lunar_left, lunar_right in turns:
        open_ = np.flatnonzero(best > SAME_DAY)
        level = _day_levels(left[open_], right[open_], lunar_left[open_], lunar_right[open_])
        best[open_] = np.minimum(best[open_], level)
    return _partial(t, a, b, best, blind)


def year_month(t: Table, rows: I64, *, blind: bool = False) -> tuple[I64, I64]:
    """Year and month of birth as far as known, 0 for not: the cell's, else the number's."""
    year, month = t.year[rows].astype(np.int64), t.month[rows].astype(np.int64)
    if not blind:
        told = np.flatnonzero((year == 0) & (t.id_day[rows] != NO_DAY))
        year[told], month[told], _ = _parts(t.id_day[rows[told]])
    return year, month


def _partial(t: Table, a: I64, b: I64, best: U8, blind: bool) -> U8:
    """Where no full dates could be compared: do the years (and months) that are known agree?"""
    rows = np.flatnonzero(best == NO_DATE)
    year_a, month_a = year_month(t, a[rows], blind=blind)
    year_b, month_b = year_month(t, b[rows])
    known = (year_a > 0) & (year_b > 0)
    years = np.abs(year_a - year_b)
    months = (month_a == 0) | (month_b == 0) | (month_a == month_b)
    level = np.full(len(rows), OTHER_DAY, np.uint8)
    level[years == 1] = NEAR_YEAR
    level[years == 0] = SAME_YEAR
    level[(years == 0) & months] = PARTLY_KNOWN
    level[~known] = NO_DATE
    best[rows] = level
    return best


def phone_levels(t: Table, a: I64, b: I64) -> U8:
    """Agreement of telephones; each record may name two."""
    out = np.full(len(a), 3, np.uint8)
    for left in (t.phone[a], t.phone2[a]):
        for right in (t.phone[b], t.phone2[b]):
            both = (left != 0) & (right != 0)
            rows = np.flatnonzero(both & (out > 0))
            level = np.full(len(rows), 2, np.uint8)
            near = left[rows] != right[rows]
            level[~near] = 0
            level[near & _one_digit(left[rows], right[rows])] = 1
            out[rows] = np.minimum(out[rows], level)
    return out


def _one_digit(a: I64, b: I64) -> Bool:
    """Do two numbers differ in exactly one decimal digit?"""
    gap = np.abs(a - b)
    power = 10 ** np.floor(np.log10(np.maximum(gap, 1))).astype(np.int64)
    alone: Bool = (gap > 0) & (gap % power == 0) & (gap // power <= 9)
    alone &= a // (power * 10) == b // (power * 10)
    return alone


def guardian_levels(t: Table, a: I64, b: I64) -> U8:
    """Agreement of the grown-ups named as guardians, who may be a parent on one list only."""
    plain = person_levels(t.guardian.take(a), t.guardian.take(b))
    out = np.array([0, 1, 3, 4], np.uint8)[plain]
    rows = np.flatnonzero(out >= 3)
    cross = np.zeros(len(rows), bool)
    for one, two in ((a[rows], b[rows]), (b[rows], a[rows])):
        guardian = t.guardian.sound[one]
        cross |= (guardian != 0) & (
            (guardian == t.father.sound[two]) | (guardian == t.mother.sound[two])
        )
    out[rows[cross]] = 2
    return out


def three_levels(left: np.ndarray, right: np.ndarray) -> U8:
    """0 same, 1 different, 2 missing on a side."""
    out: U8 = (left != right).astype(np.uint8)
    out[(left == 0) | (right == 0)] = 2
    return out


def family_number_levels(t: Table, a: I64, b: I64) -> U8:
    """Do the records share a grown-up's ID number (a parent's, or one put in the child's cell)?"""
    columns = (t.father_id, t.mother_id, t.guardian_id, t.adult)
    out = np.full(len(a), 2, np.uint8)
    for one in columns:
        for two in columns:
            left, right = one[a], two[b]
            both = (left != 0) & (right != 0)
            if one is two:
                out[both & (out == 2)] = 1
            out[both & (left == right)] = 0
    return out


@dataclass(frozen=True, slots=True)
class Levels:
    """All aspects of an array of pairs, one small integer each; see the tuples of words above."""

    name: U8
    date: U8
    father: U8
    mother: U8
    guardian: U8
    phone: U8
    family: U8
    household: U8
    town: U8
    village: U8
    school: U8
    student: U8
    sex: U8
    kin: U8
    rarity: U8


def compare(t: Table, rarity: U8, a: I64, b: I64, *, blind: bool = False) -> Levels:
    """Levels of all aspects of the pairs (a, b). `rarity`: bin by record, see `rarity_bins`."""
    name = name_levels(t.name.take(a), t.name.take(b))
    _former(t, a, b, name)
    kin = (t.kind[a] == t.kind[b]).astype(np.uint8)
    kin[t.sheet[a] == t.sheet[b]] = 2
    return Levels(
        name=name,
        date=date_levels(t, a, b, blind=blind),
        father=person_levels(t.father.take(a), t.father.take(b)),
        mother=person_levels(t.mother.take(a), t.mother.take(b)),
        guardian=guardian_levels(t, a, b),
        phone=phone_levels(t, a, b),
        family=family_number_levels(t, a, b),
        household=three_levels(t.household[a], t.household[b]),
        town=three_levels(t.town[a], t.town[b]),
        village=three_levels(t.village[a], t.village[b]),
        school=three_levels(t.school[a], t.school[b]),
        student=three_levels(t.student[a], t.student[b]),
        sex=three_levels(_sex(t, a, blind), t.sex[b]),
        kin=kin,
        rarity=np.minimum(rarity[a], rarity[b]),
    )


def _sex(t: Table, rows: I64, blind: bool) -> U8:
    """Sex as the cells tell it and, unless blind, as the record's own number does."""
    sex = t.sex[rows]
    if blind:
        sex[t.sex_by_number[rows] != 0] = 0
    return sex


def _former(t: Table, a: I64, b: I64, name: U8) -> None:
    """A name that equals the other's former name counts as such, in place."""
    if not t.former.code.any():
        return
    for one, two in ((a, b), (b, a)):
        former = t.former.sound[one]
        hit = (former != 0) & (former == t.name.sound[two]) & (name > FORMER)
        name[hit] = FORMER


_BUCKET_BITS = 22
RARITY_EDGES = np.array([2, 4, 8, 16, 32, 64, 128, 256])


def rarity_bins(t: Table) -> U8:
    """How common a record's name sounds are: bins by the number of records that share them.

    Counted in a fixed number of buckets: two names may share one, which only makes both seem a
    little more common.
    """
    bucket = (mix(t.name.sound) >> np.uint64(64 - _BUCKET_BITS)).astype(np.int64)
    counts = np.bincount(bucket, minlength=1 << _BUCKET_BITS)
    return np.searchsorted(RARITY_EDGES, counts, side="right").astype(np.uint8)[bucket]
