"""反馈的栏目: read once from columns/feedback.toml; a receiver gets these fields and no other."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tonghu.registry.fields import BY_CODE, FieldDef, Kind, Said

FILE = Path(__file__).parents[1] / "columns" / "feedback.toml"
PLACES = frozenset({"town", "village"})


@dataclass(frozen=True, slots=True)
class Receiver:
    """一类接收单位: which children, which fields, why."""

    function: str
    why: str
    scheme: str
    only_pupils: bool
    fields: tuple[str, ...]
    heads: tuple[str, ...]


@cache
def receivers() -> dict[str, Receiver]:
    """Every function that a list is laid out for."""
    made = {}
    for function, table in tomllib.loads(FILE.read_text("utf-8")).items():
        fields = tuple(one["field"] for one in table["column"])
        unknown = [one for one in fields if one not in BY_CODE and one not in PLACES]
        if unknown or len(set(fields)) < len(fields):
            raise ValueError(f"columns/feedback.toml [{function}]: {unknown or '字段重复'}")
        made[function] = Receiver(
            function, table["why"], table["scheme"], table["only_pupils"], fields,
            tuple(one["head"] for one in table["column"]),
        )  # fmt: skip
    return made


def default_of(function: str) -> Receiver | None:
    """The layout of a function; None where the file has none."""
    return receivers().get(function)


def said_of(field: str, values: Mapping[str, Said], names: Mapping[str, str], division: str) -> str:
    """One field as the receiver reads it: whole, for it is what the receiver needs."""
    if field == "village":
        return names.get(division, division)
    if field == "town":
        return names.get(division[:9] + "000", division)
    return _word(BY_CODE[field], values.get(field), names)


def _word(one: FieldDef, value: Said | None, names: Mapping[str, str]) -> str:
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(one.word(code) for code in value)
    if one.kind is Kind.CODE:
        return one.word(value)
    return names.get(value, value) if one.kind in (Kind.DIVISION, Kind.PLACE) else value
