"""Written places: everything a text may mean, nothing where it is no place for certain."""

from __future__ import annotations

from functools import cache

import pytest

from tonghu.directory.divisions import divisions
from tonghu.directory.places import Places


@cache
def places() -> Places:
    return Places(divisions(), near="331124")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("浙江省杭州市萧山区", "330109"),
        ("浙江松阳", "331124"),
        ("广东深圳电子厂", "4403"),
        ("深圳市宝安区某某路", "440306"),
        ("义乌", "330782"),
        ("浙江", "33"),
        ("云南省大理州宾川县", "532924"),
        ("上海等地", "31"),
        ("云和", "331125"),
    ],
)
def test_a_place_is_read_as_deep_as_it_is_written(text: str, code: str) -> None:
    assert places().read(text) == {code.ljust(12, "0")}


def test_a_town_is_known_only_near_home() -> None:
    (town,) = places().read("古市镇")
    assert town.startswith("331124")
    assert not Places(divisions()).read("古市镇")


def test_a_name_of_several_places_means_all_of_them() -> None:
    found = places().read("三都")
    assert any(code.startswith("331124") for code in found)
    assert any(not code.startswith("331124") for code in found)
    assert {code[:4] for code in places().read("吉林")} == {"2200", "2202"}


@pytest.mark.parametrize(
    "text", ["", "海南路小吃店", "城区", "城关区", "鼓楼区", "鼓楼", "西班牙", "丽水市外", "电子厂"]
)
def test_what_is_not_certain_is_not_guessed(text: str) -> None:
    assert not places().read(text)


def test_a_common_name_counts_under_its_parent() -> None:
    assert places().read("南京鼓楼区") == {"320106000000"}
