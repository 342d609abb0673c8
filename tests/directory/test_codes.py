"""区划代码: what a code says without any table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghu.directory.divisions import (
    NATION,
    CodeError,
    Level,
    contains,
    full,
    level_of,
    parent_of,
    subtree_range,
)


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        (NATION, Level.NATION, None),
        ("33", Level.PROVINCE, NATION),
        ("3311", Level.PREFECTURE, "330000000000"),
        ("331124", Level.COUNTY, "331100000000"),
        ("331124000000", Level.COUNTY, "331100000000"),
        ("331124001", Level.TOWN, "331124000000"),
        ("331124001001", Level.VILLAGE, "331124001000"),
        ("331124001200", Level.VILLAGE, "331124001000"),
        ("441900003", Level.TOWN, "441900000000"),
        ("140100", Level.PREFECTURE, "140000000000"),
    ],
)
def test_a_code_says_its_level_and_parent(code: str, level: Level, parent: str | None) -> None:
    assert level_of(code) is level
    assert parent_of(code) == parent


@pytest.mark.parametrize("code", ["", "3", "331", "33112", "33112400", "3311240010011", "33112x"])
def test_what_is_no_code_is_refused_with_a_sentence(code: str) -> None:
    with pytest.raises(CodeError, match="应为2、4、6、9或12位数字"):
        full(code)


digits = st.text("0123456789", min_size=12, max_size=12)


@given(digits, st.sampled_from([2, 4, 6, 9, 12]))
def test_a_prefix_is_a_range(code: str, length: int) -> None:
    above = code[:length].ljust(12, "0")
    low, high = subtree_range(above)
    assert low <= code <= high
    assert contains(above, code)


@given(digits, digits)
def test_nobody_else_is_in_the_range(above: str, other: str) -> None:
    low, high = subtree_range(above)
    said = above.rstrip("0")
    assert contains(above, other) <= other.startswith(said)
    assert (low <= other <= high) == contains(above, other)


@given(digits)
def test_every_code_lies_in_its_parent(code: str) -> None:
    parent = parent_of(code)
    assert parent is None or (contains(parent, code) and level_of(parent) < level_of(code))
