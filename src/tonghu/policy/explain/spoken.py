"""把值说成中文: the words of a value as an official reads them, and of a citation."""

from __future__ import annotations

from datetime import date
from enum import Enum

from pydantic import BaseModel

from tonghu.policy.checking.citations import document_of, parts
from tonghu.policy.explain.labels import field_label, word_label
from tonghu.policy.profile import LOCAL, UNVERIFIED, Profile
from tonghu.policy.questions.registry import called
from tonghu.policy.schema.base import (
    DocumentKey,
    Duration,
    EventKind,
    FunctionCode,
    Listed,
    UnitCode,
)
from tonghu.policy.schema.leaves import ANNOTATIONS
from tonghu.policy.schema.shape import Shape, shape_of


def spoken(profile: Profile, value: object, shape: Shape) -> str:
    """One value in Chinese."""
    if isinstance(value, tuple):
        said = [spoken(profile, one, shape) for one in value]
        mark = "；" if any("、" in one for one in said) else "、"
        return mark.join(said) or "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return word_label(value, shape)
    if isinstance(value, BaseModel) and not isinstance(value, Duration):
        return row_text(profile, value)
    return _word(profile, value, shape) if isinstance(value, str) else str(value)


def _word(profile: Profile, word: str, shape: Shape) -> str:
    marker, vocabulary = shape.marker, profile.vocabulary
    if isinstance(marker, Listed):
        return vocabulary.label(marker.name, word)
    if isinstance(marker, FunctionCode):
        return vocabulary.function(word)
    if isinstance(marker, UnitCode):
        return called(profile, word)
    if isinstance(marker, DocumentKey):
        return number_of(profile, word)
    if isinstance(marker, EventKind):
        event = vocabulary.events.get(word)
        return event.label if event else word
    return word_label(word, shape)


def row_text(profile: Profile, row: BaseModel) -> str:
    """A row of an array in one line: label and value of each field that is set."""
    said = []
    defaults = type(row).model_fields
    for key, shape in shape_of(type(row)).items():
        value = getattr(row, shape.attribute)
        if key in ANNOTATIONS or value == defaults[shape.attribute].default or value == "":
            continue
        said.append(f"{field_label(key, shape)}：{spoken(profile, value, shape)}")
    return "；".join(said)


def number_of(profile: Profile, key: str) -> str:
    """A document by its number, as papers cite it."""
    document = profile.documents.get(key)
    if document is None:
        return key
    return document.number if "〔" in document.number else f"《{document.title}》"


def citation(profile: Profile, basis: str) -> str:
    """A basis as papers cite it: 松政办发〔2017〕139号 三(三)."""
    said = []
    for part in parts(basis):
        key = document_of(part)
        if part.startswith(LOCAL):
            said.append("本系统默认")
        elif part.startswith(UNVERIFIED):
            said.append(part)
        else:
            said.append(f"{number_of(profile, key)}{part[len(key) :]}")
    return "；".join(said)


def day(value: date) -> str:
    """A date in Chinese."""
    return f"{value.year}年{value.month}月{value.day}日"
