"""Numbers that cannot belong to those who carry them do no harm."""

from __future__ import annotations

from tests.reconcile.engine.sheets import child, groups, run, sheet
from tests.requirement import requirement

SIZE = 40
CHILDREN = [child(at) for at in range(SIZE)]


@requirement("D-086", "D-093")
def test_a_number_filled_down_a_column_merges_nobody() -> None:
    first = CHILDREN[0]["id_number"]
    school = [{**row, "id_number": first} for row in CHILDREN]
    outcome = run(sheet("school", school), sheet("police", CHILDREN))
    assert len(groups(outcome)) == SIZE
    assert any(f.code == "copied_numbers" and f.file == 0 for f in outcome.result.faults)


@requirement("D-093")
def test_the_owner_of_a_copied_number_keeps_it() -> None:
    first = CHILDREN[0]["id_number"]
    school = [{**row, "id_number": first} for row in CHILDREN]
    outcome = run(sheet("school", school), sheet("police", CHILDREN))
    assert outcome.match.table.good[SIZE] != 0  # the police record of the first child
    assert (outcome.match.table.good[1:SIZE] == 0).all()


@requirement("D-086", "D-093")
def test_a_column_of_numbers_that_slipped_by_one_row_moves_nobody() -> None:
    school = [
        {**row, "id_number": CHILDREN[(at + 1) % SIZE]["id_number"]}
        for at, row in enumerate(CHILDREN)
    ]
    outcome = run(sheet("school", school), sheet("police", CHILDREN), sheet("survey", CHILDREN))
    assert len(groups(outcome)) == SIZE
    assert any("错行" in f.text and f.file == 0 for f in outcome.result.faults)


def test_ordinary_rosters_are_not_accused() -> None:
    outcome = run(sheet("school", CHILDREN), sheet("police", CHILDREN))
    assert not outcome.result.faults
