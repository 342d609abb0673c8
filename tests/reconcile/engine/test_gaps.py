"""空缺: two leftovers that fill each other's gap are one child, where such gaps are rare."""

from __future__ import annotations

import numpy as np

from tests.reconcile.engine.sheets import child, groups, run, sheet
from tonghu.reconcile.engine.gaps import AT_MOST, LEAD, NOT_BELOW, SETS, Gaps, close, gaps, of_pairs
from tonghu.reconcile.engine.result import Why

SURVEY, SCHOOL, POLICE = 1, 2, 4  # bits
CROWD = [child(at) for at in range(3, 90)]


def county(whole: int, *others: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Kind and entity of the records of `whole` children on all lists and some on certain lists."""
    sets = [7] * whole + [bits for bits, times in others for _ in range(times)]
    rows = [(kind, at) for at, bits in enumerate(sets) for kind in range(3) if bits >> kind & 1]
    kind, entity = np.array(rows).T
    return kind.astype(np.int8), entity.astype(np.int32)


def points(one: int, two: int, *others: tuple[int, int], whole: int = 500) -> float:
    kind, entity = county(whole, (one, 1), (two, 1), *others)
    found = gaps(kind, entity, np.full(len(kind), -1, np.int32))
    return float(of_pairs(found, np.array([whole]), np.array([whole + 1]))[0])


def test_a_gap_is_worth_more_the_rarer_it_is_and_never_too_much() -> None:
    rare, common = points(SURVEY, SCHOOL | POLICE), points(SURVEY, SCHOOL | POLICE, (SURVEY, 200))
    assert 0 < common < rare <= AT_MOST
    assert points(SURVEY, SCHOOL, (SURVEY, 300), (SCHOOL, 300), whole=1) < 1


def test_two_children_who_stand_on_the_same_lists_are_two() -> None:
    assert points(7, 7) < -5
    assert points(SURVEY, 7) > points(SURVEY | SCHOOL, 7)


def test_two_good_numbers_are_never_one_child() -> None:
    kind, entity = county(2)
    found = gaps(kind, entity, entity)
    assert of_pairs(found, np.array([0]), np.array([1])).tolist() == [-np.inf]


def closed(scores: dict[tuple[int, int], float], *, undated: bool = False) -> set[tuple[int, int]]:
    """Which of some pairs of entities are closed: 0 and 1 on the survey, 2 and 3 on the others."""
    lists = np.array([SURVEY, SURVEY, SCHOOL | POLICE, SCHOOL | POLICE])
    one, two = np.divmod(np.arange(SETS * SETS), SETS)
    table = np.where(one & two, -9.0, 5.0)
    found = Gaps(lists, np.zeros(4, bool), np.zeros((4, 3), int), table, one & two == 0)
    a, b = (np.array([pair[at] for pair in scores], np.int64) for at in range(2))
    entity, mark = np.arange(4, dtype=np.int32), np.arange(4, dtype=np.uint64)
    dated = np.full(len(a), not undated)
    at, _ = close(found, entity, mark, (a, b), np.array(list(scores.values())), dated)
    return {(int(a[i]), int(b[i])) for i in at}


def test_only_pairs_that_are_best_for_both_are_closed() -> None:
    assert closed({(0, 2): -3.0}) == {(0, 2)}
    assert closed({(0, 2): -3.0, (1, 3): -4.0}) == {(0, 2), (1, 3)}
    assert closed({(0, 2): -3.0, (0, 3): -3.0 - LEAD / 2}) == set()
    assert closed({(0, 2): -3.0, (1, 2): -3.0 - LEAD / 2}) == set()
    assert closed({(0, 2): -3.0, (1, 2): -3.0 - 2 * LEAD}) == {(0, 2)}
    assert closed({(0, 2): -5.5}) == set()
    assert closed({(0, 2): -3.0}, undated=True) == set()
    assert closed({(0, 2): -0.5}, undated=True) == {(0, 2)}
    assert closed({(0, 1): 4.0}) == set()
    assert closed({(0, 2): NOT_BELOW - 0.1}) == set()


def test_a_row_that_stands_alone_finds_the_child_its_list_lacks_and_says_why() -> None:
    row = child(0, name="王小明")
    kept = {key: row[key] for key in ("sex", "village")}
    mine = dict.fromkeys(row, "") | kept | {"name": "王大明"}
    rows = [row, *CROWD]
    outcome = run(sheet("survey", [mine, *CROWD]), sheet("school", rows), sheet("police", rows))
    one = {("survey.csv", 1), ("school.csv", 1), ("police.csv", 1)}
    assert frozenset(one) in groups(outcome)
    parts = outcome.result.link(0).parts
    assert [p.points > 0 for p in parts if p.code == "gaps"] == [True]
    assert outcome.result.link(0).score > 0


def test_a_row_without_any_candidate_is_asked_about_all_the_same() -> None:
    stranger = {"name": "欧阳无忌", "village": "远村"}
    outcome = run(
        sheet("survey", [stranger, *CROWD]), sheet("school", CROWD), sheet("police", CROWD)
    )
    asked = [(r.why, r.a, r.b) for r in outcome.result.reviews]
    assert (Why.UNCERTAIN, 0, -1) in asked
