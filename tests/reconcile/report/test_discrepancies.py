"""Every kind of discrepancy: what is listed, what is not, and who is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reconcile.report.sample import TERMS, HandedIn, Row, Sample, build, number, rows
from tests.requirement import requirement
from tonghu.reconcile.engine.fields import Kind, Population
from tonghu.reconcile.engine.result import IdState
from tonghu.reconcile.report.discrepancies import Discrepancy, DiscrepancyKind, find

K = DiscrepancyKind


@pytest.fixture(scope="module")
def sample() -> Sample:
    return build()


def listed(sample: Sample, kind: K, entity: str) -> list[Discrepancy]:
    own = set(sample.at(entity))
    return [d for d in find(sample, TERMS).of_kind(kind) if own & set(d.records[:1])]


@requirement("D-086", "D-093", "D-315")
def test_every_kind_is_found_in_the_sample(sample: Sample) -> None:
    counts = find(sample, TERMS).count_cases()
    assert counts == {
        K.MISSING_FROM_SURVEY: 1,
        K.SAME_NUMBER: 1,
        K.DOUBLE_HUKOU: 1,
        K.REPEAT: 2,
        K.OVER_AGE: 1,
        K.SURVEY_ONLY: 3,
        K.FIELD_CONFLICT: 2,
        K.UNREADABLE_ID: 14,
        K.SENDER_FAULT: 1,
    }


@requirement("D-093")
def test_missing_is_asked_of_the_village_once(sample: Sample) -> None:
    (found,) = listed(sample, K.MISSING_FROM_SURVEY, "missing")
    assert found.owner == "演示甲镇象溪村"
    assert found.town == "演示甲镇"
    assert found.sentence.startswith("学校学籍把这个孩子列为留守")


@pytest.mark.parametrize(
    ("entity", "why"),
    [
        ("unflagged", "the school does not call the child left-behind"),
        ("uncovered", "the survey handed in only an excerpt of this town"),
    ],
)
def test_missing_is_not_raised_on_silence_that_means_nothing(
    sample: Sample, entity: str, why: str
) -> None:
    assert not listed(sample, K.MISSING_FROM_SURVEY, entity), why


def test_missing_is_not_raised_for_a_child_past_the_age() -> None:
    old = Row("school0", "old", "徐满", date(2010, 9, 30), 1, "", left=1)
    assert not listed(build([*rows(), old]), K.MISSING_FROM_SURVEY, "old")
    young = replace(old, born=date(2010, 10, 1))
    assert listed(build([*rows(), young]), K.MISSING_FROM_SURVEY, "old")


def test_a_stray_row_of_a_neighbour_does_not_make_a_town_surveyed() -> None:
    crowd = [
        Row("school2", f"pupil{at}", f"吴{at}", date(2015, 1, 1), 1, "", left=1) for at in range(80)
    ]
    stray = Row("survey0", "stray", "吴飞", date(2015, 1, 1), 1, "", town=2)
    assert not listed(build([*rows(), *crowd, stray]), K.MISSING_FROM_SURVEY, "pupil0")


def test_survey_only_excuses_pre_school_children_and_names_who_is_silent(sample: Sample) -> None:
    (found,) = listed(sample, K.SURVEY_ONLY, "alone")
    assert found.sentence.startswith("学校学籍和公安户籍里没有找到")
    (partial,) = listed(sample, K.SURVEY_ONLY, "partial")  # no station covers this town
    assert partial.sentence.startswith("学校学籍里没有找到")
    assert not listed(sample, K.SURVEY_ONLY, "toddler")
    toddler = [row for row in rows() if (row.entity, row.sheet) != ("toddler", "police1")]
    (found,) = listed(build(toddler), K.SURVEY_ONLY, "toddler")
    assert found.sentence.startswith("公安户籍里没有找到")


@requirement("D-093")
def test_repeats_across_towns_and_within_one(sample: Sample) -> None:
    across = listed(sample, K.REPEAT, "twice")
    assert {d.owner for d in across} == {"演示甲镇东村", "演示乙乡西村"}
    assert {d.case for d in across} == {across[0].case}
    assert all("另一个乡镇" in d.sentence and "演示" not in d.sentence for d in across)
    within = listed(sample, K.REPEAT, "within")
    assert [d.owner for d in within] == ["演示甲镇东村", "演示甲镇南村"]
    assert all("同一个乡镇" in d.sentence for d in within)
    assert not listed(sample, K.REPEAT, "all3")


def test_double_hukou_is_asked_of_the_stations(sample: Sample) -> None:
    found = [*listed(sample, K.DOUBLE_HUKOU, "hukou1"), *listed(sample, K.DOUBLE_HUKOU, "hukou2")]
    assert [d.owner for d in found] == ["演示甲派出所", "演示乙派出所"]


def test_same_number_is_asked_of_the_borrower_only(sample: Sample) -> None:
    assert [d.owner for d in listed(sample, K.SAME_NUMBER, "borrower")] == ["演示甲镇北村"]
    assert not listed(sample, K.SAME_NUMBER, "lender")
    assert not listed(sample, K.UNREADABLE_ID, "borrower"), "asked once is enough"


def test_conflict_asks_the_odd_one_out(sample: Sample) -> None:
    own = sample.at("sound", "survey1")
    village, station = listed(sample, K.FIELD_CONFLICT, "sound")
    assert village.records[0] == own[0]
    assert village.sentence.startswith("姓名（读音相同、字不同）和其他名册不一样")
    assert station.owner == "演示乙派出所"
    assert station.sentence.startswith("父亲姓名和其他名册不一样")


def test_conflict_believes_the_childs_own_number(sample: Sample) -> None:
    village, school = listed(sample, K.FIELD_CONFLICT, "born")
    assert village.sentence.startswith("性别、出生日期、父亲姓名")
    assert school.sentence.startswith("父亲姓名")  # one against one: both are asked


def test_conflict_says_when_only_the_form_of_a_character_differs() -> None:
    no = number(date(2015, 1, 9), 73)
    pair = [
        Row("survey1", "form", "张昇", date(2015, 1, 9), 1, no, village="西村"),
        Row("police1", "form", "张升", date(2015, 1, 9), 1, no, left=-1),
        Row("survey1", "space", "李 明", date(2015, 1, 9), 1, no, village="西村"),
        Row("police1", "space", "李明", date(2015, 1, 9), 1, no, left=-1),
    ]
    sample = build([*rows(), *pair])
    (found,) = listed(sample, K.FIELD_CONFLICT, "form")
    assert found.sentence.startswith("姓名（繁简或异体写法不同）")
    assert not listed(sample, K.FIELD_CONFLICT, "space"), "blanks are no difference"


@pytest.mark.parametrize("state", [s for s in IdState if s not in (IdState.GOOD, IdState.BORROWED)])
def test_every_unreadable_number_says_what_is_wrong_and_what_to_do(
    sample: Sample, state: IdState
) -> None:
    found = listed(sample, K.UNREADABLE_ID, f"id{state}")
    assert len(found) == 2  # the village's and the station's
    assert "。请" in found[0].sentence or "。是" in found[0].sentence


def test_over_age_counts_to_the_day(sample: Sample) -> None:
    (found,) = listed(sample, K.OVER_AGE, "over")
    assert found.owner == "演示甲镇蔡宅村"
    assert "2026-09-30已年满16周岁" in found.sentence
    assert not listed(sample, K.OVER_AGE, "nearly")
    later = find(sample, replace(TERMS, as_of=date(2026, 10, 1)))
    assert later.count_cases()[K.OVER_AGE] == 2
    assert find(sample, replace(TERMS, under_age=18)).count_cases()[K.OVER_AGE] == 0


def test_faults_of_senders_are_questions_too(sample: Sample) -> None:
    (found,) = find(sample, TERMS).of_kind(K.SENDER_FAULT)
    assert (found.town, found.owner, found.records) == ("演示乙乡", "演示乙乡学校", ())


def test_children_no_roster_calls_left_behind_are_counted_not_listed() -> None:
    again = Row("school0", "unflagged", "何平安", date(2016, 7, 2), 1, "", left=0)
    found = find(build([*rows(), again]), TERMS)
    assert not [d for d in found if set(d.records) & set(found.result.at("unflagged"))]  # type: ignore[attr-defined]
    assert not found.children.listed.all()


def test_a_question_never_holds_another_units_value(sample: Sample) -> None:
    for found in find(sample, TERMS):
        for other in found.records[1:]:
            row = sample.rows[other]
            secrets = [row.number, row.father, row.mother, row.name, row.village, row.school]
            assert not [s for s in secrets if s and s in found.sentence]


def test_counts_agree_with_the_list(sample: Sample) -> None:
    found = find(sample, TERMS)
    every = list(found)
    assert len(every) == len(found) == sum(found.count_questions().values())
    assert len({d.case for d in every}) == sum(found.count_cases().values())
    by_town = found.count_by_town()
    assert sum(sum(row.values()) for row in by_town.values()) == len({d.case for d in every})


def test_nothing_in_gives_nothing_out() -> None:
    empty = build([])
    assert list(find(replace(empty, faults=(), entity_ids=[]), TERMS)) == []


def test_units_are_named_from_what_the_record_says(sample: Sample) -> None:
    assert HandedIn(Kind.SURVEY, 0, Population.ALL, "", "x").sender == ""
    owners = {d.owner for d in find(sample, TERMS)}
    assert "演示乙乡学校" in owners  # the column is empty, the sender is known
