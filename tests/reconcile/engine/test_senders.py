"""名册系统性差错: found, undone or contained, told in one sentence, and nobody else pays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
import pytest
from bench.generator.words import readings

from tests.reconcile.engine.county import county, judged
from tests.reconcile.engine.county import run as run_county
from tests.reconcile.engine.sheets import (
    GIVEN,
    SURNAMES,
    TODAY,
    child,
    column,
    groups,
    number,
    run,
    sheet,
)
from tests.requirement import requirement
from tonghu.reconcile.engine.canonical.dates import canonical_dates, iso
from tonghu.reconcile.engine.canonical.names import Names
from tonghu.reconcile.engine.canonical.numbers import NO_DAY
from tonghu.reconcile.engine.canonical.table import Table, canonical_table
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.tables import Sheet
from tonghu.reconcile.engine.result import SenderFault
from tonghu.reconcile.engine.senders import CROWDED, FEW, find_faults

Row = dict[str, str]
SIZE = 40  # children whose survey is struck; as many more stand in another file
CHILDREN = [
    child(at, birth_date=f"{child(at)['birth_date'][:6]}{at % 11 + 2:02d}")
    for at in range(2 * SIZE)
]
CHILDREN = [
    {**row, "id_number": number(row["birth_date"], 2 * at + 1), "school": f"演示{'一二'[at % 2]}小"}
    for at, row in enumerate(CHILDREN)
]
CHILDREN = [{**row, "village": f"{'东西'[at % 2]}村"} for at, row in enumerate(CHILDREN)]


@dataclass(frozen=True)
class Found:
    """What was found, and the table before and after."""

    before: Table
    after: Table
    faults: tuple[SenderFault, ...]


def look(*sheets: Sheet) -> Found:
    before, after = canonical_table(sheets, TODAY), canonical_table(sheets, TODAY)
    return Found(before, after, find_faults(after, sheets))


def struck(change: Callable[[int, Row], Row]) -> tuple[Sheet, ...]:
    """Three rosters of the same children, the rows of one town's survey changed."""
    survey = [change(at, row) for at, row in enumerate(CHILDREN[:SIZE])]
    return (
        sheet("survey", survey, "甲镇.csv"),
        sheet("survey", CHILDREN[SIZE:], "乙镇.csv"),
        sheet("school", CHILDREN),
        sheet("police", CHILDREN),
    )


def columns(t: Table, rows: slice) -> dict[str, list[object]]:
    out: dict[str, list[object]] = {}
    for item in fields(Table):
        values = getattr(t, item.name)
        parts = {"": values}
        if isinstance(values, Names):
            parts = {part.name: getattr(values, part.name) for part in fields(Names)}
        out |= {f"{item.name}.{part}": array[rows].tolist() for part, array in parts.items()}
    return out


def swapped(one: str, two: str) -> Callable[[int, Row], Row]:
    return lambda at, row: {**row, one: row[two], two: row[one]}


def day_off(at: int, row: Row) -> Row:
    day = canonical_dates(column(row["birth_date"])).day[0]
    return {**row, "birth_date": iso(int(day) - 1)}


def turned(at: int, row: Row) -> Row:
    day = row["birth_date"]
    return {**row, "birth_date": f"{day[:4]}-{day[6:8]}-{day[4:6]}"}


def any_day(at: int, row: Row) -> Row:
    return {**row, "birth_date": f"20{11 + at * 5 % 7}{at * 7 % 12 + 1:02d}{at * 11 % 28 + 1:02d}"}


def any_father(at: int, row: Row) -> Row:
    return {**row, "father_name": SURNAMES[at % 20] + GIVEN[at % 13] + GIVEN[at % 7]}


def pinyin(at: int, row: Row) -> Row:
    return {**row, "name": " ".join(readings()[c] for c in row["name"]).title()}


def grown_up(at: int, row: Row) -> Row:
    return {**row, "id_number": number("19850101", 2 * at + 1)}


def rounded(at: int, row: Row) -> Row:
    return {**row, "id_number": row["id_number"][:15] + "000"}


def wrong(at: int, row: Row) -> Row:
    last = row["id_number"][-1]
    return {**row, "id_number": row["id_number"][:17] + ("1" if last != "1" else "2")}


