"""期初＋新增－退出＝期末: what one child's row counts for, per scheme; the tie holds by construction.

The same `cells` fill the kept counts, the frozen ones and the recount.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tonghu.survey.states import REGISTER, STAYING, Answer, Figure, Origin

FOUND, MEETS, NO_LONGER = "newly_found", "newly_meets", "no_longer"


@dataclass(frozen=True, slots=True)
class Row:
    """一名儿童在一轮里: what counting needs to know of it."""

    origin: str
    was: tuple[str, ...]
    schemes: tuple[str, ...]
    answer: str
    added: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """一个类别里的位置: there at the opening, there at the closing, why it came or went."""

    scheme: str
    was: bool
    stays: bool
    added: str = ""
    left: str = ""

    @property
    def figures(self) -> tuple[str, ...]:
        """Which figures it adds one to."""
        made = [Figure.OPENING.value] if self.was else []
        if self.added:
            made.append(f"{Figure.ADDED.value}:{self.added}")
        if self.left:
            made.append(f"{Figure.LEFT.value}:{self.left}")
        return (*made, Figure.CLOSING.value) if self.stays else tuple(made)


@lru_cache(maxsize=20_000)
def cells(row: Row) -> tuple[Cell, ...]:
    """The child's place in every scheme it was or is in; none where it came and went meanwhile."""
    before = {REGISTER, *row.was} if row.origin == Origin.OPENING else set()
    there = row.answer in STAYING or row.answer == Answer.PENDING
    after = {REGISTER, *row.schemes} if there else set()
    return tuple(
        Cell(
            scheme, scheme in before, scheme in after,
            added=_added(row, scheme) if scheme not in before else "",
            left=_left(row) if scheme not in after else "",
        )
        for scheme in sorted(before | after)
    )  # fmt: skip


def _added(row: Row, scheme: str) -> str:
    return (row.added or FOUND) if row.origin == Origin.ADDED else MEETS


def _left(row: Row) -> str:
    return (row.left or NO_LONGER) if row.answer == Answer.LEFT else NO_LONGER


def tally(rows: Iterable[Row]) -> Counter[tuple[str, str]]:
    """(scheme, figure) → how many, of some rows."""
    counted: Counter[tuple[str, str]] = Counter()
    for row in rows:
        counted.update((cell.scheme, figure) for cell in cells(row) for figure in cell.figures)
    return counted


def delta(before: Row | None, after: Row | None) -> dict[tuple[str, str], int]:
    """What an answer changes in the kept counts."""
    counted = tally([after] if after else [])
    counted.subtract(tally([before] if before else []))
    return {key: n for key, n in counted.items() if n}


@dataclass(frozen=True, slots=True)
class Summed:
    """一个类别的四个数, with the reasons."""

    opening: int
    added: int
    left: int
    closing: int
    added_by: tuple[tuple[str, int], ...]
    left_by: tuple[tuple[str, int], ...]

    @property
    def ties(self) -> bool:
        """期初＋新增－退出＝期末."""
        return self.opening + self.added - self.left == self.closing


def summed(figures: Mapping[str, int]) -> Summed:
    """The four figures of one scheme from its cells; most frequent reasons first."""
    added, left = _reasons(figures, Figure.ADDED), _reasons(figures, Figure.LEFT)
    return Summed(
        opening=figures.get(Figure.OPENING.value, 0),
        added=sum(n for _, n in added),
        left=sum(n for _, n in left),
        closing=figures.get(Figure.CLOSING.value, 0),
        added_by=added,
        left_by=left,
    )


def _reasons(figures: Mapping[str, int], which: Figure) -> tuple[tuple[str, int], ...]:
    lead = f"{which.value}:"
    found = [
        (key.removeprefix(lead), n) for key, n in figures.items() if key.startswith(lead) and n
    ]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))
