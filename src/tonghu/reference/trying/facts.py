"""填的情况变成事实: the form's values as the facts of the registry's rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tonghu.policy.definitions.words import Circumstance, DisabilityKind, ParentStatus
from tonghu.reference.trying.words import CIRCUMSTANCE_CHOICES, PLACES
from tonghu.registry.rules.facts import (
    Birth,
    CarerFact,
    ChildFacts,
    CircumstanceFact,
    DisabilityFact,
    Home,
    ParentFact,
    ParentFacts,
    Residence,
    SchoolFact,
)
from tonghu.registry.states import CarerKind, HukouKind, Schooling

_NOT_DENIED = (ParentStatus.AT_HOME, ParentStatus.ABLE)  # say that nothing else is the matter
_ASKED = frozenset(Circumstance(code) for code, _ in CIRCUMSTANCE_CHOICES)


def facts_of(said: Mapping[str, Any]) -> ChildFacts:
    """Everything that was filled in; what was left open stays not collected."""
    day: date = said["as_of"]
    held = frozenset(Circumstance(code) for code in said.get("circumstances") or ())
    return ChildFacts(
        birth=Birth.on(said["born"]) if said.get("born") else None,
        hukou=Home(kind=HukouKind(said.get("hukou") or "unknown")),
        residences=_residence(said, day),
        father=_parent(said, "father", day),
        mother=_parent(said, "mother", day),
        carers=(CarerFact(kind=CarerKind(said["carer"]), seen=day),) if said.get("carer") else (),
        schooling=(SchoolFact(kind=Schooling(said["school"]), seen=day),)
        if said.get("school")
        else (),
        circumstances=tuple(
            CircumstanceFact(kind=one, seen=day) for one in sorted(held)
        ),
        denied=_ASKED - held if said.get("rest_denied") else frozenset(),
        disabilities=_disability(said, day),
        not_disabled=bool(said.get("rest_denied")) and not said.get("grade"),
    )  # fmt: skip


def _residence(said: Mapping[str, Any], day: date) -> tuple[Residence, ...]:
    place = PLACES.get(said.get("lives") or "")
    if place is None:
        return ()
    return (Residence(place=place[1], since=said.get("lives_since"), seen=day),)


def _parent(said: Mapping[str, Any], who: str, day: date) -> ParentFacts:
    word = said.get(f"{who}_status")
    if not word:
        return ParentFacts()
    status = ParentStatus(word)
    place = PLACES.get(said.get(f"{who}_place") or "")
    others = frozenset(ParentStatus) - {status, *_NOT_DENIED}
    disabled = status is ParentStatus.DISABLED
    return ParentFacts(
        (
            ParentFact(
                status=status, since=said.get(f"{who}_since"), seen=day,
                place=place[1] if place and status is ParentStatus.AWAY else None,
                term_until=said.get(f"{who}_term"),
                grade=int(said[f"{who}_grade"]) if disabled and said.get(f"{who}_grade") else None,
                kinds=_kinds(said.get(f"{who}_kind")) if disabled else frozenset(),
            ),
        ),
        denied=others if said.get("rest_denied") else frozenset(),
    )  # fmt: skip


def _disability(said: Mapping[str, Any], day: date) -> tuple[DisabilityFact, ...]:
    if not said.get("grade"):
        return ()
    return (DisabilityFact(grade=int(said["grade"]), kinds=_kinds(said.get("kind")), seen=day),)


def _kinds(word: str | None) -> frozenset[DisabilityKind]:
    return frozenset({DisabilityKind(word)}) if word else frozenset()