def one_phone(at: int, row: Row) -> Row:
    return {**row, "phone": "13812340000"}


def other_sex(at: int, row: Row) -> Row:
    return {**row, "sex": {"男": "女", "女": "男"}[row["sex"]]}


def age(at: int, row: Row) -> Row:
    years = TODAY.year - int(row["birth_date"][:4])
    return {
        **row,
        "birth_date": (f"{years}", f"{years}岁", f"{years}周岁", f"{years}岁3个月")[at % 4],
    }


def scientific_phone(at: int, row: Row) -> Row:
    return {**row, "phone": f"1.{at:0{at % 9 + 1}d}E+10"}


FAULTS: dict[str, tuple[Callable[[int, Row], Row], str, tuple[Field, ...], str, str]] = {
    "dates a day early": (day_off, "shifted_birth_date", (Field.BIRTH_DATE,), "corrected", "早1天"),
    "day and month turned": (turned, "shifted_birth_date", (Field.BIRTH_DATE,), "corrected", "颠倒"),
    "dates made up": (any_day, "field_disagrees", (Field.BIRTH_DATE,), "distrusted", "没有采用"),
    "parents exchanged": (
        swapped("father_name", "mother_name"), "swapped_columns",
        (Field.FATHER_NAME, Field.MOTHER_NAME), "corrected", "“父亲姓名”和“母亲姓名”",
    ),
    "child and guardian exchanged": (
        swapped("name", "guardian_name"), "swapped_columns",
        (Field.NAME, Field.GUARDIAN_NAME), "corrected", "“儿童姓名”和“监护人姓名”",
    ),
    "child and father exchanged": (
        swapped("name", "father_name"), "swapped_columns",
        (Field.NAME, Field.FATHER_NAME), "corrected", "“儿童姓名”和“父亲姓名”",
    ),
    "child and mother exchanged": (
        swapped("name", "mother_name"), "swapped_columns",
        (Field.NAME, Field.MOTHER_NAME), "corrected", "“儿童姓名”和“母亲姓名”",
    ),
    "fathers of somebody else": (
        any_father, "field_disagrees", (Field.FATHER_NAME,), "distrusted", "父亲姓名与其他名册大多不符",
    ),
    "names in pinyin": (pinyin, "pinyin_names", (Field.NAME,), "reported", "拼音"),
    "guardians' numbers": (grown_up, "adult_numbers", (Field.ID_NUMBER,), "reported", "成年人"),
    "numbers rounded": (rounded, "spoilt_numbers", (Field.ID_NUMBER,), "reported", "文本"),
    "numbers wrong": (wrong, "wrong_numbers", (Field.ID_NUMBER,), "reported", "通不过校验"),
    "sexes exchanged": (other_sex, "inverted_sex", (Field.SEX,), "corrected", "填反"),
    "ages for dates": (age, "ages_for_dates", (Field.BIRTH_DATE,), "distrusted", "年龄"),
    "telephones in scientific notation": (
        scientific_phone, "spoilt_telephones", (Field.PHONE,), "distrusted", "科学计数",
    ),
    "one telephone": (one_phone, "shared_telephone", (Field.PHONE,), "distrusted", "共用"),
}  # fmt: skip
UNDONE = [name for name, fault in FAULTS.items() if fault[3] == "corrected"]


@requirement("D-086")
@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_senders_fault_is_found_and_told_once(name: str) -> None:
    change, code, concerned, action, words = FAULTS[name]
    (fault,) = look(*struck(change)).faults
    assert (fault.code, fault.fields, fault.action) == (code, concerned, action)
    assert (fault.file, fault.scope, fault.records) == (0, "", SIZE)
    assert words in fault.text
    assert fault.text.startswith("甲镇.csv：")
    assert fault.text.endswith("。")


@requirement("D-086")
@pytest.mark.parametrize("name", sorted(FAULTS))
def test_nobody_elses_rows_are_touched(name: str) -> None:
    found = look(*struck(FAULTS[name][0]))
    others = slice(SIZE, 6 * SIZE)
    assert columns(found.before, others) == columns(found.after, others)


