"""认定结论: three-valued findings, how they combine, and the verdict a caller receives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tonghu.registry.states import Answer


@dataclass(frozen=True, slots=True)
class Reason:
    """理由: the clause, the fact it was held against, and both in one sentence."""

    basis: str
    fact: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Missing:
    """尚缺: a fact that was not collected and would help to decide."""

    fact: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One test's result. `category` names the pattern that held, where there are several."""

    answer: Answer
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """认定结论: who counts, why, what is missing, and until when time alone keeps it so."""

    scheme: str
    counts: Answer
    category: str | None
    categories: tuple[str, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    next_change_on: date | None
    why_next: str | None

    @property
    def answer(self) -> tuple[Answer, tuple[str, ...]]:
        """What `next_change_on` speaks of: the answer with its categories."""
        return self.counts, self.categories


def yes(basis: str, fact: str, sentence: str) -> Finding:
    """A test that holds."""
    return Finding(Answer.YES, (Reason(basis, fact, sentence),))


def no(basis: str, fact: str, sentence: str) -> Finding:
    """A test that fails."""
    return Finding(Answer.NO, (Reason(basis, fact, sentence),))


def unknown(fact: str, sentence: str) -> Finding:
    """A test that cannot be decided: 未采集."""
    return Finding(Answer.UNKNOWN, missing=(Missing(fact, sentence),))


def named(found: Finding, category: str) -> Finding:
    """The finding with the pattern or category it belongs to."""
    return replace(found, categories=(category,))


def all_of(findings: Iterable[Finding]) -> Finding:
    """且: one no decides; else one unknown leaves it open."""
    found = tuple(findings)
    for answer in (Answer.NO, Answer.UNKNOWN):
        deciding = [f for f in found if f.answer is answer]
        if deciding:
            known = [] if answer is Answer.NO else [f for f in found if f.answer is Answer.YES]
            return _join(answer, deciding, known)
    return _join(Answer.YES, found, ())


def any_of(findings: Iterable[Finding]) -> Finding:
    """或: one yes decides; else one unknown leaves it open."""
    found = tuple(findings)
    for answer in (Answer.YES, Answer.UNKNOWN):
        deciding = [f for f in found if f.answer is answer]
        if deciding:
            return _join(answer, deciding, ())
    return _join(Answer.NO, found, ())


def _join(answer: Answer, deciding: Iterable[Finding], known: Iterable[Finding]) -> Finding:
    deciding = tuple(deciding)
    shown = (*deciding, *known)
    reasons = [reason for f in shown for reason in f.reasons]
    return Finding(
        answer,
        tuple(dict.fromkeys(reasons)),
        tuple(dict.fromkeys(m for f in deciding for m in f.missing)),
        tuple(dict.fromkeys(c for f in shown for c in f.categories)),
    )
