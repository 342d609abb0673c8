"""比对结果的行: runs, figures, towns, units (mock c)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tonghu.reconcile.queries.shapes.rosters import Told


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
