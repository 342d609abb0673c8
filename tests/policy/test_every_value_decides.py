"""Bar 3: no value is dead. Changing any non-text leaf of any profile changes a named decision.

Decisions of `tonghu.policy.questions` answer for everything but the definitions; those are
decided by `tonghu.registry.rules`, and tests/registry/test_definitions.py mutates them likewise.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.policy.folders import CODES
from tonghu.policy import Profile, load
from tonghu.policy.explain.effects import Effects, decisive, other_values, planned
from tonghu.policy.questions import DECISIONS, clocks_asked
from tonghu.policy.schema.leaves import leaves

DECIDED_ELSEWHERE = "definitions"  # by tonghu.registry.rules, which stand above policy


@cache
def profile_of(code: str) -> Profile:
    return load(code)


@pytest.mark.parametrize("code", CODES)
def test_every_value_changes_a_decision(code: str) -> None:
    profile = profile_of(code)
    effects = Effects(profile)
    dead = [
        f"{leaf.path}: {leaf.value!r} → {value!r}"
        for leaf in decisive(profile)
        if leaf.path[0] != DECIDED_ELSEWHERE and not planned(profile, leaf)
        for value in other_values(profile, leaf)
        if not effects.changed(leaf, value)
    ]
    assert not dead, "\n".join(dead)


def test_every_decisive_leaf_is_tried_with_another_value() -> None:
    untried = [
        leaf.path
        for code in CODES
        for leaf in decisive(profile_of(code))
        if leaf.path[0] != DECIDED_ELSEWHERE and not list(other_values(profile_of(code), leaf))
    ]
    assert not untried


def test_only_texts_are_spared() -> None:
    profile = profile_of("songyang")
    decisive_paths = {leaf.path for leaf in decisive(profile)}
    spared = {
        str(leaf.path[-1]) for leaf in leaves(profile.sheet) if leaf.path not in decisive_paths
    }
    assert spared == {
        "aliases", "anomalies", "code", "counted_as", "extends", "garbled", "issuer", "name",
        "number", "post", "principles", "programme", "successor", "text", "title",
        "titles", "version",
    }  # fmt: skip


def test_planned_clocks_may_only_shrink() -> None:
    vocabulary = profile_of("base").vocabulary
    planned_clocks = {name for name, clock in vocabulary.clocks.items() if clock.state == "planned"}
    assert len(planned_clocks) <= 3
    assert not planned_clocks & clocks_asked()


def test_planned_events_may_only_shrink() -> None:
    events = profile_of("base").vocabulary.events
    assert sum(event.state == "planned" for event in events.values()) <= 62


@pytest.mark.parametrize("code", CODES)
def test_every_decision_answers(code: str) -> None:
    for name, decision in DECISIONS.items():
        assert all(isinstance(line, str) for line in decision.says(profile_of(code))), name
