"""口径与比对: what every door puts together around the engine: terms of the profile, facts, answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from tonghu.policy import Profile
from tonghu.policy.explain.spoken import citation
from tonghu.policy.questions.survey import answers_discrepancy
from tonghu.reconcile.engine.delta import Earlier
from tonghu.reconcile.engine.intake.tables import Intake
from tonghu.reconcile.engine.result import Result
from tonghu.reconcile.engine.run import Outcome, reconcile
from tonghu.reconcile.facts import by_facts
from tonghu.reconcile.report.discrepancies.kinds import DiscrepancyKind
from tonghu.reconcile.report.terms import Terms

# 规则表里的差异 (vocabulary [lists.discrepancies]) of each kind the report finds
RULES: dict[DiscrepancyKind, str] = {
    DiscrepancyKind.MISSING_FROM_SURVEY: "possible_omission",
    DiscrepancyKind.SAME_NUMBER: "same_number_different_children",
    DiscrepancyKind.DOUBLE_HUKOU: "double_hukou",
    DiscrepancyKind.REPEAT: "possible_duplicate",
    DiscrepancyKind.OVER_AGE: "not_a_child",
    DiscrepancyKind.SURVEY_ONLY: "survey_only",
    DiscrepancyKind.FIELD_CONFLICT: "field_conflict",
    DiscrepancyKind.UNREADABLE_ID: "unreadable_number",
    DiscrepancyKind.SENDER_FAULT: "field_conflict",
}


@dataclass(frozen=True, slots=True)
class Due:
    """答复时限: the last day, the clause that sets it, and how a paper cites it."""

    day: date
    basis: str
    clause: str


def terms_of(profile: Profile, as_of: date, *, demo: bool = False) -> Terms:
    """What the report needs of the profile, as plain values."""
    rule = profile.sheet.rosters.discrepancies[0]
    answer = answers_discrepancy(profile, "possible_omission", as_of)
    return Terms(
        as_of=as_of,
        under_age=profile.definitions.left_behind.age.below,
        due_days=rule.working_days,
        due_on=answer.value.due,
        basis=profile.basis("survey", "compare"),
        place=profile.name,
        profile_code=profile.code,
        profile_name=profile.name,
        profile_version=profile.full_version,
        profile_hash=profile.hash,
        demo=demo,
    )


def with_facts(terms: Terms, result: Result, profile: Profile, as_of: date) -> Terms:
    """The same terms, knowing which unflagged records satisfy the definition."""
    return replace(terms, by_facts=by_facts(result, profile, as_of))


def compare(
    intake: Intake,
    profile: Profile,
    as_of: date,
    *,
    earlier: Earlier | None = None,
    demo: bool = False,
    step: Callable[[str], None] = lambda name: None,
) -> tuple[Outcome, Terms]:
    """One comparison: the engine's outcome and the terms its report is written by."""
    outcome = reconcile(intake, today=as_of, earlier=earlier, step=step)
    return outcome, with_facts(terms_of(profile, as_of, demo=demo), outcome.result, profile, as_of)


def due_of(profile: Profile, kind: DiscrepancyKind, found_on: date) -> Due:
    """Until when a discrepancy of this kind is to be answered, counted from the day it is found."""
    answer = answers_discrepancy(profile, RULES[kind], found_on)
    basis = answer.basis
    local = not basis or basis.startswith(("local", "待核"))
    return Due(answer.value.due, basis, "" if local else citation(profile, basis))
