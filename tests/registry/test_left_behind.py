"""留守儿童: every boundary of Songyang's definition, and where the other places differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.registry.children import (
    AS_OF,
    AT_HOME,
    AWAY,
    AWAY_NEAR,
    CHILD,
    HOME,
    LONG_AGO,
    OTHER_COUNTY,
    UNKNOWN,
    S,
    at_home_with,
    days_ago,
    fact,
    one_away,
    parent,
)
from tests.registry.sheets import CODES, definitions_of
from tests.requirement import requirement
from tonghu.policy.definitions import Definitions, LeftBehind
from tonghu.policy.definitions.words import Area, DisabilityKind
from tonghu.registry.rules import Birth, ChildFacts, Verdict, verdict
from tonghu.registry.rules.facts import Home, Place, Residence
from tonghu.registry.states import Answer, HukouKind

YES, NO, OPEN = Answer.YES, Answer.NO, Answer.UNKNOWN
PLACES = tuple(code for code in CODES if code != "songyang")


def asked(facts: ChildFacts, code: str = "songyang", as_of: date = AS_OF) -> Verdict:
    return verdict(facts, definitions_of(code), "left_behind", as_of)


@requirement("D-001")
def test_both_parents_beyond_the_county_names_clause_and_fact() -> None:
    found = asked(CHILD)
    assert (found.counts, found.category) == (YES, "both_away")
    assert all(reason.basis == "sy-2017-139 一" for reason in found.reasons)
    assert "父亲外出务工，已离开本县域" in [reason.sentence for reason in found.reasons]
    assert {"father.away", "mother.away", "birth"} <= {reason.fact for reason in found.reasons}


@requirement("D-001", "D-378")
@pytest.mark.parametrize(
    ("day", "counts"),
    [(date(2026, 9, 14), YES), (date(2026, 9, 15), YES), (date(2026, 9, 16), NO)],
)
def test_leaves_the_day_after_the_sixteenth_birthday(day: date, counts: Answer) -> None:
    child = replace(CHILD, birth=Birth(2010, 9, 15))
    assert asked(child, as_of=day).counts is counts


@requirement("D-001", "D-378")
def test_next_change_is_the_day_after_the_sixteenth_birthday() -> None:
    found = asked(replace(CHILD, birth=Birth(2010, 11, 24)))
    assert found.next_change_on == date(2026, 11, 25)
    assert found.why_next == "2026年11月25日起按满16周岁计算"


@requirement("D-378")
def test_birthday_rule_is_a_parameter() -> None:
    definitions = definitions_of("songyang")
    strict = definitions.birthday.model_copy(update={"still_counts": False})
    child = replace(CHILD, birth=Birth(2010, 9, 15))
    found = verdict(
        child, definitions.model_copy(update={"birthday": strict}), "left_behind", AS_OF
    )
    assert found.counts is NO


@requirement("D-378")
@pytest.mark.parametrize(
    ("leap_day", "day", "counts"),
    [
        ("02-28", date(2030, 2, 28), YES),
        ("02-28", date(2030, 3, 1), NO),
        ("03-01", date(2030, 3, 1), YES),
        ("03-01", date(2030, 3, 2), NO),
    ],
)
def test_born_on_29_february_by_parameter(leap_day: str, day: date, counts: Answer) -> None:
    """The 18th birthday falls in 2030, which has no 29 February."""
    definitions = definitions_of("base")
    birthday = definitions.birthday.model_copy(update={"leap_day": leap_day})
    child = ChildFacts(
        birth=Birth(2012, 2, 29), father=parent(fact(S.DEAD)), mother=parent(fact(S.DEAD))
    )
    found = verdict(child, definitions.model_copy(update={"birthday": birthday}), "orphan", day)
    assert found.counts is counts


@requirement("D-378")
def test_sixteenth_birthday_of_a_leap_day_child_is_a_leap_day() -> None:
    found = asked(replace(CHILD, birth=Birth(2012, 2, 29)))
    assert found.next_change_on == date(2028, 3, 1)


HELD = (S.IMPRISONED, S.DRUG_REHABILITATION)
CAUSES = (S.LOST_CONTACT, *HELD, S.ILL)


@requirement("D-001", "D-369")
@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize(("days", "counts"), [(364, NO), (365, YES), (366, YES)])
def test_day_365_of_incapacity(cause: S, days: int, counts: Answer) -> None:
    since = days_ago(days)
    other = at_home_with(fact(cause, since)) if cause is S.ILL else parent(fact(cause, since))
    known = replace(other, denied=frozenset(S) - {cause, S.AT_HOME})
    found = asked(one_away(known))
    assert found.counts is (OPEN if cause in HELD and counts is NO else counts)
    if counts is NO:
        assert found.next_change_on == AS_OF + timedelta(days=1)
        assert found.why_next is not None
        assert "满365天" in found.why_next


def held(since: date, term_until: date | None, cause: S = S.IMPRISONED) -> ChildFacts:
    """Father away; mother held, nothing else the matter with her."""
    other = parent(fact(cause, since, term_until=term_until))
    return one_away(replace(other, denied=frozenset(S) - {cause, S.AT_HOME, S.AWAY}))


@requirement("D-001", "D-369")
@pytest.mark.parametrize("cause", HELD)
def test_a_long_sentence_counts_from_its_first_day(cause: S) -> None:
    found = asked(held(days_ago(10), date(2029, 9, 5), cause))
    assert found.counts is YES
    assert found.next_change_on == date(2029, 9, 5)  # 期限届满：是否已经释放须核实
    over = asked(held(days_ago(10), date(2029, 9, 5), cause), as_of=date(2029, 9, 5))
    assert over.counts is OPEN
    assert "届满" in over.missing[0].sentence


@requirement("D-369")
@pytest.mark.parametrize("code", ["songyang", "wuqing"])
def test_a_short_sentence_announces_no_day_that_will_not_come(code: str) -> None:
    found = asked(held(days_ago(100), days_ago(100) + timedelta(days=150)), code)
    assert (found.counts, found.next_change_on) == (NO, None)


@requirement("D-369")
def test_a_recorded_end_before_the_minimum_announces_no_day_either() -> None:
    ill = fact(S.ILL, days_ago(100), until=AS_OF + timedelta(days=30))
    found = asked(one_away(at_home_with(ill)))
    assert (found.counts, found.next_change_on) == (NO, None)
    assert any("到2026年10月15日结束，不满365天" in r.sentence for r in found.reasons)


@requirement("D-001")
def test_a_dead_parent_is_no_reason_why_a_child_is_not_left_behind() -> None:
    dead = replace(CHILD, father=parent(fact(S.DEAD)), mother=AT_HOME)
    found = asked(dead)
    assert found.counts is NO
    assert {reason.fact.partition(".")[0] for reason in found.reasons} == {"mother"}


@requirement("D-001")
def test_songyang_asks_only_whether_the_child_lives_where_it_is_resident() -> None:
    stay = definitions_of("songyang").left_behind.stay
    assert stay.at == ("residence",)


@requirement("D-369")
@pytest.mark.parametrize("code", PLACES)
def test_elsewhere_six_months_are_enough(code: str) -> None:
    gone = parent(fact(S.LOST_CONTACT, days_ago(200)))
    child = one_away(replace(gone, denied=frozenset(S) - {S.LOST_CONTACT}))
    assert asked(child, code).counts is YES
    assert asked(child).counts is NO


@requirement("D-369")
def test_unknown_start_counts_from_the_day_it_was_seen() -> None:
    seen = replace(fact(S.LOST_CONTACT), since=None, seen=days_ago(300))
    child = one_away(replace(parent(seen), denied=frozenset(S) - {S.LOST_CONTACT}))
    found = asked(child)
    assert found.counts is OPEN
    assert [missing.fact for missing in found.missing] == ["mother.lost_contact.since"]
    assert found.next_change_on == days_ago(300) + timedelta(days=365)


@requirement("D-001", "D-370")
@pytest.mark.parametrize(("grade", "counts"), [(1, YES), (2, YES), (3, NO), (4, NO), (None, OPEN)])
def test_disability_grade_of_the_other_parent(grade: int | None, counts: Answer) -> None:
    other = at_home_with(fact(S.DISABLED, grade=grade, kinds=(DisabilityKind.MENTAL,)))
    assert asked(one_away(other)).counts is counts


@requirement("D-370")
def test_grade_three_mental_counts_only_where_the_national_default_applies() -> None:
    mental = at_home_with(fact(S.DISABLED, grade=3, kinds=(DisabilityKind.MENTAL,)))
    physical = at_home_with(fact(S.DISABLED, grade=3, kinds=(DisabilityKind.PHYSICAL,)))
    unstated = at_home_with(fact(S.DISABLED, grade=3))
    assert asked(one_away(mental), "wuqing").counts is YES
    assert asked(one_away(physical), "wuqing").counts is NO
    assert asked(one_away(unstated), "wuqing").counts is OPEN


@requirement("D-001")
@pytest.mark.parametrize("cause", [S.DEAD, S.MISSING, S.OTHER_UNABLE])
def test_reasons_without_a_minimum(cause: S) -> None:
    found = asked(one_away(parent(fact(cause, days_ago(1)))))
    assert (found.counts, found.category) == (YES, "one_away_other_unable")


@requirement("D-001")
def test_both_parents_away_inside_the_county() -> None:
    inside = replace(CHILD, father=AWAY_NEAR, mother=AWAY_NEAR)
    assert asked(inside).counts is NO
    assert [asked(inside, code).counts for code in PLACES] == [YES] * len(PLACES)


@requirement("D-001")
def test_one_away_and_the_other_at_home_and_able() -> None:
    found = asked(one_away(AT_HOME))
    assert found.counts is NO
    assert "母亲有监护能力（自2020年1月1日起）" in [reason.sentence for reason in found.reasons]


@requirement("D-001")
def test_unknown_parent_is_unknown_and_says_what_is_missing() -> None:
    found = asked(one_away(UNKNOWN))
    assert found.counts is OPEN
    assert [missing.sentence for missing in found.missing] == ["母亲的情况未采集，请核实"]
    assert found.category is None


def test_at_home_but_never_asked_whether_able_is_unknown() -> None:
    found = asked(one_away(parent(fact(S.AT_HOME))))
    assert found.counts is OPEN
    assert "mother.ill" in {missing.fact for missing in found.missing}


@pytest.mark.parametrize(
    ("place", "counts"),
    [
        (None, OPEN),
        (Place("99"), OPEN),
        (Place("98"), YES),
        (Place(outside=Area.COUNTY), YES),
        (Place(outside=Area.TOWN), OPEN),
        (Place(inside=Area.COUNTY), NO),
        (Place(abroad=True), YES),
    ],
)
def test_how_exactly_the_place_is_known(place: Place | None, counts: Answer) -> None:
    away = parent(fact(S.AWAY, place=place))
    assert asked(replace(CHILD, father=away, mother=away)).counts is counts


@requirement("D-001", "D-002")
@pytest.mark.parametrize("code", CODES)
def test_rural_hukou_only_where_the_document_says_so(code: str) -> None:
    urban = replace(CHILD, hukou=Home(HOME, HukouKind.URBAN))
    unasked = replace(CHILD, hukou=Home(HOME))
    rural_only = code != "songyang"
    assert asked(urban, code).counts is (NO if rural_only else YES)
    assert asked(unasked, code).counts is (OPEN if rural_only else YES)


def test_child_without_hukou_is_not_refused_for_it() -> None:
    found = asked(replace(CHILD, hukou=Home(HOME, HukouKind.NONE)), "wuqing")
    assert found.counts is OPEN


@requirement("D-001")
@pytest.mark.parametrize("code", CODES)
def test_residence_elsewhere(code: str) -> None:
    """Habitual residence counts in Songyang; elsewhere the child stays at its hukou place."""
    hukou = Home(OTHER_COUNTY, HukouKind.RURAL)
    far = parent(fact(S.AWAY, place=Place(outside=Area.NATION)))
    child = replace(CHILD, hukou=hukou, father=far, mother=far)
    assert asked(child, code).counts is (YES if code == "songyang" else NO)


@requirement("D-001")
def test_child_who_moved_to_its_parents_is_not_left_behind() -> None:
    moved = replace(CHILD, residences=(Residence(place=OTHER_COUNTY, since=days_ago(10)),))
    assert asked(moved).counts is NO


def test_partial_birth_date_is_unknown_only_while_it_matters() -> None:
    child = replace(CHILD, birth=Birth(2010))
    assert asked(child, as_of=date(2026, 1, 1)).counts is YES
    found = asked(child)
    assert found.counts is OPEN
    assert found.next_change_on == date(2027, 1, 1)
    assert asked(child, as_of=date(2027, 1, 1)).counts is NO
    assert asked(replace(CHILD, birth=None)).counts is OPEN


def test_judged_as_of_a_date_not_as_of_today() -> None:
    home = date(2026, 6, 1)
    away = fact(S.AWAY, LONG_AGO, place=OTHER_COUNTY, until=home)
    back = parent(away, fact(S.AT_HOME, home), fact(S.ABLE, home))
    child = replace(CHILD, father=AWAY, mother=back)
    assert asked(child, as_of=date(2026, 5, 31)).counts is YES
    assert asked(child, as_of=date(2026, 5, 31)).next_change_on == date(2026, 6, 1)
    assert asked(child, as_of=date(2026, 6, 1)).counts is NO


@requirement("D-019", "D-378")
def test_adults_of_the_three_left_behind_groups_never_count() -> None:
    woman = replace(CHILD, birth=Birth(1988, 3, 8))
    assert asked(woman).counts is NO


def sixth_county() -> Definitions:
    """A county no file describes yet: one parent away beyond the city for three months."""
    songyang = definitions_of("songyang")
    away = {"beyond": "prefecture", "at_least": {"months": 3}, "basis": "local"}
    rule = songyang.left_behind.model_dump(exclude_unset=True)
    rule |= {"patterns": ("one_away",), "away": away}
    return songyang.model_copy(update={"left_behind": LeftBehind.model_validate(rule)})


def test_a_sixth_county_needs_no_code() -> None:
    far = Place("980101000000")
    for since, place, counts in (
        (date(2026, 6, 15), far, YES),
        (date(2026, 6, 16), far, NO),
        (LONG_AGO, OTHER_COUNTY, NO),
    ):
        child = replace(one_away(AT_HOME), father=parent(fact(S.AWAY, since, place=place)))
        found = verdict(child, sixth_county(), "left_behind", AS_OF)
        assert (found.counts, found.category) == (counts, "one_away" if counts is YES else None)
    fresh = replace(one_away(AT_HOME), father=parent(fact(S.AWAY, date(2026, 6, 16), place=far)))
    found = verdict(fresh, sixth_county(), "left_behind", AS_OF)
    assert found.next_change_on == date(2026, 9, 16)
    assert found.why_next == "2026年9月16日父亲外出满3个月"
