"""完整程度: how many of the blanks that apply to this child are filled, block by block."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghu.registry.fields import BLOCKS, BY_CODE, FieldDef, of_block

_COUNTED = {block: tuple(one for one in of_block(block) if one.counted) for block in BLOCKS}


def applies(field: FieldDef, values: Mapping[str, Any]) -> bool:
    """Whether this blank is asked of this child: no illness of the healthy, no phone of the dead."""
    if field.code == "id_number":
        return not values.get("id_missing_reason")
    parent, _, rest = field.code.partition("_")
    dead = parent in ("father", "mother") and "dead" in (values.get(f"{parent}_status") or ())
    if dead and rest not in ("name", "status"):
        return rest == "status_since"
    return all(one.fits(values.get(one.code)) for one in field.asked)


def completeness(values: Mapping[str, Any]) -> dict[str, list[int]]:
    """block → [filled, asked]."""
    found = {}
    for block, fields in _COUNTED.items():
        asked = [one for one in fields if applies(one, values)]
        found[block] = [sum(one.code in values for one in asked), len(asked)]
    return found


def missing(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The codes of the blanks that are asked and not collected, in order of the form."""
    return tuple(
        one.code
        for one in BY_CODE.values()
        if one.counted and one.code not in values and applies(one, values)
    )
