"""改一个值会怎样: changes one value at a time and sees which named decisions answer otherwise.

It proves that no value is dead, and tells docs/profile.md what each key decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from typing import NoReturn

from tonghu.policy.profile import Profile
from tonghu.policy.questions import DECISIONS
from tonghu.policy.schema.base import (
    DocumentKey,
    Duration,
    EventKind,
    FunctionCode,
    Identifier,
    Listed,
    UnitCode,
)
from tonghu.policy.schema.leaves import Leaf, leaves, replaced
from tonghu.policy.schema.shape import Shape

Answers = dict[str, tuple[str, ...]]


class _Untouchable:
    """Stands in for a section to learn which decisions read it."""

    def __getattribute__(self, _name: str) -> NoReturn:
        raise LookupError

    def __iter__(self) -> NoReturn:
        raise LookupError

    def __getitem__(self, _key: object) -> NoReturn:
        raise LookupError

    def __bool__(self) -> bool:
        raise LookupError


class Effects:
    """The baseline answers of a profile, and what changes with each value."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.baseline: Answers = {name: d.says(profile) for name, d in DECISIONS.items()}
        self._readers: dict[str, tuple[str, ...]] = {}

    def changed(self, leaf: Leaf, value: object) -> tuple[str, ...]:
        """The decisions that answer otherwise when the leaf holds this value."""
        sheet = replaced(self.profile.sheet, leaf.path, value)
        mutant = replace(self.profile, sheet=sheet)
        names = self._reading(str(leaf.path[0]))
        return tuple(name for name in names if _says(name, mutant) != self.baseline[name])

    def _reading(self, section: str) -> tuple[str, ...]:
        if section not in self._readers:
            sheet = self.profile.sheet.model_copy(update={section: _Untouchable()})
            probe = replace(self.profile, sheet=sheet)
            self._readers[section] = tuple(name for name in DECISIONS if _reads(name, probe))
        return self._readers[section]


def _says(name: str, profile: Profile) -> tuple[str, ...]:
    """The answer; a value that contradicts another is refused in words, which is an answer too."""
    try:
        return DECISIONS[name].says(profile)
    except ValueError as refusal:
        return (str(refusal),)


def _reads(name: str, probe: Profile) -> bool:
    try:
        DECISIONS[name].says(probe)
    except (LookupError, TypeError):
        return True
    return False


def decisive(profile: Profile) -> Iterator[Leaf]:
    """The leaves that must decide something: no free text, no names of rows."""
    return (leaf for leaf in leaves(profile.sheet) if not _is_text(leaf.shape, leaf.value))


def planned(profile: Profile, leaf: Leaf) -> bool:
    """A length nobody asks for yet: its clock is still planned."""
    if leaf.path[0] != "clocks":
        return False
    clock = profile.vocabulary.clocks.get(str(leaf.path[1]))
    return clock is not None and clock.state == "planned"


def _is_text(shape: Shape, value: object) -> bool:
    if isinstance(shape.marker, Identifier):
        return True
    words = value if isinstance(value, tuple) else (value,)
    is_words = all(isinstance(word, str) and not isinstance(word, Enum) for word in words)
    return is_words and shape.marker is None and not shape.literals and not _coded_text(shape)


def _coded_text(shape: Shape) -> bool:
    """Texts of a fixed form that decide: month-days and division codes."""
    return shape.attribute in _CODED


_CODED = ("division", "roster_from", "roster_to", "survey_end", "summary_end", "feedback_end")


def other_values(profile: Profile, leaf: Leaf) -> Iterator[object]:
    """Values of the same kind the leaf might hold instead."""
    value, shape = leaf.value, leaf.shape
    if isinstance(value, tuple):
        yield from _other_lists(profile, value, shape)
    else:
        yield from _others(profile, value, shape)


def _other_lists(profile: Profile, value: tuple[object, ...], shape: Shape) -> Iterator[object]:
    """One word more, one less, another first."""
    more = next((word for word in _choices(profile, shape) if word not in value), None)
    if more is not None:
        yield (*value, more)
    if len(value) > 1:
        yield value[:-1]
    if len(value) > 1 and isinstance(value[0], str):
        yield (value[1], value[0], *value[2:])
    if value and isinstance(value[0], int | date):
        yield (*value[:-1], next(_others(profile, value[-1], shape)))


def _others(profile: Profile, value: object, shape: Shape) -> Iterator[object]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
        yield max(1, value - 1) if value != 1 else value + 2
    elif isinstance(value, date):
        yield value + timedelta(days=1)
        yield value - timedelta(days=1)
    elif isinstance(value, Duration):
        yield type(value)(**{value.unit: value.number + 1})
    elif isinstance(value, Enum):
        yield from (member for member in type(value) if member is not value)
    elif isinstance(value, str):
        yield from _other_texts(profile, value, shape)


def _other_texts(profile: Profile, value: str, shape: Shape) -> Iterator[str]:
    if shape.attribute == "division":
        yield f"{value[:-1]}{(int(value[-1]) + 1) % 10}" if value else "11"
    elif shape.attribute in _CODED:
        month, day = value.split("-")
        yield f"{month}-{int(day) - 1 or 2:02d}"
    else:
        yield from [word for word in _choices(profile, shape) if word != value][:2]


def _choices(profile: Profile, shape: Shape) -> tuple[str, ...]:
    marker, vocabulary = shape.marker, profile.vocabulary
    if isinstance(marker, Listed):
        return tuple(vocabulary.lists[marker.name])
    if isinstance(marker, FunctionCode):
        return tuple(vocabulary.functions)
    if isinstance(marker, UnitCode):
        return (*(unit.code for unit in profile.units), *vocabulary.bodies())
    if isinstance(marker, DocumentKey):
        return tuple(profile.documents)
    if isinstance(marker, EventKind):
        return tuple(vocabulary.events)
    return shape.literals
