"""认定一名儿童: every scheme of the place and of the nation, key groups, issues, living alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tonghu.policy import Profile
from tonghu.policy.definitions import Definitions
from tonghu.registry.rules.difficulty import SCHEMES, Child, decide, meets_criteria
from tonghu.registry.rules.facts import ChildFacts
from tonghu.registry.rules.guardianship import Limits, living_alone
from tonghu.registry.rules.limits import limits_of
from tonghu.registry.rules.moment import Moment
from tonghu.registry.rules.verdicts import Finding
from tonghu.registry.states import Answer, HazardKind

NATION = "cn"


@dataclass(frozen=True, slots=True)
class Measure:
    """尺度: what one profile in force judges by."""

    profile: str
    hash: str
    definitions: Definitions
    limits: Limits
    key_groups: tuple[str, ...]
    issue_flags: tuple[str, ...]

    @property
    def oldest(self) -> int:
        """Nobody of this age or more is registered under any scheme."""
        d = self.definitions
        rules = (d.left_behind, d.migrant, d.orphan, d.de_facto_unsupported, d.difficulty)
        return max(rule.age.below for rule in rules)


@dataclass(frozen=True, slots=True)
class Counted:
    """算作: one scheme of one profile under which a child counts, and why."""

    scheme: str
    profile: str
    hash: str
    category: str
    reason: str
    basis: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """认定结果 of one day, until the day on which time alone changes it."""

    counted: tuple[Counted, ...] = ()
    flags: tuple[str, ...] = ()
    alone: tuple[str, str] | None = None  # sentence, basis
    next_change_on: date | None = None


def measure(profile: Profile) -> Measure:
    """What a profile says that judging needs."""
    survey = profile.sheet.survey
    return Measure(
        profile.code, profile.hash, profile.definitions, limits_of(profile),
        tuple(survey.key_groups), tuple(survey.issue_flags),
    )  # fmt: skip


def judged(facts: ChildFacts, measures: Iterable[Measure], as_of: date) -> Judgement:
    """认定: by the place's own measure first, then by the others side by side.

    One moment hears every threshold, so that up to `next_change_on` nothing can change; on that day
    something may, and the night looks again. Exact days per scheme are for the page of one child.
    """
    return judged_at(Moment(as_of), facts, measures)


def judged_at(moment: Moment, facts: ChildFacts, measures: Iterable[Measure]) -> Judgement:
    """The same, at a moment that can be asked afterwards what the answer depended on."""
    own, *others = measures
    counted, child = [], Child(facts, own.definitions)
    for of in (own, *others):
        under = child if of is own else Child(facts, of.definitions)
        for scheme in SCHEMES:
            found = decide(under, scheme, moment)
            if found.answer is Answer.YES:
                counted.append(_counted(of, scheme, found))
    flags = _flags(child, own, moment)
    alone = living_alone(facts, own.definitions, own.limits, moment)
    is_alone = alone.answer is Answer.YES
    ahead = moment.ahead()
    return Judgement(
        tuple(counted),
        (*flags, HazardKind.LIVING_ALONE.value) if is_alone else flags,
        _told(alone) if is_alone else None,
        ahead[0] if ahead else None,
    )


def _counted(of: Measure, scheme: str, found: Finding) -> Counted:
    sentence, basis = _told(found)
    category = next(iter(found.categories), "")
    return Counted(scheme, of.profile, of.hash, category[:60], sentence[:500], basis[:200])


def _flags(child: Child, own: Measure, moment: Moment) -> tuple[str, ...]:
    """Key groups and issues of the place that hold now."""
    wanted = (
        (own.definitions.key_groups, own.key_groups),
        (own.definitions.issue_flags, own.issue_flags),
    )
    found = [
        row.code
        for rows, codes in wanted
        for row in rows
        if row.code in codes and meets_criteria(child, row, moment).answer is Answer.YES
    ]
    return tuple(dict.fromkeys(found))


def _told(found: Finding) -> tuple[str, str]:
    sentence = "；".join(reason.sentence for reason in found.reasons)
    basis = "；".join(dict.fromkeys(reason.basis for reason in found.reasons if reason.basis))
    return sentence, basis
