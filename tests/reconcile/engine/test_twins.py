"""双胞胎: one list's word that there are two children outweighs all on which twins agree."""

from __future__ import annotations

import numpy as np

from tests.reconcile.engine.sheets import Row, child, groups, run, sheet, table, without
from tonghu.reconcile.engine.compare import HOMOPHONE, ONE_OFF, OTHER_SURNAME, SAME_NAME
from tonghu.reconcile.engine.twins import TELLING, twin_pairs

NUMBERLESS = [without(child(at), "id_number") for at in range(1, 30)]


def pair(one: Row, two: Row, name: int, number: float = 0.0, kind: str = "survey") -> bool:
    t = table(sheet("survey", [one]), sheet(kind, [two], file="two.csv"))
    a, b = np.array([0]), np.array([1])
    return bool(twin_pairs(t, a, b, np.array([name], np.uint8), np.array([number]))[0])


def test_two_given_names_on_one_list_are_two_children() -> None:
    one, two = {"name": "张子涵"}, {"name": "张子轩"}
    assert pair(one, two, ONE_OFF)
    assert not pair(one, two, ONE_OFF, kind="school")
    assert not pair(one, two, ONE_OFF, number=TELLING)
    assert not pair(one, one, SAME_NAME)
    assert not pair(one, {"name": "李子涵"}, OTHER_SURNAME)


def test_names_that_sound_alike_are_two_children_where_two_lists_hold_both() -> None:
    rows = [{"name": n, "birth_date": "20140503"} for n in ("张子怡", "张子宜")]
    both = table(sheet("survey", rows), sheet("school", rows))
    a, b, name = np.array([0, 2]), np.array([1, 3]), np.full(2, HOMOPHONE, np.uint8)
    assert twin_pairs(both, a, b, name, np.zeros(2)).all()
    once = table(sheet("survey", rows))
    assert not twin_pairs(once, a[:1], b[:1], name[:1], np.zeros(1)).any()


def test_twins_without_any_number_stay_two_and_find_their_own_rows() -> None:
    one = without(child(0), "id_number") | {"name": "王梓涵"}
    two = one | {"name": "王梓轩"}
    rows = [one, two, *NUMBERLESS]
    found = groups(run(sheet("survey", rows), sheet("school", rows), sheet("police", rows)))
    assert len(found) == len(rows)
    assert all(len({row for _, row in children}) == 1 for children in found)


def test_a_twin_missing_from_one_list_does_not_take_the_others_row() -> None:
    one = without(child(0), "id_number") | {"name": "王梓涵"}
    two = one | {"name": "王梓轩"}
    found = groups(run(sheet("survey", [one, two, *NUMBERLESS]), sheet("police", [two])))
    assert frozenset({("survey.csv", 2), ("police.csv", 1)}) in found
    assert frozenset({("survey.csv", 1)}) in found
