"""页面要的行: frozen, already masked, nothing a template could follow into the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Piece:
    """一段文字, marked where it differs from the other side (as `tonghu.ui.shapes.Piece`)."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """能办的一步: a row of the workflow table this viewer may take now."""

    action: str
    label: str


@dataclass(frozen=True, slots=True)
class Told:
    """读名册时要说的一句: about a file or some of its rows."""

    text: str
    sheet: str
    count: int
    fatal: bool
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """回执: who handed in what, when, how many rows, with which mark."""

    id: UUID
    number: str  # 收2026-0012
    unit: UUID
    unit_name: str
    unit_kind: str  # 学校
    town: str  # 大东坝镇, "" for the county
    kind: str  # survey school police
    kind_label: str
    population: str
    population_label: str
    as_of: date | None
    file_name: str
    mark: str  # 名单指纹, first 12 characters of the SHA-256
    rows: int
    handed_in_at: datetime
    by: str
    on_behalf: bool  # 代录
    paper_number: str
    scan: UUID | None
    state: str
    state_label: str
    needs_mapping: bool  # received, somebody has to look at the columns
    told: tuple[Told, ...]
    replaced_by: UUID | None
    erase_on: date | None
    questions: int  # of this unit in the newest run, still open
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """应交的一份: one unit, one kind of roster."""

    id: UUID
    unit: UUID
    unit_name: str
    unit_kind: str
    kind: str
    kind_label: str
    division: str
    town: str
    due: date
    received: bool
    days_late: int  # working days
    urged: int
    urged_at: datetime | None
    receipt: Receipt | None


@dataclass(frozen=True, slots=True)
class CallPage:
    """一次报送: who owes which roster, what has come."""

    id: UUID
    title: str  # 2026年9月花名册报送
    place: str
    year: int
    first: date
    last: date
    clause: str  # 三（三）, "" where no document speaks
    basis: str
    state: str
    state_label: str
    expected: int
    received: int
    late: int
    owed: tuple[Owed, ...]  # missing and late first
    may_urge: bool
    may_hand_in_for: bool
    ready: int  # confirmed rosters a run would take
    unready: int  # received, columns not confirmed


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """一列: header, what it is taken for and why, samples masked."""

    name: str  # form field: "0:3" sheet and column
    header: str
    field: str  # engine code, "" when not used
    field_label: str
    reason: str
    samples: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class MappedSheet:
    """一张表."""

    index: int
    sheet: str
    rows: int
    header_row: int
    columns: tuple[MappedColumn, ...]


@dataclass(frozen=True, slots=True)
class MappingPreview:
    """列对应预览: confirmed once per sender, asked again when the headers differ."""

    receipt: Receipt
    sheets: tuple[MappedSheet, ...]
    choices: tuple[tuple[str, str], ...]  # (code, label), first ("", "这一列不用")
    confirmed: bool
    remembered: bool  # the columns are those this sender confirmed before
    differs: str  # sentence: what changed since last time


@dataclass(frozen=True, slots=True)
class RunLine:
    """比对记录的一行."""

    id: UUID
    number: int
    title: str
    division: str
    place: str
    as_of: date
    state: str
    state_label: str
    files: int
    rows: int
    seconds: float
    started_at: datetime | None
    finished_at: datetime | None
    by: str
    to_ask: int
    settled: int
    job: UUID | None


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """原因和人数: 户籍在外县118."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class SetRow:
    """三份名册对得上多少, one combination."""

    standing: str  # 110
    label: str
    has: tuple[bool, bool, bool]
    count: int
    agreed: int
    explained: int
    unclear: int
    missing: int  # 疑似漏报
    reasons: tuple[ReasonCount, ...]  # explained ones, most first


@dataclass(frozen=True, slots=True)
class TownLine:
    """各乡镇的一行."""

    division: str
    name: str
    expected: int
    received: int
    listed: int
    agreed: int
    share: float  # 一致率 0…1
    counts: tuple[int, ...]  # in the order of FindingKind
    heat: int  # 0…3: how far the omissions stand out
    settled: int
    total: int
    left: int


@dataclass(frozen=True, slots=True)
class UnitLine:
    """交名册的单位的一行."""

    unit: UUID | None  # None: a sender the directory does not know
    name: str
    kind_label: str
    town: str
    rows: int
    asked: int
    left: int
    most: str  # 最多的问题: 姓名同音写错9
    days_late: int
    urged: int
    receipt: UUID | None
    owed: UUID | None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """比对结果 (mock c)."""

    run: RunLine
    whole: bool  # the whole run; False: the viewer's own town only
    listed: int
    by_facts: int  # of these, counted by the facts and not by a mark
    children: int
    agreed: int
    explained: int
    to_ask: int
    settled: int
    left: int
    to_judge: int  # pairs waiting for a person
    missing_rosters: int
    expected_rosters: int
    picture: tuple[SetRow, ...]
    towns: tuple[TownLine, ...]
    total: TownLine | None
    units: tuple[UnitLine, ...]
    unknown_senders: tuple[str, ...]
    told: tuple[Told, ...]  # files that were refused, faults of whole rosters
    unlisted_pairs: int
    carried: int  # settled by verdicts of earlier runs
    sample: int  # verdicts waiting for a second look
    erase_on: date | None
    erased: bool
    problem: str
    may_withdraw: bool
    may_judge: bool
    may_export: bool
    may_see_children: bool


@dataclass(frozen=True, slots=True)
class ChildLine:
    """一名儿童."""

    id: UUID
    number: str  # E0000123
    name: str
    sex: str
    birth: str
    town: str
    village: str
    standing: str
    standing_label: str
    has: tuple[bool, bool, bool]
    reason: str
    reason_label: str
    explained: bool


@dataclass(frozen=True, slots=True)
class Paged(Generic[Line]):
    """一页."""

    lines: tuple[Line, ...]
    total: int
    before: str  # cursor, "" at the start
    after: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """差异清单的一行."""

    id: UUID
    case: str  # 漏-0001
    kind: str
    kind_label: str
    detail: str  # engine's kind: 同号不同人
    name: str
    birth: str
    town: str
    units: tuple[str, ...]
    sentence: str
    state: str
    state_label: str
    due: date | None
    days_late: int
    is_pair: bool
    of_100: int | None
    outcome: str


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
