"""不许有的错: what the form alone cannot tell; each fault is one sentence at one line."""

from __future__ import annotations

from tonghu.policy.checking import citations, clocks, dates, definitions, documents, rows, words
from tonghu.policy.loading.layers import Layer
from tonghu.policy.problems import Problem
from tonghu.policy.profile import Profile
from tonghu.policy.vocabulary import Vocabulary


def before_schema(layer: Layer, vocabulary: Vocabulary) -> list[Problem]:
    """Faults seen in what was written: citations, and clocks by the vocabulary."""
    return [*citations.faults(layer), *clocks.faults(layer, vocabulary)]


def in_profile(profile: Profile) -> list[Problem]:
    """Faults seen only in the whole: words, references between rows, dates."""
    checks = (words, documents, rows, definitions, dates)
    return [problem for check in checks for problem in check.faults(profile)]
