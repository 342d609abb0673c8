"""一件事的行: a finding with its sides, questions, verdicts (mock d)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tonghu.reconcile.queries.shapes.lists import FindingLine


@dataclass(frozen=True, slots=True)
class Piece:
    """一段文字, marked where it differs from the other side (as `tonghu.ui.shapes.Piece`)."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """一份名册的一条: whose, when handed in, where it stands."""

    label: str  # 村里名册
    where: str  # 大东坝镇蔡宅村，9月4日交，第5行
    unit: UUID | None
    unit_name: str
    hidden: bool  # another unit's: values not shown to this viewer


@dataclass(frozen=True, slots=True)
class CompareRow:
    """一项: values side by side with a verdict in words."""

    field: str
    label: str
    values: tuple[tuple[Piece, ...] | None, ...]  # None: not filled in, or hidden
    verdict: str  # same differs cannot
    word: str  # 同音，差一个字


@dataclass(frozen=True, slots=True)
class Ground:
    """一条理由: 0…100 strong."""

    text: str
    note: str
    strength: int


@dataclass(frozen=True, slots=True)
class Answered:
    """一次答复."""

    answer: str
    note: str
    by: str
    at: datetime
    on_behalf: bool
    paper_number: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """一问."""

    id: UUID
    finding: UUID
    case: str
    kind: str
    kind_label: str
    unit: UUID | None
    unit_name: str
    town: str
    name: str
    sentence: str
    clause: str
    due: date | None
    days_late: int
    state: str
    state_label: str
    reply: Answered | None


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """一问的页: own record, the sentence, the answers; nothing of another unit."""

    line: QuestionLine
    record: tuple[tuple[str, str], ...]  # label, masked value
    heading: str  # 你们名册里的这一条, 学校登记的情况
    where: str
    answers: tuple[str, ...]
    may_answer: bool
    may_answer_for: bool
    erased: bool
    next: UUID | None
    left: int


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """一次判定."""

    id: UUID
    word: str
    label: str
    reason: str
    by: str
    at: datetime
    undone: bool
    sampled: bool
    reviewed: str


@dataclass(frozen=True, slots=True)
class FindingPage:
    """一件差异, a pair or not (mock d)."""

    line: FindingLine
    run: UUID
    run_title: str
    title: str
    place: int  # 第12对
    of: int  # 共38对
    before: UUID | None
    after: UUID | None
    sides: tuple[Side, ...]
    rows: tuple[CompareRow, ...]
    same: int
    different: int
    opinion: str  # 很可能是同一个孩子
    of_100: int | None
    speaks_for: tuple[Ground, ...]
    speaks_against: tuple[Ground, ...]
    consequences: tuple[tuple[str, str, str], ...]  # verdict word, label, what will happen
    reasons: tuple[str, ...]  # offered reasons, the fitting one first
    verdict: VerdictLine | None
    questions: tuple[QuestionLine, ...]
    may_judge: bool
    may_show_identity: bool
    erased: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """写明事由后看到的号码."""

    label: str
    value: str
