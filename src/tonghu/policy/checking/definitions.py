"""认定标准各行之间的检查: what a row refers to exists and is decided before it; no word twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from tonghu.policy.checking.words import origin_problem
from tonghu.policy.definitions.models import AgeBand, Category, Criteria, Exit, SchemeWord
from tonghu.policy.definitions.parts import Cause, Parents
from tonghu.policy.definitions.words import label_of
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
    yield from _rows(profile)


def _rows(profile: Profile) -> Iterator[Problem]:
    """Codes said twice; bands that cross; combinations of parents without their reasons."""
    definitions = profile.definitions
    categories = definitions.difficulty.categories
    tables: dict[Path, tuple[Category | Exit | AgeBand, ...]] = {
        _CATEGORIES: categories,
        (*_AT, "exits"): definitions.exits,
        (*_AT, "age_bands"): definitions.age_bands,
    }
    for table, rows in tables.items():
        yield from _codes(profile, table, tuple(row.code for row in rows))
    yield from _bands(profile)
    for index, category in enumerate(categories):
        yield from _parents(profile, (*_CATEGORIES, index, "parents"), category.parents)
    for scheme in ("orphan", "de_facto_unsupported"):
        parents = getattr(definitions, scheme).parents
        yield from _parents(profile, (*_AT, scheme, "parents"), parents)
    incapacity = definitions.left_behind.incapacity
    yield from _causes(profile, (*_AT, "left_behind", "incapacity"), incapacity)


def _codes(profile: Profile, table: Path, codes: tuple[str, ...]) -> Iterator[Problem]:
    for index, code in enumerate(codes):
        if code in codes[:index]:
            path = (*table, index, "code")
            yield origin_problem(profile, path, f"代码“{code}”写了两行，请合并成一行。")


def _bands(profile: Profile) -> Iterator[Problem]:
    before = -1
    for index, band in enumerate(profile.definitions.age_bands):
        at = (*_AT, "age_bands", index)
        if band.to_age < band.from_age:
            sentence = f"年龄段“{band.name}”的终止周岁小于起始周岁。"
            yield origin_problem(profile, (*at, "to_age"), sentence)
        elif band.from_age <= before:
            sentence = f"年龄段“{band.name}”与前面的年龄段重叠，请按年龄从小到大分开写。"
            yield origin_problem(profile, (*at, "from_age"), sentence)
        before = max(before, band.to_age)


def _parents(profile: Profile, at: Path, parents: Parents | None) -> Iterator[Problem]:
    if parents is None:
        return
    needed = {"both_gone": ("gone",), "both_unable": ("unable",)}
    for position, pattern in enumerate(parents.patterns):
        for rows in needed.get(pattern, ("gone", "unable")):
            if not getattr(parents, rows):
                sentence = f"写了“{pattern}”，却没有写 {rows} 的原因，这一情形永远不会成立。"
                yield origin_problem(profile, (*at, "patterns", position), sentence)
    yield from _causes(profile, (*at, "gone"), parents.gone)
    yield from _causes(profile, (*at, "unable"), parents.unable)


def _causes(profile: Profile, table: Path, causes: tuple[Cause, ...]) -> Iterator[Problem]:
    """The same reason twice with the same kinds: only one of two lengths could hold."""
    seen: set[tuple[str, frozenset[str], int]] = set()
    for index, cause in enumerate(causes):
        kinds = frozenset(cause.kinds or ())
        keys = {(cause.cause.value, kinds, grade) for grade in cause.grades or (0,)}
        if keys & seen:
            sentence = f"原因“{label_of(cause.cause)}”写了两行，请合并成一行。"
            yield origin_problem(profile, (*table, index, "cause"), sentence)
        seen |= keys


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
