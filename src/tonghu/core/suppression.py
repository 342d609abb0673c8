"""遮盖小数目: who may read a count of one to four, and what else must be hidden so that nobody computes it.

Pure. Three shapes are published, so that each can be proved:

* `line`: parts that add up to a total known to all. Small parts are hidden; others are hidden with them,
  in a fixed order and not by size, until every small one could be any of 1…floor-1. Where that cannot
  be, the whole line is hidden, noughts too.
* `cross`: rows × columns whose margins are all known. Rows with a small cell are hidden whole, with
  others, until the hidden ones add up to nought or at least the floor in every column.
* `flow`: opening + added − left = closing. All four are shown or only the ends, and never an end that
  was hidden as the end of the period before.

A sum over several places is made of what is shown (`at_least`); a share is shown only where both
counts and their difference are (`share`). What is published twice is hidden twice (`also`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


class Audience(StrEnum):
    """读者: whoever works with the children, other units and circulated papers, the public."""

    TRUE = "true"
    UNITS = "units"
    PUBLIC = "public"

    @property
    def floor(self) -> int:
        """The smallest number that may be read; below it stands 少于."""
        return {"true": 1, "units": 5, "public": 10}[self.value]

    @property
    def label(self) -> str:
        """In words."""
        return {"true": "办公室和领导", "units": "成员单位和印发的材料", "public": "公众"}[
            self.value
        ]


class Hiding(StrEnum):
    """为什么不显示."""

    NO = ""
    SMALL = "small"  # less than the floor, and not nought
    BESIDE = "beside"  # would give a small one away


@dataclass(frozen=True, slots=True)
class Shown:
    """显示的一格: the number, or why there is none."""

    n: int | None
    why: Hiding = Hiding.NO

    @property
    def hidden(self) -> bool:
        """Whether the number is kept back."""
        return self.n is None


BESIDE = Shown(None, Hiding.BESIDE)
SMALL = Shown(None, Hiding.SMALL)


def small(n: int, floor: int) -> bool:
    """Whether a count is too small for readers of this floor."""
    return 0 < n < floor


def said(shown: Shown, floor: int) -> str:
    """What stands in place of the number: 少于5; 不公布 where another would be given away."""
    if shown.n is not None:
        return f"{shown.n:,}"
    return f"少于{floor}" if shown.why is Hiding.SMALL else "不公布"


def single(n: int, floor: int) -> Shown:
    """A number that stands alone."""
    return SMALL if small(n, floor) else Shown(n)


def line(
    parts: Mapping[Key, int], floor: int, also: frozenset[Key] = frozenset()
) -> dict[Key, Shown]:
    """Parts of a total that everybody can read (or of one that is small, and hidden with them)."""
    if small(sum(parts.values()), floor):
        return dict.fromkeys(parts, BESIDE)
    little = {key for key, n in parts.items() if small(n, floor)}
    if not little and not any(parts.get(key) for key in also):
        return {key: Shown(n) for key, n in parts.items()}
    beside = _beside(parts, little, floor, also)
    if beside is None:
        return dict.fromkeys(parts, BESIDE)
    return {
        key: SMALL if key in little else BESIDE if key in beside else Shown(n)
        for key, n in parts.items()
    }


def _beside(
    parts: Mapping[Key, int], little: set[Key], floor: int, also: frozenset[Key]
) -> set[Key] | None:
    """Which others to hide; None when there are not enough."""
    chosen = {key for key in also if parts.get(key, 0) >= floor}
    rest = iter(
        key for key, n in parts.items() if n >= floor and key not in chosen and key not in little
    )
    while True:
        known = sum(parts[key] for key in little | chosen)
        spare = known - (floor - 1) * len(little) - floor * len(chosen)
        alone = len(chosen) + len(little) < 2  # one hidden part is the total less the rest
        if chosen and spare >= 0 and not alone:
            return chosen
        following = next(rest, None)
        if following is None:
            return None
        chosen.add(following)


def cross(cells: Mapping[tuple[Key, Key], int], floor: int) -> dict[tuple[Key, Key], Shown]:
    """Rows × columns whose margins are shown; hidden whole where a margin itself is small."""
    rows = list(dict.fromkeys(row for row, _ in cells))
    columns = list(dict.fromkeys(column for _, column in cells))
    of_row = {row: sum(cells.get((row, c), 0) for c in columns) for row in rows}
    of_column = {c: sum(cells.get((row, c), 0) for row in rows) for c in columns}
    if any(small(n, floor) for n in (*of_row.values(), *of_column.values())):
        return dict.fromkeys(cells, BESIDE)
    little = [row for row in rows if any(small(cells.get((row, c), 0), floor) for c in columns)]
    if not little:
        return {key: Shown(n) for key, n in cells.items()}
    hidden = _rows_hidden(cells, rows, columns, little, floor)
    return {key: BESIDE if key[0] in hidden else Shown(n) for key, n in cells.items()}


def _rows_hidden(
    cells: Mapping[tuple[Key, Key], int], rows: list[Key], columns: list[Key], little: list[Key],
    floor: int,
) -> set[Key]:  # fmt: skip
    hidden = set(little)
    rest = iter(
        row for row in rows if row not in hidden and any(cells.get((row, c)) for c in columns)
    )
    while True:
        sums = [sum(cells.get((row, c), 0) for row in hidden) for c in columns]
        if len(hidden) > 1 and not any(small(n, floor) for n in sums):
            return hidden
        following = next(rest, None)
        if following is None:
            return set(rows)
        hidden.add(following)


@dataclass(frozen=True, slots=True)
class Flow:
    """期初、新增、退出、期末 of one scheme."""

    opening: Shown
    added: Shown
    left: Shown
    closing: Shown


def flow(
    opening: int, added: int, left: int, closing: int, floor: int, *, was_hidden: bool = False
) -> Flow:
    """`was_hidden`: the opening is the closing of the period before, which readers were not shown."""
    start = BESIDE if was_hidden else single(opening, floor)
    end = single(closing, floor)
    safe = not any(small(n, floor) for n in (opening, added, left, closing))
    if safe and not was_hidden:
        return Flow(start, Shown(added), Shown(left), end)
    return Flow(start, BESIDE, BESIDE, end)


def share(part: int, whole: int, floor: int) -> tuple[Shown, Shown]:
    """Part and whole of a percentage: both, or neither where part or remainder is small."""
    if any(small(n, floor) for n in (part, whole, whole - part)):
        return BESIDE, BESIDE
    return Shown(part), Shown(whole)


def at_least(parts: Iterable[Shown]) -> tuple[int, bool]:
    """A sum from what is shown, and whether it is the whole."""
    some = list(parts)
    return sum(one.n or 0 for one in some), not any(one.hidden for one in some)
