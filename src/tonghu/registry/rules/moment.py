"""时点: a day on which facts are judged, and the search for the day on which that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from tonghu.core.calendar import cn_date
from tonghu.registry.rules.verdicts import Finding, Verdict
from tonghu.registry.states import Answer


class Moment:
    """The day of judgement. Rules may ask of time only through `reached`.

    It notes each later day asked about. Up to the first of them every comparison gives the same
    result, so the answer cannot change sooner: that makes `next_change_on` exact.
    """

    def __init__(self, day: date) -> None:
        """Start with nothing asked."""
        self.day = day
        self._ahead: dict[date, list[str]] = {}
        self.ages: dict[tuple[int, int], tuple[int, Any, bool]] = {}

    def reached(self, threshold: date, event: str) -> bool:
        """Whether `threshold` has come; `event` says in Chinese what happens on it."""
        if threshold <= self.day:
            return True
        self._ahead.setdefault(threshold, []).append(event)
        return False

    def aged(self, years: int, rule: Any, turned: bool) -> None:
        """Notes which full years of age were asked about, by which rule of birthdays, and the answer."""
        self.ages[years, id(rule)] = (years, rule, turned)

    def asked(self) -> tuple[tuple[date, str], ...]:
        """Every later day asked about, for a moment that hears of it from another."""
        return tuple((day, event) for day, events in self._ahead.items() for event in events)

    def hear(self, asked: Iterable[tuple[date, str]]) -> None:
        """Days another moment of the same day was asked about."""
        for day, event in asked:
            self._ahead.setdefault(day, []).append(event)

    def ahead(self) -> tuple[date, str] | None:
        """The first later day asked about and what happens on it."""
        if not self._ahead:
            return None
        day = min(self._ahead)
        return day, "，".join(dict.fromkeys(self._ahead[day]))


def judge(scheme: str, decide: Callable[[Moment], Finding], as_of: date) -> Verdict:
    """The verdict on `as_of`, with the first later day on which the answer is another."""
    moment = Moment(as_of)
    found = decide(moment)
    change = _next_change(_answer(found), decide, moment)
    return Verdict(
        scheme=scheme,
        counts=found.answer,
        category=next(iter(found.categories), None) if found.answer is Answer.YES else None,
        categories=_answer(found)[1],
        reasons=found.reasons,
        missing=found.missing,
        next_change_on=change[0] if change else None,
        why_next=f"{cn_date(change[0])}{change[1]}" if change else None,
    )


def _answer(found: Finding) -> tuple[Answer, tuple[str, ...]]:
    """Categories are an answer only where the child counts."""
    return found.answer, found.categories if found.answer is Answer.YES else ()


def _next_change(
    answer: tuple[Answer, tuple[str, ...]],
    decide: Callable[[Moment], Finding],
    moment: Moment,
) -> tuple[date, str] | None:
    """Step from threshold to threshold until the answer differs or no threshold is left."""
    step = moment.ahead()
    while step:
        later = Moment(step[0])
        if _answer(decide(later)) != answer:
            return step
        step = later.ahead()
    return None
