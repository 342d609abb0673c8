"""读入方案: `load` gives a resolved profile or every problem at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from tonghu.policy import places
from tonghu.policy.checking import faults
from tonghu.policy.loading.inherit import code_of, lineage, orphaned, resolved
from tonghu.policy.loading.layers import Layer
from tonghu.policy.loading.repair import without
from tonghu.policy.loading.sentences import faulty_paths, problems_of
from tonghu.policy.loading.sources import Sources
from tonghu.policy.problems import Problem, ProfileError
from tonghu.policy.profile import Profile
from tonghu.policy.schema.sheet import Sheet
from tonghu.policy.seals import broken_seal
from tonghu.policy.vocabulary import Vocabulary, vocabulary


@dataclass(frozen=True)
class Reading:
    """What reading a profile gave: the profile if its form is whole, and every problem."""

    profile: Profile | None
    problems: tuple[Problem, ...]


def load(code: str | Path) -> Profile:
    """The profile of a code, a file or a folder; raises `ProfileError` with all problems."""
    reading = examine(code)
    if reading.profile is None or reading.problems:
        raise ProfileError(reading.problems)
    return reading.profile


def examine(code: str | Path) -> Reading:
    """Reads and checks without raising for faults of content."""
    try:
        place = places.find(code)
        words = vocabulary(place.parent)
        chain = lineage(place)
        layer = resolved(chain, Sheet)
    except ProfileError as error:
        return Reading(None, error.problems)
    problems = [*layer.problems, *orphaned(chain[-1]), *faults.before_schema(layer, words)]
    try:
        profile = _profile(layer, chain, words)
    except ValidationError as error:
        problems += problems_of(error, layer, Sheet)
        problems += _other_faults(error, layer, chain, words)
        return Reading(None, tuple(sorted(set(problems))))
    problems += faults.in_profile(profile)
    problems += broken_seal(profile, place.parent)
    return Reading(profile, tuple(sorted(set(problems))))


def _other_faults(
    error: ValidationError, layer: Layer, chain: list[Sources], words: Vocabulary
) -> list[Problem]:
    """What else is wrong, seen with the values of faulty form set aside."""
    parent = resolved(chain[:-1], Sheet).values
    try:
        rest = _profile(without(layer, faulty_paths(error, Sheet), parent), chain, words)
    except ValidationError:
        return []
    return faults.in_profile(rest)


def _profile(layer: Layer, chain: list[Sources], words: Vocabulary) -> Profile:
    sheet = Sheet.model_validate(layer.values)
    return Profile(
        sheet=sheet,
        vocabulary=words,
        facts=layer.facts,
        silences=layer.silences,
        origins=layer.origins,
        lineage=tuple(code_of(sources) for sources in reversed(chain)),
        full_version=_version(chain),
    )


def _version(chain: list[Sources]) -> str:
    """The version of a profile names its parents' versions too: their content is part of it."""
    versions = []
    for sources in reversed(chain):
        for _, table in sources.tables:
            identity = table.get("profile")
            if isinstance(identity, dict):
                versions.append(f"{identity.get('code')} {identity.get('version')}")
    return " / ".join(versions)
