"""要存的行: children, findings, questions, towns and units of one run, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Side = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChildRow:
    """一名儿童."""

    number: str
    division: str
    name: str
    sex: str
    birth: str
    standing: str
    by_facts: bool
    reason: str
    sides: list[Side]


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """一问."""

    unit: str  # "" when the directory has no such unit: the town is asked
    unit_name: str
    division: str
    name: str
    sentence: str
    side: Side


@dataclass(frozen=True, slots=True)
class FindingRow:
    """一件差异."""

    case: str
    kind: str
    detail: str
    division: str
    name: str
    birth: str
    named: bool  # the town that settles it may see name and birth
    sentence: str
    due: str
    basis: str
    clause: str
    children: list[str]
    sides: list[Side]
    questions: list[QuestionRow]
    rows: list[dict[str, Any]] = field(default_factory=list)
    is_pair: bool = False
    alike: bool = False
    of_100: int = 0
    grounds: list[dict[str, Any]] = field(default_factory=list)
    mark_a: str = ""
    mark_b: str = ""
    carried: str = ""  # verdict that still stands
    word: str = ""


@dataclass(slots=True)
class SetCount:
    """一种组合: how many children, and why."""

    standing: str
    count: int = 0
    reasons: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class TownCount:
    """一个乡镇."""

    division: str
    name: str
    listed: int = 0
    agreed: int = 0
    explained: int = 0
    by_facts: int = 0
    picture: dict[str, SetCount] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    carried: int = 0


@dataclass(slots=True)
class UnitCount:
    """一个单位."""

    unit: str
    name: str
    division: str
    kind: str
    rows: int = 0
    asked: int = 0
    most: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Counts:
    """全部数字."""

    rows: int
    files: int
    children: int
    kinds_of_rows: dict[str, int]
    whole: TownCount
    unlisted_pairs: int = 0
    carried: int = 0
    by_number: int = 0
    match_rate: float = 1.0
    unknown_senders: list[str] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)
