"""交来的和回给的: what a deed takes from a person and what it tells back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Given:
    """一名儿童的答复."""

    child: UUID
    answer: str
    values: Mapping[str, Any] = field(default_factory=dict)  # changed: field → value
    reason: str = ""  # left, new: why
    on: date | None = None  # left: from which day
    note: str = ""
    at: datetime | None = None  # when it was answered, by the phone's clock
    key: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """答复的结果: whether it stands, and how far the village has come."""

    row: UUID | None
    answer: str
    applied: bool
    done: int
    expected: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Signed:
    """签字的结果: signed, or the sentence why not yet."""

    signed: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class PupilForm:
    """学校对一名学生的再核实."""

    answer: str
    note: str = ""
    contact: str = ""
    contact_title: str = ""
