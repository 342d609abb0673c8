"""Levels of agreement: by tables of pairs, and the same whichever record comes first."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reconcile.engine.sheets import names, number, one_table, sheet, table
from tonghu.reconcile.engine.alike import NUMBER_LEVELS, NUMBER_POINTS, number_levels
from tonghu.reconcile.engine.compare import (
    DATE_LEVELS,
    GUARDIAN_LEVELS,
    KIN_LEVELS,
    NAME_LEVELS,
    PERSON_LEVELS,
    PHONE_LEVELS,
    THREE,
    compare,
    date_levels,
    family_number_levels,
    guardian_levels,
    name_levels,
    person_levels,
    phone_levels,
    rarity_bins,
    three_levels,
)

ONE, TWO = np.array([0]), np.array([1])


@pytest.mark.parametrize(
    ("one", "two", "level"),
    [
        ("张三丰", "張三豐", "姓名相同"),
        ("艾合买提·买买提", "艾合买提买买提", "姓名相同"),
        ("张伟", "章玮", "姓名读音相同、字不同（同音字）"),
        ("张伟", "Zhang Wei", "姓名读音相同、字不同（同音字）"),
        ("艾合买提·买买提", "艾和买提·买买提", "姓名读音相同、字不同（同音字）"),
        ("张?丰", "张三丰", "姓名有字无法辨认、其余相同"),
        ("张□", "张三", "姓名有字无法辨认、其余相同"),
        ("张小明", "张小军", "姓名有一个字不同"),
        ("张明", "张军", "姓名有一个字不同"),
        ("张小明", "李小明", "名相同、姓不同"),
        ("张小明", "张明", "姓名多一字或少一字"),
        ("张小明", "小明", "姓名多一字或少一字"),
        ("张小明", "张小", "姓名多一字或少一字"),
        ("张小明", "张明小", "姓名字序颠倒"),
        ("张明", "明张", "姓名字序颠倒"),
        ("张小明", "张大伟", "同姓、名不同"),
        ("张小明", "张大", "同姓、名不同"),
        ("张明", "李明", "姓名不同"),
        ("张小明", "李大伟", "姓名不同"),
        ("艾合买提·买买提", "艾合买提·司马义", "姓名不同"),
        ("张三", "", "缺姓名"),
        ("", "", "缺姓名"),
        ("无", "无", "缺姓名"),
    ],
)
def test_two_names(one: str, two: str, level: str) -> None:
    for left, right in ((one, two), (two, one)):
        assert NAME_LEVELS[name_levels(names(left), names(right))[0]] == level


@pytest.mark.parametrize(
    ("one", "two", "level"),
    [
        ("张建国", "张建国", "相同"),
        ("张建国", "章健国", "同音或差一字"),
        ("张建国", "张建军", "同音或差一字"),
        ("张建国", "张国", "同音或差一字"),
        ("张建国", "孟建国", "不同"),
        ("张建国", "李卫东", "不同"),
        ("张建国", "不详", "缺"),
    ],
)
def test_two_grown_ups(one: str, two: str, level: str) -> None:
    assert PERSON_LEVELS[person_levels(names(one), names(two))[0]] == level


@pytest.mark.parametrize(
    ("one", "two", "level"),
    [
        ("2014-05-03", "20140503", "出生日期相同"),
        ("2014-08-15", "2014-09-08", "一方是农历日期"),
        ("2014-05-03", "2014-03-05", "出生月日颠倒"),
        ("2014-05-03", "2014-05-04", "出生日期差一位或差一天"),
        ("2014-05-31", "2014-06-01", "出生日期差一位或差一天"),
        ("2014-05-03", "2014-05-13", "出生日期差一位或差一天"),
        ("2014-05-03", "2011-05-03", "出生日期差一位或差一天"),
        ("2014-05", "2014-05-03", "出生年月相符（一方不全）"),
        ("2014", "2014-05-03", "出生年月相符（一方不全）"),
        ("2014-05-03", "2014-05-21", "出生日期部分相同"),
        ("2014-05-03", "2014-12-03", "出生日期部分相同"),
        ("2014-05-03", "2014-11-28", "同年出生"),
        ("2014-05", "2014-06-03", "同年出生"),
        ("2014-05-03", "2015-11-28", "出生年差一年"),
        ("2014", "2015-11-28", "出生年差一年"),
        ("2010-05-03", "2015-11-28", "出生日期不同"),
        ("2010", "2015", "出生日期不同"),
        ("", "2015-11-28", "缺出生日期"),
        ("不详", "", "缺出生日期"),
    ],
)
def test_two_dates(one: str, two: str, level: str) -> None:
    t = one_table({"birth_date": one}, {"birth_date": two})
    assert DATE_LEVELS[date_levels(t, ONE, TWO)[0]] == level
    assert DATE_LEVELS[date_levels(t, TWO, ONE)[0]] == level


def test_the_date_inside_a_number_witnesses_too_unless_its_bearer_is_asked_blindly() -> None:
    t = one_table(
        {"birth_date": "2011-11-28", "id_number": number("20140503")}, {"birth_date": "2014-05-03"}
    )
    assert DATE_LEVELS[date_levels(t, ONE, TWO)[0]] == "出生日期相同"
    assert DATE_LEVELS[date_levels(t, ONE, TWO, blind=True)[0]] == "出生日期不同"
    assert DATE_LEVELS[date_levels(t, TWO, ONE, blind=True)[0]] == "出生日期相同"


@pytest.mark.parametrize(
    ("one", "two", "level"),
    [
        (("13900001111", ""), ("13900001111", ""), "电话相同"),
        (("13900001111", "13800000000"), ("13700000000", "13800000000"), "电话相同"),
        (("13900001111", ""), ("13900001112", ""), "电话差一位"),
        (("13900001111", ""), ("13900001191", ""), "电话差一位"),
        (("13900009999", ""), ("13900010000", ""), "电话不同"),
        (("13900001111", ""), ("13900001122", ""), "电话不同"),
        (("13900001111", ""), ("15012345678", ""), "电话不同"),
        (("13900001111", ""), ("", ""), "缺电话"),
        (("", ""), ("", ""), "缺电话"),
    ],
)
def test_two_telephones(one: tuple[str, str], two: tuple[str, str], level: str) -> None:
    t = one_table(*({"phone": p, "mother_phone": q} for p, q in (one, two)))
    assert PHONE_LEVELS[phone_levels(t, ONE, TWO)[0]] == level
    assert PHONE_LEVELS[phone_levels(t, TWO, ONE)[0]] == level


@pytest.mark.parametrize("at", range(1, 11))
@pytest.mark.parametrize("digit", "09")
def test_one_digit_off_at_every_place_of_a_telephone(at: int, digit: str) -> None:
    whole = "13512345678"
    other = whole[:at] + digit + whole[at + 1 :]
    t = one_table({"phone": whole}, {"phone": other})
    assert phone_levels(t, ONE, TWO)[0] == 1


@pytest.mark.parametrize(
    ("one", "two", "level"),
    [
        ({"guardian_name": "张德福"}, {"guardian_name": "张德福"}, "监护人相同"),
        ({"guardian_name": "张德福"}, {"guardian_name": "张得富"}, "监护人同音或差一字"),
        ({"guardian_name": "张建国"}, {"father_name": "张建国"}, "监护人是对方的父母"),
        ({"guardian_name": "李梅"}, {"guardian_name": "张德福", "mother_name": "王美"}, "监护人不同"),
        ({"guardian_name": "李梅"}, {"guardian_name": "张德福", "mother_name": "李梅"}, "监护人是对方的父母"),
        ({"guardian_name": "张德福"}, {"guardian_name": "李大有"}, "监护人不同"),
        ({"guardian_name": "张德福"}, {"guardian_name": "无"}, "缺监护人"),
    ],
)  # fmt: skip
def test_two_guardians(one: dict[str, str], two: dict[str, str], level: str) -> None:
    t = one_table(one, two)
    assert GUARDIAN_LEVELS[guardian_levels(t, ONE, TWO)[0]] == level
    assert GUARDIAN_LEVELS[guardian_levels(t, TWO, ONE)[0]] == level


GOOD = number(serial=111)
WRONG = GOOD[:17] + ("1" if GOOD[17] != "1" else "2")
SWAPPED = GOOD[:10] + GOOD[11] + GOOD[10] + GOOD[12:]


def off(text: str, *places: int) -> str:
    """The number with other digits at these places."""
    return "".join(str((int(c) + 3) % 10) if at in places else c for at, c in enumerate(text))


@pytest.mark.parametrize(
    ("one", "two", "level"),
    [
        (WRONG, WRONG, "证件号相同（均未通过校验）"),
        (GOOD, WRONG, "证件号差一位或相邻两位颠倒"),
        (GOOD, off(GOOD, 7), "证件号差一位或相邻两位颠倒"),
        (GOOD, SWAPPED, "证件号差一位或相邻两位颠倒"),
        (GOOD, GOOD[:8] + GOOD[9:], "证件号差一位或相邻两位颠倒"),
        (GOOD, GOOD[:17], "证件号差一位或相邻两位颠倒"),
        (GOOD, GOOD[1:], "证件号差一位或相邻两位颠倒"),
        (GOOD, GOOD[:6] + GOOD[5] + GOOD[6:], "证件号相同（均未通过校验）"),
        (GOOD, off(GOOD, 4, 9), "证件号差两位"),
        (GOOD, GOOD[:15] + "000", "证件号前15位相同（末位被表格软件改写）"),
        (GOOD, GOOD[:15], "证件号前15位相同（末位被表格软件改写）"),
        (GOOD, off(GOOD, 2, 6, 9, 12), "证件号差得远"),
        (GOOD, number("20110911", 222)[:17], "证件号差得远"),
        (off(GOOD, 4), off(GOOD, 9, 12), "无可比的证件号"),
        (GOOD, "", "无可比的证件号"),
        (GOOD, "9.90101E+17", "无可比的证件号"),
        (GOOD, number("19850101"), "无可比的证件号"),
        (GOOD, "H12345678", "无可比的证件号"),
        (GOOD, GOOD[:14], "无可比的证件号"),
    ],
)
def test_two_numbers_of_which_one_is_not_good(one: str, two: str, level: str) -> None:
    t = one_table({"id_number": one}, {"id_number": two})
    assert NUMBER_LEVELS[number_levels(t, ONE, TWO)[0]] == level
    assert NUMBER_LEVELS[number_levels(t, TWO, ONE)[0]] == level


def test_points_of_numbers_fall_as_they_differ_more() -> None:
    same, one_off, two_off, cut, far, none = NUMBER_POINTS.tolist()
    assert same > one_off > cut > two_off > none == 0 > far


ADULT = number("19850101")


@pytest.mark.parametrize(
    ("one", "two", "level"),
    [
        ({"father_id": ADULT}, {"father_id": ADULT}, "相同"),
        ({"father_id": ADULT}, {"guardian_id": ADULT}, "相同"),
        ({"father_id": ADULT}, {"id_number": ADULT}, "相同"),
        ({"father_id": ADULT}, {"father_id": number("19850102")}, "不同"),
        ({"father_id": ADULT}, {"mother_id": number("19850102")}, "缺"),
        ({"father_id": ADULT}, {}, "缺"),
    ],
)
def test_a_grown_ups_number_shared(one: dict[str, str], two: dict[str, str], level: str) -> None:
    t = one_table({"name": "张三", **one}, {"name": "张三", **two})
    assert THREE[family_number_levels(t, ONE, TWO)[0]] == level
    assert THREE[family_number_levels(t, TWO, ONE)[0]] == level


def test_codes_that_are_same_different_or_missing() -> None:
    found = three_levels(np.array([5, 5, 0, 0]), np.array([5, 6, 6, 0]))
    assert [THREE[level] for level in found] == ["相同", "不同", "缺", "缺"]


def test_kin_says_whether_two_records_come_from_one_file_or_one_source() -> None:
    row = [{"name": "张三"}]
    t = table(sheet("survey", row * 2), sheet("survey", row, "b.csv"), sheet("police", row))
    levels = compare(t, rarity_bins(t), np.array([0, 0, 0]), np.array([1, 2, 3]))
    assert [KIN_LEVELS[k] for k in levels.kin] == ["同一文件", "同一来源、不同文件", "不同来源"]


def test_a_former_name_counts_where_it_is_the_others_name() -> None:
    t = one_table({"name": "张子轩", "former_name": "张小狗"}, {"name": "张小苟"})
    for a, b in ((ONE, TWO), (TWO, ONE)):
        assert NAME_LEVELS[compare(t, rarity_bins(t), a, b).name[0]] == "与对方曾用名相同"


def test_a_name_is_the_more_common_the_more_records_sound_like_it() -> None:
    rows = [{"name": "王芳"}] * 40 + [{"name": "王方"}] * 5 + [{"name": "欧阳震华"}]
    bins = rarity_bins(one_table(*rows))
    assert len(set(bins[:45].tolist())) == 1
    assert bins[0] > bins[45] == 0


cell = st.sampled_from
row = st.fixed_dictionaries(
    {
        "name": cell(["张三", "章三", "张三丰", "张?丰", "三张", "李三", "zhang san", "", "艾合买提买买提"]),
        "former_name": cell(["", "张三", "李三"]),
        "birth_date": cell(["2014-05-03", "2014-03-05", "2014-06-01", "2014-05", "2015", "", "2014-08-15"]),
        "id_number": cell(["", GOOD, WRONG, off(GOOD, 3, 4), GOOD[:17], GOOD[:15] + "000", ADULT]),
        "father_name": cell(["", "张建国", "张健国", "王五"]),
        "mother_name": cell(["", "李梅", "王五"]),
        "guardian_name": cell(["", "张建国", "李梅", "赵六"]),
        "phone": cell(["", "13900001111", "13900001112"]),
        "mother_phone": cell(["", "13900001111", "15000000000"]),
        "father_id": cell(["", ADULT]),
        "sex": cell(["男", "女", ""]),
        "village": cell(["东村", "西村", ""]),
    }
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(row, min_size=2, max_size=8), st.data())
def test_every_level_is_the_same_whichever_record_comes_first(
    rows: list[dict[str, str]], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(rows)))
    t = table(sheet("survey", rows[:cut]), sheet("school", rows[cut:]))
    a, b = (x.ravel() for x in np.indices((len(rows), len(rows))))
    plain = np.zeros(len(rows), np.uint8)
    there, back = compare(t, plain, a, b), compare(t, plain, b, a)
    for item in fields(there):
        assert (getattr(there, item.name) == getattr(back, item.name)).all(), item.name
    assert (number_levels(t, a, b) == number_levels(t, b, a)).all()


@settings(max_examples=30, deadline=None)
@given(row)
def test_a_record_agrees_with_itself_on_all_it_tells(one: dict[str, str]) -> None:
    t = one_table(one, one)
    levels = compare(t, np.zeros(2, np.uint8), ONE, TWO)
    best = {"kin": 2}
    missing = {"name": 10, "date": 9, "father": 3, "mother": 3, "guardian": 4, "phone": 3}
    for item in fields(levels):
        if item.name != "rarity":
            value = int(getattr(levels, item.name)[0])
            partly = item.name == "date" and value == 4  # two shortened dates agree in part
            partly |= "?" in "".join(one.values()) and value in {1, 3}  # 张?丰 is nobody for sure
            assert value in {best.get(item.name, 0), missing.get(item.name, 2)} or partly, item.name
