"""判断的结果: what the registry's rules say under one profile, and under two side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tonghu.policy.explain.labels import code_lists
from tonghu.policy.profile import Profile
from tonghu.reference.reading.marks import Mark, marked
from tonghu.registry.rules import ChildFacts, Verdict, classify
from tonghu.registry.states import ANSWER_LABELS, Answer


@dataclass(frozen=True, slots=True)
class Ground:
    """一条理由."""

    sentence: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Said:
    """一套制度的结论."""

    scheme: str
    name: str
    answer: Answer
    label: str
    ways: tuple[str, ...]  # by which pattern or category
    grounds: tuple[Ground, ...]
    missing: tuple[str, ...]
    next_on: date | None
    why_next: str


@dataclass(frozen=True, slots=True)
class Row:
    """一种儿童, by two profiles."""

    name: str
    left: Said
    right: Said

    @property
    def differs(self) -> bool:
        """Whether the two come to different answers."""
        return self.left.answer is not self.right.answer


def judged(facts: ChildFacts, profile: Profile, as_of: date) -> tuple[Said, ...]:
    """Every scheme of a profile, in the order in which the place's document cares for them."""
    populations = profile.sheet.scope.populations
    found = [_said(profile, one) for one in classify(facts, profile.definitions, as_of)]
    return tuple(sorted(found, key=lambda one: one.scheme not in populations))


def side_by_side(facts: ChildFacts, left: Profile, right: Profile, as_of: date) -> tuple[Row, ...]:
    """The same child under two profiles."""
    other = {one.scheme: one for one in judged(facts, right, as_of)}
    return tuple(
        Row(one.name, one, other[one.scheme]) for one in judged(facts, left, as_of)
    )  # fmt: skip


def _said(profile: Profile, verdict: Verdict) -> Said:
    name = str(getattr(profile.definitions, verdict.scheme).name)
    return Said(
        scheme=verdict.scheme, name=name, answer=verdict.counts,
        label=ANSWER_LABELS[verdict.counts], ways=_ways(profile, verdict),
        grounds=tuple(
            Ground(one.sentence, marked(profile, one.basis)) for one in verdict.reasons
        ),
        missing=tuple(one.sentence for one in verdict.missing), next_on=verdict.next_change_on,
        why_next=verdict.why_next or "",
    )  # fmt: skip


def _ways(profile: Profile, verdict: Verdict) -> tuple[str, ...]:
    """The patterns or categories that held, in words."""
    if verdict.counts is not Answer.YES:
        return ()
    words = {
        **code_lists()["patterns"], **code_lists()["parents_patterns"],
        **{one.code: one.name for one in profile.definitions.difficulty.categories},
    }  # fmt: skip
    return tuple(words.get(code, code) for code in verdict.categories)
