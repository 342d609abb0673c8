"""退出情形 (D-350): why a child leaves a register."""

from __future__ import annotations

from tonghu.core.calendar import cn_date
from tonghu.policy.definitions import AgeLimit, Definitions, Exit
from tonghu.policy.definitions.words import ParentStatus
from tonghu.registry.rules.age import below
from tonghu.registry.rules.difficulty import Child, decide
from tonghu.registry.rules.lasting import standing
from tonghu.registry.rules.left_behind import both_parents
from tonghu.registry.rules.moment import Moment
from tonghu.registry.rules.parents import Parent, standing_as
from tonghu.registry.rules.verdicts import Finding, any_of, named, no, yes
from tonghu.registry.states import Answer


def exit_reason(child: Child, scheme: str, moment: Moment) -> Finding:
    """退出情形: every reason of the profile that holds for this register, in its order."""
    rows = [row for row in child.definitions.exits if scheme in row.ends]
    return any_of(named(_holds(child, row, scheme, moment), row.code) for row in rows)


def _holds(child: Child, row: Exit, scheme: str, moment: Moment) -> Finding:
    if row.code == "over_age":
        return _over_age(child, row, scheme, moment)
    noted = [fact for fact in child.facts.exits if fact.code == row.code]
    for fact in standing(noted, row.name, moment):
        return yes(row.basis, f"exit.{row.code}", f"{cn_date(fact.start)}起{row.name}")
    if row.code == "parent_returned":
        return _returned(child, row, scheme, moment)
    return no(row.basis, f"exit.{row.code}", f"没有“{row.name}”的情况")


def _over_age(child: Child, row: Exit, scheme: str, moment: Moment) -> Finding:
    limit = age_limit(child.definitions, scheme)
    young = below(child.facts.birth, limit, child.definitions.birthday, moment)
    turned = {Answer.YES: Answer.NO, Answer.NO: Answer.YES, Answer.UNKNOWN: Answer.UNKNOWN}
    return Finding(turned[young.answer], young.reasons, young.missing)


def age_limit(definitions: Definitions, scheme: str) -> AgeLimit:
    """年龄上限 of a scheme."""
    limits = {
        "left_behind": definitions.left_behind.age,
        "migrant": definitions.migrant.age,
        "orphan": definitions.orphan.age,
        "de_facto_unsupported": definitions.de_facto_unsupported.age,
        "difficulty": definitions.difficulty.age,
    }
    return limits[scheme]


def _returned(child: Child, row: Exit, scheme: str, moment: Moment) -> Finding:
    """父母返乡 without a note of it: was away, is at home, and the child no longer counts."""
    back = [p for p in both_parents(child.facts) if _came_home(p, row.basis, moment)]
    if back and decide(child, scheme, moment).answer is Answer.NO:
        words = "、".join(parent.word for parent in back)
        return yes(row.basis, "exit.parent_returned", f"{words}已返乡在家")
    return no(row.basis, "exit.parent_returned", f"没有“{row.name}”的情况")


def _came_home(parent: Parent, basis: str, moment: Moment) -> bool:
    was_away = any(
        fact.status is ParentStatus.AWAY
        and fact.until is not None
        and moment.reached(fact.until, f"{parent.word}返乡")
        for fact in parent.facts.facts
    )
    home, _ = standing_as(parent, ParentStatus.AT_HOME, basis, moment)
    return was_away and home.answer is Answer.YES
