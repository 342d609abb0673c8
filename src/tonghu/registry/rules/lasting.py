"""持续: whether a dated fact is in force, and whether it has lasted long enough."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from tonghu.core.calendar import cn_date
from tonghu.core.periods import Duration, Unit
from tonghu.policy.definitions import Cause, Span
from tonghu.registry.rules.facts import Dated, ParentFact
from tonghu.registry.rules.moment import Moment
from tonghu.registry.rules.verdicts import Finding, no, unknown, yes
from tonghu.registry.states import Answer

F = TypeVar("F", bound=Dated)


def period(span: Span) -> Duration:
    """The profile's span as core counts it."""
    return Duration(span.number, Unit(span.unit))


def in_force(fact: Dated, what: str, moment: Moment) -> bool:
    """Whether the fact holds on the day: begun and not ended."""
    if not moment.reached(fact.start, f"{what}开始"):
        return False
    return fact.until is None or not moment.reached(fact.until, f"{what}结束")


def standing(facts: Iterable[F], what: str, moment: Moment) -> list[F]:
    """The facts of one kind that hold on the day."""
    return [fact for fact in facts if in_force(fact, what, moment)]


def known_end(fact: Dated) -> date | None:
    """已知的结束日: the recorded end, or the day a sentence runs out, whichever comes first."""
    term = fact.term_until if isinstance(fact, ParentFact) else None
    return min((day for day in (fact.until, term) if day is not None), default=None)


def lasted(fact: Dated, span: Span, what: str, key: str, basis: str, moment: Moment) -> Finding:
    """满多久: from the day it began; if only the day it was seen is known, at least from then."""
    need = period(span)
    full, end = need.after(fact.start), known_end(fact)
    # 已知的结束日早于期满日时，期满日不会到来，不能当作下次变化的日子。
    if end is not None and end < full and fact.since is not None:
        sentence = f"{what}自{cn_date(fact.start)}起，到{cn_date(end)}结束，不满{need.label}"
        return no(basis, key, sentence)
    if moment.reached(full, f"{what}满{need.label}"):
        return yes(basis, key, f"{what}自{cn_date(fact.start)}起，已满{need.label}")
    if fact.since is None:
        return unknown(
            f"{key}.since", f"{what}何时开始未采集，无法判断是否已满{need.label}，请补填开始日期"
        )
    return no(basis, key, f"{what}自{cn_date(fact.start)}起，不满{need.label}（{cn_date(full)}满）")


def by_term(fact: ParentFact, row: Cause, what: str, key: str, moment: Moment) -> Finding:
    """按决定的期限: a sentence long enough counts from its first day."""
    if row.at_least is None:
        raise ValueError("按期限认定的原因须写时长。")
    need = period(row.at_least)
    if fact.term_until is None:
        served = lasted(fact, row.at_least, what, key, row.basis, moment)
        sentence = f"{what}的期限未采集，无法判断是否在{need.label}以上，请补填期满日期"
        return served if served.answer is Answer.YES else unknown(f"{key}.term", sentence)
    if need.after(fact.start) <= fact.term_until:
        return yes(row.basis, key, f"{what}，期限到{cn_date(fact.term_until)}，在{need.label}以上")
    if fact.since is None:
        return unknown(f"{key}.since", f"{what}从何时开始未采集，无法计算期限，请补填开始日期")
    return no(row.basis, key, f"{what}，期限到{cn_date(fact.term_until)}，不满{need.label}")


def term_running(fact: ParentFact, what: str, key: str, moment: Moment) -> Finding:
    """期限未满: a term that has run out without a recorded release leaves the matter open."""
    if fact.term_until is None or not moment.reached(fact.term_until, f"{what}期限届满"):
        return Finding(Answer.YES)
    ended = cn_date(fact.term_until)
    return unknown(f"{key}.until", f"{what}的期限已于{ended}届满，是否已经结束未采集，请核实")
