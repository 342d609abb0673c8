"""Until when: on every day before `next_change_on` the answer is the same, and on it another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.registry.children import LIMITS
from tests.registry.sheets import CODES, definitions_of
from tests.registry.strategies import DAYS, children
from tests.requirement import requirement
from tonghu.policy.definitions import Definitions
from tonghu.registry.rules import (
    ChildFacts,
    Verdict,
    age_band,
    exit_from,
    guardianship,
    issue_flags,
    key_groups,
    supports,
    verdict,
)
from tonghu.registry.rules.difficulty import SCHEMES

HORIZON = 25 * 366
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


Question = Callable[[date], Verdict]


def questions(facts: ChildFacts, definitions: Definitions) -> dict[str, Question]:
    """Every verdict the rules can give on a child, by scheme, each as a function of the day."""
    d = definitions
    asked: dict[str, Question] = {scheme: partial(verdict, facts, d, scheme) for scheme in SCHEMES}
    asked |= {f"exit.{scheme}": partial(exit_from, facts, d, scheme) for scheme in SCHEMES}
    for rows, decide in (
        (d.key_groups, key_groups),
        (d.issue_flags, issue_flags),
        (d.supports, supports),
    ):
        for row in rows:
            asked[f"{decide.__name__}.{row.code}"] = lambda day, f=decide, code=row.code: f(
                facts, d, [code], day
            )[0]
    for index in range(5):
        asked[f"guardianship.{index}"] = lambda day, i=index: guardianship(facts, d, LIMITS, day)[i]
    asked["age_band"] = partial(age_band, facts, d)
    return asked


def between(first: date, last: date, picks: Iterable[float]) -> list[date]:
    """The day before the end, and days picked in between; every day where there are few."""
    length = (last - first).days
    if length <= 8:
        return [first + timedelta(days=n) for n in range(length)]
    offsets = {length - 1, *(int(pick * length) for pick in picks)}
    return [first + timedelta(days=n) for n in sorted(offsets)]


@requirement("D-001", "D-009", "D-350", "D-369", "D-378")
@SLOW
@given(
    children(), st.sampled_from(CODES), DAYS, st.lists(st.floats(0, 0.999), min_size=5, max_size=5)
)
def test_same_answer_until_next_change_and_another_on_it(
    facts: ChildFacts, code: str, as_of: date, picks: list[float]
) -> None:
    for scheme, ask in questions(facts, definitions_of(code)).items():
        now = ask(as_of)
        end = now.next_change_on or as_of + timedelta(days=HORIZON)
        for day in between(as_of, end, picks):
            assert ask(day).answer == now.answer, scheme
        if now.next_change_on:
            assert now.next_change_on > as_of
            assert ask(now.next_change_on).answer != now.answer, scheme
            assert now.why_next


@SLOW
@given(children(), DAYS)
def test_every_verdict_gives_a_reason_or_says_what_is_missing(
    facts: ChildFacts, as_of: date
) -> None:
    for ask in questions(facts, definitions_of("songyang")).values():
        found = ask(as_of)
        assert found.reasons or found.missing, found.scheme
        assert bool(found.missing) == (found.counts == "unknown"), found.scheme
        for note in (*found.reasons, *found.missing):
            assert note.fact
            assert note.sentence
            assert not set(",;:?()") & set(note.sentence)


@pytest.mark.long
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(children(), st.sampled_from(CODES), DAYS)
def test_each_single_day_until_the_next_change(facts: ChildFacts, code: str, as_of: date) -> None:
    for ask in questions(facts, definitions_of(code)).values():
        now = ask(as_of)
        end = min(now.next_change_on or date.max, as_of + timedelta(days=400))
        for n in range((end - as_of).days):
            assert ask(as_of + timedelta(days=n)).answer == now.answer, now.scheme
