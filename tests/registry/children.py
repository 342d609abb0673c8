"""Invented children for table tests; every place code starts with 99 and does not exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tonghu.core.periods import Duration, Unit
from tonghu.policy.definitions.words import DisabilityKind, ParentStatus
from tonghu.registry.rules.facts import (
    Birth,
    CarerFact,
    ChildFacts,
    Home,
    ParentFact,
    ParentFacts,
    Place,
    Residence,
)
from tonghu.registry.rules.guardianship import Limits
from tonghu.registry.states import CarerKind, HukouKind

AS_OF = date(2026, 9, 15)
HOME = Place("990101102203")
SAME_COUNTY = Place("990101104000")
OTHER_COUNTY = Place("990155000000")
LONG_AGO = date(2020, 1, 1)
S = ParentStatus


def days_ago(days: int) -> date:
    """A day before the day of judgement."""
    return AS_OF - timedelta(days=days)


def fact(
    status: ParentStatus,
    since: date = LONG_AGO,
    *,
    place: Place | None = None,
    until: date | None = None,
    term_until: date | None = None,
    grade: int | None = None,
    kinds: tuple[DisabilityKind, ...] = (),
) -> ParentFact:
    """A fact about a parent."""
    return ParentFact(
        status=status,
        since=since,
        place=place,
        until=until,
        term_until=term_until,
        grade=grade,
        kinds=frozenset(kinds),
    )


def parent(*facts: ParentFact) -> ParentFacts:
    """A parent of whom these facts are known."""
    return ParentFacts(facts)


AWAY_FACT = fact(S.AWAY, place=OTHER_COUNTY)
AWAY = parent(AWAY_FACT)
AWAY_NEAR = parent(fact(S.AWAY, place=SAME_COUNTY))
AT_HOME = parent(fact(S.AT_HOME), fact(S.ABLE))
UNKNOWN = ParentFacts()

CHILD = ChildFacts(
    birth=Birth(2016, 5, 20),
    hukou=Home(HOME, HukouKind.RURAL),
    residences=(Residence(place=HOME, since=LONG_AGO),),
    father=AWAY,
    mother=AWAY,
    carers=(CarerFact(kind=CarerKind.GRANDPARENT, since=LONG_AGO),),
)
LIMITS = Limits(
    alone_under=16,
    refusal=Duration(6, Unit.MONTHS),
    refusal_alert=Duration(5, Unit.MONTHS),
    grounds=(
        "in_danger_uncorrected",
        "refusal",
        "violence_or_abandonment",
        "begging_uncorrected",
        "delegated_refusal",
        "other_serious_harm",
    ),
    suspects=("parent", "guardian", "entrusted_carer"),
    ladder=("criticise_and_notify_village", "public_security_penalty", "criminal"),
)


def at_home_with(*facts: ParentFact) -> ParentFacts:
    """A parent at home of whom everything was asked: these facts, and nothing else."""
    return ParentFacts((fact(S.AT_HOME), *facts), frozenset(S) - {f.status for f in facts})


def one_away(other: ParentFacts) -> ChildFacts:
    """One parent away beyond the county, and the other as given."""
    return replace(CHILD, mother=other)
