"""说明: why two records are (or are not) one child, as named parts that add up to the score."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tonghu.reconcile.engine.alike import NUMBER_LEVELS, NUMBER_POINTS, number_levels
from tonghu.reconcile.engine.compare import (
    DATE_LEVELS,
    GUARDIAN_LEVELS,
    KIN_LEVELS,
    NAME_LEVELS,
    PERSON_LEVELS,
    PHONE_LEVELS,
    RARITY_EDGES,
    THREE,
    Levels,
    compare,
)
from tonghu.reconcile.engine.matching import Match
from tonghu.reconcile.engine.result import Link, Part
from tonghu.reconcile.engine.weights import GROUPS, cells

SAME_NUMBER_POINTS = 15.0  # what one good number in common is worth: more than all else together
TWO_NUMBERS_POINTS = -15.0
WORTH_TELLING = 0.05  # log-odds; what is less goes into the rest
_GAP = "两边正好互补：一边缺的名册正是另一边有的，别处都没有"
_FIT_BEST, _FIT_ALIKE = "没有别的孩子这样相符", "另有孩子同样相符或更相符"
_COUNTS = (
    "只此一处",
    *(f"同名{low}至{high - 1}条" for low, high in pairwise(RARITY_EDGES)),
)


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """Explains pairs of one finished match when asked."""

    match: Match

    def explain(self, a: int, b: int) -> tuple[Part, ...]:
        """The parts of the score of two records, most telling first; parts that say nothing are left out."""
        m = self.match
        one, two = np.array([a]), np.array([b])
        levels = compare(m.table, m.rarity, one, two)
        active = cells(levels)[0]
        parts = [self._number(a, b)]
        rest = m.weights.constant
        for group, cell, text in zip(GROUPS, active.tolist(), _texts(levels), strict=True):
            points = float(m.weights.cell[cell])
            if text and abs(points) >= WORTH_TELLING:
                parts.append(Part(group.code, text, round(points, 2)))
            else:
                rest += points
        parts += self._others(a, b)
        parts.append(Part("start", "起点和其余各项（一方没有填，或影响很小）", round(rest, 2)))
        return tuple(sorted((p for p in parts if p.points), key=lambda part: -abs(part.points)))

    def _others(self, a: int, b: int) -> list[Part]:
        """What it is worth that nobody else fits, and that each fills the other's gap."""
        m = self.match
        left, right = m.pairs
        for one, two in ((a, b), (b, a)):
            low, high = np.searchsorted(left, one), np.searchsorted(left, one, side="right")
            at = low + int(np.searchsorted(right[low:high], two))
            if at < high and right[at] == two:
                rival, gap = round(float(m.rival[at]), 2), round(float(m.gap[at]), 2)
                parts = [
                    Part("rivals", _FIT_BEST if rival > 0 else _FIT_ALIKE, rival),
                    Part("gaps", _GAP, gap),
                ]
                return [part for part in parts if abs(part.points) >= WORTH_TELLING]
        return []

    def _number(self, a: int, b: int) -> Part:
        t = self.match.table
        if t.good[a] and t.good[b]:
            if t.good[a] == t.good[b]:
                return Part("number", "证件号相同，且通过校验", SAME_NUMBER_POINTS)
            return Part("number", "两个证件号都通过校验，但不相同", TWO_NUMBERS_POINTS)
        level = int(number_levels(t, np.array([a]), np.array([b]))[0])
        return Part("number", NUMBER_LEVELS[level], float(NUMBER_POINTS[level]))

    def link(self, record: int) -> Link:
        """What holds a record in its entity: its best joined pair, or the number it shares."""
        m = self.match
        other = int(m.joined.partner[record])
        core = int(m.cores.core[record])
        if core >= 0:
            peers = np.flatnonzero((m.cores.core == core) & (np.arange(len(m.entity)) != record))
            other = int(peers[0]) if len(peers) else other
        if other < 0 or m.entity[other] != m.entity[record]:
            return Link(record, -1, 0.0, ())
        parts = self.explain(record, other)
        return Link(record, other, round(sum(part.points for part in parts), 2), parts)


def _texts(levels: Levels) -> tuple[str, ...]:
    """Words for each group of weights, in their order; "" for an aspect neither record tells."""
    name, date = int(levels.name[0]), int(levels.date[0])
    father, mother = int(levels.father[0]), int(levels.mother[0])
    guardian, phone = int(levels.guardian[0]), int(levels.phone[0])
    town, village = int(levels.town[0]), int(levels.village[0])
    return (
        NAME_LEVELS[name],
        _rarity(name, int(levels.rarity[0])),
        DATE_LEVELS[date],
        "姓名与出生日期合看" if name < 10 and date < 9 else "",
        _two("父亲", PERSON_LEVELS[father], "母亲", PERSON_LEVELS[mother]),
        "，".join(
            t for t in (GUARDIAN_LEVELS[guardian], PHONE_LEVELS[phone]) if not t.startswith("缺")
        ),
        _one("家庭成员证件号", int(levels.family[0])),
        _one("户号", int(levels.household[0])),
        _two("乡镇", THREE[town], "村", THREE[village]),
        _one("学校", int(levels.school[0])),
        _one("学籍号", int(levels.student[0])),
        _one("性别", int(levels.sex[0])),
        KIN_LEVELS[int(levels.kin[0])],
    )


def _rarity(name: int, bin_: int) -> str:
    """How common a name is only matters where names agree."""
    if name > 1:
        return ""
    return f"姓名{_COUNTS[bin_]}" if bin_ < len(_COUNTS) else "姓名十分常见"


def _one(label: str, level: int) -> str:
    return "" if level == 2 else label + THREE[level]


def _two(first: str, one: str, second: str, two: str) -> str:
    return "，".join(
        label + level for label, level in ((first, one), (second, two)) if level != "缺"
    )
