"""县里的一册: both sides of every matter, what only the county can judge, and who owes how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import xlsxwriter

from tonghu.reconcile.engine.result import Review
from tonghu.reconcile.report import cells, review
from tonghu.reconcile.report.discrepancies import Discrepancies, DiscrepancyKind
from tonghu.reconcile.report.discrepancies.kinds import KINDS_OF_DISCREPANCY
from tonghu.reconcile.report.summary import LISTED_REASONS
from tonghu.reconcile.report.workbook.cover import JUDGE, UNITS, Contents, write_cover
from tonghu.reconcile.report.workbook.faults import fault_rows, fault_sheet
from tonghu.reconcile.report.workbook.rows import Lines, person_of
from tonghu.reconcile.report.workbook.sheets import (
    ANSWER_COLUMNS,
    PERSON_COLUMNS,
    Column,
    Looks,
    fill_sheet,
    kind_sheet,
    looks_of,
    open_book,
)

COUNTY = "全县"
_COUNTY_COLUMNS = (
    Column("编号", 9),
    Column("乡镇", 11),
    Column("单位", 18, wrap=True),
    Column("哪份名册", 9),
    Column("在哪里", 22, wrap=True),
    *PERSON_COLUMNS,
    Column("父亲", 8),
    Column("母亲", 8),
    Column("问谁、问什么", 34, wrap=True),
    *ANSWER_COLUMNS,
)
_JUDGE_COLUMNS = (
    Column("编号", 9),
    Column("原因", 18, wrap=True),
    Column("问题", 40, wrap=True),
    Column("第一条在哪里", 24, wrap=True),
    Column("姓名", 10),
    Column("出生日期", 11),
    Column("第二条在哪里", 24, wrap=True),
    Column("姓名", 10),
    Column("出生日期", 11),
    *ANSWER_COLUMNS,
)
_JUDGE_ANSWERS = ("是同一个孩子", "不是同一个孩子", "拿不准，去问")
_UNIT_COLUMNS = (
    Column("乡镇", 11),
    Column("单位", 18, wrap=True),
    Column("共几问", 9),
    Column("问什么", 80, wrap=True),
    Column("催办记录", 30, answer=True),
)


def write_county(found: Discrepancies, lines: Lines, path: Path) -> None:
    """全县.xlsx."""
    counts = {kind: number for kind, number in found.count_cases().items() if number}
    judge = [r for r in found.result.reviews if r.why not in LISTED_REASONS]
    units = _unit_rows(found, lines)
    title = f"{found.terms.place}名册差异处理单（{COUNTY}）"
    contents = Contents(title, counts, len(judge), len(units), county=True)
    with open_book(str(path), title) as book:
        looks = looks_of(book)
        write_cover(book, looks, found.terms, contents)
        for kind in counts:
            if kind is not DiscrepancyKind.SENDER_FAULT:
                rows = _county_rows(found, lines, KINDS_OF_DISCREPANCY.index(kind))
                kind_sheet(book, looks, found.terms, kind, _COUNTY_COLUMNS, rows)
        fault_sheet(book, looks, found.terms, fault_rows(found))
        _judge_sheet(book, looks, found, judge)
        _unit_sheet(book, looks, units)


def _county_rows(found: Discrepancies, lines: Lines, kind: int) -> Iterator[Sequence[str]]:
    cases, who, result = found.cases, lines.person, found.result
    towns = result.records.town
    for at in np.flatnonzero(lines.kind == kind).tolist():
        asked = bool(lines.asked[at])
        town = lines.town[at] if asked else towns[cases.member[at]]
        sentence = (
            f"问{lines.owner[at]}：{cases.sentences[cases.sentence[at]]}" if asked else "对照"
        )
        yield (
            cases.name(int(lines.case[at])),
            cells.town_name(result, int(town)),
            who.unit[at],
            who.roster[at],
            who.place[at],
            who.name[at],
            who.sex[at],
            who.birth[at],
            who.number[at],
            who.father[at],
            who.mother[at],
            sentence,
        )


def _judge_sheet(
    book: xlsxwriter.Workbook, looks: Looks, found: Discrepancies, reviews: list[Review]
) -> None:
    if not reviews:
        return
    fill_sheet(
        book.add_worksheet(JUDGE),
        looks,
        title="请县里判断：系统拿不准的，是不是同一个孩子",
        note="判“是”的合成一份，判“不是”的以后不再提，拿不准的请两边单位各自核对。",
        columns=_JUDGE_COLUMNS,
        rows=_judge_rows(found, reviews),
        answers=_JUDGE_ANSWERS,
    )


def _judge_rows(found: Discrepancies, reviews: list[Review]) -> Iterator[Sequence[str]]:
    asked = review.questions(found.result, reviews)
    first = person_of(found, np.array([r.a for r in reviews], np.int64))
    second = person_of(found, np.array([max(r.b, 0) for r in reviews], np.int64))
    for at, item in enumerate(reviews):
        other = (second.place[at], second.name[at], second.birth[at]) if item.b >= 0 else ("",) * 3
        yield (
            f"判-{at + 1:04d}",
            review.WHY_LABELS[item.why],
            asked[at],
            first.place[at],
            first.name[at],
            first.birth[at],
            *other,
        )


def _unit_rows(found: Discrepancies, lines: Lines) -> list[tuple[str, ...]]:
    """Every unit that is asked something, most questions first."""
    units: dict[tuple[int, str], Counter[int]] = {}
    for at in np.flatnonzero(lines.asked).tolist():
        key = (int(lines.town[at]), lines.owner[at])
        units.setdefault(key, Counter())[int(lines.kind[at])] += 1
    ordered = sorted(units.items(), key=lambda item: (-item[1].total(), item[0]))
    return [
        (cells.town_name(found.result, town), unit, f"{counts.total():,}", _words(counts))
        for (town, unit), counts in ordered
    ]


def _words(counts: Counter[int]) -> str:
    return "，".join(f"{KINDS_OF_DISCREPANCY[k].label}{n:,}" for k, n in sorted(counts.items()))


def _unit_sheet(book: xlsxwriter.Workbook, looks: Looks, rows: list[tuple[str, ...]]) -> None:
    if rows:
        fill_sheet(
            book.add_worksheet(UNITS),
            looks,
            title="各单位要回答的",
            note="问得多的在前。各单位的问题在所在乡镇的那一册里。",
            columns=_UNIT_COLUMNS,
            rows=iter(rows),
        )
