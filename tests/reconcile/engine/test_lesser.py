"""Phones, towns, villages, flags and sex; and how a table puts them beside one another."""

from __future__ import annotations

import pytest

from tests.reconcile.engine.sheets import column, number, one_table, sheet, table
from tonghu.reconcile.engine.canonical.numbers import NO_DAY
from tonghu.reconcile.engine.canonical.others import (
    canonical_flag,
    canonical_phones,
    canonical_sex,
    canonical_text,
    place_in_address,
    town_stem,
    village_stem,
)
from tonghu.reconcile.engine.canonical.table import GOOD
from tonghu.reconcile.engine.fields import Population


@pytest.mark.parametrize(
    "text",
    [
        "13900001111",
        "139 0000 1111",
        "139-0000-1111",
        "+86 139 0000 1111",
        "86-13900001111",
        "１３９００００１１１１",
        "13900001111（妈妈）",
        "13900001111/13800000000",
        "13900001111.0",
    ],
)
def test_one_mobile_in_every_writing(text: str) -> None:
    assert canonical_phones(column(text))[0] == 13900001111


def test_landlines_with_and_without_a_stroke_are_one() -> None:
    found = canonical_phones(column("0578-8061234", "05788061234", "0578 8061234", "0578-8061235"))
    assert found[0] == found[1] == found[2] != 0
    assert found[3] != found[0]


@pytest.mark.parametrize("text", ["", "无", "120", "123456", "00000000000"])
def test_no_telephone_is_none(text: str) -> None:
    assert canonical_phones(column(text))[0] == 0


@pytest.mark.parametrize(
    "text",
    [
        "西屏",
        "西屏街道",
        "西屏街道办事处",
        "松阳县西屏街道",
        "西屏街道办",
        " 西 屏街道",
        "丽水市松阳县西屏街道",
    ],
)
def test_a_town_in_every_writing(text: str) -> None:
    assert town_stem(text) == "西屏"


def test_other_towns_stay_other_towns() -> None:
    stems = [town_stem(t) for t in ("古市镇", "玉岩镇", "大东坝镇", "板桥畲族乡", "枫坪乡")]
    assert len(set(stems)) == 5
    assert "" not in stems


@pytest.mark.parametrize(
    "text",
    ["大岭脚村", "大岭脚", "大岭脚村委会", "大岭脚村民委员会", "西屏街道大岭脚村", "大岭脚行政村"],
)
def test_a_village_in_every_writing(text: str) -> None:
    assert village_stem(text) == "大岭脚"


def test_town_and_village_are_found_in_an_address() -> None:
    address = column("浙江省丽水市松阳县西屏街道大岭脚村12号", "某小区3幢", "")
    assert place_in_address(address, "town").to_pylist() == ["西屏街道", "", ""]
    assert place_in_address(address, "village").to_pylist() == ["大岭脚村", "", ""]


def test_a_record_with_an_address_stands_in_the_same_place_as_one_with_columns() -> None:
    found = one_table(
        {"name": "张三", "town": "西屏街道", "village": "大岭脚村"},
    )
    told = table(sheet("school", [{"name": "张三", "address": "松阳县西屏街道大岭脚村9号"}]))
    assert told.town[0] == found.town[0] != 0
    assert told.village[0] == found.village[0] != 0


def test_the_senders_town_fills_what_the_rows_leave_open() -> None:
    rows = [{"name": "张三", "town": ""}, {"name": "李四", "town": "古市镇"}]
    found = table(sheet("survey", rows, town="西屏街道"))
    named = one_table({"town": "西屏"}, {"town": "古市"})
    assert found.town.tolist() == named.town.tolist()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("是", 1),
        ("√", 1),
        ("有", 1),
        ("1", 1),
        ("留守儿童", 1),
        (" 是 ", 1),
        ("Y", 1),
        ("否", 0),
        ("×", 0),
        ("无", 0),
        ("0", 0),
        ("非留守", 0),
        ("", -1),
        ("不清楚", -1),
    ],
)
def test_whether_left_behind(text: str, flag: int) -> None:
    assert canonical_flag(column(text))[0] == flag


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("男", 1),
        ("女", 2),
        ("1", 1),
        ("2", 2),
        ("M", 1),
        ("女孩", 2),
        ("男性", 1),
        ("", 0),
        ("9", 0),
    ],
)
def test_sex(text: str, sex: int) -> None:
    assert canonical_sex(column(text))[0] == sex


def test_flags_by_what_the_list_is() -> None:
    silent = [{"name": "张三"}]
    assert table(sheet("survey", silent)).flag[0] == 1
    assert table(sheet("school", silent)).flag[0] == -1
    assert table(sheet("school", silent, population=Population.FLAGGED)).flag[0] == 1
    says_no = [{"name": "张三", "left_behind": "否"}]
    assert table(sheet("survey", says_no)).flag[0] == 0
    assert table(sheet("school", says_no, population=Population.FLAGGED)).flag[0] == 0


def test_blanks_do_not_make_another_school() -> None:
    codes = canonical_text(
        column("演示中心 小学", "演示中心小学", "演示(中心)小学", "演示二小", "")
    )
    assert codes[0] == codes[1] == codes[2] != codes[3]
    assert codes[4] == 0


def test_a_number_tells_its_day_and_the_cell_keeps_silent() -> None:
    found = one_table({"id_number": number("20140503", 12)})
    assert found.id_day[0] == 16193
    assert found.day[0] == NO_DAY


def test_towns_with_a_county_word_in_their_name_stay_apart() -> None:
    stems = {town_stem(t) for t in ("红旗街道", "新市街道", "城区街道")}
    assert len(stems) == 3
    assert town_stem("松阳县红旗街道办事处") == town_stem("红旗") == "红旗"


def test_the_number_inside_a_student_number_stands_in_for_a_missing_column() -> None:
    rows = [{"name": "张三", "student_number": "G" + number()}]
    found = table(sheet("school", rows))
    assert found.state[0] == GOOD
    assert found.good[0] == int(number()[:17])
    both = [{"name": "张三", "student_number": "G" + number(), "id_number": ""}]
    assert table(sheet("school", both)).good[0] == 0


def test_two_telephones_of_a_record_are_both_kept() -> None:
    found = one_table(
        {"phone": "13900001111", "father_phone": "13900001111", "mother_phone": "13900002222"}
    )
    assert (found.phone[0], found.phone2[0]) == (13900001111, 13900002222)


def test_a_parents_number_is_kept_and_a_childs_in_that_cell_is_not() -> None:
    found = one_table({"father_id": number("19850101"), "mother_id": number("20140503")})
    assert found.father_id[0] == int(number("19850101")[:17])
    assert found.mother_id[0] == 0


def test_a_guardians_number_in_the_childs_cell_gives_no_birthday() -> None:
    found = one_table({"id_number": number("19850101")})
    assert found.adult[0] != 0
    assert found.id_day[0] == NO_DAY
    assert found.good[0] == 0
