"""用词的检查: every coded word is in its closed list; every reference points at something."""

from __future__ import annotations

from collections.abc import Iterator

from tonghu.policy.loading.sentences import dotted
from tonghu.policy.problems import Problem
from tonghu.policy.profile import Profile
from tonghu.policy.schema.base import (
    DocumentKey,
    EventKind,
    FunctionCode,
    Listed,
    Marker,
    UnitCode,
)
from tonghu.policy.schema.leaves import Leaf, leaves
from tonghu.policy.toml_lines import Path


def faults(profile: Profile) -> Iterator[Problem]:
    """Unknown words, functions, units, documents and event kinds; lists that repeat a word."""
    silent = {str(path[1]) for path in profile.silences if path[0] == "roles" and len(path) > 1}
    for role in sorted(silent | set(profile.sheet.roles)):
        if role not in profile.vocabulary.roles:
            sentence = f"不认识角色“{role}”；可用的角色见 tonghu policy words roles。"
            yield origin_problem(profile, ("roles", role), sentence)
    for leaf in leaves(profile.sheet):
        yield from _repeated(profile, leaf)
        marker = leaf.shape.marker
        if marker is None:
            continue
        for position, word in enumerate(_words(leaf)):
            sentence = _fault(profile, marker, word)
            if sentence:
                path = (*leaf.path, position) if isinstance(leaf.value, tuple) else leaf.path
                yield origin_problem(profile, path, f"“{dotted(leaf.path)}”{sentence}")


def _words(leaf: Leaf) -> tuple[str, ...]:
    value = leaf.value
    if isinstance(value, tuple):
        return tuple(word for word in value if isinstance(word, str))
    return (value,) if isinstance(value, str) else ()


def _repeated(profile: Profile, leaf: Leaf) -> Iterator[Problem]:
    words = [str(word) for word in leaf.value] if isinstance(leaf.value, tuple) else []
    for word in sorted({word for word in words if words.count(word) > 1}):
        yield origin_problem(profile, leaf.path, f"“{dotted(leaf.path)}”里“{word}”写了两次。")


def _fault(profile: Profile, marker: Marker, word: str) -> str:
    if isinstance(marker, Listed):
        return _not_listed(profile, marker, word)
    if isinstance(marker, FunctionCode) and word not in profile.vocabulary.functions:
        return f"不认识职能“{word}”；可用的职能见 tonghu policy words functions。"
    if isinstance(marker, UnitCode):
        return _no_unit(profile, word)
    if isinstance(marker, DocumentKey) and word not in profile.documents:
        return f"所指的文件“{word}”不在 [documents] 里。"
    if isinstance(marker, EventKind) and word not in profile.vocabulary.events:
        return (
            f"不认识事件“{word}”；可用的事件见 tonghu policy words events，靠上传佐证的写 upload。"
        )
    return ""


def _not_listed(profile: Profile, marker: Listed, word: str) -> str:
    allowed = profile.vocabulary.lists.get(marker.name)
    if allowed is None:
        return f"的词表“{marker.name}”不在 vocabulary.toml 里。"
    return "" if word in allowed else f"不许写“{word}”；只许写{'、'.join(allowed)}。"


def _no_unit(profile: Profile, word: str) -> str:
    function = profile.vocabulary.functions.get(word)
    if function is None:
        return f"不认识单位“{word}”；可用的代码见 tonghu policy words functions。"
    if function.member and profile.units and word not in {unit.code for unit in profile.units}:
        return f"所指的单位“{word}”（{function.label}）不在成员单位名单里；请在 units.toml 加上，或者改正代码。"
    return ""


def origin_problem(profile: Profile, path: Path, sentence: str) -> Problem:
    """A problem at the nearest place the profile names."""
    for length in range(len(path), 0, -1):
        origin = profile.origins.get(path[:length])
        if origin is not None:
            return origin.problem(sentence)
    return profile.origins["profile",].problem(sentence)
