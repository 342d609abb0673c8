"""合并: two rules no score may break, strongest first, ties by what the records say."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.requirement import requirement
from tonghu.reconcile.engine.joining import JOIN_AT, REPEAT_AT, Joined, join

SURVEY, SCHOOL, POLICE = 0, 1, 2
Edge = tuple[int, int, float]


def joined(
    kinds: list[int],
    cores: list[int],
    edges: list[Edge],
    fingerprint: list[int] | None = None,
    doubtful: list[int] | None = None,
    sure: list[int] | None = None,
    twins: list[int] | None = None,
) -> Joined:
    doubt = np.zeros(len(kinds), bool)
    doubt[doubtful or []] = True
    certain, two = np.zeros(len(edges), bool), np.zeros(len(edges), bool)
    certain[sure or []] = two[twins or []] = True
    return join(
        np.array(kinds, np.int8),
        np.array(cores, np.int32),
        np.array(fingerprint or list(range(1, len(kinds) + 1)), np.uint64),
        doubt,
        (np.array([e[0] for e in edges], np.int64), np.array([e[1] for e in edges], np.int64)),
        np.array([e[2] for e in edges], float),
        two,
        certain,
    )


def parts(found: Joined) -> set[frozenset[int]]:
    return {
        frozenset(np.flatnonzero(found.entity == e).tolist()) for e in set(found.entity.tolist())
    }


def test_a_pair_at_the_threshold_joins_and_one_below_does_not() -> None:
    assert parts(joined([SURVEY, SCHOOL], [-1, -1], [(0, 1, JOIN_AT)])) == {frozenset({0, 1})}
    assert len(parts(joined([SURVEY, SCHOOL], [-1, -1], [(0, 1, JOIN_AT - 0.01)]))) == 2


@requirement("D-093")
def test_two_records_of_one_source_need_more_than_two_of_different_sources() -> None:
    low = REPEAT_AT - 0.5
    assert len(parts(joined([SURVEY, SURVEY], [-1, -1], [(0, 1, low)]))) == 2
    assert len(parts(joined([SURVEY, SURVEY], [-1, -1], [(0, 1, REPEAT_AT)]))) == 1


def test_a_sure_pair_joins_though_its_source_has_a_record_there_and_twins_never_do() -> None:
    kinds, cores = [SURVEY, POLICE, SURVEY], [0, 0, -1]
    assert len(parts(joined(kinds, cores, [(2, 1, 9.0)]))) == 2
    assert len(parts(joined(kinds, cores, [(2, 1, 9.0)], sure=[0]))) == 1
    assert len(parts(joined([SURVEY, SURVEY], [-1, -1], [(0, 1, 9.0)], twins=[0]))) == 2
    assert len(parts(joined([SURVEY, POLICE], [0, 1], [(0, 1, 9.0)], sure=[0]))) == 2


@requirement("D-093")
def test_the_stronger_of_two_numbers_wins_and_the_other_is_remembered() -> None:
    found = joined([POLICE, POLICE, SURVEY], [0, 1, -1], [(2, 0, 3.0), (2, 1, 5.0)])
    assert parts(found) == {frozenset({0}), frozenset({1, 2})}
    assert (found.partner[2], found.score[2]) == (1, 5.0)
    assert [(e[2]) for e in found.refused] == [3.0]


@requirement("D-093")
def test_a_chain_never_ties_two_numbers_together() -> None:
    edges = [(0, 2, 9.0), (2, 3, 9.0), (3, 1, 9.0)]
    found = joined([POLICE, POLICE, SURVEY, SCHOOL], [0, 1, -1, -1], edges)
    assert found.entity[0] != found.entity[1]


@requirement("D-093")
def test_two_brothers_of_one_list_do_not_meet_through_a_third_record() -> None:
    edges = [(0, 2, 9.0), (1, 2, 8.0)]
    found = joined([SURVEY, SURVEY, SCHOOL], [-1, -1, -1], edges)
    assert parts(found) == {frozenset({0, 2}), frozenset({1})}
    repeat = joined([SURVEY, SURVEY, SCHOOL], [-1, -1, -1], [*edges, (0, 1, 1.0)])
    assert parts(repeat) == {frozenset({0, 1, 2})}


def test_a_doubtful_record_leaves_the_place_of_its_source_free() -> None:
    kinds, cores = [SURVEY, POLICE, SURVEY], [0, 0, -1]
    edges = [(2, 1, 5.0)]
    assert len(parts(joined(kinds, cores, edges))) == 2
    assert len(parts(joined(kinds, cores, edges, doubtful=[0]))) == 1


def test_no_edges_leave_cores_whole_and_the_rest_alone() -> None:
    found = joined([SURVEY, SCHOOL, POLICE, SURVEY], [0, 0, -1, -1], [])
    assert parts(found) == {frozenset({0, 1}), frozenset({2}), frozenset({3})}
    assert found.partner.tolist() == [-1] * 4
    assert joined([], [], []).entity.tolist() == []


@st.composite
def tangles(draw: st.DrawFn) -> tuple[list[int], list[int], list[Edge]]:
    """Any records, cores and edges."""
    size = draw(st.integers(2, 12))
    kinds = draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
    raw = draw(st.lists(st.integers(-1, 3), min_size=size, max_size=size))
    order = {core: at for at, core in enumerate(sorted({c for c in raw if c >= 0}))}
    cores = [order.get(c, -1) for c in raw]
    pair = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(
        lambda p: p[0] != p[1]
    )
    some = draw(st.lists(pair, max_size=30, unique_by=lambda p: (min(p), max(p))))
    scores = draw(st.lists(st.integers(-6, 12), min_size=len(some), max_size=len(some)))
    return kinds, cores, [(a, b, s / 2) for (a, b), s in zip(some, scores, strict=True)]


@requirement("D-086", "D-093")
@settings(max_examples=120, deadline=None)
@given(tangles())
def test_no_entity_ever_breaks_the_two_rules(
    tangle: tuple[list[int], list[int], list[Edge]],
) -> None:
    kinds, cores, edges = tangle
    found = joined(kinds, cores, edges)
    score = {frozenset(e[:2]): e[2] for e in edges}
    for members in parts(found):
        assert len({cores[at] for at in members if cores[at] >= 0}) <= 1
        for a, b in combinations(sorted(members), 2):
            apart = cores[a] < 0 or cores[a] != cores[b]
            if kinds[a] == kinds[b] and apart:
                assert score[frozenset((a, b))] >= REPEAT_AT
    for core in set(cores) - {-1}:
        assert len({int(found.entity[at]) for at, c in enumerate(cores) if c == core}) == 1


@settings(max_examples=120, deadline=None)
@given(tangles())
def test_what_is_refused_was_strong_enough_and_lies_apart_for_a_reason(
    tangle: tuple[list[int], list[int], list[Edge]],
) -> None:
    kinds, cores, edges = tangle
    found = joined(kinds, cores, edges)
    refused = {frozenset(e[:2]) for e in found.refused}
    for a, b, score in edges:
        if score >= JOIN_AT and found.entity[a] != found.entity[b] and cores[a] == cores[b] == -1:
            assert frozenset((a, b)) in refused
    assert all(score >= JOIN_AT for _, _, score in found.refused)


@requirement("D-093")
@settings(max_examples=120, deadline=None)
@given(tangles(), st.randoms(use_true_random=False))
def test_the_order_of_records_and_edges_does_not_matter(
    tangle: tuple[list[int], list[int], list[Edge]], luck: Random
) -> None:
    kinds, cores, edges = tangle
    size = len(kinds)
    order = list(range(size))
    luck.shuffle(order)
    spot = {old: new for new, old in enumerate(order)}
    turned = [(spot[b], spot[a], s) for a, b, s in reversed(edges)]
    prints = [(at * 2_654_435_761) % 2**32 + 1 for at in range(size)]
    here = joined(kinds, cores, edges, prints)
    there = joined(
        [kinds[o] for o in order], [cores[o] for o in order], turned, [prints[o] for o in order]
    )
    assert parts(here) == {frozenset(order[at] for at in members) for members in parts(there)}
