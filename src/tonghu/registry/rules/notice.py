"""外出务工告知 (D-367; SY 三(五); 未保法 23): told the village and the school before leaving."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tonghu.core.calendar import cn_date
from tonghu.policy.definitions.words import ParentStatus
from tonghu.registry.rules.facts import ChildFacts
from tonghu.registry.rules.guardianship import Limits
from tonghu.registry.rules.lasting import in_force
from tonghu.registry.rules.left_behind import both_parents
from tonghu.registry.rules.moment import Moment
from tonghu.registry.rules.parents import Parent
from tonghu.registry.rules.verdicts import Finding, all_of, no, unknown, yes

ADDRESSEES = {"village": "村（社区）", "school": "学校", "kindergarten": "幼儿园"}


@dataclass(frozen=True, slots=True)
class Notice:
    """告知: which body was told, and when."""

    to: str
    on: date


def notified_before_leaving(
    facts: ChildFacts, notices: Iterable[Notice], limits: Limits, moment: Moment
) -> Finding:
    """外出前已告知: every addressee the profile names, by the day each parent now away left."""
    told = tuple(notices)
    found = [
        _told(parent, fact.since, to, told, limits.notify_basis)
        for parent in both_parents(facts)
        for fact in parent.facts.facts
        if fact.status is ParentStatus.AWAY and in_force(fact, f"{parent.word}外出务工", moment)
        for to in limits.notify
    ]
    return all_of(found) if found else no(limits.notify_basis, "notice", "没有父母外出务工的记录")


def _told(
    parent: Parent, left: date | None, to: str, told: tuple[Notice, ...], basis: str
) -> Finding:
    where, key = ADDRESSEES.get(to, to), f"notice.{to}"
    if left is None:
        return unknown(f"{parent.key}.away.since", f"{parent.word}外出日期未采集，请补填")
    days = [notice.on for notice in told if notice.to == to]
    if any(day <= left for day in days):
        return yes(basis, key, f"{parent.word}{cn_date(left)}外出前已告知{where}")
    late = f"，{cn_date(min(days))}才补告" if days else ""
    return no(basis, key, f"{parent.word}{cn_date(left)}外出前没有告知{where}{late}")
