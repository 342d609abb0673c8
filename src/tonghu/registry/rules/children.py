"""流动儿童、孤儿、事实无人抚养儿童 (domain §1.11–1.13)."""

from __future__ import annotations

from tonghu.policy.definitions import Definitions, Migrant, Parents
from tonghu.registry.rules.age import below
from tonghu.registry.rules.facts import ChildFacts
from tonghu.registry.rules.geography import area_label, beyond
from tonghu.registry.rules.lasting import lasted, standing
from tonghu.registry.rules.left_behind import both_parents, residence_of
from tonghu.registry.rules.moment import Moment
from tonghu.registry.rules.parents import deciding, meets
from tonghu.registry.rules.remembering import remembered
from tonghu.registry.rules.verdicts import Finding, all_of, any_of, named, no, unknown, yes
from tonghu.registry.states import CARER_LABELS, Answer, CarerKind

CARERS = {
    "parent": frozenset({CarerKind.FATHER, CarerKind.MOTHER}),
    "guardian": frozenset({CarerKind.GUARDIAN}),
}


def migrant(facts: ChildFacts, definitions: Definitions, moment: Moment) -> Finding:
    """流动儿童: lives across counties with parent or guardian, long enough."""
    rule = definitions.migrant
    return all_of(
        (
            below(facts.birth, rule.age, definitions.birthday, moment),
            _moved(facts, rule, moment),
            _accompanied(facts, rule, moment),
        )
    )


def _moved(facts: ChildFacts, rule: Migrant, moment: Moment) -> Finding:
    residence = residence_of(facts, moment)
    if residence is None:
        return unknown("residence", "常住地未采集，请核实儿童现在住在哪里")
    moved = beyond(residence.place, facts.hukou.place, rule.across)
    area = area_label(rule.across)
    if moved is Answer.UNKNOWN:
        return unknown("hukou", f"户籍地或者常住地不够具体，无法判断是否离开户籍地{area}")
    if moved is Answer.NO:
        return no(rule.basis, "residence", f"常住地在户籍地{area}之内")
    return lasted(residence, rule.at_least, "离开户籍地居住", "residence", rule.basis, moment)


def _accompanied(facts: ChildFacts, rule: Migrant, moment: Moment) -> Finding:
    carers = standing(facts.carers, "实际照料", moment)
    if not carers:
        return unknown("carers", "实际照料人未采集，请核实儿童随谁居住")
    wanted = frozenset(kind for word in rule.carers for kind in CARERS[word])
    words = "、".join(CARER_LABELS[carer.kind] for carer in carers)
    if any(carer.kind in wanted for carer in carers):
        return yes(rule.basis, "carers", f"随{words}居住")
    return no(rule.basis, "carers", f"由{words}照料，不随父母或者监护人居住")


def orphan(facts: ChildFacts, definitions: Definitions, moment: Moment) -> Finding:
    """孤儿: both parents dead or not to be found."""
    rule = definitions.orphan
    age = below(facts.birth, rule.age, definitions.birthday, moment)
    return all_of((age, parents_meet(facts, rule.parents, moment)))


def de_facto_unsupported(facts: ChildFacts, definitions: Definitions, moment: Moment) -> Finding:
    """事实无人抚养儿童: both parents unable, or one gone and the other unable."""
    rule = definitions.de_facto_unsupported
    age = below(facts.birth, rule.age, definitions.birthday, moment)
    return all_of((age, parents_meet(facts, rule.parents, moment)))


def parents_meet(facts: ChildFacts, rule: Parents, moment: Moment) -> Finding:
    """父母双方的情形: any one of the profile's patterns."""
    both = (facts.father, facts.mother)
    return remembered(rule, both, moment, lambda inner: _parents_meet(facts, rule, inner))


def _parents_meet(facts: ChildFacts, rule: Parents, moment: Moment) -> Finding:
    father, mother = both_parents(facts)
    gone = {parent: meets(parent, rule.gone, moment) for parent in (father, mother)}
    unable = {parent: meets(parent, rule.unable, moment) for parent in (father, mother)}
    patterns = {
        "both_gone": all_of(gone.values()),
        "both_unable": all_of(unable.values()),
        "one_gone_other_unable": any_of(
            (all_of((gone[father], unable[mother])), all_of((gone[mother], unable[father])))
        ),
    }
    found = any_of(named(patterns[pattern], pattern) for pattern in rule.patterns)
    met = [p for p in (father, mother) if Answer.YES in (gone[p].answer, unable[p].answer)]
    return deciding(found, met)
