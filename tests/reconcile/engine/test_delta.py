"""逐月比对: numbers are kept from month to month, and what became of each child is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.reconcile.engine.sheets import child, run, sheet
from tests.requirement import requirement
from tonghu.reconcile.engine.delta import (
    STATE,
    Change,
    Changed,
    DeltaError,
    Earlier,
    load_earlier,
    number_entities,
    salted,
    save_state,
)
from tonghu.reconcile.engine.run import Outcome
from tonghu.reconcile.engine.weights import CELLS, Weights, shipped

SALT = 99


def earlier(records: dict[int, int]) -> Earlier:
    """An earlier run: fingerprint → entity number."""
    prints = salted(np.array(list(records), np.uint64), SALT)
    order = np.argsort(prints)
    return Earlier(
        SALT, prints[order], np.array(list(records.values()), np.int64)[order], shipped()
    )


def numbered(
    records: dict[int, int], before: dict[int, int] | None = None
) -> tuple[dict[int, int], tuple[Change, ...]]:
    """Printed number by fingerprint, and the changes."""
    entity = np.array(list(records.values()), np.int32)
    prints = np.array(list(records), np.uint64)
    numbers, changes = number_entities(
        entity, prints, earlier(before) if before is not None else None
    )
    return dict(zip(records, numbers[entity].tolist(), strict=True)), changes


def test_a_first_run_numbers_from_one_whatever_the_order_of_rows() -> None:
    one, changes = numbered({10: 0, 20: 1, 30: 1, 40: 2})
    two, _ = numbered({40: 0, 30: 1, 10: 2, 20: 1})
    assert one == two
    assert sorted(set(one.values())) == [1, 2, 3]
    assert changes == ()


@requirement("D-093")
def test_children_seen_before_keep_their_numbers() -> None:
    numbers, changes = numbered({10: 2, 20: 0, 30: 0, 40: 1}, {10: 7, 20: 3, 30: 3, 40: 9})
    assert numbers == {10: 7, 20: 3, 30: 3, 40: 9}
    assert changes == ()


def test_a_new_child_gets_a_number_never_used() -> None:
    numbers, changes = numbered({10: 0, 50: 1, 60: 2}, {10: 7, 20: 12})
    assert numbers[10] == 7
    assert {numbers[50], numbers[60]} == {13, 14}
    assert [c for c in changes if c.kind is Changed.NEW] == [
        Change(Changed.NEW, 13),
        Change(Changed.NEW, 14),
    ]
    assert Change(Changed.GONE, 12) in changes


def test_two_that_became_one_keep_the_number_with_more_records() -> None:
    numbers, changes = numbered({10: 0, 20: 0, 30: 0}, {10: 4, 20: 8, 30: 8})
    assert set(numbers.values()) == {8}
    assert changes == (Change(Changed.MERGED, 8, (4, 8)),)


def test_one_that_became_two_keeps_its_number_once() -> None:
    numbers, changes = numbered({10: 0, 20: 1, 30: 1}, {10: 4, 20: 4, 30: 4})
    assert numbers[20] == numbers[30] == 4
    assert numbers[10] == 5
    assert changes == (Change(Changed.SPLIT, 4, (4, 5)),)


def test_a_record_that_reads_otherwise_alters_its_child() -> None:
    numbers, changes = numbered({10: 0, 21: 0}, {10: 4, 20: 4})
    assert set(numbers.values()) == {4}
    assert changes == (Change(Changed.ALTERED, 4),)


def test_an_empty_month_and_an_empty_past() -> None:
    empty, changes = numbered({}, {10: 4})
    assert empty == {}
    assert changes == (Change(Changed.GONE, 4),)
    numbers, changes = numbered({10: 0}, {})
    assert numbers == {10: 1}
    assert changes == (Change(Changed.NEW, 1),)


def test_state_comes_back_as_it_was_left_and_shows_no_fingerprint(tmp_path: Path) -> None:
    prints, numbers = np.array([30, 10, 20], np.uint64), np.array([1, 2, 2], np.int64)
    mine = Weights(np.arange(CELLS) / 10, -1.5, 88)
    save_state(tmp_path, prints, numbers, mine, SALT)
    back = load_earlier(tmp_path)
    assert (back.salt, back.weights.constant, back.weights.learnt_from) == (SALT, -1.5, 88)
    assert (back.weights.cell == mine.cell).all()
    assert (np.diff(back.fingerprint.astype(object)) > 0).all()
    again = dict(zip(back.fingerprint.tolist(), back.entity.tolist(), strict=True))
    assert again == dict(zip(salted(prints, SALT).tolist(), numbers.tolist(), strict=True))
    assert not set(again) & {10, 20, 30}
    assert set(salted(prints, SALT).tolist()).isdisjoint(salted(prints, SALT + 1).tolist())


def damaged(folder: Path, how: str) -> None:
    if how == "nothing":
        return
    if how == "no archive":
        (folder / STATE).write_bytes("这不是存档".encode())
        return
    cells = np.zeros(CELLS + 1 if how == "other cells" else CELLS)
    one = np.zeros(1, np.int64)
    named = {"cell": cells, "entity": one, "fingerprint": one.astype(np.uint64), "salt": one[0]}
    parts: dict[str, np.ndarray] = {key: np.asarray(value) for key, value in named.items()}
    parts |= {"constant": np.zeros(()), "learnt_from": np.zeros(())}
    if how == "a part missing":
        del parts["entity"]
    with (folder / STATE).open("wb") as target:
        np.savez(target, allow_pickle=False, **parts)


@pytest.mark.parametrize("how", ["nothing", "no archive", "a part missing", "other cells"])
def test_an_earlier_result_that_cannot_be_used_is_one_sentence(how: str, tmp_path: Path) -> None:
    damaged(tmp_path, how)
    with pytest.raises(DeltaError) as refused:
        load_earlier(tmp_path)
    text = str(refused.value)
    assert text.endswith("。")
    assert "请" in text
    assert STATE in text


def by_number(outcome: Outcome) -> dict[str, int]:
    """Entity number by (file, row)."""
    records, ids = outcome.result.records, outcome.result.entity_ids
    return {
        f"{sheet_}-{row}": int(ids[entity][1:])
        for sheet_, row, entity in zip(records.sheet, records.row, records.entity, strict=True)
    }


@requirement("D-086", "D-093")
def test_next_month_keeps_numbers_and_weights_and_tells_who_came_and_went(tmp_path: Path) -> None:
    rows = [child(at) for at in range(40)]
    first = run(sheet("survey", rows), sheet("police", rows))
    save_state(tmp_path, first.match.fingerprint, first.numbers, first.match.weights, SALT)
    moved = {**rows[3], "phone": "15000000000"}
    month = [*rows[:30], child(77)]
    told = [*rows[:3], moved, *month[4:]]
    second = run(sheet("survey", told), sheet("police", month), earlier=load_earlier(tmp_path))
    before, after = by_number(first), by_number(second)
    assert all(after[f"{s}-{at}"] == before[f"{s}-{at}"] for s in (0, 1) for at in range(1, 31))
    assert after["0-31"] == after["1-31"] == 41
    gone = sorted(before[f"0-{at}"] for at in range(31, 41))
    assert [c.entity for c in second.changes if c.kind is Changed.GONE] == gone
    assert [c for c in second.changes if c.kind is not Changed.GONE] == [
        Change(Changed.ALTERED, before["0-4"]),
        Change(Changed.NEW, 41),
    ]
    assert (second.match.weights.cell == first.match.weights.cell).all()


def test_the_same_rosters_again_change_nothing(tmp_path: Path) -> None:
    rows = [child(at) for at in range(30)]
    first = run(sheet("survey", rows), sheet("school", rows))
    save_state(tmp_path, first.match.fingerprint, first.numbers, first.match.weights, SALT)
    second = run(
        sheet("school", rows[::-1]), sheet("survey", rows[::-1]), earlier=load_earlier(tmp_path)
    )
    assert second.changes == ()
    assert sorted(second.result.entity_ids) == sorted(first.result.entity_ids)
