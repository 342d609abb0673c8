"""Random children for properties: dates cluster around the day of judgement."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

from hypothesis import strategies as st

from tests.registry.children import HOME, OTHER_COUNTY, SAME_COUNTY
from tonghu.policy.definitions.words import (
    Area,
    Circumstance,
    DisabilityKind,
    HarmAct,
    ParentStatus,
)
from tonghu.registry.rules.facts import (
    Birth,
    CarerFact,
    ChildFacts,
    CircumstanceFact,
    DisabilityFact,
    ExitFact,
    ExitFactCode,
    GuardianConduct,
    HarmFact,
    Home,
    ParentFact,
    ParentFacts,
    Place,
    RefusalFact,
    Residence,
    SchoolFact,
)
from tonghu.registry.states import CarerKind, HukouKind, Schooling

CENTRE = date(2026, 9, 15)
DAYS = st.integers(-800, 500).map(lambda n: CENTRE + timedelta(days=n))
MAYBE_DAY = st.none() | DAYS
PLACES = st.sampled_from(
    [
        None,
        HOME,
        SAME_COUNTY,
        OTHER_COUNTY,
        Place("99"),
        Place(abroad=True),
        Place(outside=Area.COUNTY),
        Place(inside=Area.COUNTY),
    ]
)
GRADES = st.none() | st.integers(1, 4)
KINDS = st.frozensets(st.sampled_from(DisabilityKind), max_size=2)
BIRTHS = st.one_of(
    st.none(),
    st.dates(date(2007, 1, 1), date(2027, 1, 1)).map(Birth.on),
    st.builds(Birth, st.integers(2007, 2026)),
    st.builds(Birth, st.integers(2007, 2026), st.integers(1, 12)),
    st.just(Birth(2012, 2, 29)),
)


@st.composite
def dates(draw: st.DrawFn) -> dict[str, date | None]:
    """A start, known or only seen, and perhaps an end."""
    start = draw(DAYS)
    only_seen = draw(st.booleans())
    length = draw(st.none() | st.integers(0, 900))
    until = None if length is None else start + timedelta(days=length)
    return {"seen" if only_seen else "since": start, "until": until}


@st.composite
def parent_facts(draw: st.DrawFn) -> ParentFact:
    """One fact about a parent."""
    return ParentFact(
        status=draw(st.sampled_from(ParentStatus)),
        place=draw(PLACES),
        term_until=draw(MAYBE_DAY),
        grade=draw(GRADES),
        kinds=draw(KINDS),
        **draw(dates()),
    )


PARENTS = st.builds(
    ParentFacts,
    st.lists(parent_facts(), max_size=3).map(tuple),
    st.frozensets(st.sampled_from(ParentStatus), max_size=12),
)


@st.composite
def of_kind(draw: st.DrawFn, make: type, kinds: st.SearchStrategy[object]) -> object:
    """A dated fact with a kind."""
    return make(kind=draw(kinds), **draw(dates()))


def few(make: type, kinds: object) -> st.SearchStrategy[tuple[object, ...]]:
    """Up to three dated facts of a kind."""
    return st.lists(of_kind(make, st.sampled_from(kinds)), max_size=3).map(tuple)


@st.composite
def residences(draw: st.DrawFn) -> Residence:
    """Where the child lives."""
    return Residence(place=draw(PLACES.filter(bool)), **draw(dates()))


@st.composite
def conducts(draw: st.DrawFn) -> GuardianConduct:
    """What guardians did and were told."""
    days = st.lists(DAYS, max_size=4).map(tuple)
    flag = st.none() | st.booleans()
    refusals = [
        RefusalFact(no_livelihood=draw(flag), **draw(dates()))
        for _ in range(draw(st.integers(0, 2)))
    ]
    harms = [
        HarmFact(
            act=draw(st.sampled_from(HarmAct)),
            by=draw(st.sampled_from(["parent", "guardian", "entrusted_carer"])),
            serious=draw(flag),
            **draw(dates()),
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    return GuardianConduct(
        tuple(refusals), tuple(harms), draw(days), draw(days), draw(days), draw(flag)
    )


@st.composite
def children(draw: st.DrawFn) -> ChildFacts:
    """A child of whom anything may be known."""
    exits = [
        ExitFact(code=draw(st.sampled_from(get_args(ExitFactCode))), **draw(dates()))
        for _ in range(draw(st.sampled_from([0, 0, 0, 1])))
    ]
    disabilities = [
        DisabilityFact(grade=draw(GRADES), kinds=draw(KINDS), **draw(dates()))
        for _ in range(draw(st.integers(0, 1)))
    ]
    return ChildFacts(
        birth=draw(BIRTHS),
        hukou=Home(draw(PLACES), draw(st.sampled_from(HukouKind))),
        residences=tuple(draw(st.lists(residences(), max_size=2))),
        father=draw(PARENTS),
        mother=draw(PARENTS),
        carers=draw(few(CarerFact, CarerKind)),
        schooling=draw(few(SchoolFact, Schooling)),
        circumstances=draw(few(CircumstanceFact, Circumstance)),
        denied=draw(st.frozensets(st.sampled_from(Circumstance), max_size=15)),
        disabilities=tuple(disabilities),
        not_disabled=draw(st.booleans()),
        conduct=draw(conducts()),
        exits=tuple(exits),
    )
