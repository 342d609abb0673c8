"""各边: which of the records of a finding a viewer may see, and how each is called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tonghu.core import clock
from tonghu.core.viewer import Level, Viewer
from tonghu.reconcile.engine.fields import Kind
from tonghu.reconcile.models import HandIn
from tonghu.reconcile.queries.shapes import Side

_ROSTERS = {Kind.SURVEY: "村里名册", Kind.SCHOOL: "学校名册", Kind.POLICE: "公安名册"}
REGISTERED = {Kind.SURVEY: "村里", Kind.SCHOOL: "学校", Kind.POLICE: "公安"}
WHOLE = (Level.COUNTY, Level.SYSTEM)


def side_label(side: dict[str, Any]) -> str:
    """村里名册, 学校名册, 公安名册."""
    return _ROSTERS[Kind(side["kind"])]


def hidden_sides(viewer: Viewer, sides: Sequence[dict[str, Any]], *, is_pair: bool) -> list[bool]:
    """Whether each side is another's to this viewer.

    The county sees all. A town sees both sides of a pair it judges when both come from its own
    units; of anything else its survey's side: it asks schools and stations, it does not read them.
    """
    if viewer.level in WHOLE:
        return [False] * len(sides)
    inside = [viewer.covers(str(side["division"])) for side in sides]
    if is_pair and all(inside):
        return [False] * len(sides)
    own = str(viewer.unit) if viewer.unit else ""
    return [
        not (side["unit"] == own or (here and side["kind"] == Kind.SURVEY.value))
        for side, here in zip(sides, inside, strict=True)
    ]


def sides_of(
    sides: Sequence[dict[str, Any]], hidden: Sequence[bool], came: dict[str, datetime]
) -> tuple[Side, ...]:
    """Heads of the columns: 村里名册, 大东坝镇蔡宅村，9月4日交，第5行."""
    return tuple(
        Side(
            label=side_label(side),
            where=where(side, came, hide),
            unit=UUID(side["unit"]) if side["unit"] else None,
            unit_name=side["unit_name"],
            hidden=hide,
        )
        for side, hide in zip(sides, hidden, strict=True)
    )


def where(side: dict[str, Any], came: dict[str, datetime], hide: bool = False) -> str:
    """Who sent it, when, which row; a hidden one tells its unit only."""
    said = [side["unit_name"]]
    if hide:
        return f"{said[0]}，这里不显示"
    at = came.get(side["hand_in"])
    if at is not None:
        day = at.astimezone(clock.CHINA)
        said.append(f"{day.month}月{day.day}日交")
    if side["row"]:
        sheet = f"“{side['sheet']}”表" if side["sheet"] else ""
        said.append(f"{sheet}第{side['row']}行")
    return "，".join(said)


def came_of(viewer: Viewer, sides: Sequence[dict[str, Any]]) -> dict[str, datetime]:
    """When each roster came, of those within reach."""
    rows = HandIn.objects.visible_to(viewer).filter(pk__in={side["hand_in"] for side in sides})
    return {str(pk): at for pk, at in rows.values_list("pk", "handed_in_at")}
