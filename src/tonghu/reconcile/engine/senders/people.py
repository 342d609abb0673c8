"""Names of a whole sender: other senders' records of the same child are the witnesses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from tonghu.reconcile.engine.canonical.names import Names
from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I64, U64, Bool
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.result import SenderFault
from tonghu.reconcile.engine.senders.scopes import (
    FEW,
    HARDLY,
    MOSTLY,
    Namer,
    Scope,
    members_of,
)

_PEOPLE = (
    ("father", Field.FATHER_NAME, "父亲姓名"),
    ("mother", Field.MOTHER_NAME, "母亲姓名"),
    ("guardian", Field.GUARDIAN_NAME, "监护人姓名"),
    ("name", Field.NAME, "儿童姓名"),
)
_SWAPS = ((0, 1), (3, 2), (3, 0), (3, 1))  # father–mother, name–guardian, name–father, name–mother


@dataclass(slots=True)
class _Seen:
    """Pairs of records with one number, and what both say: fetched once until a column changes."""

    table: Table
    scope: Scope
    sides: tuple[I64, I64]
    groups: tuple[I64, I64]
    sounds: dict[int, tuple[U64, U64]] = field(default_factory=dict)

    @classmethod
    def of(cls, t: Table, scope: Scope, left: I64, right: I64) -> _Seen:
        """Pairs given by their two sides."""
        return cls(t, scope, (left, right), (scope.group[left], scope.group[right]))

    def sound(self, number: int) -> tuple[U64, U64]:
        """Sounds of one field on both sides."""
        if number not in self.sounds:
            column = getattr(self.table, _PEOPLE[number][0]).sound
            self.sounds[number] = column[self.sides[0]], column[self.sides[1]]
        return self.sounds[number]

    def without(self, group: int) -> _Seen:
        """The pairs that do not concern a group."""
        keep = (self.groups[0] != group) & (self.groups[1] != group)
        return _Seen.of(self.table, self.scope, self.sides[0][keep], self.sides[1][keep])


def people(t: Table, scope: Scope, left: I64, right: I64, namer: Namer) -> Iterator[SenderFault]:
    """姓名各列: columns that others contradict, exchanged back or set aside."""
    seen = _Seen.of(t, scope, left, right)
    for _ in range(6 if scope.label == "" else 40):  # one culprit a turn, so that victims clear up
        found = _worst(seen)
        if found is None:
            break
        group, one, two = found
        yield _undo(t, scope, group, one, two, namer)
        seen.sounds.clear()
    yield from _unbelieved(seen, namer)


def _agreement(seen: _Seen, one: int, two: int) -> tuple[np.ndarray, np.ndarray]:
    """Per group: comparisons of its field `one` with others' field `two`, and the share that agree."""
    size = seen.scope.size
    total, wins = np.zeros(size), np.zeros(size)
    for side in (0, 1):
        group, mine, theirs = seen.groups[side], seen.sound(one)[side], seen.sound(two)[1 - side]
        use = (group >= 0) & (mine != 0) & (theirs != 0)
        total += np.bincount(group[use], minlength=size)
        use &= mine == theirs
        wins += np.bincount(group[use], minlength=size)
    return total, wins / np.maximum(total, 1)


def _worst(seen: _Seen) -> tuple[int, int, int] | None:
    """The group that two swapped columns explain best, if any does."""
    best: tuple[float, float, int, int, int] | None = None
    for one, two in _SWAPS:
        fits, gain = _swapped(seen, one, two)
        for group in np.flatnonzero(fits).tolist():
            like_father = _surname_share(seen.table, seen.scope, group)
            rank = (round(float(gain[group]), 2), -like_father, group)
            if best is None or rank > best[:3]:
                best = (*rank, one, two)
    return None if best is None else (best[2], best[3], best[4])


def _swapped(seen: _Seen, one: int, two: int) -> tuple[Bool, np.ndarray]:
    """Groups whose columns `one` and `two` look exchanged, and by how much it would mend them.

    A child's name standing in another column is seen by that column alone: who else is named as
    guardian differs from list to list. Parents' columns must fit both ways.
    """
    total, back = _agreement(seen, two, one)
    fits = (total >= FEW) & (back >= MOSTLY)
    if not fits.any():
        return fits, back
    straight_total, straight = _agreement(seen, one, one)
    fits &= (straight_total >= FEW) & (straight < HARDLY)
    if _PEOPLE[one][0] != "name":
        cross_total, cross = _agreement(seen, one, two)
        fits &= (cross_total < FEW) | (cross >= MOSTLY)
    return fits, back - straight


def _surname_share(t: Table, scope: Scope, group: int) -> float:
    """How many children of a group bear the surname in the father's column."""
    rows = members_of(scope, group)
    child = t.name.sound[rows] & np.uint64(0xFFFF)
    father = t.father.sound[rows] & np.uint64(0xFFFF)
    known = (child != 0) & (father != 0)
    return float((child[known] == father[known]).mean()) if known.any() else 1.0


def _undo(t: Table, scope: Scope, group: int, one: int, two: int, namer: Namer) -> SenderFault:
    rows = members_of(scope, group)
    first, second = getattr(t, _PEOPLE[one][0]), getattr(t, _PEOPLE[two][0])
    for column in ("code", "sound", "length"):
        a, b = getattr(first, column), getattr(second, column)
        a[rows], b[rows] = b[rows], a[rows].copy()
    index, place, words = namer(group)
    labels = f"“{_PEOPLE[one][2]}”和“{_PEOPLE[two][2]}”"
    return SenderFault(
        "swapped_columns",
        f"{words}：{labels}两列疑似填反，已对调后比对，请核对原表。",
        index, place, (_PEOPLE[one][1], _PEOPLE[two][1]), len(rows), "corrected",
    )  # fmt: skip


def _unbelieved(seen: _Seen, namer: Namer) -> Iterator[SenderFault]:
    """Fields that hardly agree although other groups' do: not used there."""
    for number, (attribute, field_, label) in enumerate(_PEOPLE):
        while (group := _outsider(seen, number)) is not None:
            rows = members_of(seen.scope, group)
            _blank(getattr(seen.table, attribute), rows)
            seen.sounds.clear()
            index, place, words = namer(group)
            yield SenderFault(
                "field_disagrees",
                f"{words}：{label}与其他名册大多不符，比对时没有采用这一列，请核对原表。",
                index, place, (field_,), len(rows), "distrusted",
            )  # fmt: skip


def _outsider(seen: _Seen, number: int) -> int | None:
    """The group that agrees least, if it hardly agrees and the others agree without it."""
    total, agree = _agreement(seen, number, number)
    enough = total >= FEW
    if not enough.any():
        return None
    worst = int(np.argmin(np.where(enough, agree, 2.0)))
    if agree[worst] >= HARDLY / 2:
        return None
    total, agree = _agreement(seen.without(worst), number, number)
    enough = total >= FEW
    return worst if enough.any() and np.median(agree[enough]) >= MOSTLY else None


def _blank(names: Names, rows: I64) -> None:
    names.code[rows] = names.sound[rows] = 0
    names.length[rows] = 0
