"""申请撤销监护人资格的情形 (D-009…D-011; 法发〔2014〕24号 35): which grounds the record supports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tonghu.core.calendar import cn_date
from tonghu.policy.definitions import Definitions
from tonghu.policy.definitions.words import HARM_LABELS, HarmAct
from tonghu.registry.rules.facts import ChildFacts, HarmFact
from tonghu.registry.rules.guardianship import CONDUCT, Limits, counted_harms, refusal
from tonghu.registry.rules.lasting import in_force
from tonghu.registry.rules.moment import Moment
from tonghu.registry.rules.verdicts import Finding, any_of, named, no, unknown, yes

GRAVE_ACTS = frozenset({HarmAct.ABUSE, HarmAct.ABANDONMENT, HarmAct.VIOLENCE})
NO_RECORD = "没有相应的记录"
Ground = Callable[[ChildFacts, Definitions, Limits, Moment], Finding]


def revocation(
    facts: ChildFacts, definitions: Definitions, limits: Limits, moment: Moment
) -> Finding:
    """可以申请撤销: any ground the profile names; the categories are the grounds."""
    return any_of(_ground(ground, facts, definitions, limits, moment) for ground in limits.grounds)


def _ground(
    ground: str, facts: ChildFacts, definitions: Definitions, limits: Limits, moment: Moment
) -> Finding:
    """One ground, citing the clause that names it."""
    found = GROUNDS[ground](facts, definitions, limits, moment)
    reasons = tuple(replace(reason, basis=limits.grounds_basis) for reason in found.reasons)
    return named(replace(found, reasons=reasons), ground)


def _in_danger(
    facts: ChildFacts, definitions: Definitions, limits: Limits, moment: Moment
) -> Finding:
    """置于无人监管照看而面临危险，经教育不改: the danger came again after education (D-010)."""
    needed = definitions.revocation.educations
    given = _past(facts.conduct.educations, "教育", moment)
    for day in _past(facts.conduct.left_in_danger, "置于危险", moment):
        before = [lesson for lesson in given if lesson < day]
        if len(before) >= needed:
            sentence = f"经教育{len(before)}次后，{cn_date(day)}仍置于危险，有教育日期为证"
            return yes(definitions.revocation.basis, CONDUCT, sentence)
    return no(definitions.revocation.basis, CONDUCT, f"没有经教育{needed}次仍置于危险的记录")


def _begging(
    facts: ChildFacts, definitions: Definitions, limits: Limits, moment: Moment
) -> Finding:
    """利用乞讨，经多次批评教育不改: a ground of its own, whatever acts the place lists as harm."""
    needed, basis = definitions.revocation.begging_criticisms, definitions.revocation.basis
    given = _past(facts.conduct.begging_criticisms, "批评教育", moment)
    begging = [
        fact
        for fact in facts.conduct.harms
        if fact.act is HarmAct.BEGGING and fact.by in limits.suspects
    ]
    if any(in_force(fact, "利用乞讨", moment) for fact in begging) and len(given) >= needed:
        return yes(basis, CONDUCT, f"利用儿童乞讨，经批评教育{len(given)}次仍不改正")
    return no(basis, CONDUCT, f"没有利用乞讨经批评教育{needed}次仍不改正的记录")


def _grave(facts: ChildFacts, definitions: Definitions, limits: Limits, moment: Moment) -> Finding:
    """家庭暴力、虐待、遗弃，严重损害身心健康 (D-011)."""
    harms = counted_harms(facts, definitions, limits, moment)
    return _serious([fact for fact in harms if fact.act in GRAVE_ACTS], definitions)


def _other(facts: ChildFacts, definitions: Definitions, limits: Limits, moment: Moment) -> Finding:
    """其他严重侵害行为."""
    harms = counted_harms(facts, definitions, limits, moment)
    return _serious([fact for fact in harms if fact.act not in GRAVE_ACTS], definitions)


def _serious(harms: list[HarmFact], definitions: Definitions) -> Finding:
    basis = definitions.revocation.basis
    if not harms:
        return no(basis, CONDUCT, NO_RECORD)
    return any_of(_how_serious(fact, basis) for fact in harms)


def _how_serious(fact: HarmFact, basis: str) -> Finding:
    what = f"{cn_date(fact.start)}{HARM_LABELS[fact.act]}"
    if fact.serious is None:
        return unknown(f"harm.{fact.act}", f"{what}是否严重损害身心健康未认定，请评估后补填")
    decide = yes if fact.serious else no
    return decide(
        basis, f"harm.{fact.act}", f"{what}，{'' if fact.serious else '没有'}严重损害身心健康"
    )


def _refusal(
    facts: ChildFacts, definitions: Definitions, limits: Limits, moment: Moment
) -> Finding:
    return refusal(facts, limits, moment)


def _delegated(
    facts: ChildFacts, definitions: Definitions, limits: Limits, moment: Moment
) -> Finding:
    """无法履行又拒绝委托他人: recorded by the case worker, or not."""
    basis = definitions.revocation.basis
    if facts.conduct.unable_and_refused_to_entrust:
        return yes(basis, CONDUCT, "监护人无法履行职责又拒绝委托他人，儿童处于困境")
    return no(basis, CONDUCT, NO_RECORD)


def _past(days: tuple[date, ...], what: str, moment: Moment) -> list[date]:
    return [day for day in days if moment.reached(day, what)]


GROUNDS: dict[str, Ground] = {
    "in_danger_uncorrected": _in_danger,
    "refusal": _refusal,
    "violence_or_abandonment": _grave,
    "begging_uncorrected": _begging,
    "delegated_refusal": _delegated,
    "other_serious_harm": _other,
}
