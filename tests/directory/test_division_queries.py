"""Divisions are found by name, initials and code, and shown as a tree."""

import pytest

from tests.factories import directory
from tests.people import COUNTY, QIAN, SYSTEM, TOWN_A, TOWN_B, VILLAGE_A, ZHOU
from tonghu.core.database import scope
from tonghu.directory import queries
from tonghu.directory.divisions import Level

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _county() -> None:
    with scope(SYSTEM):
        directory.county()


def names(text: str, within: str = "") -> list[str]:
    with scope(ZHOU.viewer):
        return [one.full_name for one in queries.find_divisions(ZHOU.viewer, text, within)]


def test_a_name_finds_the_whole_before_the_part() -> None:
    directory_names = names("一村")
    assert directory_names == [
        "演示省演示市演示县甲镇一村村委会",
        "演示省演示市演示县乙镇一村村委会",
    ]


def test_a_name_may_leave_out_what_stands_in_between() -> None:
    assert names("一委会") == names("一村村委会")


def test_initials_and_codes_find_too() -> None:
    assert names("jz") == ["演示省演示市演示县甲镇"]
    assert names("990101002") == ["演示省演示市演示县乙镇", "演示省演示市演示县乙镇一村村委会"]


def test_a_search_can_stay_inside_a_place() -> None:
    assert names("一村", TOWN_B) == ["演示省演示市演示县乙镇一村村委会"]


def test_what_is_no_name_finds_nothing() -> None:
    assert names("  ") == []
    assert names("(") == []
    assert names("没有这个") == []


def test_the_tree_counts_what_lies_below_each_town() -> None:
    with scope(QIAN.viewer):
        below = queries.children(QIAN.viewer, COUNTY)
        assert [one.name for one in below] == ["甲镇", "乙镇"]
        assert queries.child_counts(QIAN.viewer, COUNTY) == {COUNTY: 2, TOWN_A: 2, TOWN_B: 1}
        assert [one.code for one in queries.subtree(QIAN.viewer, COUNTY, Level.VILLAGE)] == [
            VILLAGE_A, "990101001002", "990101002001",
        ]  # fmt: skip


def test_the_county_of_a_village_is_found() -> None:
    with scope(SYSTEM):
        found = queries.county_of(SYSTEM, VILLAGE_A)
        assert found is not None
        assert found.name == "演示县"
        assert queries.division(SYSTEM, "没有") is None
