"""监护: alone under age, refusal, harm, grounds for revocation, the abandonment ladder.

Thresholds of the profile's other sections arrive as `Limits`; the rules know no profile.
"""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.core.calendar import cn_date
from tonghu.core.periods import Duration
from tonghu.policy.definitions import Definitions
from tonghu.policy.definitions.words import HARM_LABELS, Circumstance
from tonghu.registry.rules.age import younger
from tonghu.registry.rules.difficulty import circumstance
from tonghu.registry.rules.facts import ChildFacts, HarmFact
from tonghu.registry.rules.lasting import in_force
from tonghu.registry.rules.moment import Moment
from tonghu.registry.rules.verdicts import Finding, all_of, any_of, named, no, unknown, yes
from tonghu.registry.states import Gravity

CONDUCT = "conduct"
REFUSES, HARMS = "监护人拒不履行监护职责", "监护侵害"
# 情节与处置：情节特别轻微的，有的文件要求通报村（居）委会，有的只写批评教育。
LADDER = {
    Gravity.SLIGHT: {
        "criticise_and_notify_village": "情节特别轻微，批评教育并通报村（居）民委员会",
        "criticise": "情节特别轻微，批评教育",
    },
    Gravity.ORDINARY: {"public_security_penalty": "依法给予治安管理处罚"},
    Gravity.GRAVE: {"criminal": "情节恶劣，依法追究刑事责任"},
}


@dataclass(frozen=True, slots=True)
class Limits:
    """本地限度: what the profile says outside `[definitions]`, with its bases."""

    alone_under: int
    refusal: Duration
    refusal_alert: Duration
    grounds: tuple[str, ...]
    suspects: tuple[str, ...]
    ladder: tuple[str, ...] = ()
    notify: tuple[str, ...] = ()
    alone_basis: str = ""
    refusal_basis: str = ""
    alert_basis: str = ""
    grounds_basis: str = ""
    ladder_basis: str = ""
    notify_basis: str = ""


def living_alone(
    facts: ChildFacts, definitions: Definitions, limits: Limits, moment: Moment
) -> Finding:
    """红色预警: nobody under the age may live without a guardian (D-008; 未保法 21)."""
    basis = limits.alone_basis
    return all_of(
        (
            younger(facts.birth, limits.alone_under, basis, definitions.birthday, moment),
            circumstance(facts, Circumstance.NOBODY_CARES, basis, moment),
        )
    )


def refusal_alert(facts: ChildFacts, limits: Limits, moment: Moment) -> Finding:
    """预警: a refusal has lasted so long that the limit is near (D-009)."""
    return _refused_for(facts, limits.refusal_alert, limits.alert_basis, moment)


def refusal(facts: ChildFacts, limits: Limits, moment: Moment) -> Finding:
    """拒不履行监护职责满期限且儿童生活无着: revocation may be sought (D-009, D-368)."""
    lasting = _refused_for(facts, limits.refusal, limits.refusal_basis, moment)
    return all_of((lasting, _without_living(facts, limits.refusal_basis, moment)))


def _refused_for(facts: ChildFacts, span: Duration, basis: str, moment: Moment) -> Finding:
    """The clock runs from the first recorded refusal, so a recorded day is always known."""
    running = [fact for fact in facts.conduct.refusals if in_force(fact, REFUSES, moment)]
    if not running:
        return no(basis, CONDUCT, f"没有{REFUSES}的记录")
    first = min(fact.start for fact in running)
    full = span.after(first)
    if moment.reached(full, f"{REFUSES}满{span.label}"):
        return yes(basis, CONDUCT, f"{REFUSES}自{cn_date(first)}起，已满{span.label}")
    return no(basis, CONDUCT, f"{REFUSES}自{cn_date(first)}起，{cn_date(full)}满{span.label}")


def _without_living(facts: ChildFacts, basis: str, moment: Moment) -> Finding:
    running = [fact for fact in facts.conduct.refusals if in_force(fact, REFUSES, moment)]
    if any(fact.no_livelihood for fact in running):
        return yes(basis, CONDUCT, "儿童因此生活无着")
    if any(fact.no_livelihood is None for fact in running):
        return unknown("conduct.no_livelihood", "儿童是否因此生活无着未采集，请核实")
    return no(basis, CONDUCT, "儿童没有因此生活无着")


def guardian_harm(
    facts: ChildFacts, definitions: Definitions, limits: Limits, moment: Moment
) -> Finding:
    """监护侵害: an act the profile names, by a person it names (D-013)."""
    basis = definitions.guardian_harm.basis
    found = [
        yes(basis, f"harm.{fact.act}", f"{cn_date(fact.start)}有{HARM_LABELS[fact.act]}的记录")
        for fact in counted_harms(facts, definitions, limits, moment)
    ]
    return any_of(found) if found else no(basis, CONDUCT, f"没有{HARMS}的记录")


def counted_harms(
    facts: ChildFacts, definitions: Definitions, limits: Limits, moment: Moment
) -> list[HarmFact]:
    """Harm on record that the profile counts as 监护侵害."""
    return [
        fact
        for fact in facts.conduct.harms
        if fact.act in definitions.guardian_harm.acts
        and fact.by in limits.suspects
        and in_force(fact, HARMS, moment)
    ]


def abandonment_step(gravity: Gravity | None, limits: Limits) -> Finding:
    """遗弃的处置阶梯: what follows by gravity; the slightest step tells the village (D-012)."""
    if gravity is None:
        return unknown("conduct.gravity", "遗弃情节未认定，请公安机关认定后补填")
    for word, sentence in LADDER[gravity].items():
        if word in limits.ladder:
            return named(yes(limits.ladder_basis, "conduct.gravity", sentence), word)
    return no(limits.ladder_basis, "conduct.gravity", "本地文件没有规定这一情节的处置")
