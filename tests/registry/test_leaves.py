"""No dead leaf: each value of the definitions of all six profiles decides some child's verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest
from pydantic import ValidationError

from tests.registry.children import (
    AS_OF,
    LIMITS,
    S,
)
from tests.registry.samples import samples
from tests.registry.sheets import CODES, definitions_of, holidays
from tests.requirement import requirement
from tonghu.policy.definitions import Definitions, Holidays, Span
from tonghu.policy.definitions.words import (
    Area,
)
from tonghu.policy.schema.base import Duration
from tonghu.policy.schema.leaves import Leaf, leaves, replaced
from tonghu.registry.rules import (
    ChildFacts,
    Verdict,
    age_band,
    exits,
    guardianship,
    issue_flags,
    key_groups,
    supports,
    verdict,
)

TEXT = {"name", "code"}
WORDS: dict[str, tuple[str, ...]] = {
    "cause": tuple(S),
    "beyond": tuple(Area),
    "within": tuple(Area),
    "across": tuple(Area),
    "measured": ("elapsed", "term"),
    "leap_day": ("02-28", "03-01"),
}


def ask(root: str, facts: ChildFacts, d: Definitions) -> tuple[Verdict, ...]:
    """The verdicts that a table of the definitions is about."""
    if root == "birthday":
        return (verdict(facts, d, "orphan", AS_OF),)
    if root == "age_bands":
        return (age_band(facts, d, AS_OF),)
    if root == "exits":
        return exits(facts, d, AS_OF)
    if root in ("guardian_harm", "revocation"):
        return guardianship(facts, d, LIMITS, AS_OF)
    flags = {"key_groups": key_groups, "issue_flags": issue_flags, "supports": supports}
    if root in flags:
        return flags[root](facts, d, [row.code for row in getattr(d, root)], AS_OF)
    return (verdict(facts, d, root, AS_OF),)


@cache
def before(code: str, root: str) -> tuple[tuple[Verdict, ...], ...]:
    return tuple(ask(root, facts, definitions_of(code)) for facts in samples(root))


def mutants(leaf: Leaf) -> Iterator[object]:
    """What else the leaf could say: each a smallest change."""
    value, key = leaf.value, leaf.path[-1]
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
        if value > 1:
            yield value - 1
    elif isinstance(value, Duration):
        yield Span.model_validate({value.unit: value.number + 1})
    elif isinstance(value, tuple):
        yield from (value[:n] + value[n + 1 :] for n in range(len(value)))
    elif key in WORDS:
        yield next(word for word in reversed(WORDS[str(key)]) if word != value)


def decides(code: str, leaf: Leaf, value: object) -> bool:
    """Whether a verdict on some sample child is another once the leaf says `value`."""
    root = str(leaf.path[0])
    changed = replaced(definitions_of(code), leaf.path, value)
    for facts, was in zip(samples(root), before(code, root), strict=True):
        now = ask(root, facts, changed)
        if [(v.answer, v.next_change_on) for v in now] != [
            (v.answer, v.next_change_on) for v in was
        ]:
            return True
    return False


def asked_for(d: Definitions, leaf: Leaf) -> bool:
    """户籍地的范围 is asked for only where staying at the hukou place is a test."""
    return leaf.path != ("left_behind", "stay", "within") or "hukou" in d.left_behind.stay.at


@requirement(
    "D-001", "D-002", "D-004", "D-010", "D-013", "D-017", "D-350", "D-369", "D-370", "D-378"
)
@pytest.mark.parametrize("code", CODES)
def test_no_leaf_of_the_definitions_is_dead(code: str) -> None:
    dead = [
        (leaf.path, value)
        for leaf in leaves(definitions_of(code))
        if leaf.path[-1] not in TEXT and asked_for(definitions_of(code), leaf)
        for value in mutants(leaf)
        if not decides(code, leaf, value)
    ]
    assert not dead, dead


def test_no_day_of_the_holiday_table_is_dead() -> None:
    table = holidays()
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]

    def calendar(table_: Holidays) -> list[object]:
        try:
            made = Holidays.model_validate(table_.model_dump()).calendar()
        except ValidationError as refused:
            return [str(refused)]
        return [*map(made.is_working_day, days), made.years]

    was = calendar(table)
    for leaf in leaves(table):
        others = moved(leaf.value)
        assert not others or any(
            calendar(replaced(table, leaf.path, other)) != was for other in others
        ), leaf.path


def moved(value: object) -> list[object]:
    """The same day some days off, a year later, or a list without one of its days."""
    if isinstance(value, date):
        return [value + timedelta(days=n) for n in range(-4, 5) if n]
    if isinstance(value, int):
        return [value + 1]
    return [value[1:]] if isinstance(value, tuple) else []
