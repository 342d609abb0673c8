"""决定的登记簿: every decision a profile makes, by name, answered on fixed sample facts.

A value that changes no decision here (or, for definitions, in `tonghu.registry`) is dead, and a
test finds it. Answers say what somebody must do, by when, who, or whether.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from tonghu.policy.profile import Profile

T = TypeVar("T")
Says = tuple[str, ...]


@dataclass(frozen=True)
class Answer(Generic[T]):
    """答复: the value, the clause that decides it, and whether the document was silent."""

    value: T
    basis: str
    silent: bool = False


@dataclass(frozen=True)
class Decision:
    """决定: its name, the question in Chinese, and its answer for a profile."""

    name: str
    asks: str
    says: Callable[[Profile], Says]
    clocks: tuple[str, ...] = ()


DECISIONS: dict[str, Decision] = {}


def decides(
    name: str, asks: str
) -> Callable[[Callable[[Profile], Says]], Callable[[Profile], Says]]:
    """Registers a function as the answer to a named question."""

    def register(function: Callable[[Profile], Says]) -> Callable[[Profile], Says]:
        add(Decision(name, asks, function))
        return function

    return register


def add(decision: Decision) -> None:
    """Enters a decision; a name is given once."""
    if decision.name in DECISIONS:
        raise ValueError(f"decision {decision.name} is registered twice")
    DECISIONS[decision.name] = decision


def answered(profile: Profile, value: T, *path: str | int) -> Answer[T]:
    """An answer citing the value it rests on."""
    return Answer(value, profile.basis(*path), profile.silent(*path))


def labels(profile: Profile, word_list: str, words: tuple[str, ...]) -> Says:
    """The Chinese labels of words, in the profile's order."""
    return tuple(profile.vocabulary.label(word_list, word) for word in words)


def functions(profile: Profile, codes: tuple[str, ...]) -> Says:
    """The names by which this place calls the units and bodies of these codes."""
    return tuple(called(profile, code) for code in codes)


def called(profile: Profile, code: str) -> str:
    """The unit's printed name here; the function's label where no unit is printed."""
    unit = next((unit for unit in profile.units if unit.code == code), None)
    return unit.name if unit else profile.vocabulary.function(code)


def yes(value: bool) -> str:
    """是 or 否."""
    return "是" if value else "否"
