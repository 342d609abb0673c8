"""权重: learnt from the rosters' own numbers, held near what is shipped, kept in a readable file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.reconcile.engine.county import county, run
from tests.reconcile.engine.sheets import child, one_table, sheet
from tonghu.reconcile.engine import weights as module
from tonghu.reconcile.engine.compare import (
    DATE_LEVELS,
    NAME_LEVELS,
    NO_DATE,
    OTHER,
    OTHER_DAY,
    SAME_DAY,
    SAME_NAME,
    compare,
    rarity_bins,
)
from tonghu.reconcile.engine.weights import (
    CELLS,
    GROUPS,
    OFFSETS,
    Weights,
    cells,
    fit,
    shipped,
    write_weights,
)

BY_CODE = {group.code: int(OFFSETS[at]) for at, group in enumerate(GROUPS)}
NOTHING = Weights(np.zeros(CELLS), 0.0, 0)


def labelled(size: int = 1500) -> tuple[np.ndarray, np.ndarray]:
    """Pairs whose truth hangs on name and date alone; every other aspect is tossed up."""
    rng = np.random.default_rng(5)
    active = np.stack([OFFSETS[at] + rng.integers(0, g.cells, size) for at, g in enumerate(GROUPS)])
    name = rng.choice([SAME_NAME, OTHER], size)
    date = rng.choice([SAME_DAY, OTHER_DAY], size)
    active[0], active[2] = BY_CODE["name"] + name, BY_CODE["birth"] + date
    odds = np.where(name == SAME_NAME, 2.0, -2.0) + np.where(date == SAME_DAY, 1.5, -1.5)
    return active.T.astype(np.int16), (rng.random(size) < 1 / (1 + np.exp(-odds))).astype(float)


def test_fitting_recovers_what_speaks_for_and_against() -> None:
    found = fit(*labelled(), NOTHING)
    name, birth = BY_CODE["name"], BY_CODE["birth"]
    assert found.cell[name + SAME_NAME] > 1 > -1 > found.cell[name + OTHER]
    assert found.cell[birth + SAME_DAY] > 0.7 > -0.7 > found.cell[birth + OTHER_DAY]
    sex = BY_CODE["sex"]
    assert abs(found.cell[sex : sex + 3]).max() < 0.3
    assert found.learnt_from == 1500


def test_levels_never_seen_keep_the_weight_they_had() -> None:
    prior = Weights(np.arange(CELLS) / 100, 0.5, 0)
    found = fit(*labelled(), prior)
    unseen = BY_CODE["birth"] + NO_DATE
    assert found.cell[unseen] == pytest.approx(prior.cell[unseen])


def test_nothing_to_learn_from_leaves_the_shipped_weights() -> None:
    none = np.zeros((0, len(GROUPS)), np.int16)
    assert fit(none, np.zeros(0), shipped()) is shipped()


def test_the_few_teach_little_and_the_many_much() -> None:
    active, same = labelled()
    at = BY_CODE["name"] + SAME_NAME
    few, many = fit(active[:3], same[:3], NOTHING), fit(active, same, NOTHING)
    assert abs(few.cell[at]) < many.cell[at] / 2


def test_pairs_in_another_order_teach_the_same() -> None:
    active, same = labelled(600)
    turned = fit(active[::-1], same[::-1], shipped())
    assert (turned.cell == fit(active, same, shipped()).cell).all()


def test_labels_that_are_all_alike_do_not_run_away() -> None:
    active, _ = labelled(500)
    found = fit(active, np.ones(500), NOTHING)
    assert np.isfinite(found.cell).all()
    assert abs(found.cell).max() < 20


def test_weights_come_back_from_the_file_they_are_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    rng = np.random.default_rng(1)
    mine = Weights(rng.normal(0, 3, CELLS).round(1), -1.5, 77)
    write_weights(mine, tmp_path / "data/weights.toml")
    monkeypatch.setattr(module, "__file__", str(tmp_path / "weights.py"))
    back = shipped.__wrapped__()
    assert back.cell == pytest.approx(mine.cell)
    assert back.constant == mine.constant
    assert back.learnt_from == 0


def test_the_shipped_weights_have_a_cell_for_every_level_and_sane_signs() -> None:
    cell = shipped().cell
    assert len(cell) == CELLS == sum(g.cells for g in GROUPS)
    assert cell[BY_CODE["birth"] + SAME_DAY] > 0 > cell[BY_CODE["birth"] + OTHER_DAY]
    assert cell[BY_CODE["parents"]] > 0 > cell[BY_CODE["parents"] + 10]  # both same, both other
    assert BY_CODE["name"] == 0
    assert cell[:11].shape == (len(NAME_LEVELS),)
    assert cell[11 + 27 : 11 + 27 + 10].shape == (len(DATE_LEVELS),)


def test_every_pair_lights_one_cell_of_each_group() -> None:
    t = one_table(*(child(at) for at in range(12)), {"name": ""})
    a, b = (x.ravel() for x in np.indices((len(t), len(t))))
    active = cells(compare(t, rarity_bins(t), a, b))
    assert active.shape == (len(a), len(GROUPS))
    assert (active >= OFFSETS[:-1]).all()
    assert (active < OFFSETS[1:]).all()


def test_score_is_the_constant_and_the_sum_of_the_lit_cells() -> None:
    active, _ = labelled(20)
    mine = Weights(np.random.default_rng(2).normal(size=CELLS), -0.5, 0)
    assert mine.score(active) == pytest.approx([-0.5 + mine.cell[row].sum() for row in active])


def test_a_county_teaches_weights_of_its_own() -> None:
    found = run(county(250, 3).sheets).match.weights
    assert found.learnt_from > 1000
    birth = BY_CODE["birth"]
    assert found.cell[birth + SAME_DAY] > found.cell[birth + OTHER_DAY] + 2
    assert not np.allclose(found.cell, shipped().cell)


def test_a_handful_of_records_keeps_what_was_shipped() -> None:
    found = run([sheet("survey", [{"name": "张三"}, {"name": "李四"}])]).match.weights
    assert found.learnt_from == 0
    assert (found.cell == shipped().cell).all()
