"""The scorer on answers counted by hand, and on controls: the truth itself and the truth spoilt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from bench.answers import Truth
from bench.score import load_truth, score_folder

from tests.bench.conftest import CHILDREN

HEAD = "source,file,sheet,row,entity_id,confidence\n"
TRUTH = """source,file,sheet,row,child_id,faults
survey,s.csv,,1,a,
survey,s.csv,,2,b,id_missing
school,k.xlsx,一年级,1,a,
school,k.xlsx,二年级,1,b,id_missing|moved
police,p.csv,,1,a,
police,p.csv,,2,b,
police,p.csv,,3,c,
"""
PAIRS = "kind,child_a,child_b\ntwin,a,b\nsibling,a,c\nsibling,b,c\n"
ROWS = [
    "survey,/x/s.csv,,1",
    "survey,/x/s.csv,,2",
    "school,/x/k.xlsx,一年级,1",
    "school,/x/k.xlsx,二年级,1",
    "police,/x/p.csv,,1",
    "police,/x/p.csv,,2",
    "police,/x/p.csv,,3",
]


@pytest.fixture
def truth(tmp_path: Path) -> Truth:
    """Three children, a and b twins with three records each, c with one."""
    (tmp_path / "truth.csv").write_text(TRUTH, encoding="utf-8")
    (tmp_path / "pairs.csv").write_text(PAIRS, encoding="utf-8")
    return load_truth(tmp_path / "truth.csv")


def answer(folder: Path, entities: str, review: str = "") -> Path:
    """An answer giving the seven records these entities, one letter each; "-" leaves one out."""
    rows = [f"{r},{e},1" for r, e in zip(ROWS, entities, strict=True) if e != "-"]
    (folder / "entities.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    if review:
        (folder / "review.csv").write_text(review, encoding="utf-8")
    return folder


def test_the_truth_itself_scores_one(truth: Truth, tmp_path: Path) -> None:
    q = score_folder(answer(tmp_path, "xyxyxyz"), truth)
    assert (q.precision, q.recall, q.f1, q.exact) == (1, 1, 1, 1)
    assert (q.twins, q.twins_merged, q.siblings, q.siblings_merged) == (1, 0, 2, 0)
    assert (q.missing, q.unknown, q.true_pairs) == (0, 0, 6)


def test_merged_twins_are_seen(truth: Truth, tmp_path: Path) -> None:
    q = score_folder(answer(tmp_path, "xxxxxxz"), truth)
    assert q.recall == 1
    assert q.precision == 6 / 15
    assert (q.twins_merged, q.siblings_merged, q.twin_share) == (1, 0, 1.0)
    assert q.exact == pytest.approx(1 / 3)
    assert q.wrong_pairs == 9


def test_one_record_in_the_twins_entity_is_a_merge_and_a_miss(truth: Truth, tmp_path: Path) -> None:
    q = score_folder(answer(tmp_path, "xxxyxyz"), truth)  # b's survey record lies with a
    assert (q.missed_pairs, q.wrong_pairs) == (2, 3)
    assert q.twins_merged == 1
    assert q.precision == 4 / 7
    assert q.recall == 4 / 6


def test_all_alone_has_no_wrong_pairs_and_no_recall(truth: Truth, tmp_path: Path) -> None:
    q = score_folder(answer(tmp_path, "1234567"), truth)
    assert (q.precision, q.recall, q.f1) == (1, 0, 0)
    assert q.exact == pytest.approx(1 / 3)  # c has one record only


def test_records_left_out_stand_alone_and_are_counted(truth: Truth, tmp_path: Path) -> None:
    q = score_folder(answer(tmp_path, "xy-yxyz"), truth)
    assert (q.missing, q.missed_pairs) == (1, 2)


def test_sheets_tell_rows_with_one_number_apart(truth: Truth, tmp_path: Path) -> None:
    swapped = HEAD + "school,k.xlsx,二年级,1,x,1\nsurvey,s.csv,,1,x,1\n"
    (tmp_path / "entities.csv").write_text(swapped, encoding="utf-8")
    q = score_folder(tmp_path, truth)
    assert q.wrong_pairs == 1


def test_rows_nobody_sent_are_counted(truth: Truth, tmp_path: Path) -> None:
    answer(tmp_path, "xyxyxyz")
    with (tmp_path / "entities.csv").open("a", encoding="utf-8") as out:
        out.write("survey,s.csv,,99,x,1\npolice,other.csv,,1,x,1\n")
    q = score_folder(tmp_path, truth)
    assert (q.unknown, q.f1) == (2, 1)


REVIEW = "source,file,sheet,row,reason,other_source,other_file,other_sheet,other_row\n"


def test_review_touches_pairs_from_either_side(truth: Truth, tmp_path: Path) -> None:
    listed = REVIEW + "survey,/x/s.csv,,2,uncertain,police,/x/p.csv,,3\n"
    q = score_folder(answer(tmp_path, "xxxyxyz", listed), truth)
    assert q.touched == 1.0  # every wrong or missed pair has b's survey record in it
    assert q.reviewed == pytest.approx(2 / 7)
    assert q.reviewed_asking == pytest.approx(1 / 7)


def test_review_that_names_the_wrong_records_touches_nothing(truth: Truth, tmp_path: Path) -> None:
    listed = REVIEW + "police,/x/p.csv,,3,uncertain,,,,\n"
    q = score_folder(answer(tmp_path, "xxxyxyz", listed), truth)
    assert q.touched == 0.0
    assert q.reviewed == pytest.approx(1 / 7)


def test_a_row_speaks_for_the_whole_child_in_the_looser_figure(
    truth: Truth, tmp_path: Path
) -> None:
    listed = REVIEW + "survey,/x/s.csv,,1,uncertain,,,,\n"  # a's, while b's records are torn
    q = score_folder(answer(tmp_path, "xxxyxyz", listed), truth)
    assert q.touched == pytest.approx(1 / 5)  # of 3 wrong and 2 missed pairs, one holds it
    assert q.touched_child == 1.0


def test_break_down_by_fault_counts_pairs_with_such_a_record(truth: Truth, tmp_path: Path) -> None:
    q = score_folder(answer(tmp_path, "x1x2xyz"), truth)  # b's three records all apart
    assert q.by_fault["id_missing"] == {
        "records": 2, "missed": 3, "wrong": 0, "missed_rate": 1.0,
    }  # fmt: skip
    assert q.by_fault["moved"]["missed"] == 2
    assert q.by_source["survey-school"] == 0.5


def test_perfect_and_spoilt_answers_on_generated_rosters(written: Path, tmp_path: Path) -> None:
    truth = load_truth(written / "truth.csv")
    assert len(truth.twins) > 40
    names = (written / "truth.csv").read_text(encoding="utf-8").splitlines()[1:]
    fields = [line.split(",") for line in names]
    whole = tmp_path / "whole"
    whole.mkdir()
    rows = [f"{f[0]},{f[1]},{f[2]},{f[3]},{f[4]},1" for f in fields]
    (whole / "entities.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    assert score_folder(whole, truth).f1 == 1.0
    family = dict(
        line.split(",")[1:][::-1]
        for line in (written / "pairs.csv").read_text(encoding="utf-8").splitlines()
        if line.startswith("twin")
    )
    rows = [f"{f[0]},{f[1]},{f[2]},{f[3]},{family.get(f[4], f[4])},1" for f in fields]
    (whole / "entities.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    q = score_folder(whole, truth)
    assert q.twin_share > 0.95  # some twin stands in no roster at all
    assert q.recall == 1.0
    assert q.precision < 0.98


def test_counting_agrees_with_listing_all_pairs(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    child, entity = rng.integers(0, 30, 120), rng.integers(0, 40, 120)
    lines = [f"survey,s.csv,,{i + 1},c{c}," for i, c in enumerate(child)]
    head = "source,file,sheet,row,child_id,faults\n"
    (tmp_path / "truth.csv").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    rows = [f"survey,s.csv,,{i + 1},e{e},1" for i, e in enumerate(entity)]
    (tmp_path / "entities.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    q = score_folder(tmp_path, load_truth(tmp_path / "truth.csv"))
    same_child = {(i, j) for i in range(120) for j in range(i) if child[i] == child[j]}
    same_entity = {(i, j) for i in range(120) for j in range(i) if entity[i] == entity[j]}
    assert q.missed_pairs == len(same_child - same_entity)
    assert q.wrong_pairs == len(same_entity - same_child)
    assert q.precision == len(same_child & same_entity) / len(same_entity)


def test_children_of_the_land_are_all_in_the_truth(written: Path) -> None:
    truth = load_truth(written / "truth.csv")
    assert 0.99 * CHILDREN < truth.children[0] <= CHILDREN
