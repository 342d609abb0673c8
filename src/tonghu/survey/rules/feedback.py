"""反馈的栏目: read once from columns/feedback.toml; a receiver gets these fields and no other."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
    from tonghu.registry.fields import BY_CODE

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