@pytest.mark.parametrize("name", sorted(UNDONE))
def test_what_is_undone_reads_like_the_clean_roster(name: str) -> None:
    after, clean = look(*struck(FAULTS[name][0])).after, look(*struck(lambda at, row: row)).after
    assert (after.day == clean.day).all()
    assert (after.sex == clean.sex).all()
    for people in ("name", "father", "mother", "guardian"):
        assert (getattr(after, people).code == getattr(clean, people).code).all()


def test_lunar_birthdays_of_a_whole_list_are_turned_into_solar_ones() -> None:
    def solar(row: Row) -> Row:
        day = iso(int(canonical_dates(column(row["birth_date"])).lunar[0]))
        plain = day.replace("-", "")
        return {**row, "id_number": number(plain, int(row["id_number"][14:17])), "birth_date": day}

    lunar = [{**solar(row), "birth_date": row["birth_date"]} for row in CHILDREN]
    right = [solar(row) for row in CHILDREN]
    found = look(sheet("survey", lunar), sheet("school", right))
    (fault,) = found.faults
    assert "农历" in fault.text
    assert fault.action == "corrected"
    assert (found.after.day[:SIZE] == found.after.id_day[:SIZE]).all()


def test_a_column_that_is_not_believed_is_empty_afterwards() -> None:
    dates, fathers = look(*struck(any_day)).after, look(*struck(any_father)).after
    assert (dates.day[:SIZE] == NO_DAY).all()
    assert not fathers.father.code[:SIZE].any()
    phones = look(*struck(one_phone)).after
    assert not phones.phone[:SIZE].any()


@pytest.mark.parametrize("name", ["dates a day early", "parents exchanged", "names in pinyin"])
def test_one_village_at_fault_is_named_and_its_neighbours_stay(name: str) -> None:
    change, code = FAULTS[name][:2]
    rows = [
        {**r, "village": f"{'东西南'[at % 3]}村", "school": ""}
        for at, r in enumerate(CHILDREN[:SIZE])
    ]
    survey = [change(at, row) if at % 3 == 0 else row for at, row in enumerate(rows)]
    found = look(sheet("survey", survey), sheet("school", rows), sheet("police", rows))
    (fault,) = found.faults
    assert (fault.code, fault.scope) == (code, "东村")
    assert "中东村：" in fault.text
    before, after = (columns(t, slice(0, SIZE)) for t in (found.before, found.after))
    for key, values in before.items():
        apart = {at for at in range(SIZE) if values[at] != after[key][at]}
        assert all(at % 3 == 0 for at in apart), key


def test_a_list_that_calls_every_child_a_boy_says_nothing_of_sex() -> None:
    both = [
        {**r, "sex": "男女"[at % 2], "id_number": number(r["birth_date"], 2 * at + 1 + at % 2)}
        for at, r in enumerate(CHILDREN)
    ]
    found = look(sheet("survey", [{**row, "sex": "男"} for row in both]), sheet("police", both))
    (fault,) = found.faults
    assert (fault.code, fault.scope, fault.action) == ("field_disagrees", "", "distrusted")
    assert not found.after.sex[fault.file : len(both)].any()
    assert found.after.sex[len(both) :].all()


def test_a_village_of_another_town_with_the_same_name_is_another_sender() -> None:
    rows = [
        {**r, "village": "新村", "town": f"{'甲乙'[at % 2]}镇", "school": ""}
        for at, r in enumerate(CHILDREN)
    ]
    survey = [other_sex(at, row) if at % 2 else row for at, row in enumerate(rows)]
    found = look(sheet("survey", survey), sheet("police", rows))
    (fault,) = found.faults
    assert (fault.code, fault.records) == ("inverted_sex", SIZE)
    clean = look(sheet("survey", rows), sheet("police", rows)).after
    assert (found.after.sex == clean.sex).all()


def block(rows: list[Row], *, file: str = "survey.csv") -> list[SenderFault]:
    found = look(sheet("survey", rows, file), sheet("school", CHILDREN))
    assert columns(found.before, slice(None)) == columns(found.after, slice(None))
    return [fault for fault in found.faults if fault.code == "copied_rows"]


