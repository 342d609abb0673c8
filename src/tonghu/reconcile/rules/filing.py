"""收进档案的值: texts of a proposal as the registry takes them, and which of them it would refuse. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tonghu.registry.fields import BY_CODE, Kind
from tonghu.registry.rules.checking import check

ANY_AGE = 200  # who is too old is a question of its own, no slip of the pen
_READ: dict[Kind, Callable[[str], Any]] = {
    Kind.CODES: lambda text: text.split(","),
    Kind.YES_NO: lambda text: text == "1",
}


def typed(values: Mapping[str, str]) -> dict[str, Any]:
    """Texts as values: codes as a list, 1 and 0 as yes and no."""
    return {code: _READ.get(BY_CODE[code].kind, str)(text) for code, text in values.items()}


def sound(
    values: Mapping[str, Any], today: date, before: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What the registry would refuse beside what is there is left out: a person asks for the rest."""
    problems = check(values, today=today, before=before, oldest=ANY_AGE).problems
    return {code: value for code, value in values.items() if code not in problems}
