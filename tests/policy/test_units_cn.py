"""国家：the 27 units as printed, and no unit duty (the report names none)."""

from __future__ import annotations

import pytest

from tests.requirement import requirement
from tonghu.policy import Profile, load

PRINTED = [
    "民政部",
    "中央综治办",
    "中央农办",
    "中央网信办",
    "发展改革委",
    "教育部",
    "公安部",
    "司法部",
    "财政部",
    "人力资源社会保障部",
    "住房城乡建设部",
    "农业部",
    "卫生计生委",
    "税务总局",
    "新闻出版广电总局",
    "统计局",
    "法制办",
    "妇儿工委办公室",
    "扶贫办",
    "全国人大常委会法工委",
    "最高人民法院",
    "最高人民检察院",
    "全国总工会",
    "共青团中央",
    "全国妇联",
    "中国残联",
    "关工委",
]


@pytest.fixture(scope="module")
def cn() -> Profile:
    return load("cn")


@requirement("D-416")
def test_the_27_units_in_printed_order(cn: Profile) -> None:
    assert len(PRINTED) == 27
    assert [row.name for row in cn.units] == PRINTED
    assert [row.number for row in cn.units] == list(range(1, 28))
    assert [row.name for row in cn.units if row.part == "lead"] == ["民政部"]


@requirement("D-405")
def test_names_are_clean_of_the_encoding_noise(cn: Profile) -> None:
    """乱码、拼音和繁体字一个不留：the printed page is `關(guān)`-noisy."""
    assert all(all("一" <= char <= "鿿" for char in row.name) for row in cn.units)
    assert not any(char in row.name for row in cn.units for char in "關務門電總聯會")


@requirement("D-254")
def test_functions_of_the_national_list(cn: Profile) -> None:
    codes = {row.name: row.code for row in cn.units}
    assert codes["中央网信办"] == "internet"
    assert codes["妇儿工委办公室"] == "women_children_office"
    assert codes["全国妇联"] == "womens_federation"
    assert len(set(codes.values())) == 27


def test_no_duties_and_no_liaisons_are_invented(cn: Profile) -> None:
    assert cn.duties == ()
    assert all(row.liaison is None for row in cn.units)


@requirement("D-414")
def test_units_that_changed_name_have_a_successor(cn: Profile) -> None:
    changed = {row.name: (row.successor, row.since) for row in cn.units if row.successor}
    assert set(changed) == {
        "中央综治办",
        "中央农办",
        "农业部",
        "卫生计生委",
        "新闻出版广电总局",
        "法制办",
        "扶贫办",
    }
    assert changed["农业部"] == ("农业农村部", 2018)
    assert all(since for _, since in changed.values())
