"""流程表: who may take what from where to where, by when; one row per permitted step.

Pure: states are words, roles and clocks are codes handed in. `core.moves.move` applies a table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

Guard = Callable[[Any], "str | None"]


@dataclass(frozen=True, slots=True)
class Row:
    """一步: action, from, to, who may, which clock starts, what may forbid it.

    `guard` gets the record and answers with the sentence why not, or None.
    """

    action: str
    label: str
    from_: str
    to: str
    who: str  # permission
    clock: str = ""
    guard: Guard | None = None


@dataclass(frozen=True, slots=True)
class Workflow:
    """一张流程表."""

    code: str
    label: str
    start: str
    final: frozenset[str]
    rows: tuple[Row, ...]
    states: dict[str, str] = field(default_factory=dict)  # word → Chinese label

    def find(self, action: str, state: str) -> Row | None:
        """The row of an action from a state."""
        return next((r for r in self.rows if r.action == action and r.from_ == state), None)

    def open_to(self, state: str, permissions: Collection[str]) -> tuple[Row, ...]:
        """Buttons: the steps a person with these permissions may take from here."""
        return tuple(r for r in self.rows if r.from_ == state and r.who in permissions)

    def problems(self, permissions: Iterable[str], clocks: Iterable[str]) -> list[str]:
        """What is wrong with the table, a sentence each; empty when it is sound."""
        may, ticking = set(permissions), set(clocks)
        used = {self.start} | {s for r in self.rows for s in (r.from_, r.to)}
        reached, leaves = self._reached(), {r.from_ for r in self.rows}
        seen = [(r.action, r.from_) for r in self.rows]
        told = [f"{s}: no step leads there" for s in sorted(used - reached)]
        told += [
            f"{s}: a dead end that is not final" for s in sorted(reached - leaves - self.final)
        ]
        told += [f"{s}: final, yet a step leaves it" for s in sorted(self.final & leaves)]
        told += [f"{s}: has no label" for s in sorted(used - set(self.states))]
        told += [
            f"{a} from {s}: stands twice" for a, s in sorted({p for p in seen if seen.count(p) > 1})
        ]
        told += [f"{r.action}: unknown permission {r.who}" for r in self.rows if r.who not in may]
        told += [
            f"{r.action}: unknown clock {r.clock}"
            for r in self.rows
            if r.clock and r.clock not in ticking
        ]
        return [f"{self.code}: {one}" for one in told]

    def _reached(self) -> set[str]:
        reached, before = {self.start}, 0
        while len(reached) > before:
            before = len(reached)
            reached |= {r.to for r in self.rows if r.from_ in reached}
        return reached
