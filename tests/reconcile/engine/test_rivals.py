"""其他人选: nobody else fits speaks for a pair, somebody else as good speaks against it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from tests.reconcile.engine.county import county, run
from tests.reconcile.engine.sheets import child, groups, number, one_table, sheet, without
from tests.reconcile.engine.sheets import run as run_sheets
from tonghu.reconcile.engine.compare import NO_DATE, SAME_DAY, compare, rarity_bins
from tonghu.reconcile.engine.cores import find_cores, sex_from_numbers
from tonghu.reconcile.engine.delta import load_earlier, save_state
from tonghu.reconcile.engine.rivals import ALONE, asking_side, learn_rivals, suits, tied
from tonghu.reconcile.engine.weights import RIVAL_EDGES, RIVALS, shipped


def test_the_lead_over_the_best_rival_decides_the_bin() -> None:
    asker = np.array([7, 7, 7, 8])
    core = np.array([1, 1, 2, 3])
    found = suits(asker, core, np.array([4.0, 1.0, 2.0, 0.5]), np.full(4, SAME_DAY, np.uint8))
    bins = dict(
        zip(zip(found.asker.tolist(), found.core.tolist(), strict=True), found.cell, strict=True)
    )
    assert bins[7, 1] == RIVALS + np.searchsorted(RIVAL_EDGES, 2.0, side="right")
    assert bins[7, 2] == RIVALS + np.searchsorted(RIVAL_EDGES, -2.0, side="right")
    assert bins[8, 3] == RIVALS + ALONE
    assert found.place.tolist() == [0, 0, 1, 2]


def test_two_equal_rivals_are_each_no_better_than_the_other() -> None:
    found = suits(np.array([7, 7]), np.array([1, 2]), np.ones(2), np.full(2, NO_DATE, np.uint8))
    assert found.cell.tolist() == [np.searchsorted(RIVAL_EDGES, 0.0, side="right")] * 2


def test_two_children_who_fit_alike_without_dates_are_a_toss() -> None:
    asker, core = np.array([7, 7, 8]), np.array([1, 2, 1])
    undated, dated = np.full(3, NO_DATE, np.uint8), np.full(3, SAME_DAY, np.uint8)
    assert tied(suits(asker, core, np.ones(3), undated)).tolist() == [True, True, False]
    assert not tied(suits(asker, core, np.ones(3), dated)).any()
    assert not tied(suits(asker[:1], core[:1] - 2, np.ones(1), undated[:1])).any()


def test_who_fits_two_children_alike_joins_neither_and_is_asked_about() -> None:
    rows = [child(at) for at in range(60)]
    twice = [{**rows[at], "name": "王大明", "village": "东山村", "phone": ""} for at in (1, 2)]
    lone = {"name": "王大明", "village": "东山村"}
    lists = [sheet(kind, [*twice, *rows[3:]]) for kind in ("school", "police")]
    outcome = run_sheets(sheet("survey", [lone, *rows[3:]]), *lists)
    assert frozenset({("survey.csv", 1)}) in groups(outcome)
    assert any(0 in (r.a, r.b) for r in outcome.result.reviews)


def test_pairs_without_a_child_to_answer_are_no_suits() -> None:
    found = suits(np.array([7]), np.array([-1]), np.zeros(1), np.zeros(1, np.uint8))
    assert found.place.tolist() == [-1]
    assert not len(found.score)


def test_who_asks_is_turned_to_the_first_place_and_two_askers_make_no_suit() -> None:
    core, asks = np.array([-1, 5, -1], np.int32), np.array([True, False, True])
    asker, answered = asking_side(core, asks, np.array([1, 0, 0]), np.array([0, 1, 2]))
    assert asker.tolist() == [0, 0, 0]
    assert answered.tolist() == [5, 5, -1]


def test_points_are_what_the_scores_of_a_bin_are_wrong_by() -> None:
    size = 4000
    rng = np.random.default_rng(3)
    found = suits(
        np.arange(size),
        np.zeros(size, int),
        rng.normal(0, 2, size),
        np.full(size, NO_DATE, np.uint8),
    )
    same = rng.random(size) < 1 / (1 + np.exp(-(found.score + 1.5)))
    points = learn_rivals(found, same, np.zeros(2 * RIVALS))
    assert abs(points[ALONE] - 1.5) < 0.3
    assert not points[RIVALS:].any()


def test_a_run_learns_its_points_tells_them_and_hands_them_on(tmp_path: Path) -> None:
    found = run(county(400, 5).sheets).match
    assert found.weights.rivals.any()
    weights = replace(found.weights, rivals=np.arange(2.0 * RIVALS))
    save_state(tmp_path, found.fingerprint, np.ones(len(found.entity), np.int64), weights, 1)
    assert load_earlier(tmp_path).weights.rivals.tolist() == weights.rivals.tolist()
    assert len(shipped().rivals) == 2 * RIVALS


def test_a_number_asked_as_if_unknown_does_not_tell_the_sex_either() -> None:
    row = {"name": "张三", "id_number": number()}
    t = one_table(row, row | {"sex": "男"}, without(row, "id_number"))
    sex_from_numbers(t, find_cores(t, t.fingerprint()).contested)
    a, b = np.array([0]), np.array([1])
    assert compare(t, rarity_bins(t), a, b).sex.tolist() == [0]
    assert compare(t, rarity_bins(t), a, b, blind=True).sex.tolist() == [2]
