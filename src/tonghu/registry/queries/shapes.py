"""档案的读数: what the pages of one child get, frozen and already masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tonghu.registry.fields import Said


@dataclass(frozen=True, slots=True)
class Losing:
    """没被采信的说法: shown below the value; a desk may decide for it."""

    code: str
    text: str
    source: str  # 学校
    stated_on: date
    record: UUID


@dataclass(frozen=True, slots=True)
class FileLine:
    """一行: label, what holds, who said so and when, what others say."""

    code: str
    label: str
    shown: str
    source_mark: str = ""
    source: str = ""
    stated_on: date | None = None
    officer: str = ""
    losing: tuple[Losing, ...] = ()
    missing: bool = False


@dataclass(frozen=True, slots=True)
class FileBlock:
    """一类: its lines, how many of its blanks are filled."""

    code: str
    number: int
    label: str
    filled: int
    asked: int
    lines: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """档案头: who this is, in which state, whose."""

    id: UUID
    name: str
    sex: str
    age: str
    grade: str
    division: str
    village: str
    town: str
    state: str
    state_label: str
    chips: tuple[str, ...]
    danger: tuple[str, ...]  # open hazards that are red
    id_masked: str
    id_reason: str  # why there is no number
    file_number: str
    paper_number: str
    page_code: str
    worker: UUID | None
    worker_name: str
    confirmed_on: date | None
    left_on: date | None
    left_reason: str
    version: int
    merged_into: UUID | None
    hidden: bool  # the viewer does not see every blank


@dataclass(frozen=True, slots=True)
class Sibling:
    """兄弟姐妹: another file of the household, within the viewer's reach."""

    id: UUID
    name: str
    age: str
    word: str


@dataclass(frozen=True, slots=True)
class Alike:
    """同名的一份档案 within reach."""

    id: UUID
    name: str
    birth: date | None
    village: str
    state: str


@dataclass(frozen=True, slots=True)
class Counted:
    """算不算: one scheme under one profile, the reason with its clause, what is still missing."""

    who: str  # 松阳口径
    scheme: str
    label: str  # 留守儿童
    answer: str  # yes no unknown
    reasons: tuple[tuple[str, str, str], ...]  # sentence, short clause, full clause
    missing: tuple[str, ...]
    next_on: date | None
    next_why: str


@dataclass(frozen=True, slots=True)
class Happened:
    """经过的一条."""

    kind: str
    text: str
    at: datetime
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Step:
    """可办的一步, from the workflow table."""

    action: str
    label: str


@dataclass(frozen=True, slots=True)
class HazardLine:
    """一条隐患."""

    id: UUID
    kind: str
    note: str
    found_on: date
    red: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """别的业务带来的一块."""

    code: str
    label: str
    template: str
    content: Any
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChildFile:
    """一人一档, as one person sees it."""

    head: Head
    blocks: tuple[FileBlock, ...]
    siblings: tuple[Sibling, ...]
    verdicts: tuple[Counted, ...]
    tasks: tuple[Any, ...]  # worklist.queries.TaskLine
    hazards: tuple[HazardLine, ...]
    happened: tuple[Happened, ...]
    happened_total: int
    panels: tuple[Panel, ...]
    steps: tuple[Step, ...]
    hidden: tuple[tuple[str, str], ...]  # blanks that may be shown whole for a purpose
    open: bool  # may be written to


@dataclass(frozen=True, slots=True)
class Editable:
    """可改的一块: values as they stand, the version they stand in, what the rest of the file holds."""

    id: UUID
    name: str
    version: int
    values: dict[str, Said]
    rest: dict[str, Said]
    names: dict[str, str]  # of places
    masked: dict[str, str]  # of secret numbers


@dataclass(frozen=True, slots=True)
class Onlooker:
    """能看到的人: who, as what, why, how much, until when."""

    name: str
    post: str
    where: str
    why: str
    sees: str
    until: datetime | None = None
