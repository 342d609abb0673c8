"""认定标准各行之间的检查: what a row refers to exists and is decided before it; no word twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from tonghu.policy.checking.words import origin_problem
from tonghu.policy.definitions.models import Criteria, SchemeWord
from tonghu.policy.problems import Problem
from tonghu.policy.profile import Profile
from tonghu.policy.toml_lines import Path

_AT: Path = ("definitions",)
_CATEGORIES: Path = ("definitions", "difficulty", "categories")
_LEFT_BEHIND = "left_behind."
_DIFFICULTY = "difficulty"


def faults(profile: Profile) -> Iterator[Problem]:
    """References of `counted_as`, each at the word that points nowhere."""
    definitions = profile.definitions
    basic = set(get_args(SchemeWord)) - {_DIFFICULTY}
    basic |= {f"{_LEFT_BEHIND}{pattern}" for pattern in definitions.left_behind.patterns}
    codes = {f"{_DIFFICULTY}.{category.code}" for category in definitions.difficulty.categories}
    yield from _references(profile, _CATEGORIES, definitions.difficulty.categories, basic)
    known = basic | codes | {_DIFFICULTY}
    for table in ("key_groups", "issue_flags", "supports"):
        yield from _references(profile, (*_AT, table), getattr(definitions, table), known)


def _references(
    profile: Profile, table: Path, rows: tuple[Criteria, ...], known: set[str]
) -> Iterator[Problem]:
    for index, row in enumerate(rows):
        for position, word in enumerate(row.counted_as or ()):
            if word not in known:
                path = (*table, index, "counted_as", position)
                yield _dangling(profile, path, row.name, word)


def _dangling(profile: Profile, path: Path, name: str, word: str) -> Problem:
    """At the row; at what this place took away, where the row is inherited."""
    if path[: len(_CATEGORIES)] == _CATEGORIES and word.split(".")[0] == _DIFFICULTY:
        sentence = f"“{name}”的 counted_as 写了“{word}”，困境类别不能以困境认定为条件，会绕成圈。"
        return origin_problem(profile, path, sentence)
    inherited = profile.origins[path[:-2]].profile != profile.code
    taken = _taken_from(word)
    if inherited and taken is not None:
        sentence = f"沿用的“{name}”要用“{word}”，这里却没有它；请补上，或者重写“{name}”所在的表。"
        return origin_problem(profile, taken, sentence)
    sentence = f"“{name}”的 counted_as 写了“{word}”，没有这样的认定结果。"
    return origin_problem(profile, path, sentence)


def _taken_from(word: str) -> Path | None:
    if word.startswith(_LEFT_BEHIND):
        return (*_AT, "left_behind", "patterns")
    return _CATEGORIES if word.startswith(f"{_DIFFICULTY}.") else None
