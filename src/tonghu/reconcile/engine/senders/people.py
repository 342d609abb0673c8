"""Names of a whole sender: other senders' records of the same child are the witnesses."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tonghu.reconcile.engine.canonical.names import Names
from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I64, Bool
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


def people(t: Table, scope: Scope, left: I64, right: I64, namer: Namer) -> Iterator[SenderFault]:
    """姓名各列: columns that others contradict, exchanged back or set aside."""
    for _ in range(6 if scope.label == "" else 40):  # one culprit a turn, so that victims clear up
        found = _worst(t, scope, left, right)
        if found is None:
            break
        group, one, two = found
        yield _undo(t, scope, group, one, two, namer)
    yield from _unbelieved(t, scope, left, right, namer)


def _agreement(
    t: Table, scope: Scope, left: I64, right: I64, one: int, two: int
) -> tuple[np.ndarray, np.ndarray]:
    """Per group: comparisons of its field `one` with others' field `two`, and the share that agree."""
    total = np.zeros(scope.size)
    wins = np.zeros(scope.size)
    mine = getattr(t, _PEOPLE[one][0]).sound
    theirs = getattr(t, _PEOPLE[two][0]).sound
    for a, b in ((left, right), (right, left)):
        group = scope.group[a]
        use = (group >= 0) & (mine[a] != 0) & (theirs[b] != 0)
        total += np.bincount(group[use], minlength=scope.size)
        agree = mine[a[use]] == theirs[b[use]]
        wins += np.bincount(group[use], weights=agree, minlength=scope.size)
    return total, wins / np.maximum(total, 1)


def _worst(t: Table, scope: Scope, left: I64, right: I64) -> tuple[int, int, int] | None:
    """The group that two swapped columns explain best, if any does."""
    best: tuple[float, float, int, int, int] | None = None
    for one, two in _SWAPS:
        fits, gain = _swapped(t, scope, left, right, one, two)
        for group in np.flatnonzero(fits).tolist():
            like_father = _surname_share(t, scope, group)
            rank = (round(float(gain[group]), 2), -like_father, group)
            if best is None or rank > best[:3]:
                best = (*rank, one, two)
    return None if best is None else (best[2], best[3], best[4])


def _swapped(
    t: Table, scope: Scope, left: I64, right: I64, one: int, two: int
) -> tuple[Bool, np.ndarray]:
    """Groups whose columns `one` and `two` look exchanged, and by how much it would mend them.

    A child's name standing in another column is seen by that column alone: who else is named as
    guardian differs from list to list. Parents' columns must fit both ways.
    """
    total, back = _agreement(t, scope, left, right, two, one)
    fits = (total >= FEW) & (back >= MOSTLY)
    if not fits.any():
        return fits, back
    straight_total, straight = _agreement(t, scope, left, right, one, one)
    fits &= (straight_total >= FEW) & (straight < HARDLY)
    if _PEOPLE[one][0] != "name":
        cross_total, cross = _agreement(t, scope, left, right, one, two)
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


def _unbelieved(
    t: Table, scope: Scope, left: I64, right: I64, namer: Namer
) -> Iterator[SenderFault]:
    """Fields that hardly agree although other groups' do: not used there."""
    for number, (attribute, field, label) in enumerate(_PEOPLE):
        while (group := _outsider(t, scope, left, right, number)) is not None:
            rows = members_of(scope, group)
            _blank(getattr(t, attribute), rows)
            index, place, words = namer(group)
            yield SenderFault(
                "field_disagrees",
                f"{words}：{label}与其他名册大多不符，比对时没有采用这一列，请核对原表。",
                index, place, (field,), len(rows), "distrusted",
            )  # fmt: skip


def _outsider(t: Table, scope: Scope, left: I64, right: I64, field: int) -> int | None:
    """The group that agrees least, if it hardly agrees and the others agree without it."""
    total, agree = _agreement(t, scope, left, right, field, field)
    enough = total >= FEW
    if not enough.any():
        return None
    worst = int(np.argmin(np.where(enough, agree, 2.0)))
    if agree[worst] >= HARDLY / 2:
        return None
    without = (scope.group[left] != worst) & (scope.group[right] != worst)
    total, agree = _agreement(t, scope, left[without], right[without], field, field)
    enough = total >= FEW
    return worst if enough.any() and np.median(agree[enough]) >= MOSTLY else None


def _blank(names: Names, rows: I64) -> None:
    names.code[rows] = names.sound[rows] = 0
    names.length[rows] = 0
