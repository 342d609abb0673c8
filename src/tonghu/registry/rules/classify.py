"""谁算、为什么、到哪天: the entry points. Pure: facts and a day in, frozen verdicts out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tonghu.policy.definitions import Criteria, Definitions
from tonghu.registry.rules.age import band
from tonghu.registry.rules.difficulty import SCHEMES, Child, decide, meets_criteria
from tonghu.registry.rules.exits import exit_reason
from tonghu.registry.rules.facts import ChildFacts
from tonghu.registry.rules.guardianship import (
    Limits,
    guardian_harm,
    living_alone,
    refusal,
    refusal_alert,
)
from tonghu.registry.rules.moment import Moment, judge
from tonghu.registry.rules.notice import Notice, notified_before_leaving
from tonghu.registry.rules.revocation import revocation
from tonghu.registry.rules.verdicts import Finding, Verdict, any_of, named


def classify(facts: ChildFacts, definitions: Definitions, as_of: date) -> tuple[Verdict, ...]:
    """认定: one verdict per scheme; a child may be in several at once (D-018)."""
    return tuple(verdict(facts, definitions, scheme, as_of) for scheme in SCHEMES)


def verdict(facts: ChildFacts, definitions: Definitions, scheme: str, as_of: date) -> Verdict:
    """认定: whether the child counts under one scheme."""
    child = Child(facts, definitions)
    return judge(scheme, lambda moment: decide(child, scheme, moment), as_of)


def exits(facts: ChildFacts, definitions: Definitions, as_of: date) -> tuple[Verdict, ...]:
    """退出情形: per scheme, whether and why the child leaves that register (D-350)."""
    return tuple(exit_from(facts, definitions, scheme, as_of) for scheme in SCHEMES)


def exit_from(facts: ChildFacts, definitions: Definitions, scheme: str, as_of: date) -> Verdict:
    """退出情形: whether and why the child leaves one register (D-350)."""
    child = Child(facts, definitions)
    return judge(f"exit.{scheme}", lambda m: exit_reason(child, scheme, m), as_of)


def key_groups(
    facts: ChildFacts, definitions: Definitions, codes: Iterable[str], as_of: date
) -> tuple[Verdict, ...]:
    """重点排查对象 the profile asks for (D-004)."""
    return _flags("key_group", facts, definitions, definitions.key_groups, codes, as_of)


def issue_flags(
    facts: ChildFacts, definitions: Definitions, codes: Iterable[str], as_of: date
) -> tuple[Verdict, ...]:
    """突出问题: yes is open, no is closed or never was (D-002)."""
    return _flags("issue", facts, definitions, definitions.issue_flags, codes, as_of)


def supports(
    facts: ChildFacts, definitions: Definitions, codes: Iterable[str], as_of: date
) -> tuple[Verdict, ...]:
    """可能享受的补助项目 (D-017); the responsible unit decides."""
    return _flags("support", facts, definitions, definitions.supports, codes, as_of)


def _flags(
    kind: str,
    facts: ChildFacts,
    definitions: Definitions,
    rows: tuple[Criteria, ...],
    codes: Iterable[str],
    as_of: date,
) -> tuple[Verdict, ...]:
    by_code = {str(getattr(row, "code", "")): row for row in rows}
    child = Child(facts, definitions)

    def one(code: str) -> Verdict:
        row = by_code[code]
        scheme = f"{kind}.{code}"
        return judge(scheme, lambda m: named(meets_criteria(child, row, m), code), as_of)

    return tuple(one(code) for code in codes if code in by_code)


def age_band(facts: ChildFacts, definitions: Definitions, as_of: date) -> Verdict:
    """年龄段 (D-378)."""

    def decide_band(moment: Moment) -> Finding:
        return any_of(
            named(band(facts.birth, row, definitions.birthday, moment), row.code)
            for row in definitions.age_bands
        )

    return judge("age_band", decide_band, as_of)


def guardianship(
    facts: ChildFacts, definitions: Definitions, limits: Limits, as_of: date
) -> tuple[Verdict, ...]:
    """监护: alone, refusal alert, refusal, harm, grounds for revocation (D-008…D-013)."""
    return (
        judge("living_alone", lambda m: living_alone(facts, definitions, limits, m), as_of),
        judge("refusal_alert", lambda m: refusal_alert(facts, limits, m), as_of),
        judge("refusal", lambda m: refusal(facts, limits, m), as_of),
        judge("guardian_harm", lambda m: guardian_harm(facts, definitions, limits, m), as_of),
        judge("revocation", lambda m: revocation(facts, definitions, limits, m), as_of),
    )


def leaving_notice(
    facts: ChildFacts, notices: Iterable[Notice], limits: Limits, as_of: date
) -> Verdict:
    """外出务工告知: whether village and school were told before a parent left (D-367)."""
    told = tuple(notices)
    return judge("leaving_notice", lambda m: notified_before_leaving(facts, told, limits, m), as_of)
