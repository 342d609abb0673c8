"""图: the geometry of the bars, computed here so that the template only draws.

Fills step in lightness and two are hatched, so that a grey print still tells them apart (ui.md §3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tonghu.reconcile.report.agreement import Combination, TownAgreement

WIDTH = 300.0
_GAP = 1.0
_THINNEST = 1.5  # a child that is there must be seen
LEGEND = (
    ("all", "三份都有"),
    ("two", "有两份"),
    ("survey", "只有民政"),
    ("school", "只有学校"),
    ("police", "只有公安"),
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a bar: fill, place, width, and what it stands for."""

    fill: str
    x: float
    width: float
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar and the sentence that says the same."""

    segments: tuple[Segment, ...]
    words: str
    cut: bool = False  # too long to draw to scale


def town_bar(town: TownAgreement) -> Bar:
    """One town's children by the rosters they stand on; full width is all of them."""
    counts = (town.all_three, town.two, town.survey_only, town.school_only, town.police_only)
    parts = [(fill, n) for (fill, _), n in zip(LEGEND, counts, strict=True)]
    words = "，".join(f"{label}{n:,}" for (_, label), n in zip(LEGEND, counts, strict=True) if n)
    return Bar(_lay(parts, WIDTH), f"{town.town}：{words}")


def set_bars(rows: Sequence[Combination], asks_missing: bool) -> list[Bar]:
    """Bars of the set picture on one scale; the agreeing majority is cut when it dwarfs the rest."""
    rest = max((row.children for row in rows if not all(row.on)), default=0)
    largest = max((row.children for row in rows), default=0)
    cut = rest > 0 and largest > 4 * rest
    scale = rest * 1.25 if cut else max(largest, 1)
    return [_set_bar(row, scale, asks_missing) for row in rows]


def _set_bar(row: Combination, scale: float, asks_missing: bool) -> Bar:
    if all(row.on):
        width = min(row.children / scale, 1.0) * WIDTH
        return Bar(_lay([("all", row.children)], width), f"{row.children:,}", row.children > scale)
    width = row.children / scale * WIDTH
    fill = "ask" if row.on[0] else ("missing" if asks_missing else "grey2")
    parts = [("grey", row.explained), (fill, row.open)]
    return Bar(_lay(parts, width), f"{row.children:,}")


def _lay(parts: Sequence[tuple[str, int]], width: float) -> tuple[Segment, ...]:
    """Lay the parts side by side with a white gap, none thinner than can be seen."""
    shown = [(fill, n) for fill, n in parts if n]
    total = sum(n for _, n in shown)
    if not total:
        return ()
    widths = [max(n / total * width, _THINNEST) for _, n in shown]
    shrink = width / sum(widths) if sum(widths) > width > _THINNEST * len(shown) else 1.0
    out, x = [], 0.0
    for (fill, count), wide in zip(shown, widths, strict=True):
        span = wide * shrink
        out.append(Segment(fill, round(x, 2), round(max(span - _GAP, 1.0), 2), count))
        x += span
    return tuple(out)
