"""退出与生命周期: reasons to leave a register, permitted steps, what is proposed next (D-350)."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registry.children import (
    AS_OF,
    CHILD,
    LONG_AGO,
    OTHER_COUNTY,
    S,
    days_ago,
    fact,
    parent,
)
from tests.registry.sheets import CODES, definitions_of
from tests.requirement import requirement
from tonghu.policy.definitions.words import Circumstance
from tonghu.registry.rules import (
    Birth,
    ChildFacts,
    LifeEvent,
    Verdict,
    classify,
    exit_from,
    exits,
    life_state,
    proposed_step,
    verdict,
)
from tonghu.registry.rules.facts import CircumstanceFact, ExitFact, ExitFactCode
from tonghu.registry.rules.life import STEPS
from tonghu.registry.states import LIFE_LABELS, STEP_LABELS, Answer, LifeState, LifeStep

YES, NO, OPEN = Answer.YES, Answer.NO, Answer.UNKNOWN
POOR = (CircumstanceFact(kind=Circumstance.HARDSHIP, since=LONG_AGO),)


def left(code: ExitFactCode, on: date) -> ChildFacts:
    return replace(CHILD, exits=(ExitFact(code=code, since=on),))


@requirement("D-350")
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("reason", get_args(ExitFactCode))
def test_exit_facts_end_what_the_profile_says(code: str, reason: ExitFactCode) -> None:
    definitions = definitions_of(code)
    row = next(row for row in definitions.exits if row.code == reason)
    child = replace(left(reason, AS_OF), circumstances=POOR)
    day_before = {v.scheme: v for v in classify(child, definitions, days_ago(1))}
    on_the_day = {v.scheme: v for v in classify(child, definitions, AS_OF)}
    for scheme in ("left_behind", "difficulty"):
        assert day_before[scheme].counts is YES
        assert (day_before[scheme].next_change_on == AS_OF) is (scheme in row.ends)
        assert on_the_day[scheme].counts is (NO if scheme in row.ends else YES)
        found = exit_from(child, definitions, scheme, AS_OF)
        assert found.category == (reason if scheme in row.ends else None)


@requirement("D-350")
def test_death_ends_everything_and_hukou_alone_does_not_end_residence_in_songyang() -> None:
    died = classify(left("died", AS_OF), definitions_of("songyang"), AS_OF)
    assert {v.counts for v in died} == {NO}
    moved = left("hukou_moved", AS_OF)
    assert verdict(moved, definitions_of("songyang"), "left_behind", AS_OF).counts is YES
    assert verdict(moved, definitions_of("wuqing"), "left_behind", AS_OF).counts is NO


@requirement("D-350", "D-378")
def test_over_age_leaves_left_behind_at_sixteen_and_difficulty_at_eighteen() -> None:
    child = replace(CHILD, birth=Birth(2010, 9, 14), circumstances=POOR)
    found = {v.scheme: v for v in exits(child, definitions_of("songyang"), AS_OF)}
    assert found["exit.left_behind"].category == "over_age"
    assert found["exit.difficulty"].counts is NO
    assert found["exit.difficulty"].next_change_on == date(2028, 9, 15)
    unknown = replace(child, birth=None)
    assert exit_from(unknown, definitions_of("songyang"), "left_behind", AS_OF).counts is OPEN


@requirement("D-350")
def test_parent_at_home_again_is_an_exit_without_being_noted() -> None:
    away = fact(S.AWAY, LONG_AGO, place=OTHER_COUNTY, until=days_ago(4))
    back = parent(away, fact(S.AT_HOME, days_ago(4)), fact(S.ABLE, days_ago(4)))
    child = replace(CHILD, mother=back)
    found = exit_from(child, definitions_of("songyang"), "left_behind", AS_OF)
    assert found.category == "parent_returned"
    assert found.reasons[0].sentence == "母亲已返乡在家"
    ill = parent(away, fact(S.AT_HOME, days_ago(4)), fact(S.ILL))
    still = replace(CHILD, mother=ill)
    assert verdict(still, definitions_of("songyang"), "left_behind", AS_OF).counts is YES
    assert exit_from(still, definitions_of("songyang"), "left_behind", AS_OF).counts is NO


def steps(*names: LifeStep, reason: str | None = "died") -> list[LifeEvent]:
    return [LifeEvent(name, date(2026, 1, 1 + n), reason) for n, name in enumerate(names)]


T, L = LifeStep, LifeState


@requirement("D-350")
def test_a_file_goes_all_the_way_and_comes_back() -> None:
    way = steps(
        T.SEND_TO_VERIFY,
        T.REGISTER,
        T.CHANGE,
        T.PROPOSE_TRANSFER,
        T.ACCEPT_TRANSFER,
        T.EXIT,
        T.ARCHIVE,
        T.READMIT,
        T.REGISTER,
    )
    seen = [life_state(way, date(2026, 1, n)) for n in range(1, 10)]
    assert seen == [
        L.TO_VERIFY,
        L.REGISTERED,
        L.REGISTERED,
        L.TRANSFERRING,
        L.REGISTERED,
        L.EXITED,
        L.ARCHIVED,
        L.TO_VERIFY,
        L.REGISTERED,
    ]
    assert life_state(way, date(2025, 12, 31)) is L.CANDIDATE


@requirement("D-350")
def test_forbidden_steps_are_refused_in_chinese() -> None:
    with pytest.raises(ValueError, match="不能“退出”：档案当时的状态是“待核实”"):
        life_state(steps(T.SEND_TO_VERIFY, T.EXIT), AS_OF)
    with pytest.raises(ValueError, match="没有写明退出情形"):
        life_state(steps(T.SEND_TO_VERIFY, T.REGISTER, T.EXIT, reason=None), AS_OF)


@requirement("D-350")
def test_every_state_is_reached_and_every_step_leads_on() -> None:
    assert {end for _, _, end in STEPS} | {L.CANDIDATE} == set(LifeState)
    assert {start for _, start, _ in STEPS} == set(LifeState)
    assert {step for step, _, _ in STEPS} == set(LifeStep)
    assert len({(step, start) for step, start, _ in STEPS}) == len(STEPS)
    assert set(LIFE_LABELS) == set(LifeState)
    assert set(STEP_LABELS) == set(LifeStep)


def judged(facts: ChildFacts) -> tuple[Verdict, ...]:
    known = replace(facts, denied=frozenset(Circumstance), not_disabled=True)
    return classify(known, definitions_of("songyang"), AS_OF)


AT_HOME = parent(fact(S.AT_HOME), fact(S.ABLE))
HOME_CHILD = replace(CHILD, father=AT_HOME, mother=AT_HOME)
UNSURE = replace(CHILD, father=parent(), mother=parent())


@requirement("D-350")
@pytest.mark.parametrize(
    ("state", "facts", "step"),
    [
        (L.CANDIDATE, CHILD, T.SEND_TO_VERIFY),
        (L.TO_VERIFY, CHILD, T.REGISTER),
        (L.TO_VERIFY, HOME_CHILD, T.REJECT),
        (L.TO_VERIFY, UNSURE, None),
        (L.REGISTERED, CHILD, None),
        (L.REGISTERED, HOME_CHILD, T.EXIT),
        (L.REGISTERED, UNSURE, None),
        (L.TRANSFERRING, HOME_CHILD, None),
        (L.EXITED, HOME_CHILD, T.ARCHIVE),
        (L.EXITED, CHILD, T.READMIT),
        (L.ARCHIVED, CHILD, T.READMIT),
        (L.ARCHIVED, HOME_CHILD, None),
        (L.REJECTED, CHILD, T.READMIT),
    ],
)
def test_rules_propose_and_wait_where_facts_are_missing(
    state: LifeState, facts: ChildFacts, step: LifeStep | None
) -> None:
    found = proposed_step(state, judged(facts))
    assert (found.step if found else None) is step


@requirement("D-350")
def test_proposed_exit_carries_its_reason_and_change_its_categories() -> None:
    gone = left("died", days_ago(1))
    definitions = definitions_of("songyang")
    proposal = proposed_step(
        L.REGISTERED, classify(gone, definitions, AS_OF), exits(gone, definitions, AS_OF)
    )
    assert proposal is not None
    assert (proposal.step, proposal.categories) == (T.EXIT, ("died",))
    change = proposed_step(L.REGISTERED, judged(CHILD), recorded=frozenset({"difficulty"}))
    assert change is not None
    assert (change.step, change.categories) == (T.CHANGE, ("left_behind",))


@requirement("D-350")
@given(st.lists(st.sampled_from(LifeStep), max_size=8))
def test_any_row_of_steps_is_followed_or_refused(names: list[LifeStep]) -> None:
    """The order in which steps were recorded does not matter, only their days."""
    events = steps(*names)
    with contextlib.suppress(ValueError):
        state = life_state(events, AS_OF)
        assert life_state(reversed(events), AS_OF) is state
        return
    with pytest.raises(ValueError, match=r"。$"):
        life_state(reversed(events), AS_OF)
