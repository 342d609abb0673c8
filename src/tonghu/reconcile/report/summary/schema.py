"""summary.json 的结构: names and types of everything in it."""

from __future__ import annotations

from typing import TypedDict


class InputSummary(TypedDict):
    """One file that gave records."""

    file: str
    kind: str
    sender: str
    town: str
    as_of: str | None
    population: str | None
    records: int
    sha256: str


class AgreementSummary(TypedDict):
    """Children of one town (or 合计) by the rosters they stand on."""

    town: str
    children: int
    all_three: int
    two: int
    survey_only: int
    school_only: int
    police_only: int
    coverage: float
    repeated_records: int
    repeat_rate: float


class DiscrepancySummary(TypedDict):
    """One kind of discrepancy: matters, and questions to units."""

    label: str
    cases: int
    questions: int


class FaultSummary(TypedDict):
    """名册系统性差错."""

    code: str
    text: str
    file: str
    scope: str
    fields: list[str]
    records: int
    action: str


class NoticeSummary(TypedDict):
    """One notice of reading."""

    code: str
    text: str
    file: str
    sheet: str
    count: int
    fatal: bool


class TotalSummary(TypedDict):
    """A published number beside the count."""

    name: str
    roster: str
    flagged_only: bool
    published: int
    counted: int


class ProfileSummary(TypedDict):
    """Whose answers were used."""

    code: str
    name: str
    version: str
    hash: str
    under_age: int
    as_of: str


class Summary(TypedDict):
    """summary.json. Keys are stable; new ones may be added."""

    schema: int
    engine_version: str
    profile: ProfileSummary
    inputs: list[InputSummary]
    records: dict[str, int]  # by kind, and "total"
    records_by_town: dict[str, dict[str, int]]
    children: int
    children_listed: int  # called left-behind by any roster (all, where no roster says)
    to_verify: int  # cases + reviews that are no case
    to_judge: int  # reviews that are no case
    agreement: list[AgreementSummary]  # towns, last the whole
    field_agreement: dict[str, dict[str, float]]
    methods: dict[str, int]
    id_states: dict[str, int]
    reviews: dict[str, int]  # by reason
    discrepancies: dict[str, DiscrepancySummary]
    discrepancies_by_town: dict[str, dict[str, int]]
    faults: list[FaultSummary]
    notices: list[NoticeSummary]
    totals: list[TotalSummary]
    timings: dict[str, float]
