"""留守儿童: by the profile's own definition (SY 一; 国发〔2016〕13号)."""

from __future__ import annotations

from collections.abc import Callable

from tonghu.policy.definitions import Definitions, LeftBehind
from tonghu.policy.definitions.words import ParentStatus
from tonghu.registry.rules.age import below
from tonghu.registry.rules.facts import ChildFacts, Home, ParentFact, Place, Residence
from tonghu.registry.rules.geography import area_label, beyond
from tonghu.registry.rules.lasting import lasted, standing
from tonghu.registry.rules.moment import Moment
from tonghu.registry.rules.parents import Parent, deciding, meets, not_collected, standing_as
from tonghu.registry.rules.remembering import remembered
from tonghu.registry.rules.verdicts import Finding, all_of, any_of, named, no, unknown, yes
from tonghu.registry.states import Answer, HukouKind

RESIDENCE, HUKOU = "residence", "hukou"


def both_parents(facts: ChildFacts) -> tuple[Parent, Parent]:
    """父母双方."""
    return Parent("father", "父亲", facts.father), Parent("mother", "母亲", facts.mother)


def left_behind(facts: ChildFacts, definitions: Definitions, moment: Moment) -> Finding:
    """留守儿童: young enough, of the right hukou, stays there, and parents as the profile says."""
    rule = definitions.left_behind
    return all_of(
        (
            below(facts.birth, rule.age, definitions.birthday, moment),
            hukou_fits(facts.hukou, rule.hukou.rural_only, rule.hukou.basis),
            _stays(facts, rule, moment),
            _parents(facts, rule, moment),
        )
    )


def hukou_fits(home: Home, rural_only: bool, basis: str) -> Finding:
    """户籍性质: where only rural households count (Part U)."""
    if not rural_only:
        return Finding(Answer.YES)
    if home.kind is HukouKind.UNKNOWN:
        return unknown("hukou.kind", "户籍性质未采集，请核实是否农村户籍")
    if home.kind is HukouKind.NONE:
        return unknown("hukou.kind", "没有登记户口，请按父母户籍核实是否属于农村户籍")
    if home.kind is HukouKind.RURAL:
        return yes(basis, "hukou.kind", "农村户籍")
    return no(basis, "hukou.kind", "不是农村户籍，本地只认农村户籍")


def residence_of(facts: ChildFacts, moment: Moment) -> Residence | None:
    """常住地: the latest residence in force."""
    here = standing(facts.residences, "常住", moment)
    return max(here, key=lambda residence: residence.start, default=None)


def _stays(facts: ChildFacts, rule: LeftBehind, moment: Moment) -> Finding:
    """本人留在户籍地（或者常住所在地）."""
    residence = residence_of(facts, moment)
    if residence is None:
        return unknown(RESIDENCE, "常住地未采集，请核实儿童现在住在哪里")
    basis, area = rule.stay.basis, area_label(rule.stay.within)
    moved = beyond(residence.place, facts.hukou.place, rule.stay.within)
    if "hukou" in rule.stay.at and moved is Answer.NO:
        return yes(basis, RESIDENCE, f"本人留在户籍地{area}")
    if "residence" in rule.stay.at:
        return yes(basis, RESIDENCE, "本人留在常住所在地")
    if moved is Answer.UNKNOWN:
        return unknown(HUKOU, f"户籍地或者常住地不够具体，无法判断是否留在户籍地{area}，请补填")
    return no(basis, RESIDENCE, f"本人常住地不在户籍地{area}之内")


def _parents(facts: ChildFacts, rule: LeftBehind, moment: Moment) -> Finding:
    residence = residence_of(facts, moment)
    home = residence.place if residence else facts.hukou.place
    known = (facts.father, facts.mother, home)
    return remembered(rule, known, moment, lambda inner: _both(facts, home, rule, inner))


def _both(facts: ChildFacts, home: Place | None, rule: LeftBehind, moment: Moment) -> Finding:
    father, mother = both_parents(facts)

    def gone(parent: Parent) -> Finding:
        return _away(parent, home, rule, moment)

    def unable(parent: Parent) -> Finding:
        # 已在外的一方是否有监护能力不影响结论：另一方也外出时，已属双方外出。
        if "both_away" in rule.patterns and gone(parent).answer is Answer.YES:
            return Finding(Answer.NO)
        return meets(parent, rule.incapacity, moment)

    patterns: dict[str, Callable[[], Finding]] = {
        "both_away": lambda: all_of((gone(father), gone(mother))),
        "one_away_other_unable": lambda: any_of(
            (all_of((gone(father), unable(mother))), all_of((gone(mother), unable(father))))
        ),
        "one_away": lambda: any_of((gone(father), gone(mother))),
    }
    tested = (named(patterns[pattern](), pattern) for pattern in rule.patterns)
    met = [p for p in (father, mother) if Answer.YES in (gone(p).answer, unable(p).answer)]
    return deciding(any_of(tested), met)


def _away(parent: Parent, home: Place | None, rule: LeftBehind, moment: Moment) -> Finding:
    """外出: away beyond the profile's area, long enough where a length is set."""
    if not (parent.facts.facts or parent.facts.denied):
        return not_collected(parent)
    basis = rule.away.basis
    found, facts = standing_as(parent, ParentStatus.AWAY, basis, moment)
    if not facts:
        return found
    return any_of(_far_and_long(parent, fact, home, rule, moment) for fact in facts)


def _far_and_long(
    parent: Parent, fact: ParentFact, home: Place | None, rule: LeftBehind, moment: Moment
) -> Finding:
    key, basis, area = f"{parent.key}.away", rule.away.basis, area_label(rule.away.beyond)
    far = {
        Answer.YES: yes(basis, key, f"{parent.word}外出务工，已离开本{area}"),
        Answer.NO: no(basis, key, f"{parent.word}外出务工，但没有离开本{area}"),
        Answer.UNKNOWN: unknown(
            f"{key}.place", f"{parent.word}的外出地点不够具体，无法判断是否离开本{area}，请补填"
        ),
    }[beyond(fact.place, home, rule.away.beyond)]
    if rule.away.at_least is None:
        return far
    what = f"{parent.word}外出"
    return all_of((far, lasted(fact, rule.away.at_least, what, key, basis, moment)))
