"""A table of sample children, made from the words and not from any definition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import get_args

from tests.registry.children import (
    AS_OF,
    AT_HOME,
    AWAY,
    AWAY_NEAR,
    CHILD,
    HOME,
    LONG_AGO,
    OTHER_COUNTY,
    S,
    days_ago,
    fact,
    parent,
)
from tonghu.policy.definitions.words import (
    Circumstance,
    DisabilityKind,
    HarmAct,
)
from tonghu.registry.rules import (
    Birth,
    ChildFacts,
)
from tonghu.registry.rules.facts import (
    CarerFact,
    CircumstanceFact,
    DisabilityFact,
    ExitFact,
    ExitFactCode,
    GuardianConduct,
    HarmFact,
    Home,
    ParentFacts,
    Place,
    Residence,
    SchoolFact,
)
from tonghu.registry.states import CarerKind, HukouKind, Schooling


def one_status(status: S, since: date, **more: object) -> ParentFacts:
    """A parent of whom this is true and everything else denied."""
    return ParentFacts((fact(status, since, **more),), frozenset(S) - {status})  # type: ignore[arg-type]


@cache
def parents() -> tuple[ParentFacts, ...]:
    """Each status, fresh and old, each grade and kind, terms long and short, distances."""
    made = [AWAY, AWAY_NEAR, AT_HOME]
    made += [parent(fact(S.AWAY, place=Place(code))) for code in ("990202000000", "980101000000")]
    made += [parent(fact(S.AWAY, place=Place(abroad=True)))]
    made += [parent(fact(S.AWAY, place=Place("990101102999")))]
    made += [one_status(s, since) for s, since in product(S, (days_ago(20), LONG_AGO))]
    made += [
        one_status(S.DISABLED, LONG_AGO, grade=g, kinds=(k,))
        for g, k in product((1, 2, 3, 4), DisabilityKind)
    ]
    made += [
        one_status(s, days_ago(20), term_until=AS_OF + timedelta(days=days))
        for s in (S.IMPRISONED, S.DRUG_REHABILITATION, S.RESTRICTED)
        for days in (100, 180, 200, 400)
    ]
    return tuple(made)


def by_parents() -> Iterator[ChildFacts]:
    """One parent away, dead, revoked or ill; the other anything."""
    firsts = [one_status(s, LONG_AGO) for s in (S.DEAD, S.GUARDIANSHIP_REVOKED, S.ILL)]
    for first, second in product((AWAY, *firsts), parents()):
        yield replace(CHILD, father=first, mother=second)
    for both in parents():
        yield replace(CHILD, father=both, mother=both)


def by_age() -> Iterator[ChildFacts]:
    """Children of all ages, one born on 29 February, orphans and left behind."""
    dead = one_status(S.DEAD, LONG_AGO)
    ill = one_status(S.ILL, LONG_AGO)
    poor = (CircumstanceFact(kind=Circumstance.HARDSHIP, since=LONG_AGO),)
    births = [Birth(year, 9, 20) for year in range(2006, 2027)] + [Birth(2012, 2, 29)]
    for birth in births:
        yield replace(CHILD, birth=birth, circumstances=poor)
        yield replace(CHILD, birth=birth, father=dead, mother=dead)
        yield replace(CHILD, birth=birth, father=ill, mother=ill)
        yield _mover(birth)


def _mover(birth: Birth) -> ChildFacts:
    mother = (CarerFact(kind=CarerKind.MOTHER, since=LONG_AGO),)
    there = (Residence(place=OTHER_COUNTY, since=LONG_AGO),)
    return replace(CHILD, birth=birth, carers=mother, residences=there)


def by_place() -> Iterator[ChildFacts]:
    """Rural, urban; here, in another town, county, prefecture; with whom."""
    places = [HOME, OTHER_COUNTY, *(Place(c) for c in ("990101104000", "990202000000", "98"))]
    places += [Place("990101102999")]
    kinds = (CarerKind.MOTHER, CarerKind.GUARDIAN)
    far = parent(fact(S.AWAY, place=Place(abroad=True)))
    poor = (CircumstanceFact(kind=Circumstance.HARDSHIP, since=LONG_AGO),)
    for place, kind, days in product(places, kinds, (20, 400)):
        there = (Residence(place=place, since=days_ago(days)),)
        carers = (CarerFact(kind=kind, since=LONG_AGO),)
        yield replace(CHILD, residences=there, carers=carers, father=far, mother=far)
    yield replace(CHILD, hukou=Home(HOME, HukouKind.URBAN), circumstances=poor)


def by_circumstance() -> Iterator[ChildFacts]:
    """Each circumstance, carer, schooling and disability, with all else denied."""
    known = replace(CHILD, not_disabled=True, denied=frozenset(Circumstance))
    home = replace(
        known,
        father=AT_HOME,
        mother=AT_HOME,
        schooling=(SchoolFact(kind=Schooling.ENROLLED, since=LONG_AGO),),
    )
    for kind in Circumstance:
        yield replace(home, circumstances=(CircumstanceFact(kind=kind, since=LONG_AGO),))
    yield replace(home, carers=(CarerFact(kind=CarerKind.NONE, since=LONG_AGO),))
    yield replace(home, hukou=Home(HOME, HukouKind.NONE))
    for kind in Schooling:
        yield replace(home, schooling=(SchoolFact(kind=kind, since=LONG_AGO),))
    for grade, kind in product((1, 2, 3, 4), DisabilityKind):
        own = DisabilityFact(grade=grade, kinds=frozenset({kind}), since=LONG_AGO)
        yield replace(home, not_disabled=False, disabilities=(own,))
    dead, ill = one_status(S.DEAD, LONG_AGO), one_status(S.ILL, LONG_AGO)
    yield replace(home, father=dead, mother=dead)
    yield replace(home, father=ill, mother=ill)
    yield replace(home, father=AWAY, mother=dead)


def by_conduct() -> Iterator[ChildFacts]:
    """Each act of harm, danger after one or two lessons, two to four criticisms."""
    for act in HarmAct:
        harm = HarmFact(act=act, by="parent", serious=True, since=LONG_AGO)
        yield replace(CHILD, conduct=GuardianConduct(harms=(harm,)))
    begging = HarmFact(act=HarmAct.BEGGING, by="parent", serious=False, since=LONG_AGO)
    for times in range(1, 5):
        days = tuple(days_ago(50 - n) for n in range(times))
        yield replace(CHILD, conduct=GuardianConduct(left_in_danger=(AS_OF,), educations=days))
        told = GuardianConduct(harms=(begging,), begging_criticisms=days)
        yield replace(CHILD, conduct=told)


def by_exit() -> Iterator[ChildFacts]:
    """Each exit fact."""
    for code in get_args(ExitFactCode):
        yield replace(CHILD, exits=(ExitFact(code=code, since=LONG_AGO),))


SAMPLES = {
    "birthday": by_age,
    "left_behind": lambda: (*by_parents(), *by_place(), *by_age()),
    "migrant": lambda: (*by_place(), *by_age()),
    "orphan": lambda: (*by_parents(), *by_age()),
    "de_facto_unsupported": lambda: (*by_parents(), *by_age()),
    "difficulty": lambda: (*by_circumstance(), *by_parents(), *by_age(), *by_place()),
    "key_groups": by_circumstance,
    "issue_flags": by_circumstance,
    "supports": lambda: (*by_circumstance(), *by_parents()),
    "guardian_harm": by_conduct,
    "revocation": by_conduct,
    "age_bands": by_age,
    "exits": lambda: (*by_exit(), *by_age()),
}


@cache
def samples(root: str) -> tuple[ChildFacts, ...]:
    return tuple(SAMPLES[root]())
