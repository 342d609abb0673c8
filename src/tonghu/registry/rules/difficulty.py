"""困境儿童、重点对象、突出问题、补助项目: lists of criteria, each met by any one test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tonghu.core.calendar import cn_date
from tonghu.policy.definitions import Criteria, Definitions
from tonghu.policy.definitions.words import CIRCUMSTANCE_LABELS, Circumstance
from tonghu.registry.rules.age import below
from tonghu.registry.rules.children import de_facto_unsupported, migrant, orphan, parents_meet
from tonghu.registry.rules.facts import ChildFacts
from tonghu.registry.rules.lasting import standing
from tonghu.registry.rules.left_behind import hukou_fits, left_behind
from tonghu.registry.rules.moment import Moment
from tonghu.registry.rules.parents import graded
from tonghu.registry.rules.verdicts import Finding, all_of, any_of, named, no, unknown, yes
from tonghu.registry.states import (
    CARER_LABELS,
    SCHOOLING_LABELS,
    Answer,
    CarerKind,
    HukouKind,
    Schooling,
)

C = Circumstance
SCHOOLING = {
    C.COMPULSORY_DROPOUT: Schooling.COMPULSORY_DROPOUT,
    C.NOT_ENROLLED: Schooling.NOT_ENROLLED,
}
Rule = Callable[[ChildFacts, Definitions, Moment], Finding]


@dataclass(frozen=True, slots=True)
class Child:
    """一名儿童 under one profile: what criteria are tested against."""

    facts: ChildFacts
    definitions: Definitions
    # 同一时点同一类别只判断一次：重点对象、补助项目常常引用别的类别。
    known: dict[tuple[str, Moment], Finding] = field(
        default_factory=dict, compare=False, repr=False
    )


def difficulty(facts: ChildFacts, definitions: Definitions, moment: Moment) -> Finding:
    """困境儿童: under the age limit and in at least one category (国发〔2016〕36号; D-017)."""
    rule = definitions.difficulty
    child = Child(facts, definitions)
    categories = any_of(
        named(meets_criteria(child, row, moment), row.code) for row in rule.categories
    )
    return all_of(
        (
            below(facts.birth, rule.age, definitions.birthday, moment),
            hukou_fits(facts.hukou, rule.hukou.rural_only, rule.hukou.basis),
            categories,
        )
    )


SCHEMES: dict[str, Rule] = {
    "left_behind": left_behind,
    "migrant": migrant,
    "orphan": orphan,
    "de_facto_unsupported": de_facto_unsupported,
    "difficulty": difficulty,
}


def decide(child: Child, scheme: str, moment: Moment) -> Finding:
    """认定: the scheme's own rule, unless an exit the profile names has ended it (D-350)."""
    found = child.known.get((scheme, moment))
    if found is None:
        ended = _ended(child, scheme, moment)
        found = ended or SCHEMES[scheme](child.facts, child.definitions, moment)
        child.known[scheme, moment] = found
    return found


def _ended(child: Child, scheme: str, moment: Moment) -> Finding | None:
    for row in child.definitions.exits:
        noted = [fact for fact in child.facts.exits if fact.code == row.code]
        for fact in standing(noted, row.name, moment) if scheme in row.ends else ():
            return no(row.basis, f"exit.{row.code}", f"{cn_date(fact.start)}起{row.name}")
    return None


def meets_criteria(child: Child, row: Criteria, moment: Moment) -> Finding:
    """符合类别: any one circumstance, disability, parents' case or earlier finding."""
    tests = [circumstance(child.facts, kind, row.basis, moment) for kind in row.when or ()]
    if row.disability:
        tests.append(_own_disability(child.facts, row, moment))
    if row.parents:
        tests.append(parents_meet(child.facts, row.parents, moment))
    tests += [_counted_as(child, name, row.basis, moment) for name in row.counted_as or ()]
    return any_of(tests)


def _counted_as(child: Child, name: str, basis: str, moment: Moment) -> Finding:
    """已认定为 a scheme, or for one of its categories."""
    scheme, _, category = name.partition(".")
    found = decide(child, scheme, moment)
    if not category or found.answer is Answer.NO or category in found.categories:
        return found
    return no(basis, name, "认定为其他情形")


def _own_disability(facts: ChildFacts, row: Criteria, moment: Moment) -> Finding:
    if facts.not_disabled:
        return no(row.basis, "disability", "经核实，本人没有残疾")
    if not facts.disabilities:
        return unknown("disability", "本人是否残疾未采集，请核实")
    held = standing(facts.disabilities, "残疾", moment)
    if not held:
        return no(row.basis, "disability", "判断之日本人没有残疾")
    return any_of(
        graded(fact, test, row.basis, "本人", "disability")
        for fact in held
        for test in row.disability
    )


def circumstance(facts: ChildFacts, kind: Circumstance, basis: str, moment: Moment) -> Finding:
    """处境: noted, denied, or not collected; some follow from carers, schooling and hukou."""
    if kind is C.NOBODY_CARES:
        return _nobody_cares(facts, basis, moment)
    if kind is C.NO_HUKOU:
        return _no_hukou(facts, basis)
    if kind in SCHOOLING:
        return _schooling(facts, SCHOOLING[kind], basis, moment)
    label = CIRCUMSTANCE_LABELS[kind]
    noted = [fact for fact in facts.circumstances if fact.kind is kind]
    if standing(noted, label, moment):
        return yes(basis, kind, label)
    if noted or kind in facts.denied:
        return no(basis, kind, f"没有“{label}”的情况")
    return unknown(kind, f"是否“{label}”未采集，请核实")


def _nobody_cares(facts: ChildFacts, basis: str, moment: Moment) -> Finding:
    """没有人实际监护: nobody is a finding, an empty field is not."""
    carers = standing(facts.carers, "实际照料", moment)
    if not carers:
        return unknown("carers", "实际照料人未采集，请核实由谁照料")
    adults = [carer for carer in carers if carer.kind is not CarerKind.NONE]
    if adults:
        words = "、".join(CARER_LABELS[carer.kind] for carer in adults)
        return no(basis, "carers", f"由{words}照料")
    return yes(basis, "carers", "没有人实际监护")


def _no_hukou(facts: ChildFacts, basis: str) -> Finding:
    if facts.hukou.kind is HukouKind.UNKNOWN:
        return unknown("hukou.kind", "户籍情况未采集，请核实是否登记户口")
    if facts.hukou.kind is HukouKind.NONE:
        return yes(basis, "hukou.kind", "没有登记户口")
    return no(basis, "hukou.kind", "已登记户口")


def _schooling(facts: ChildFacts, wanted: Schooling, basis: str, moment: Moment) -> Finding:
    states = standing(facts.schooling, "就学情况", moment)
    if not states:
        return unknown("schooling", "就学情况未采集，请核实")
    last = max(states, key=lambda fact: fact.start)
    decide = yes if last.kind is wanted else no
    return decide(basis, "schooling", SCHOOLING_LABELS[last.kind])
