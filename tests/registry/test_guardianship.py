"""监护: alone, refusal clock, harm, grounds for revocation, the abandonment ladder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.registry.children import AS_OF, CHILD, LONG_AGO, days_ago
from tests.registry.sheets import CODES, definitions_of, profile_of
from tests.requirement import requirement
from tonghu.core.periods import add_months
from tonghu.policy.definitions.words import HarmAct, ParentStatus
from tonghu.registry.rules import (
    Birth,
    ChildFacts,
    Notice,
    Verdict,
    abandonment_step,
    guardianship,
    leaving_notice,
    limits_of,
)
from tonghu.registry.rules.facts import (
    CarerFact,
    GuardianConduct,
    HarmFact,
    ParentFact,
    ParentFacts,
    RefusalFact,
    Suspect,
)
from tonghu.registry.states import Answer, CarerKind, Gravity

YES, NO, OPEN = Answer.YES, Answer.NO, Answer.UNKNOWN


def asked(facts: ChildFacts, scheme: str, code: str, as_of: date = AS_OF) -> Verdict:
    found = guardianship(facts, definitions_of(code), limits_of(profile_of(code)), as_of)
    return next(v for v in found if v.scheme == scheme)


def conduct(**more: object) -> ChildFacts:
    return replace(CHILD, conduct=GuardianConduct(**more))  # type: ignore[arg-type]


@requirement("D-008", "D-371")
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    ("birth", "carer", "counts"),
    [
        (Birth(2016, 1, 1), CarerKind.NONE, YES),
        (Birth(2010, 9, 15), CarerKind.NONE, YES),
        (Birth(2010, 9, 14), CarerKind.NONE, NO),
        (Birth(2016, 1, 1), CarerKind.RELATIVE, NO),
        (None, CarerKind.NONE, OPEN),
    ],
)
def test_nobody_under_sixteen_alone(
    code: str, birth: Birth | None, carer: CarerKind, counts: Answer
) -> None:
    child = replace(CHILD, birth=birth, carers=(CarerFact(kind=carer, since=LONG_AGO),))
    found = asked(child, "living_alone", code)
    assert found.counts is counts
    if counts is YES:
        assert {reason.basis for reason in found.reasons} == {
            limits_of(profile_of(code)).alone_basis
        }


def test_not_asked_who_cares_is_no_alarm_and_no_all_clear() -> None:
    found = asked(replace(CHILD, carers=()), "living_alone", "songyang")
    assert found.counts is OPEN
    assert [missing.fact for missing in found.missing] == ["carers"]


@requirement("D-009", "D-368")
@pytest.mark.parametrize("code", ["wuqing", "songyang", "base"])
def test_refusal_clock_alerts_before_and_at_six_months(code: str) -> None:
    since = date(2026, 3, 31)
    child = conduct(refusals=(RefusalFact(since=since, no_livelihood=True),))
    early = asked(child, "refusal_alert", code, since)
    assert (early.counts, early.next_change_on) == (NO, date(2026, 8, 31))
    assert asked(child, "refusal_alert", code, date(2026, 8, 31)).counts is YES
    before = asked(child, "refusal", code, date(2026, 9, 29))
    assert (before.counts, before.next_change_on) == (NO, date(2026, 9, 30))
    assert asked(child, "refusal", code, date(2026, 9, 30)).counts is YES


@requirement("D-009")
def test_refusal_needs_loss_of_livelihood_and_ends_when_it_ends() -> None:
    since = add_months(AS_OF, -8)
    for livelihood, counts in ((True, YES), (None, OPEN), (False, NO)):
        child = conduct(refusals=(RefusalFact(since=since, no_livelihood=livelihood),))
        assert asked(child, "refusal", "songyang").counts is counts
    over = RefusalFact(since=since, until=days_ago(5), no_livelihood=True)
    assert asked(conduct(refusals=(over,)), "refusal", "songyang").counts is NO


@requirement("D-010")
@pytest.mark.parametrize("code", ["wuqing", "songyang"])
def test_danger_again_after_education_is_a_ground(code: str) -> None:
    warned, again = days_ago(40), days_ago(3)
    found = asked(conduct(left_in_danger=(again,), educations=(warned,)), "revocation", code)
    assert (found.counts, found.category) == (YES, "in_danger_uncorrected")
    for facts in (
        conduct(left_in_danger=(again,)),
        conduct(left_in_danger=(warned,), educations=(again,)),
    ):
        assert asked(facts, "revocation", code).counts is NO


@requirement("D-010", "D-011")
def test_grave_harm_is_a_ground_of_songyang_and_of_the_law_but_not_named_by_wuqing() -> None:
    harm = HarmFact(act=HarmAct.VIOLENCE, by="parent", serious=True, since=days_ago(9))
    child = conduct(harms=(harm,))
    assert asked(child, "revocation", "songyang").category == "violence_or_abandonment"
    assert asked(child, "revocation", "dali").category == "violence_or_abandonment"
    assert asked(child, "revocation", "wuqing").counts is NO
    unjudged = conduct(harms=(replace(harm, serious=None),))
    assert asked(unjudged, "revocation", "songyang").counts is OPEN
    slight = conduct(harms=(replace(harm, serious=False),))
    assert asked(slight, "revocation", "songyang").counts is NO


@requirement("D-011")
def test_begging_needs_three_criticisms_by_law() -> None:
    harm = HarmFact(act=HarmAct.BEGGING, by="guardian", serious=False, since=days_ago(90))
    days = (days_ago(60), days_ago(40), days_ago(20))
    assert (
        asked(conduct(harms=(harm,), begging_criticisms=days), "revocation", "base").counts is YES
    )
    twice = conduct(harms=(harm,), begging_criticisms=days[:2])
    assert asked(twice, "revocation", "base").counts is NO


@requirement("D-013")
@pytest.mark.parametrize("by", ["parent", "guardian", "entrusted_carer"])
@pytest.mark.parametrize("act", [HarmAct.ABUSE, HarmAct.ABANDONMENT, HarmAct.VIOLENCE])
def test_guardian_harm_by_parent_guardian_or_entrusted_person(by: Suspect, act: HarmAct) -> None:
    child = conduct(harms=(HarmFact(act=act, by=by, since=days_ago(1)),))
    found = asked(child, "guardian_harm", "songyang")
    assert found.counts is YES
    assert found.reasons[0].basis == "sy-2017-139 三(八)"


@requirement("D-013")
def test_other_acts_count_where_the_national_list_applies() -> None:
    child = conduct(harms=(HarmFact(act=HarmAct.SELLING, by="parent", since=days_ago(1)),))
    assert asked(child, "guardian_harm", "songyang").counts is NO
    assert asked(child, "guardian_harm", "wuqing").counts is YES
    before = asked(child, "guardian_harm", "wuqing", days_ago(2))
    assert (before.counts, before.next_change_on) == (NO, days_ago(1))


@requirement("D-012")
@pytest.mark.parametrize(
    ("code", "gravity", "step"),
    [
        ("wuqing", Gravity.SLIGHT, "criticise_and_notify_village"),
        ("songyang", Gravity.SLIGHT, "criticise"),
        ("wuqing", Gravity.ORDINARY, "public_security_penalty"),
        ("wuqing", Gravity.GRAVE, "criminal"),
    ],
)
def test_abandonment_ladder(code: str, gravity: Gravity, step: str) -> None:
    limits = limits_of(profile_of(code))
    found = abandonment_step(gravity, limits)
    assert (found.answer, found.categories) == (YES, (step,))
    assert found.reasons[0].basis == limits.ladder_basis


@requirement("D-012")
def test_abandonment_of_unknown_gravity_or_without_a_rule() -> None:
    limits = limits_of(profile_of("wuqing"))
    assert abandonment_step(None, limits).answer is OPEN
    assert abandonment_step(Gravity.GRAVE, replace(limits, ladder=("criticise",))).answer is NO


@requirement("D-368")
def test_length_of_the_refusal_clock_comes_from_the_profile() -> None:
    limits = limits_of(profile_of("songyang"))
    assert limits.refusal.label == "6个月"
    assert limits.refusal_basis.startswith("sy-2017-139 三(八)")
    assert limits.refusal_alert.after(AS_OF) < limits.refusal.after(AS_OF)


@requirement("D-367")
@pytest.mark.parametrize(
    ("notices", "counts"),
    [
        ((Notice("village", LONG_AGO), Notice("school", days_ago(3000))), YES),
        ((Notice("village", LONG_AGO),), NO),
        ((Notice("village", LONG_AGO), Notice("school", days_ago(1))), NO),
        ((), NO),
    ],
)
def test_village_and_school_are_told_before_leaving(
    notices: tuple[Notice, ...], counts: Answer
) -> None:
    limits = limits_of(profile_of("songyang"))
    assert set(limits.notify) == {"village", "school"}
    found = leaving_notice(CHILD, notices, limits, AS_OF)
    assert found.counts is counts
    assert found.reasons[0].basis.startswith("sy-2017-139 三(五)")


@requirement("D-367")
def test_notice_cannot_be_judged_without_the_day_of_leaving() -> None:
    seen = ParentFact(status=ParentStatus.AWAY, seen=LONG_AGO)
    child = replace(CHILD, father=ParentFacts((seen,)), mother=ParentFacts())
    found = leaving_notice(child, (), limits_of(profile_of("songyang")), AS_OF)
    assert (found.counts, found.missing[0].fact) == (OPEN, "father.away.since")
