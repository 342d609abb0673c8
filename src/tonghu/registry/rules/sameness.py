"""是不是同一名儿童: whether two files may be merged by one person. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghu.registry.rules.numbers import number_problem


def certain(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """无争议: the same valid number, and name and birth date agree."""
    number = one.get("id_number")
    return bool(
        number
        and number == other.get("id_number")
        and not number_problem(str(number))
        and one.get("name") == other.get("name")
        and one.get("birth_date") == other.get("birth_date")
    )


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, ...]:
    """The blanks both fill and fill differently."""
    return tuple(code for code in one if code in other and one[code] != other[code])
