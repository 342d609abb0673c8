"""父母: what is true of a father or mother, and whether it makes them unable or gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tonghu.core.calendar import cn_date
from tonghu.policy.definitions import Cause, DisabilityTest
from tonghu.policy.definitions.words import DISABILITY_LABELS, PARENT_LABELS, ParentStatus
from tonghu.registry.rules.facts import DisabilityFact, ParentFact, ParentFacts
from tonghu.registry.rules.lasting import by_term, in_force, lasted, term_running
from tonghu.registry.rules.moment import Moment
from tonghu.registry.rules.verdicts import Finding, all_of, any_of, no, unknown, yes
from tonghu.registry.states import Answer

S = ParentStatus
Graded = ParentFact | DisabilityFact
GRADES = {1: "一级", 2: "二级", 3: "三级", 4: "四级"}
HELD = frozenset({S.IMPRISONED, S.DRUG_REHABILITATION, S.RESTRICTED})
LOST = frozenset({S.MISSING, S.DECLARED_MISSING, S.NOT_FOUND})
# 一种情况成立时，哪些情况不必再问。离家务工的人也可能失联，所以外出不排除失联。
EXCLUDES: dict[ParentStatus, frozenset[ParentStatus]] = {
    S.DEAD: frozenset(S) - {S.DEAD},
    S.AT_HOME: HELD | LOST | {S.AWAY, S.DEAD, S.LOST_CONTACT, S.DEPORTED},
    S.AWAY: HELD | {S.AT_HOME, S.DEAD, S.NOT_FOUND, S.DECLARED_MISSING, S.DEPORTED},
    S.ABLE: HELD
    | LOST
    | {S.DEAD, S.LOST_CONTACT, S.DEPORTED, S.DISABLED, S.ILL}
    | {S.GUARDIANSHIP_REVOKED, S.NOT_RAISING, S.OTHER_UNABLE},
    **{held: (HELD - {held}) | LOST | {S.AT_HOME, S.AWAY, S.DEAD, S.LOST_CONTACT} for held in HELD},
    S.DEPORTED: HELD | {S.AT_HOME, S.DEAD},
    S.LOST_CONTACT: frozenset({S.AT_HOME, S.DEAD}),
    **{lost: HELD | {S.AT_HOME, S.AWAY, S.DEAD, S.DEPORTED} for lost in LOST},
}


@dataclass(frozen=True, slots=True)
class Parent:
    """父亲或者母亲, with the word for sentences and the key for facts."""

    key: str
    word: str
    facts: ParentFacts


def standing_as(
    parent: Parent, status: ParentStatus, basis: str, moment: Moment
) -> tuple[Finding, tuple[ParentFact, ...]]:
    """Whether a status holds, and the facts that say so."""
    what = f"{parent.word}{PARENT_LABELS[status]}"
    key = f"{parent.key}.{status}"
    noted = [fact for fact in parent.facts.facts if fact.status is status]
    held = tuple(fact for fact in noted if in_force(fact, what, moment))
    if held:
        start = cn_date(held[0].start)
        return yes(basis, key, f"{what}（自{start}起）"), held
    if noted:
        return no(basis, key, f"{what}的情况在判断之日不存在"), ()
    if status in parent.facts.denied:
        return no(basis, key, f"经核实，{parent.word}没有“{PARENT_LABELS[status]}”的情况"), ()
    return _by_exclusion(parent, status, basis, moment), ()


def _by_exclusion(parent: Parent, status: ParentStatus, basis: str, moment: Moment) -> Finding:
    for fact in parent.facts.facts:
        what = f"{parent.word}{PARENT_LABELS[fact.status]}"
        if status in EXCLUDES.get(fact.status, ()) and in_force(fact, what, moment):
            return no(basis, f"{parent.key}.{fact.status}", f"{what}（自{cn_date(fact.start)}起）")
    return unknown(
        f"{parent.key}.{status}",
        f"{parent.word}是否有“{PARENT_LABELS[status]}”的情况未采集，请核实",
    )


def not_collected(parent: Parent) -> Finding:
    """未采集: one sentence for a parent of whom nothing is known."""
    return unknown(parent.key, f"{parent.word}的情况未采集，请核实")


def meets(parent: Parent, rows: tuple[Cause, ...], moment: Moment) -> Finding:
    """符合其中之一: whether one of the profile's reasons applies to this parent."""
    if not (parent.facts.facts or parent.facts.denied):
        return not_collected(parent)
    found = any_of(_meets(parent, row, moment) for row in rows)
    if found.answer is not Answer.NO:
        return found
    # 否定时只说起作用的事实：没有这些事实的原因，不逐条罗列。
    own = {f"{parent.key}.{fact.status}" for fact in parent.facts.facts}
    kept = tuple(reason for reason in found.reasons if reason.fact in own)
    return Finding(Answer.NO, kept or found.reasons[:1])


def deciding(found: Finding, met: Iterable[Parent]) -> Finding:
    """起作用的理由: a parent who meets the pattern is no reason why the pattern fails."""
    keys = {parent.key for parent in met}
    kept = tuple(r for r in found.reasons if r.fact.partition(".")[0] not in keys)
    return replace(found, reasons=kept) if found.answer is Answer.NO and kept else found


def _meets(parent: Parent, row: Cause, moment: Moment) -> Finding:
    found, facts = standing_as(parent, row.cause, row.basis, moment)
    if not facts:
        return found
    return any_of(_long_or_grave(parent, row, fact, found, moment) for fact in facts)


def _long_or_grave(
    parent: Parent, row: Cause, fact: ParentFact, plain: Finding, moment: Moment
) -> Finding:
    key, what = f"{parent.key}.{row.cause}", f"{parent.word}{PARENT_LABELS[row.cause]}"
    tests = [plain]
    if row.grades:
        tests = [graded(fact, row, row.basis, parent.word, key)]
    if row.at_least and row.measured == "term":
        tests.append(by_term(fact, row, what, key, moment))
    elif row.at_least:
        tests.append(lasted(fact, row.at_least, what, key, row.basis, moment))
    return all_of((*tests, term_running(fact, what, key, moment)))


def graded(fact: Graded, test: Cause | DisabilityTest, basis: str, who: str, key: str) -> Finding:
    """残疾等级和类别: held against the grades and kinds the profile names."""
    if fact.grade is None:
        return unknown(f"{key}.grade", f"{who}的残疾等级未采集，请查看残疾人证后补填")
    grade = f"{who}残疾{GRADES[fact.grade]}"
    wanted = test.grades or ()
    if fact.grade not in wanted:
        return no(basis, key, f"{grade}，不在{'、'.join(GRADES[g] for g in wanted)}之列")
    if test.kinds and not fact.kinds:
        return unknown(f"{key}.kinds", f"{who}的残疾类别未采集，请查看残疾人证后补填")
    if test.kinds and not fact.kinds & set(test.kinds):
        words = "、".join(DISABILITY_LABELS[kind] for kind in test.kinds)
        return no(basis, key, f"{grade}，但不是{words}残疾")
    return yes(basis, key, grade)
