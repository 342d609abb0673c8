"""孤儿、事实无人抚养、流动、困境: boundaries, and being in several at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.registry.children import (
    AS_OF,
    AT_HOME,
    AWAY,
    CHILD,
    HOME,
    LONG_AGO,
    OTHER_COUNTY,
    UNKNOWN,
    S,
    at_home_with,
    days_ago,
    fact,
    parent,
)
from tests.registry.sheets import CODES, definitions_of, profile_of
from tests.requirement import requirement
from tonghu.core.periods import add_months
from tonghu.policy.definitions.words import Circumstance, DisabilityKind
from tonghu.registry.rules import (
    Birth,
    ChildFacts,
    Verdict,
    age_band,
    classify,
    issue_flags,
    key_groups,
    supports,
    verdict,
)
from tonghu.registry.rules.facts import (
    CarerFact,
    CircumstanceFact,
    DisabilityFact,
    Home,
    ParentFacts,
    Residence,
    SchoolFact,
)
from tonghu.registry.states import Answer, CarerKind, HukouKind, Schooling

YES, NO, OPEN = Answer.YES, Answer.NO, Answer.UNKNOWN
DEAD = parent(fact(S.DEAD))
GROUPS = (
    "compulsory_dropout",
    "poor_family",
    "guardian_missing",
    "de_facto_unsupported",
    "disabled",
)
ISSUES = ("nobody_guards", "one_away_other_unable", "dropout", "no_hukou")


def asked(facts: ChildFacts, scheme: str, code: str = "base", as_of: date = AS_OF) -> Verdict:
    return verdict(facts, definitions_of(code), scheme, as_of)


def by_parents(father: ParentFacts, mother: ParentFacts) -> ChildFacts:
    return replace(CHILD, father=father, mother=mother)


def only(status: S, since: date = LONG_AGO, **more: object) -> ParentFacts:
    """A parent of whom this is true and everything else was asked and denied."""
    return ParentFacts((fact(status, since, **more),), frozenset(S) - {status})  # type: ignore[arg-type]


def held(until: date | None) -> ParentFacts:
    return only(S.IMPRISONED, days_ago(10), term_until=until)


SIX_MONTHS_AGO = add_months(AS_OF, -6)


@pytest.mark.parametrize(
    ("father", "mother", "orphan", "unsupported"),
    [
        (DEAD, DEAD, YES, NO),
        (DEAD, only(S.NOT_FOUND), YES, NO),
        (DEAD, only(S.DECLARED_MISSING), YES, NO),
        (DEAD, AT_HOME, NO, NO),
        (DEAD, UNKNOWN, OPEN, OPEN),
        (DEAD, only(S.MISSING), NO, NO),
        (DEAD, only(S.LOST_CONTACT, SIX_MONTHS_AGO), NO, YES),
        (DEAD, only(S.LOST_CONTACT, SIX_MONTHS_AGO + timedelta(days=1)), NO, NO),
        (only(S.DECLARED_MISSING), only(S.GUARDIANSHIP_REVOKED), NO, YES),
        (only(S.DEPORTED), only(S.ILL), NO, YES),
        (only(S.ILL), at_home_with(), NO, NO),
        (only(S.DISABLED, grade=2), only(S.DISABLED, grade=1), NO, YES),
        (only(S.DISABLED, grade=2), only(S.DISABLED, grade=3), NO, OPEN),
        (
            only(S.DISABLED, grade=2),
            only(S.DISABLED, grade=3, kinds=(DisabilityKind.PHYSICAL,)),
            NO,
            NO,
        ),
        (
            only(S.DISABLED, grade=2),
            only(S.DISABLED, grade=4, kinds=(DisabilityKind.INTELLECTUAL,)),
            NO,
            YES,
        ),
        (DEAD, held(AS_OF + timedelta(days=300)), NO, YES),
        (DEAD, held(AS_OF + timedelta(days=100)), NO, NO),
        (DEAD, held(None), NO, OPEN),
        (AWAY, AWAY, NO, OPEN),
    ],
)
def test_orphan_or_de_facto_unsupported(
    father: ParentFacts, mother: ParentFacts, orphan: Answer, unsupported: Answer
) -> None:
    for child in (by_parents(father, mother), by_parents(mother, father)):
        assert asked(child, "orphan").counts is orphan
        assert asked(child, "de_facto_unsupported").counts is unsupported


def test_a_term_still_unknown_becomes_yes_once_six_months_are_served() -> None:
    found = asked(by_parents(DEAD, held(None)), "de_facto_unsupported")
    assert [missing.fact for missing in found.missing] == ["mother.imprisoned.term"]
    assert found.next_change_on == add_months(days_ago(10), 6)


@pytest.mark.parametrize("code", CODES)
def test_unsupported_to_eighteen_left_behind_to_sixteen(code: str) -> None:
    seventeen = replace(by_parents(only(S.ILL), only(S.ILL)), birth=Birth(2009, 3, 1))
    poor = (CircumstanceFact(kind=Circumstance.MINIMUM_LIVING, since=LONG_AGO),)
    seventeen = replace(seventeen, circumstances=poor)
    found = {v.scheme: v for v in classify(seventeen, definitions_of(code), AS_OF)}
    assert found["left_behind"].counts is NO
    assert found["de_facto_unsupported"].counts is YES
    assert found["difficulty"].counts is YES
    assert found["de_facto_unsupported"].next_change_on == date(2027, 3, 2)
    assert found["difficulty"].next_change_on == date(2027, 3, 2)


@requirement("D-018")
@pytest.mark.parametrize("code", CODES)
def test_left_behind_and_in_difficulty_at_once(code: str) -> None:
    poor = (CircumstanceFact(kind=Circumstance.SPECIAL_HARDSHIP, since=LONG_AGO),)
    found = classify(replace(CHILD, circumstances=poor), definitions_of(code), AS_OF)
    counted = {v.scheme for v in found if v.counts is YES}
    assert counted == {"left_behind", "difficulty"}


@requirement("D-018")
def test_difficulty_is_not_only_rural() -> None:
    poor = (CircumstanceFact(kind=Circumstance.HARDSHIP, since=LONG_AGO),)
    urban = replace(CHILD, hukou=Home(HOME, HukouKind.URBAN), circumstances=poor)
    assert asked(urban, "difficulty", "xinbei").counts is YES
    assert asked(urban, "left_behind", "xinbei").counts is NO


@pytest.mark.parametrize(("months", "counts"), [(5, NO), (6, YES), (7, YES)])
def test_migrant_after_six_months_across_counties(months: int, counts: Answer) -> None:
    since = add_months(AS_OF, -months)
    with_mother = (CarerFact(kind=CarerKind.MOTHER, since=since),)
    child = replace(
        CHILD, residences=(Residence(place=OTHER_COUNTY, since=since),), carers=with_mother
    )
    assert asked(child, "migrant").counts is counts
    grandparents = replace(child, carers=CHILD.carers)
    assert asked(grandparents, "migrant").counts is NO
    assert asked(replace(child, carers=()), "migrant").counts is not YES
    assert asked(CHILD, "migrant").counts is NO


CLASSES = [
    (by_parents(DEAD, DEAD), "orphan"),
    (by_parents(DEAD, only(S.LOST_CONTACT, SIX_MONTHS_AGO)), "parents_absent"),
    (
        by_parents(only(S.NOT_RAISING), only(S.IMPRISONED, term_until=date(2030, 1, 1))),
        "parents_absent",
    ),
    (by_parents(only(S.ILL), only(S.DISABLED, grade=1)), "parents_unable"),
    (replace(CHILD, disabilities=(DisabilityFact(grade=2, since=LONG_AGO),)), "severe"),
    (
        replace(
            CHILD, circumstances=(CircumstanceFact(kind=Circumstance.VAGRANT, since=LONG_AGO),)
        ),
        "severe",
    ),
    (
        replace(
            CHILD,
            circumstances=(CircumstanceFact(kind=Circumstance.LOW_INCOME_EDGE, since=LONG_AGO),),
        ),
        "poverty",
    ),
    (
        replace(
            CHILD,
            circumstances=(CircumstanceFact(kind=Circumstance.OTHER_DIFFICULTY, since=LONG_AGO),),
        ),
        "other",
    ),
]


@requirement("D-017", "D-018")
@pytest.mark.parametrize(("facts", "category"), CLASSES)
def test_six_classes_of_xinbei(facts: ChildFacts, category: str) -> None:
    found = asked(facts, "difficulty", "xinbei")
    assert (found.counts, found.category) == (YES, category)


@requirement("D-017")
@pytest.mark.parametrize(
    ("facts", "due"),
    [
        (CLASSES[0][0], "orphan_allowance"),
        (CLASSES[1][0], "guardian_missing_allowance"),
        (CLASSES[4][0], "severe_disability_illness"),
        (CLASSES[4][0], "disability_two_subsidies"),
        (CLASSES[6][0], "poor_family_child"),
        (CLASSES[6][0], "minimum_living"),
    ],
)
def test_support_items_of_xinbei_follow_the_classes(facts: ChildFacts, due: str) -> None:
    items = profile_of("xinbei").sheet.benefits.items
    found = supports(facts, definitions_of("xinbei"), items, AS_OF)
    assert len(found) == 8
    assert due in {v.category for v in found if v.counts is YES}


@requirement("D-004")
@pytest.mark.parametrize(
    ("facts", "group"),
    [
        (
            replace(
                CHILD, schooling=(SchoolFact(kind=Schooling.COMPULSORY_DROPOUT, since=LONG_AGO),)
            ),
            "compulsory_dropout",
        ),
        (CLASSES[6][0], "poor_family"),
        (
            replace(CHILD, carers=(CarerFact(kind=CarerKind.NONE, since=LONG_AGO),)),
            "guardian_missing",
        ),
        (by_parents(only(S.ILL), only(S.ILL)), "de_facto_unsupported"),
        (replace(CHILD, disabilities=(DisabilityFact(grade=4, since=LONG_AGO),)), "disabled"),
    ],
)
def test_five_key_groups_of_songyang(facts: ChildFacts, group: str) -> None:
    codes = profile_of("songyang").sheet.survey.key_groups
    assert set(codes) == set(GROUPS)
    found = key_groups(facts, definitions_of("songyang"), codes, AS_OF)
    assert {v.category for v in found if v.counts is YES} == {group}


@requirement("D-002")
@pytest.mark.parametrize(
    ("facts", "issue"),
    [
        (replace(CHILD, carers=(CarerFact(kind=CarerKind.NONE, since=LONG_AGO),)), "nobody_guards"),
        (by_parents(AWAY, only(S.DEAD)), "one_away_other_unable"),
        (
            replace(CHILD, schooling=(SchoolFact(kind=Schooling.NOT_ENROLLED, since=LONG_AGO),)),
            "dropout",
        ),
        (replace(CHILD, hukou=Home(HOME, HukouKind.NONE)), "no_hukou"),
    ],
)
def test_four_issue_flags_of_wuqing_open_and_close(facts: ChildFacts, issue: str) -> None:
    codes = profile_of("wuqing").sheet.survey.issue_flags
    assert set(codes) == set(ISSUES)
    found = issue_flags(facts, definitions_of("wuqing"), codes, AS_OF)
    assert {v.category for v in found if v.counts is YES} == {issue}
    solved = issue_flags(CHILD, definitions_of("wuqing"), codes, AS_OF)
    assert not [v for v in solved if v.counts is YES]


@requirement("D-378")
@pytest.mark.parametrize(
    ("birth", "band"),
    [
        (Birth(2026, 9, 15), "preschool"),
        (Birth(2020, 9, 15), "preschool"),  # 6周岁生日当天仍算5周岁
        (Birth(2020, 9, 14), "primary"),
        (Birth(2012, 9, 14), "junior"),
        (Birth(2010, 9, 15), "junior"),
        (Birth(2010, 9, 14), None),
    ],
)
def test_age_bands_of_the_2016_form(birth: Birth, band: str | None) -> None:
    found = age_band(ChildFacts(birth=birth), definitions_of("base"), AS_OF)
    assert found.category == band


def test_a_dead_parent_is_no_reason_why_nobody_raises_the_child_is_refused() -> None:
    for child in (by_parents(DEAD, AT_HOME), by_parents(AT_HOME, DEAD)):
        found = asked(child, "de_facto_unsupported")
        assert found.counts is NO
        assert found.reasons
        assert not any("死亡" in reason.sentence for reason in found.reasons)
    both = asked(by_parents(DEAD, DEAD), "de_facto_unsupported")
    assert any("死亡" in reason.sentence for reason in both.reasons)
