"""图和它下面的表: the same numbers twice; the table says all of it without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tonghu.core.suppression import Shown, said
from tonghu.ui.shapes import Cell, Column, Num


@dataclass(frozen=True, slots=True)
class Chart:
    """一张图: `spec` for charts.js, empty where there is nothing to draw."""

    id: str
    title: str
    note: str
    spec: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()


def number(cut: Shown | None, floor: int, url: str = "") -> Num:
    """A cell: linked where it may be opened; a hidden one has words and no link."""
    if cut is None:
        return Num("—")
    if cut.n is None:
        return Num(said(cut, floor))
    return Num(cut.n, url if cut.n else "")


def heads(first: str, names: Iterable[str]) -> tuple[Column, ...]:
    """The first column names the row, the others are numbers."""
    return (Column(first), *(Column(name, number=True) for name in names))


def spec(kind: str, x: Sequence[str], series: Sequence[tuple[str, Sequence[Shown | None]]]) -> str:
    """What is drawn; a hidden number is a gap."""
    lines = [
        {"name": name, "data": [cut.n if cut else None for cut in cuts]} for name, cuts in series
    ]
    if not any(n is not None for one in lines for n in one["data"]):
        return ""
    return json.dumps({"kind": kind, "x": list(x), "series": lines}, ensure_ascii=False)
