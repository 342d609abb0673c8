"""What the duty tests of every profile share: rows of one unit, and the rules any row must keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from tonghu.policy import Profile

Sentences = Mapping[str, tuple[tuple[str, ...], ...]]
"""Per unit: the sentences of its paragraph, each with the deeds it orders, in printed order."""


def slugs(profile: Profile, unit: str, clause: str = "") -> list[str]:
    """The deeds of one unit in file order, of one clause when it is named."""
    return [
        duty.code.split(".", 1)[1]
        for duty in profile.duties
        if duty.unit == unit and (not clause or duty.basis.split(" ", 1)[1] == clause)
    ]


def counts(profile: Profile) -> dict[str, int]:
    """Number of rows per unit or body."""
    return dict(Counter(duty.unit for duty in profile.duties))


def flat(sentences: tuple[tuple[str, ...], ...]) -> list[str]:
    """The deeds of all sentences."""
    return [slug for sentence in sentences for slug in sentence]


def with_d(profile: Profile, number: str) -> set[str]:
    """Codes of the duties that carry a requirement number."""
    return {duty.code for duty in profile.duties if number in duty.d}


def wide(texts: Iterable[str]) -> list[str]:
    """Texts that break the house rules: half-width punctuation, a full stop, or too long to be own words."""
    return [text for text in texts if any(c in text for c in ",;:?().。") or len(text) > 60]
