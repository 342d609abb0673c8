"""采信: of all that was said of a blank, which statement holds; the others are kept and shown.

Per blank the list of trust decides (police for who somebody is, the school for schooling), among
equals the latest day, among one day what was written down last. A person's decision holds until a
later statement of a source more trusted than the decision's own says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tonghu.registry.fields import BY_CODE
from tonghu.registry.states import SourceKind

Value = Any  # text, bool, a list of codes, None: withdrawn


@dataclass(frozen=True, slots=True)
class Statement:
    """一次说法: the values of one source record, as far as choosing asks."""

    record: str
    source: SourceKind
    stated_on: date
    recorded_at: datetime
    values: Mapping[str, Value]
    officer: str = ""
    decided: bool = False

    @property
    def when(self) -> tuple[date, datetime, str]:
        """In order of the day it speaks of, then of writing."""
        return self.stated_on, self.recorded_at, self.record


@dataclass(frozen=True, slots=True)
class Choice:
    """采信的说法, and those that lost with another value, latest first."""

    value: Value
    by: Statement
    losing: tuple[Statement, ...] = ()


def rank(code: str, source: SourceKind) -> int:
    """Place in the blank's list of trust; all that are not in it stand together behind it."""
    known = BY_CODE.get(code)
    trust = known.trust if known else ()
    return trust.index(source) if source in trust else len(trust)


def choose(code: str, statements: Iterable[Statement]) -> Choice | None:
    """The statement that holds for one blank; None where nobody said anything."""
    said = [one for one in statements if code in one.values]
    if not said:
        return None
    if len(said) == 1:
        return Choice(said[0].values[code], said[0])
    winner = _decided(code, said) or _best(code, said)
    value = winner.values[code]
    losing = sorted(
        (one for one in said if one.values[code] != value), key=lambda one: one.when, reverse=True
    )
    return Choice(value, winner, tuple(losing))


def _best(code: str, said: list[Statement]) -> Statement:
    return max(said, key=lambda one: (-rank(code, one.source), *one.when))


def _decided(code: str, said: list[Statement]) -> Statement | None:
    """The latest decision, or the more trusted statement that came after it and differs."""
    decisions = [one for one in said if one.decided]
    if not decisions:
        return None
    last = max(decisions, key=lambda one: (one.recorded_at, one.record))
    overruling = [
        one
        for one in said
        if not one.decided
        and (one.recorded_at, one.record) > (last.recorded_at, last.record)
        and one.stated_on >= last.stated_on
        and rank(code, one.source) < rank(code, last.source)
        and one.values[code] != last.values[code]
    ]
    return _best(code, overruling) if overruling else last


def chosen(statements: Iterable[Statement]) -> dict[str, Choice]:
    """Every blank anybody spoke of, with what holds."""
    said = tuple(statements)
    if len(said) == 1:
        return {code: Choice(value, said[0]) for code, value in said[0].values.items()}
    codes = dict.fromkeys(code for one in said for code in one.values)
    found = ((code, choose(code, said)) for code in codes)
    return {code: choice for code, choice in found if choice is not None}


def values_of(choices: Mapping[str, Choice]) -> dict[str, Value]:
    """What the file holds: a withdrawn value is 未采集 again."""
    return {code: one.value for code, one in choices.items() if one.value is not None}
