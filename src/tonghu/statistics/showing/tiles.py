"""拼板图: the divisions below as tiles, map-like, each with its name, number and shade; a link where it opens."""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.core.suppression import said
from tonghu.statistics.rules.saying import against
from tonghu.statistics.showing.reading import Read


@dataclass(frozen=True, slots=True)
class Tile:
    """一块."""

    name: str
    url: str
    value: str
    note: str
    shade: int  # 0 none or hidden … 3 most


def tiles(read: Read) -> tuple[Tile, ...]:
    """Every division next below; three shades by thirds of the largest."""
    found, period = read.found, read.tiles_period
    cuts = {code: read.part(code, "children.scheme", "left_behind", period) for code in found.names}
    most = max((cut.n or 0 for cut in cuts.values() if cut), default=0)
    made = []
    for code, name in found.names.items():
        cut = cuts[code]
        if cut is None:
            continue
        then = read.part(code, "children.scheme", "left_behind", read.last) if read.last else None
        note = "" if period == read.last else against(cut, then, "", "上季度末")
        shade = 0 if not cut.n or not most else min(3, 1 + 3 * (cut.n - 1) // most)
        url = f"/statistics/{code}/" if code in found.opens else ""
        made.append(
            Tile(
                name,
                url or read.list_of("left_behind", cut, code),
                said(cut, read.floor),
                note,
                shade,
            )
        )
    return tuple(made)
