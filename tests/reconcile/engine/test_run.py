"""一次比对: row and file order do not matter, anything may be missing, and the answer is good."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reconcile.engine.county import County, county, judged, shuffled
from tests.reconcile.engine.county import run as run_county
from tests.reconcile.engine.sheets import Row, child, groups, number, run, sheet, together, without
from tests.requirement import requirement
from tonghu.reconcile.engine.canonical.numbers import NO_DAY
from tonghu.reconcile.engine.fields import Field, Population
from tonghu.reconcile.engine.result import ID_STATES, IdState
from tonghu.reconcile.engine.run import Outcome

ROWS = [child(at) for at in range(10)]
Printed = dict[tuple[str, int], tuple[str, float, int]]


def printed(outcome: Outcome) -> Printed:
    """What is written of each record, by the file and row it came from."""
    records, result = outcome.result.records, outcome.result
    return {
        (result.sheets[s].file.path.name, int(row)): (
            result.entity_ids[e],
            round(float(c), 6),
            int(i),
        )
        for s, row, e, c, i in zip(
            records.sheet,
            records.row,
            records.entity,
            records.confidence,
            records.id_state,
            strict=True,
        )
    }


def asked(outcome: Outcome) -> list[tuple[str, frozenset[tuple[str, int]], float]]:
    records, sheets = outcome.result.records, outcome.result.sheets

    def place(at: int) -> tuple[str, int]:
        return sheets[records.sheet[at]].file.path.name, int(records.row[at])

    return sorted(
        (r.why.value, frozenset(place(at) for at in (r.a, r.b) if at >= 0), round(r.score, 2))
        for r in outcome.result.reviews
    )


@pytest.fixture(scope="module")
def made() -> County:
    return county(250, 3)


@pytest.fixture(scope="module")
def outcome(made: County) -> Outcome:
    return run_county(made.sheets)


@requirement("D-086", "D-093")
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_the_order_of_rows_and_files_does_not_matter(
    made: County, outcome: Outcome, seed: int
) -> None:
    luck = Random(seed)
    sheets = [shuffled(s, luck.sample(range(len(s.rows)), len(s.rows))) for s in made.sheets]
    luck.shuffle(sheets)
    other = run_county(sheets)
    assert printed(other) == printed(outcome)
    assert asked(other) == asked(outcome)


def test_two_runs_give_the_same(made: County, outcome: Outcome) -> None:
    again = run_county(made.sheets)
    assert printed(again) == printed(outcome)
    assert again.result.reviews == outcome.result.reviews
    assert again.result.faults == outcome.result.faults
    assert again.result.agreement == outcome.result.agreement
    assert (again.match.weights.cell == outcome.match.weights.cell).all()


@requirement("D-086", "D-093")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_three_rosters_of_two_thousand_children_become_every_child_once(seed: int) -> None:
    made = county(2000, seed)
    marks = judged(made, run_county(made.sheets))
    assert marks.f1 >= 0.995
    assert marks.precision >= 0.998
    assert marks.exact >= 0.99
    assert marks.twin_share <= 0.03


@requirement("D-093")
@pytest.mark.parametrize(
    ("scenario", "f1"),
    [
        ("no_birth", 0.99),
        ("no_number", 0.99),
        ("no_parents", 0.99),
        ("no_police", 0.99),
        ("blind_village", 0.99),
        ("careless_town", 0.99),
        ("ten_rows", 1.0),
    ],
)
def test_columns_and_rosters_may_be_missing(scenario: str, f1: float) -> None:
    made = county(700, 4, scenario)
    assert judged(made, run_county(made.sheets)).f1 >= f1


@pytest.mark.parametrize("kind", ["survey", "school", "police"])
def test_one_kind_alone_finds_its_own_repeats(kind: str) -> None:
    again = {**without(ROWS[2], "id_number"), "village": "他村"}
    found = run(sheet(kind, [*ROWS, ROWS[4], again]))
    assert len(groups(found)) == len(ROWS)
    assert together(found, 4, 10)
    assert together(found, 2, 11)


@pytest.mark.parametrize(
    "kinds", [("survey", "school"), ("survey", "police"), ("school", "police")]
)
def test_two_kinds_suffice(kinds: tuple[str, str]) -> None:
    bare = [without(row, "id_number") for row in ROWS]
    found = run(sheet(kinds[0], ROWS), sheet(kinds[1], bare))
    assert len(groups(found)) == len(ROWS)
    assert list(found.result.agreement) == [f"{kinds[0]}-{kinds[1]}"]


def test_ten_rows_of_three_rosters_are_ten_children() -> None:
    found = run(*(sheet(kind, ROWS) for kind in ("survey", "school", "police")))
    assert groups(found) == {
        frozenset((f"{kind}.csv", at) for kind in ("survey", "school", "police"))
        for at in range(1, 11)
    }


@pytest.mark.parametrize(
    "gone", ["name", "id_number", "birth_date", "father_name", "phone", "town"]
)
def test_any_one_column_may_be_missing_from_one_roster(gone: str) -> None:
    short: list[Row] = [{k: v for k, v in row.items() if k != gone} for row in ROWS]
    found = run(sheet("survey", short), sheet("school", ROWS), sheet("police", ROWS))
    assert len(groups(found)) == len(ROWS)
    assert len(found.result.records.raw[Field(gone)]) == 30


def test_names_alone_join_nobody() -> None:
    names = [{"name": row["name"]} for row in ROWS]
    assert len(groups(run(sheet("survey", names), sheet("police", names)))) == 2 * len(ROWS)


def test_nothing_at_all_is_no_child() -> None:
    found = run().result
    assert list(found.entity_ids) == []
    assert found.reviews == ()
    assert len(found.records.kind) == 0


def test_rows_that_say_nothing_stand_alone() -> None:
    found = run(sheet("survey", [*ROWS, {"name": ""}, {"name": "无"}]), sheet("police", ROWS))
    assert len(groups(found)) == len(ROWS) + 2


def test_towns_are_named_as_most_senders_write_them() -> None:
    towns = ["古市镇"] * 3 + ["古市", "玉岩镇", "", " "]
    rows = [{**row, "town": town} for row, town in zip(ROWS, towns, strict=False)]
    found = run(sheet("survey", rows)).result
    assert found.towns == ("古市镇", "玉岩镇")
    assert [found.towns[t] if t >= 0 else "" for t in found.records.town] == [
        *["古市镇"] * 4, "玉岩镇", "", "",
    ]  # fmt: skip


def test_a_record_without_a_town_takes_its_childs_and_the_survey_speaks_first() -> None:
    rows = {kind: [{**ROWS[0], "town": town}] for kind, town in
            (("survey", "古市镇"), ("school", ""), ("police", "玉岩镇"))}  # fmt: skip
    found = run(*(sheet(kind, row) for kind, row in rows.items())).result
    assert [found.towns[t] for t in found.records.town] == ["古市镇", "古市镇", "玉岩镇"]


def test_no_town_anywhere_is_no_town() -> None:
    rows = [without(row, "town") for row in ROWS]
    found = run(sheet("survey", rows), sheet("police", rows)).result
    assert found.towns == ()
    assert set(found.records.town.tolist()) == {-1}
    assert len(found.entity_ids) == len(ROWS)


def test_records_tell_state_birth_sex_and_flag() -> None:
    rows = [
        {"name": "张三", "id_number": number("20140503", 12), "birth_date": ""},
        {"name": "李四", "id_number": "", "birth_date": "2012-01-31", "sex": "男"},
        {"name": "王五", "id_number": "3.31E+17", "birth_date": "", "sex": ""},
    ]
    records = run(sheet("police", rows, population=Population.FLAGGED)).result.records
    states = [ID_STATES[s] for s in records.id_state]
    assert states == [IdState.GOOD, IdState.NONE, IdState.SCIENTIFIC]
    days = [
        None if d == NO_DAY else np.datetime64(int(d), "D").item().isoformat()
        for d in records.birth
    ]
    assert days == ["2014-05-03", "2012-01-31", None]
    assert records.sex.tolist() == [2, 1, 0]
    assert records.left_behind.tolist() == [1, 1, 1]


def test_agreement_counts_how_often_linked_records_say_the_same() -> None:
    other = [{**row, "phone": "15000000000"} if at < 5 else row for at, row in enumerate(ROWS)]
    found = run(sheet("survey", ROWS), sheet("police", other)).result.agreement
    assert found["survey-police"]["phone"] == 0.5
    assert found["survey-police"]["name"] == 1.0


def test_steps_are_told_in_chinese_as_they_begin() -> None:
    told: list[str] = []
    run(sheet("survey", ROWS), step=told.append)
    assert len(told) >= 7
    assert len(set(told)) == len(told)
    assert all("\u4e00" <= text[0] <= "\u9fff" for text in told)


@requirement("D-093")
def test_twins_and_brothers_stay_apart_without_any_number() -> None:
    family = {
        "father_name": "张建国",
        "mother_name": "李春梅",
        "phone": "13900001111",
        "id_number": "",
    }
    twins = [child(1, name=n, birth_date="20140503", **family) for n in ("张文博", "张武强")]
    brother = child(1, name="张斌", birth_date="20161120", **family)
    rows = [*twins, brother, *(child(at) for at in range(20, 60))]
    found = run(*(sheet(kind, rows) for kind in ("survey", "school", "police")))
    assert len(groups(found)) == len(rows)
