"""Special settings: the harm is where the scenario says and nowhere else, and the truth still fits."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from bench.generator.identity import is_valid
from bench.generator.make import write
from bench.generator.scenarios import SCENARIOS
from bench.score import load_truth

CHILDREN = 1500


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV file by its headers."""
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def struck(folder: Path, source: str) -> set[int]:
    """Data rows the scenario marked."""
    return {
        int(r["row"])
        for r in rows(folder / "truth.csv")
        if r["source"] == source and "scenario" in r["faults"].split("|")
    }


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_truth_covers_every_file_of_every_scenario(name: str, tmp_path: Path) -> None:
    files = write(tmp_path, CHILDREN, 2, name)
    truth = rows(tmp_path / "truth.csv")
    for path in files:
        own = [int(r["row"]) for r in truth if r["file"] == path.name]
        assert own == list(range(1, len(rows(path)) + 1)), path.name
    assert load_truth(tmp_path / "truth.csv").children[1] == len(truth)


def test_one_town_swaps_father_and_mother(tmp_path: Path) -> None:
    write(tmp_path / "plain", CHILDREN, 2, "plain")
    write(tmp_path / "swapped", CHILDREN, 2, "parents_swapped")
    same = ("姓名", "身份证号码", "出生日期", "联系电话", "村（社区）", "监护人姓名")
    before = {tuple(r[k] for k in same): r for r in rows(tmp_path / "plain/survey.csv")}
    own = rows(tmp_path / "swapped/survey_own.csv")
    assert len(own) > 100
    for r in own:
        old = before[tuple(r[k] for k in same)]
        assert (r["父亲姓名"], r["母亲姓名"]) == (old["母亲姓名"], old["父亲姓名"])


def test_dates_of_one_school_are_a_day_early(tmp_path: Path) -> None:
    write(tmp_path, CHILDREN, 2, "day_off")
    marked = struck(tmp_path, "school")
    school = rows(tmp_path / "school.csv")
    assert len(marked) > 30
    assert len({school[i - 1]["学校名称"] for i in marked}) == 1
    shifted = [school[i - 1] for i in marked if is_valid(school[i - 1]["身份证件号"])]
    agree = [r["身份证件号"][6:14] == r["出生年月日"].replace("-", "") for r in shifted]
    assert sum(agree) < 0.1 * len(agree)


def test_one_village_writes_letters(tmp_path: Path) -> None:
    write(tmp_path, CHILDREN, 2, "pinyin_village")
    marked = struck(tmp_path, "survey")
    survey = rows(tmp_path / "survey.csv")
    assert marked
    letters = {i + 1 for i, r in enumerate(survey) if r["姓名"].replace(" ", "")[:3].isascii()}
    assert marked <= letters | {i for i in marked if not survey[i - 1]["姓名"].isascii()}
    assert len(letters & marked) > 0.9 * len(marked)
    assert len(letters - marked) < 5


def test_one_school_gives_guardians_numbers(tmp_path: Path) -> None:
    write(tmp_path, CHILDREN, 2, "guardian_numbers")
    school = rows(tmp_path / "school.csv")
    numbers = [school[i - 1]["身份证件号"] for i in struck(tmp_path, "school")]
    assert numbers
    assert all(is_valid(n) and n[6:8] == "19" for n in numbers)


def test_a_careless_town_is_far_worse_and_the_others_are_as_ever(tmp_path: Path) -> None:
    write(tmp_path / "plain", CHILDREN, 2, "plain")
    write(tmp_path / "careless", CHILDREN, 2, "careless_town")
    marked = struck(tmp_path / "careless", "survey")
    before, after = (
        [
            r["faults"].split("|")
            for r in rows(tmp_path / d / "truth.csv")
            if r["source"] == "survey"
        ]
        for d in ("plain", "careless")
    )
    worse = [len(after[i - 1]) - 1 > len(before[i - 1]) for i in marked]
    assert sum(worse) > 0.7 * len(worse)
    assert all(
        a == b for i, (a, b) in enumerate(zip(after, before, strict=True), 1) if i not in marked
    )
    assert "\0" not in (tmp_path / "careless/survey.csv").read_text(encoding="utf-8")


def test_a_blind_village_gives_no_number(tmp_path: Path) -> None:
    write(tmp_path, CHILDREN, 2, "blind_village")
    survey = rows(tmp_path / "survey.csv")
    marked = struck(tmp_path, "survey")
    assert marked
    assert not any(survey[i - 1]["身份证号码"] for i in marked)


def test_ten_children_are_ten_rows(tmp_path: Path) -> None:
    write(tmp_path, CHILDREN, 2, "ten_rows")
    assert len(rows(tmp_path / "survey.csv")) == 10


def test_a_missing_column_is_missing(tmp_path: Path) -> None:
    write(tmp_path, CHILDREN, 2, "no_number")
    assert "身份证号码" not in rows(tmp_path / "survey.csv")[0]
    assert "身份证件号" in rows(tmp_path / "school.csv")[0]
    write(tmp_path / "bare", CHILDREN, 2, "bare_survey")
    assert list(rows(tmp_path / "bare/survey.csv")[0]) == [
        "姓名",
        "身份证号码",
        "联系电话",
        "村（社区）",
    ]
    for path in write(tmp_path / "none", CHILDREN, 2, "no_numbers"):
        assert not any("号码" in head or "证件号" in head for head in rows(path)[0])


@pytest.mark.parametrize(
    ("name", "head", "pattern"),
    [
        ("ages", "出生日期", r"\d{1,2}"),
        ("scientific_phones", "联系电话", r"[12]\.\d\dE\+10|无|—|不详|/|.*-.*|"),
    ],
)
def test_one_towns_column_is_ruined(name: str, head: str, pattern: str, tmp_path: Path) -> None:
    write(tmp_path, CHILDREN, 2, name)
    survey, marked = rows(tmp_path / "survey.csv"), struck(tmp_path, "survey")
    assert len(marked) > 100
    assert all(re.fullmatch(pattern, survey[i - 1][head]) for i in marked)
    assert len({survey[i - 1][head] for i in range(1, len(survey) + 1) if i not in marked}) > 100


def test_one_town_writes_the_other_sex(tmp_path: Path) -> None:
    write(tmp_path / "plain", CHILDREN, 2, "plain")
    write(tmp_path / "turned", CHILDREN, 2, "sex_inverted")
    marked = struck(tmp_path / "turned", "survey")
    both = zip(
        rows(tmp_path / "plain/survey.csv"), rows(tmp_path / "turned/survey.csv"), strict=True
    )
    turned = {i for i, (a, b) in enumerate(both, 1) if a["性别"] != b["性别"]}
    assert turned <= marked
    assert len(turned) > 0.9 * len(marked) > 90


def test_a_block_of_rows_stands_twice(tmp_path: Path) -> None:
    write(tmp_path, CHILDREN, 2, "copied_block")
    survey, marked = rows(tmp_path / "survey.csv"), sorted(struck(tmp_path, "survey"))
    size = len(marked)
    assert marked == list(range(marked[0], marked[0] + size))
    for i in marked:
        one, two = survey[i - 1], survey[i - 1 - size]
        assert {k: v for k, v in one.items() if k != "序号"} == {
            k: v for k, v in two.items() if k != "序号"
        }
