"""同样的情况: of a thousand children of one import many differ by their birthdays alone.

What is judged for one holds for all whose other facts are equal and who have reached the same of the
ages the rules asked about; only the date in the sentences and the next birthday are their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tonghu.registry.rules.age import BY_AGE, birth_text, turns
from tonghu.registry.rules.facts import Birth, ChildFacts
from tonghu.registry.rules.judging import Judgement, Measure, judged, judged_at
from tonghu.registry.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Case:
    """一种情况: the ages asked with their answers, other days ahead, and the judgement of one child."""

    ages: tuple[tuple[int, Any, bool], ...]
    days: tuple[date, ...]
    born: str
    found: Judgement

    def fits(self, birth: date, as_of: date) -> bool:
        """Whether a child born then has reached the same ages."""
        return all(
            (turns(birth, years, rule) <= as_of) is turned for years, rule, turned in self.ages
        )

    def of(self, birth: Birth) -> Judgement:
        """The judgement of a child born then."""
        born = birth_text(birth)
        ahead = [
            turns(birth.earliest, years, rule) for years, rule, turned in self.ages if not turned
        ]
        counted = tuple(
            replace(c, reason=c.reason.replace(self.born, born)) for c in self.found.counted
        )
        alone = self.found.alone
        return Judgement(
            counted, self.found.flags, (alone[0].replace(self.born, born), alone[1]) if alone else None,
            min((*self.days, *ahead), default=None),
        )  # fmt: skip


class Alike:
    """认定多名儿童 by the same measures on the same day."""

    def __init__(self, measures: Sequence[Measure], as_of: date) -> None:
        self.measures, self.as_of = measures, as_of
        self._cases: dict[ChildFacts, list[Case]] = {}

    def judged(self, facts: ChildFacts) -> Judgement:
        """The same as `judging.judged`, with what is known of others like it."""
        birth = facts.birth
        if birth is None or birth.day is None or birth.earliest > self.as_of:
            return judged(facts, self.measures, self.as_of)
        cases = self._cases.setdefault(replace(facts, birth=None), [])
        for case in cases:
            if case.fits(birth.earliest, self.as_of):
                return case.of(birth)
        moment = Moment(self.as_of)
        found = judged_at(moment, facts, self.measures)
        days = {day for day, event in moment.asked() if not event.startswith(BY_AGE)}
        cases.append(
            Case(tuple(moment.ages.values()), tuple(sorted(days)), birth_text(birth), found)
        )
        return found
