"""The fault model: each kind does what it says, as often as the table says, and is written down."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from bench.generator import identity, writing
from bench.generator.faults import birth, name, number
from bench.generator.faults.table import BIT, CODES, FAULTS, Fault, describe
from bench.generator.make import make_land, make_roster, write
from bench.generator.roster import SOURCES, clean
from bench.generator.words import lunar_days, readings

from tests.bench.conftest import CHILDREN, SEED, Made

PLAIN = [fault for fault in FAULTS if not fault.conditional]


@pytest.mark.parametrize("fault", PLAIN, ids=lambda fault: fault.code)
def test_rate_is_near_the_table(made: Made, fault: Fault) -> None:
    for source, rate in zip(SOURCES, fault.rates, strict=True):
        roster = made.rosters[source]
        found = float((roster.faults & BIT[fault.code] > 0).mean())
        spread = 4 * (max(rate, 1e-4) / len(roster)) ** 0.5
        assert abs(found - rate) <= spread + 0.06 * rate, (source, found, rate)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_every_kind_occurs_where_its_rate_is_high_enough(made: Made, fault: Fault) -> None:
    seen = sum(int((roster.faults & BIT[fault.code] > 0).sum()) for roster in made.rosters.values())
    assert seen > 0


def test_a_fifth_to_a_third_of_the_records_is_faultless(made: Made) -> None:
    for roster in made.rosters.values():
        assert 0.17 < (roster.faults == 0).mean() < 0.34


def test_share_of_good_numbers_is_that_of_such_rosters(made: Made) -> None:
    wanted = {"survey": 0.81, "school": 0.93, "police": 0.99}
    for source, roster in made.rosters.items():
        people = made.land.people
        own = np.strings.upper(np.strings.strip(roster.columns["number"], " 'G"))
        good = (own == people.number[roster.child]) | (own == people.second[roster.child])
        good &= own != ""
        assert abs(good.mean() - wanted[source]) < 0.025, source


def test_a_record_without_faults_says_the_truth(made: Made) -> None:
    people = made.land.people
    for roster in made.rosters.values():
        rows = np.flatnonzero(roster.faults == 0)
        child = roster.child[rows]
        assert (roster.columns["name"][rows] == people.name[child]).all()
        assert (roster.columns["number"][rows] == people.number[child]).all()
        assert (roster.ymd[rows] == identity.ymd(people.birth[child])).all()
        assert (roster.columns["father"][rows] == people.father[child]).all()


def test_what_each_number_fault_leaves(made: Made) -> None:
    people, roster = made.land.people, made.rosters["survey"]

    def having(code: str) -> tuple[list[str], list[str]]:
        rows = np.flatnonzero(roster.faults & BIT[code])
        own = people.number[roster.child[rows]].tolist()
        return [
            v.strip(" '").replace(" ", "") for v in roster.columns["number"][rows].tolist()
        ], own

    narrow = str.maketrans("０１２３４５６７８９Ｘ．＋Ｅ", "0123456789X.+E")
    leaves: dict[str, Callable[[str, str], object]] = {
        "id_rounded": lambda v, own: v == own[:15] + "000",
        "id_scientific": lambda v, own: re.fullmatch(r"9\.\d+E\+17", v),
        "id_short": lambda v, own: len(v) == 17,
        "id_guardian": lambda v, own: identity.is_valid(v) and v[6] in "12" and v != own,
        "id_digit": lambda v, own: sum(a != b for a, b in zip(v, own, strict=True)) == 1,
        "id_sibling": lambda v, own: identity.is_valid(v) and v != own,
        "id_swap": lambda v, own: v != own and sorted(v) == sorted(own),
    }
    for code, right in leaves.items():
        written, own = having(code)
        assert written
        pairs = zip(written, own, strict=True)
        assert all(right(v.translate(narrow).upper(), o) for v, o in pairs), code


def test_one_in_eleven_rounded_numbers_passes_the_check_by_luck() -> None:
    land = make_land(20_000, 2)
    roster = clean(np.random.default_rng(1), land, "police")
    rows = np.arange(len(roster))
    number.rounded(roster, land, rows, np.random.default_rng(1))
    passes = np.mean([identity.is_valid(v) for v in roster.columns["number"].tolist()])
    assert 1 / 11 - 0.015 < passes < 1 / 11 + 0.015


def test_homophones_sound_alike_and_lookalikes_do_not_have_to(made: Made) -> None:
    known, people, roster = readings(), made.land.people, made.rosters["survey"]
    rows = np.flatnonzero(
        (roster.faults & BIT["name_homophone"] > 0) & (roster.faults & BIT["name_spaced"] == 0)
        & (roster.faults & (BIT["name_remark"] | BIT["name_former"] | BIT["name_rare"] | BIT["name_dot"]) == 0)
    )  # fmt: skip
    assert len(rows) > 50
    for new, old in zip(roster.columns["name"][rows], people.name[roster.child[rows]], strict=True):
        assert new != old
        assert [known.get(c) for c in new] == [known.get(c) for c in old]


def test_lunar_date_of_a_known_day() -> None:
    first, table = lunar_days()
    day = int(np.datetime64("2020-01-25").astype(int))  # new year's day of the year of the rat
    assert table[day - first] == 20200101
    assert table[day - 1 - first] == 20191230


@pytest.mark.parametrize(
    ("code", "style", "text"),
    [
        (20140503, 3, "2014.5.3"),
        (20140503, 4, "2014年5月3日"),
        (20140503, 1, "20140503"),
        (20140503, 5, "41762"),
        (20140500, 0, "2014.05"),
        (20140000, 4, "2014年"),
        (0, 0, ""),
        (20140230, 5, "2014-2-30"),
    ],
)
def test_how_dates_are_written(code: int, style: int, text: str) -> None:
    assert birth.written(code, style) == text


def test_a_rare_character_becomes_something_a_machine_can_print(made: Made) -> None:
    roster = clean(np.random.default_rng(3), made.land, "survey")
    rows = np.flatnonzero(["䶮" in v or "㛃" in v for v in roster.columns["name"].tolist()])
    done = name.rare(roster, made.land, rows, np.random.default_rng(3))
    assert len(rows) > 0
    assert done.all()
    assert not any("䶮" in v or "㛃" in v for v in roster.columns["name"][rows].tolist())


def test_fault_sets_are_spelt_out_and_fit_their_bits() -> None:
    assert len(CODES) == len(set(CODES)) < 63
    masks = np.array([0, BIT["id_missing"] | BIT["moved"]])
    assert describe(masks) == ["", "id_missing|moved"]


def test_same_seed_same_files_other_seed_other_files(tmp_path: Path, written: Path) -> None:
    again, other = tmp_path / "again", tmp_path / "other"
    write(again, CHILDREN, SEED)
    write(other, CHILDREN, SEED + 1)
    for path in sorted(written.glob("*.csv")):
        assert path.read_bytes() == (again / path.name).read_bytes()
    assert (other / "survey.csv").read_bytes() != (written / "survey.csv").read_bytes()


def test_truth_names_every_row_and_only_rows_that_are_there(written: Path) -> None:
    lines = (written / "truth.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert {line.split(",")[4][0] for line in lines} == {"c"}
    for source in SOURCES:
        rows = [int(line.split(",")[3]) for line in lines if line.startswith(f"{source},")]
        body = (written / f"{source}.csv").read_text(encoding="utf-8").splitlines()[1:]
        assert rows == list(range(1, len(body) + 1))


def test_truth_matches_the_file_line_by_line(made: Made, written: Path) -> None:
    people = made.land.people
    truth = (written / "truth.csv").read_text(encoding="utf-8").splitlines()[1:]
    body = (written / "police.csv").read_text(encoding="utf-8").splitlines()[1:]
    police = [line.split(",") for line in truth if line.startswith("police,")]
    agree = sum(
        line.split(",")[3] == people.number[int(fields[4][1:])]
        for line, fields in zip(body, police, strict=True)
    )
    assert agree / len(body) > 0.97


def test_no_cell_breaks_the_csv(written: Path) -> None:
    for source, heads in writing.HEADERS.items():
        text = (written / f"{source}.csv").read_text(encoding="utf-8")
        assert '"' not in text
        assert {line.count(",") for line in text.splitlines()} == {len(heads) - 1}


def test_repeated_entries_stand_under_another_village_or_school() -> None:
    land = make_land(6000, 5)
    for source in ("survey", "school"):
        roster = make_roster(land, source, 5)
        again = np.flatnonzero(roster.faults & BIT["repeated"])
        assert len(again) > 20
        first = {int(c): i for i, c in reversed(list(enumerate(roster.child.tolist())))}
        place = roster.village if source == "survey" else roster.school
        others = [place[first[int(roster.child[i])]] != place[i] for i in again]
        assert np.mean(others) > 0.7


@pytest.mark.parametrize("children", [1, 2, 9])
def test_a_handful_of_children_is_enough(children: int, tmp_path: Path) -> None:
    assert len(write(tmp_path, children, 3)) == 3
