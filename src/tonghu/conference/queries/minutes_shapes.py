"""纪要的样子: frozen rows of a text, its opinions and proposals, as `minutes` makes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class VersionLine:
    """一稿."""

    version: int
    text: str
    by: str
    unit: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class WordingLine:
    """一条修改建议, beside the words it was written upon."""

    id: UUID
    unit: str
    unit_id: UUID
    section: UUID
    heading: str
    base: str  # the text it was written upon
    text: str
    now: str  # the text that stands
    stale: bool  # the text has changed since
    reason: str
    state: str
    state_label: str
    answer: str
    round: int


@dataclass(frozen=True, slots=True)
class SectionLine:
    """一节."""

    id: UUID
    heading: str
    text: str
    version: int
    edited_by: str
    edited_at: datetime | None
    wordings: tuple[WordingLine, ...]
    versions: tuple[VersionLine, ...]
    lost: int  # texts that could not be saved because another was


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """一个单位的会签."""

    id: UUID
    unit: str
    unit_id: UUID
    was: str  # the unit that took part, when another follows it
    succeeded_on: date | None
    state: str
    word: str
    comment: str
    by: str
    at: datetime | None
    paper: str
    why: str
    stale: bool  # agreed to a text that has changed since
    ended: bool
    heir: str
    mine: bool


@dataclass(frozen=True, slots=True)
class DraftedLine:
    """拟的议定事项."""

    id: UUID
    number: str
    title: str
    measure: str
    lead: str
    lead_id: UUID | None
    supports: tuple[tuple[str, str], ...]
    due: date | None
    state: str
    state_label: str


@dataclass(frozen=True, slots=True)
class MajorLine:
    """一件重大事项."""

    id: UUID
    title: str
    state: str
    state_label: str
    to_name: str
    number: str


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """一份纪要, as a list shows it."""

    id: UUID
    title: str
    meeting: UUID
    state: str
    state_label: str
    edition: int
    number: str
    reply_by: date | None
    issued_at: datetime | None
    agreed: int
    asked: int
    mine: str  # of the viewer's unit: waiting, commented, agreed, ""


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """一份纪要的全部."""

    line: MinutesLine
    body: UUID
    body_name: str
    meeting_title: str
    held_on: date | None
    division: str
    rule: str
    rule_label: str
    rule_silent: bool
    rule_basis: str
    reply_how: str
    reply_silent: bool
    round: int
    digest: str
    sections: tuple[SectionLine, ...]
    opinions: tuple[OpinionLine, ...]
    resolutions: tuple[DraftedLine, ...]
    majors: tuple[MajorLine, ...]
    obstacle: str
    paper: UUID | None
    template: str
    issued_by: str
    why: str
    replaces: UUID | None
    replaced_by: UUID | None
    runs: bool  # the viewer's is the office of this body
    own: OpinionLine | None
    waiting: tuple[str, ...]
    commented: tuple[str, ...]
    agreed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpinionPage:
    """一个单位的会签 with the minutes it is about."""

    page: MinutesPage
    opinion: OpinionLine
