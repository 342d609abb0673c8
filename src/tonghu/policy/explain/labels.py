"""用词的中文: labels of the closed words that live in code, and of fields and rows."""

from __future__ import annotations

from enum import Enum
from typing import get_args

from pydantic import BaseModel

from tonghu.policy.definitions.models import ExitCode, Pattern, SchemeWord
from tonghu.policy.definitions.parts import ParentsPattern
from tonghu.policy.definitions.words import (
    AREA_LABELS,
    CIRCUMSTANCE_LABELS,
    DISABILITY_LABELS,
    HARM_LABELS,
    PARENT_LABELS,
    Area,
    Circumstance,
    DisabilityKind,
    HarmAct,
    ParentStatus,
)
from tonghu.policy.schema.shape import Shape

_ENUMS: dict[type[Enum], dict[str, str]] = {
    Area: {word.value: label for word, label in AREA_LABELS.items()},
    ParentStatus: {word.value: label for word, label in PARENT_LABELS.items()},
    Circumstance: {word.value: label for word, label in CIRCUMSTANCE_LABELS.items()},
    DisabilityKind: {word.value: label for word, label in DISABILITY_LABELS.items()},
    HarmAct: {word.value: label for word, label in HARM_LABELS.items()},
}
_LITERALS = {
    "both_away": "父母双方外出",
    "one_away": "父母一方外出",
    "one_away_other_unable": "一方外出、另一方无监护能力",
    "both_gone": "父母双方都不在",
    "one_gone_other_unable": "一方不在、另一方无监护能力",
    "both_unable": "双方都无监护能力",
    "hukou": "户籍地",
    "residence": "常住地",
    "elapsed": "按已持续的时间",
    "term": "按决定的期限",
    "parent": "父母",
    "guardian": "其他监护人",
    "left_behind": "留守儿童",
    "migrant": "流动儿童",
    "orphan": "孤儿",
    "de_facto_unsupported": "事实无人抚养儿童",
    "difficulty": "困境儿童",
    "parent_returned": "父母返乡",
    "over_age": "超过年龄",
    "moved_with_parents": "随父母外出",
    "hukou_moved": "户籍迁出",
    "died": "死亡",
    "wrong_or_duplicate": "认定错误或者重复",
    "guardian_able_again": "监护能力恢复",
}


def code_lists() -> dict[str, dict[str, str]]:
    """认定标准的词: the closed lists of `[definitions]`, which live in code, by name."""
    literals = {
        "patterns": Pattern,
        "parents_patterns": ParentsPattern,
        "exits": ExitCode,
        "schemes": SchemeWord,
    }
    return {
        "areas": _ENUMS[Area],
        "causes": _ENUMS[ParentStatus],
        "criteria": _ENUMS[Circumstance],
        "disability_kinds": _ENUMS[DisabilityKind],
        "harm_acts": _ENUMS[HarmAct],
        **{name: {w: _LITERALS[w] for w in get_args(words)} for name, words in literals.items()},
    }


def word_label(word: str | Enum, shape: Shape) -> str:
    """The Chinese of a word of an enumeration or of a literal; else the word itself."""
    if isinstance(word, Enum):
        return _ENUMS.get(type(word), {}).get(word.value, str(word.value))
    return _LITERALS.get(word, word) if shape.literals or "." in word or word in _SCHEMES else word


_SCHEMES = ("orphan", "de_facto_unsupported", "left_behind", "difficulty", "migrant")


def model_label(model: type[BaseModel] | None) -> str:
    """What a section is called: the Chinese term its docstring opens with."""
    text = (model.__doc__ or "") if model else ""
    for mark in (":", "(", ".", "（"):
        text = text.split(mark, 1)[0]
    return text.strip()


def field_label(key: str, shape: Shape) -> str:
    """What a field is called: its description, else what its section is called, else the key."""
    return shape.label or model_label(shape.model) or key
