"""档案里有的: a child's row as values by blank, and which of them a person may see."""

from __future__ import annotations

from datetime import date
from typing import Any

from tonghu.access.roles import ROLES
from tonghu.access.rules.deciding import LADDER
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.registry.fields import FIELDS, FieldDef, Kept, Kind, Said
from tonghu.registry.models import Child

_LENGTHS = {"year": 4, "month": 7}


def held(child: Child) -> dict[str, Said]:
    """Every blank that is filled; opens the two encrypted columns."""
    apart = {Kept.PRIVATE: child.private or {}, Kept.DELICATE: child.delicate or {}}
    found: dict[str, Said] = {}
    for one in FIELDS:
        column = one.kept is Kept.COLUMN
        value = _column(child, one) if column else apart[one.kept].get(one.code)
        if value is not None and value != "" and value != []:
            found[one.code] = value
    return found


def _column(child: Child, one: FieldDef) -> Any:
    raw = getattr(child, one.code)
    if one.kind is Kind.BIRTH and raw is not None:
        return raw.isoformat()[: _LENGTHS.get(child.birth_precision, 10)]
    if isinstance(raw, date):
        return raw.isoformat()
    return str(raw) if one.kind is Kind.UNIT and raw else raw


def may_see(viewer: Viewer, level: Sensitivity) -> bool:
    """Whether the post's ceiling reaches a level."""
    role = ROLES.get(viewer.role)
    most = Sensitivity.NARRATIVE if viewer.system else (role.sees if role else Sensitivity.PUBLIC)
    return level in LADDER and LADDER.index(level) <= LADDER.index(most)


def seen(viewer: Viewer, values: dict[str, Said]) -> dict[str, Said]:
    """Of the values those within the post's ceiling."""
    levels = {one.code: one.sensitivity for one in FIELDS}
    return {code: value for code, value in values.items() if may_see(viewer, levels[code])}


def blanks_of(viewer: Viewer, block: str) -> tuple[FieldDef, ...]:
    """The blanks of a block this person may see and fill."""
    return tuple(one for one in FIELDS if one.block == block and may_see(viewer, one.sensitivity))


def codes_seen(viewer: Viewer) -> frozenset[str]:
    """Every blank this person may see."""
    return frozenset(one.code for one in FIELDS if may_see(viewer, one.sensitivity))
