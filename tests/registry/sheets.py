"""Resolved definitions of the six profiles, and the same after one leaf was changed."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from tonghu.policy.definitions import Definitions, Holidays
from tonghu.policy.schema.base import Duration
from tonghu.policy.schema.shape import shape_of

PROFILES = Path(__file__).parents[2] / "profiles"
CODES = ("base", "cn", "dali", "wuqing", "xinbei", "songyang")
Table = dict[str, Any]


def _plain(raw: Table, model: type[BaseModel], basis: str | None) -> Table:
    """One table's own statements, with the nearest basis where the model declares one."""
    basis = raw.get("basis", basis)
    if raw.get("silent"):
        return {}
    shapes = shape_of(model)
    plain: Table = {"basis": basis} if "basis" in shapes and basis else {}
    for key, value in raw.items():
        if key in ("basis", "d", "note"):
            continue
        inner = shapes[key].model
        if isinstance(value, dict) and "value" in value:
            plain[key] = value["value"]
        elif isinstance(value, dict) and inner:
            plain[key] = _plain(value, inner, basis)
        elif isinstance(value, list):
            rows = [_plain(row, inner, basis) if inner else row for row in value]
            plain[key] = tuple(rows)
        else:
            plain[key] = value
    return plain


def _merge(old: Table, new: Table, model: type[BaseModel]) -> Table:
    """Scalars inherit, lists and durations replace."""
    merged = dict(old)
    shapes = shape_of(model)
    for key, value in new.items():
        inner = shapes[key].model
        whole = inner is None or issubclass(inner, Duration) or not isinstance(value, dict)
        merged[key] = value if whole else _merge(merged.get(key, {}), value, inner)
    return merged


@cache
def _raw(code: str) -> Table:
    return tomllib.loads((PROFILES / code / "definitions.toml").read_text("utf-8"))


def values_of(code: str) -> Table:
    """The resolved plain table of one profile."""
    base = _plain(_raw("base")["definitions"], Definitions, _raw("base").get("basis"))
    if code == "base":
        return base
    raw = _raw(code)
    return _merge(base, _plain(raw["definitions"], Definitions, raw.get("basis")), Definitions)


@cache
def definitions_of(code: str) -> Definitions:
    """The validated definitions of one profile."""
    return Definitions.model_validate(values_of(code))


@cache
def holidays() -> Holidays:
    """The national holiday tables."""
    raw = tomllib.loads((PROFILES / "base" / "calendar.toml").read_text("utf-8"))
    return Holidays.model_validate(_plain(raw["holidays"], Holidays, None))