def test_a_block_of_rows_pasted_twice_is_told_with_its_lines() -> None:
    (fault,) = block([*CHILDREN, *CHILDREN[5:30]])
    assert (fault.records, fault.action, fault.scope) == (25, "reported", "")
    assert "第82至第106行和第7至第31行内容完全相同" in fault.text
    (behind,) = block([*CHILDREN[:30], *CHILDREN[10:30], *CHILDREN[30:]])
    assert "第32至第51行和第12至第31行" in behind.text


def test_repeats_here_and_there_are_no_block_and_two_copies_are_two() -> None:
    assert block([*CHILDREN, *CHILDREN[5 : 5 + FEW - 1]]) == []
    assert len(block([*CHILDREN, *CHILDREN[5 : 5 + FEW]])) == 1
    assert block([*CHILDREN, *CHILDREN[:40:-1][:30]]) == []
    assert len(block([*CHILDREN, *CHILDREN[:20], *CHILDREN[:20]])) == 2


def test_a_block_pasted_twice_makes_no_child_twice() -> None:
    clean = groups(run(sheet("survey", CHILDREN), sheet("school", CHILDREN)))
    twice = groups(run(sheet("survey", [*CHILDREN, *CHILDREN[5:30]]), sheet("school", CHILDREN)))
    assert len(twice) == len(clean)


def test_clean_rosters_report_nothing_and_nothing_is_touched() -> None:
    found = look(*struck(lambda at, row: row))
    assert found.faults == ()
    assert columns(found.before, slice(None)) == columns(found.after, slice(None))


def test_ordinary_carelessness_is_no_senders_fault() -> None:
    def some(at: int, row: Row) -> Row:
        return (
            (day_off, any_father, pinyin, rounded, wrong)[at % 5](at, row) if at % 4 == 0 else row
        )

    assert look(*struck(some)).faults == ()


def test_too_few_records_prove_nothing() -> None:
    few = [day_off(at, row) for at, row in enumerate(CHILDREN[: FEW - 1])]
    assert look(sheet("survey", few), sheet("police", CHILDREN)).faults == ()
    more = [day_off(at, row) for at, row in enumerate(CHILDREN[:FEW])]
    assert len(look(sheet("survey", more), sheet("police", CHILDREN)).faults) == 1


@pytest.mark.parametrize(("children", "told"), [(CROWDED, 0), (CROWDED + 1, 1)])
def test_a_telephone_of_a_large_family_is_no_village_office(children: int, told: int) -> None:
    rows = [one_phone(at, row) if at < children else row for at, row in enumerate(CHILDREN)]
    found = look(sheet("survey", rows)).faults
    assert [f.code for f in found] == ["shared_telephone"] * told


def test_children_stay_found_though_a_senders_column_is_wrong() -> None:
    clean = groups(run(*struck(lambda at, row: row)))
    assert len(clean) == 2 * SIZE
    for name in ("dates made up", "guardians' numbers", "parents exchanged", "one telephone"):
        assert groups(run(*struck(FAULTS[name][0]))) == clean, name


SCENARIOS = {
    "plain": set(),
    "parents_swapped": {"swapped_columns"},
    "guardian_swapped": {"swapped_columns"},
    "day_off": {"shifted_birth_date"},
    "pinyin_village": {"pinyin_names"},
    "guardian_numbers": {"adult_numbers"},
    "teacher_phone": {"shared_telephone"},
    "sex_inverted": {"inverted_sex"},
    "ages": {"ages_for_dates"},
    "scientific_phones": {"spoilt_telephones"},
    "copied_block": {"copied_rows"},
}


@requirement("D-086", "D-093")
@pytest.mark.parametrize("scenario", sorted(SCENARIOS))
def test_a_fault_nobody_foresaw_is_told_and_harms_nobody_else(scenario: str) -> None:
    made = county(900, 2, scenario)
    outcome = run_county(made.sheets)
    assert {fault.code for fault in outcome.result.faults} == SCENARIOS[scenario]
    marks = judged(made, outcome)
    assert marks.f1 >= 0.995
    if marks.outside:
        assert marks.outside["precision"] >= 0.998
        assert marks.outside["recall"] >= 0.995
    assert np.isfinite(outcome.result.records.confidence).all()
