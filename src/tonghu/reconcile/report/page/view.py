"""报告内容: everything the template prints, as frozen rows; it counts nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tonghu.reconcile.report import summary as summaries
from tonghu.reconcile.report.agreement import (
    Combination,
    Method,
    TownAgreement,
    by_town,
    combinations,
    methods,
    whole,
)
from tonghu.reconcile.report.discrepancies import Discrepancies, DiscrepancyKind
from tonghu.reconcile.report.page.evidence import Example, Score, examples, mean_score
from tonghu.reconcile.report.page.lists import Listing, UnitList, listings, units_asked
from tonghu.reconcile.report.page.pictures import LEGEND, Bar, set_bars, town_bar
from tonghu.reconcile.report.page.senders import FaultRow, FileRow, faults, files, refused
from tonghu.reconcile.report.review import part_label
from tonghu.reconcile.report.summary import Summary
from tonghu.reconcile.report.terms import Terms, chinese_date
from tonghu.reconcile.report.totals import Compared
from tonghu.reconcile.report.words import FIELD_LABELS, SHORT_KINDS


@dataclass(frozen=True, slots=True)
class TownRow:
    """One town: agreement, its picture, and what it has to answer."""

    town: TownAgreement
    bar: Bar
    cases: dict[str, int]


@dataclass(frozen=True, slots=True)
class SetRow:
    """One row of the set picture."""

    combination: Combination
    label: str
    bar: Bar
    reason: str
    ask: str
    red: bool


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """How often one field agrees between two rosters."""

    label: str
    shares: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """比对报告."""

    title: str
    terms: Terms
    as_of: str
    summary: Summary
    flags_known: bool
    whole: TownRow
    towns: list[TownRow]
    legend: tuple[tuple[str, str], ...]
    sets: list[SetRow]
    kinds: tuple[DiscrepancyKind, ...]
    units: UnitList
    listings: list[Listing]
    faults: list[FaultRow]
    files: list[FileRow]
    refused: list[tuple[str, str]]
    methods: list[Method]
    score: Score | None
    examples: list[Example]
    agreement_pairs: tuple[str, ...]
    agreement: list[AgreementRow]
    compared: Sequence[Compared]


def page_of(found: Discrepancies, summary: Summary, compared: Sequence[Compared]) -> Page:
    """Gather what the page shows."""
    result, children = found.result, found.children
    towns = by_town(result, children)
    cases = summary["discrepancies_by_town"]
    all_cases = {kind: row["cases"] for kind, row in summary["discrepancies"].items()}
    total = whole(towns, "合计")
    pairs, agreement = _agreement(summary)
    return Page(
        title=summaries.title(summary),
        terms=found.terms,
        as_of=chinese_date(found.terms.as_of),
        summary=summary,
        flags_known=children.flags_known,
        whole=TownRow(total, town_bar(total), all_cases),
        towns=[TownRow(t, town_bar(t), cases.get(t.town, {})) for t in _worst_first(towns, cases)],
        legend=LEGEND,
        sets=_sets(combinations(children, found.terms), children.flags_known),
        kinds=tuple(DiscrepancyKind),
        units=units_asked(found),
        listings=listings(found),
        faults=faults(found),
        files=files(found, summary),
        refused=refused(result),
        methods=methods(result, children),
        score=mean_score(found),
        examples=examples(found),
        agreement_pairs=pairs,
        agreement=agreement,
        compared=compared,
    )


def _worst_first(
    towns: list[TownAgreement], cases: dict[str, dict[str, int]]
) -> list[TownAgreement]:
    """Towns with most 疑似漏报 first, then most to verify."""
    missing = DiscrepancyKind.MISSING_FROM_SURVEY.value

    def key(town: TownAgreement) -> tuple[int, int]:
        counts = cases.get(town.town, {})
        return -counts.get(missing, 0), -sum(counts.values())

    return sorted(towns, key=key)


def _sets(rows: list[Combination], flags_known: bool) -> list[SetRow]:
    bars = set_bars(rows, asks_missing=flags_known)
    return [_set_row(row, bar, flags_known) for row, bar in zip(rows, bars, strict=True)]


def _set_row(row: Combination, bar: Bar, flags_known: bool) -> SetRow:
    if all(row.on):
        return SetRow(row, "三份名册都有", bar, "一致，不用再问", "", red=False)
    names = list(SHORT_KINDS.values())
    on = [name for name, has in zip(names, row.on, strict=True) if has]
    off = [name for name, has in zip(names, row.on, strict=True) if not has]
    label = f"{off[0]}没有" if len(on) == 2 else f"只有{on[0]}有"
    reason = f"{row.explained:,}人不用问：{_excuse(row)}" if row.explained else ""
    if not row.open:
        return SetRow(row, label, bar, reason, "", red=False)
    if row.on[0]:
        return SetRow(row, label, bar, reason, f"{row.open:,}人原因不明", red=False)
    if flags_known:
        return SetRow(row, label, bar, reason, f"{row.open:,}人疑似漏报", red=True)
    more = f"{row.open:,}人名册没写是否留守，只计数"
    return SetRow(row, label, bar, f"{reason}；{more}" if reason else more, "", red=False)


def _excuse(row: Combination) -> str:
    """Why silence is no question here."""
    survey, school, _ = row.on
    if not survey:
        return "摸底没有覆盖或已满周岁"
    return "名册没有覆盖" if school else "未到入学年龄或名册没有覆盖"


def _agreement(summary: Summary) -> tuple[tuple[str, ...], list[AgreementRow]]:
    """Shares of agreeing fields, one column per pair of rosters."""
    table = summary["field_agreement"]
    short = {kind.value: label for kind, label in SHORT_KINDS.items()}
    heads = tuple("和".join(short.get(k, k) for k in pair.split("-")) for pair in table)
    fields = dict.fromkeys(name for shares in table.values() for name in shares)
    labels = {field.value: label for field, label in FIELD_LABELS.items()}
    rows = [
        AgreementRow(
            labels.get(name, part_label(name)), tuple(shares.get(name) for shares in table.values())
        )
        for name in fields
    ]
    return heads, rows
