"""计数: which figures of its village one file adds to. Pure, so that a recount is the same function."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from tonghu.registry.states import LifeState

Cell = tuple[str, str, str]  # village, scheme, figure
Cells = Counter[Cell]
ON_REGISTER = (LifeState.REGISTERED, LifeState.TRANSFERRING)
COUNTED, NO_WORKER = "counted", "no_worker"


class Countable(Protocol):
    """What counting asks of a file."""

    division: str
    state: str
    schemes: list[str]
    flags: list[str]
    worker: UUID | None
    merged_into_id: UUID | None


def cells(child: Countable) -> Cells:
    """The figures this file is one of; a file merged into another is none of its own."""
    found: Cells = Counter()
    if child.merged_into_id is not None:
        return found
    found[child.division, "", f"state:{child.state}"] = 1
    if child.state not in ON_REGISTER:
        return found
    found[child.division, "", COUNTED] = 1
    for scheme in child.schemes:
        found[child.division, scheme, COUNTED] = 1
    for flag in child.flags:
        found[child.division, "", f"flag:{flag}"] = 1
    if child.worker is None:
        found[child.division, "", NO_WORKER] = 1
    return found


def change(before: Iterable[Cells], after: Iterable[Cells]) -> dict[Cell, int]:
    """What is to be added, in one order for all, so that two who count do not wait for each other."""
    total: Cells = Counter()
    for one in after:
        total.update(one)
    for one in before:
        total.subtract(one)
    return {cell: n for cell, n in sorted(total.items()) if n}
