"""差异处理单的成册: which sheets go into which workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import xlsxwriter

from tonghu.reconcile.engine.result import Review
from tonghu.reconcile.report import cells, review
from tonghu.reconcile.report.discrepancies import Discrepancies, DiscrepancyKind
from tonghu.reconcile.report.discrepancies.found import towns_asked
from tonghu.reconcile.report.discrepancies.kinds import KINDS_OF_DISCREPANCY
from tonghu.reconcile.report.summary import LISTED_REASONS, Summary
from tonghu.reconcile.report.terms import chinese_date
from tonghu.reconcile.report.words import FAULT_ACTIONS, FIELD_LABELS
from tonghu.reconcile.report.workbook.rows import Lines, lines_of, person_of
from tonghu.reconcile.report.workbook.sheets import (
    ANSWER_COLUMNS,
    Column,
    Looks,
    fill_sheet,
    looks_of,
    open_book,
    set_up_print,
)

COUNTY = "全县"
_PERSON = (
    Column("姓名", 10),
    Column("性别", 6),
    Column("出生日期", 12),
    Column("证件号（遮盖）", 22),
)
_TOWN_COLUMNS = (
    Column("编号", 9),
    Column("责任单位", 24, wrap=True),
    Column("哪份名册", 10),
    Column("在哪里", 34, wrap=True),
    *_PERSON,
    Column("请核实什么", 44, wrap=True),
    *ANSWER_COLUMNS,
)
_COUNTY_COLUMNS = (
    Column("编号", 9),
    Column("乡镇", 14),
    Column("单位", 24, wrap=True),
    Column("哪份名册", 10),
    Column("在哪里", 34, wrap=True),
    *_PERSON,
    Column("父亲", 10),
    Column("母亲", 10),
    Column("问谁、问什么", 44, wrap=True),
    *ANSWER_COLUMNS,
)
_FAULT_COLUMNS = (
    Column("编号", 9),
    Column("交名册的单位", 24, wrap=True),
    Column("文件", 30, wrap=True),
    Column("涉及哪些项", 18, wrap=True),
    Column("涉及条数", 10),
    Column("发现什么", 50, wrap=True),
    Column("系统怎么处理", 22, wrap=True),
    *ANSWER_COLUMNS,
)
_JUDGE_COLUMNS = (
    Column("编号", 9),
    Column("原因", 18, wrap=True),
    Column("问题", 46, wrap=True),
    Column("第一条在哪里", 34, wrap=True),
    Column("姓名", 10),
    Column("出生日期", 12),
    Column("第二条在哪里", 34, wrap=True),
    Column("姓名", 10),
    Column("出生日期", 12),
    *ANSWER_COLUMNS,
)
_JUDGE_ANSWERS = ("是同一个孩子", "不是同一个孩子", "拿不准，去问")


def write_workbooks(found: Discrepancies, summary: Summary, folder: Path) -> tuple[Path, ...]:
    """One workbook per town that has to answer, and 全县.xlsx."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = lines_of(found)
    paths = [_county_book(found, summary, lines, folder)]
    names = {-1: cells.COUNTY_WIDE} | dict(enumerate(found.result.towns))
    numbers = {name: at for at, name in names.items()}
    towns = dict.fromkeys([*towns_asked(found), *(d.town for d in _faults(found))])
    places = _by_town_and_kind(lines)
    for town in towns:
        paths.append(_town_book(found, lines, places, town, numbers.get(town, -1), folder))
    return tuple(paths)


def _by_town_and_kind(lines: Lines) -> dict[tuple[int, int], npt.NDArray[np.int64]]:
    """Places of the questions of each town and kind."""
    asked = np.flatnonzero(lines.asked)
    key = (lines.town[asked].astype(np.int64) + 1) * 16 + lines.kind[asked]
    order = np.argsort(key, kind="stable")
    values, begin = np.unique(key[order], return_index=True)
    parts = np.split(asked[order], begin[1:]) if len(values) else []
    return {(int(v) // 16 - 1, int(v) % 16): part for v, part in zip(values, parts, strict=True)}


def _faults(found: Discrepancies) -> list[object]:
    return list(found.of_kind(DiscrepancyKind.SENDER_FAULT))


def _town_book(
    found: Discrepancies,
    lines: Lines,
    places: dict[tuple[int, int], npt.NDArray[np.int64]],
    town: str,
    number: int,
    folder: Path,
) -> Path:
    path = folder / f"{file_name(town)}.xlsx"
    kinds = [k for at, k in enumerate(KINDS_OF_DISCREPANCY) if len(places.get((number, at), ()))]
    faults = [r for r in _fault_rows(found) if r[0] == town]
    counts = {k: len(places[number, KINDS_OF_DISCREPANCY.index(k)]) for k in kinds}
    if faults:
        counts[DiscrepancyKind.SENDER_FAULT] = len(faults)
    with open_book(str(path), f"{town}名册差异处理单") as book:
        looks = looks_of(book)
        _cover(book, looks, found, f"{town}名册差异处理单", counts, judge=0)
        for kind in kinds:
            mine = places[number, KINDS_OF_DISCREPANCY.index(kind)]
            _kind_sheet(book, looks, found, kind, _TOWN_COLUMNS, _town_rows(found, lines, mine))
        _fault_sheet(book, looks, found, [r[1:] for r in faults])
    return path


def _county_book(found: Discrepancies, summary: Summary, lines: Lines, folder: Path) -> Path:
    path = folder / f"{COUNTY}.xlsx"
    counts = {k: n for k, n in found.count_cases().items() if n}
    title = f"{found.terms.place}名册差异处理单（{COUNTY}）"
    with open_book(str(path), title) as book:
        looks = looks_of(book)
        _cover(book, looks, found, title, counts, judge=summary["to_judge"])
        for kind in counts:
            if kind is not DiscrepancyKind.SENDER_FAULT:
                rows = _county_rows(found, lines, KINDS_OF_DISCREPANCY.index(kind))
                _kind_sheet(book, looks, found, kind, _COUNTY_COLUMNS, rows)
        _fault_sheet(book, looks, found, [r[1:] for r in _fault_rows(found)])
        _judge_sheet(book, looks, found)
    return path


def _kind_sheet(
    book: xlsxwriter.Workbook,
    looks: Looks,
    found: Discrepancies,
    kind: DiscrepancyKind,
    columns: Sequence[Column],
    rows: Iterator[Sequence[str]],
) -> None:
    facts = kind.facts
    fill_sheet(
        book.add_worksheet(facts.label),
        looks,
        title=f"{facts.label}：{facts.meaning}",
        note=f"{facts.ask}。{found.terms.due_sentence}。",
        columns=columns,
        rows=rows,
        answers=facts.answers,
    )


def _town_rows(
    found: Discrepancies, lines: Lines, places: npt.NDArray[np.int64]
) -> Iterator[Sequence[str]]:
    cases, who = found.cases, lines.person
    for at in places.tolist():
        yield (
            cases.name(int(lines.case[at])),
            lines.owner[at],
            who.roster[at],
            who.place[at],
            who.name[at],
            who.sex[at],
            who.birth[at],
            who.number[at],
            cases.sentences[cases.sentence[at]],
        )


def _county_rows(found: Discrepancies, lines: Lines, kind: int) -> Iterator[Sequence[str]]:
    cases, who, result = found.cases, lines.person, found.result
    towns = result.records.town
    for at in np.flatnonzero(lines.kind == kind).tolist():
        asked = bool(lines.asked[at])
        town = lines.town[at] if asked else towns[cases.member[at]]
        sentence = f"问{lines.owner[at]}：{cases.sentences[cases.sentence[at]]}" if asked else "对照"
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


def _fault_rows(found: Discrepancies) -> list[tuple[str, ...]]:
    """Town, then the cells of each 名册系统性差错."""
    files = cells.files_of(found.result)
    items = found.of_kind(DiscrepancyKind.SENDER_FAULT)
    return [
        (
            item.town,
            item.case,
            item.owner,
            files[fault.file].path.name,
            "、".join(FIELD_LABELS[f] for f in fault.fields),
            f"{fault.records:,}",
            fault.text,
            FAULT_ACTIONS.get(fault.action, fault.action),
        )
        for item, fault in zip(items, found.faults, strict=True)
    ]


def _fault_sheet(
    book: xlsxwriter.Workbook, looks: Looks, found: Discrepancies, rows: list[tuple[str, ...]]
) -> None:
    if rows:
        _kind_sheet(
            book, looks, found, DiscrepancyKind.SENDER_FAULT, _FAULT_COLUMNS, iter(rows)
        )


def _judge_sheet(book: xlsxwriter.Workbook, looks: Looks, found: Discrepancies) -> None:
    reviews = [r for r in found.result.reviews if r.why not in LISTED_REASONS]
    if not reviews:
        return
    fill_sheet(
        book.add_worksheet("请县里判断"),
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


def _cover(
    book: xlsxwriter.Workbook,
    looks: Looks,
    found: Discrepancies,
    title: str,
    counts: dict[DiscrepancyKind, int],
    *,
    judge: int,
) -> None:
    """说明: what is in here, what each sheet asks, by when, and who sees what."""
    terms, sheet = found.terms, book.add_worksheet("说明")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 9)
    sheet.set_column(2, 2, 96)
    set_up_print(sheet)
    sheet.write_string(0, 0, title, looks.title)
    about = [
        ("比对日期", chinese_date(terms.as_of)),
        ("口径", f"{terms.profile_name}，未满{terms.under_age}周岁，版本{terms.profile_version}"),
        ("依据", terms.basis or "文件没有写"),
        ("答复时限", terms.due_sentence),
        ("怎么填", "在每张表右边填处理结果、情况说明、处理人和日期，填好后交回县联席会议办公室"),
        ("谁看到什么", "只列本单位自己的这一条和要回答的问题，别的单位填了什么不在这里"),
        ("证件号", "只露头三位和末两位。完整号码按“在哪里”写的文件和行号查原名册"),
    ]
    if judge or title.endswith(f"（{COUNTY}）"):
        about[5] = ("谁看到什么", "县里能看到两边。请不要把这一册发给乡镇和单位，他们各有一册")
    if terms.demo:
        about.append(("演示", "人物、单位情况和数字都是虚构的"))
    row = 2
    for label, text in about:
        sheet.write_string(row, 0, label, looks.bold)
        sheet.write_string(row, 2, text, looks.note)
        row += 1
    row += 1
    for at, head in enumerate(("工作表", "件数", "问什么")):
        sheet.write_string(row, at, head, looks.head)
    for kind, number in counts.items():
        row += 1
        link = f"internal:'{kind.label}'!A1"
        sheet.write_url(row, 0, link, looks.bold, kind.label)
        sheet.write_number(row, 1, number, looks.number)
        sheet.write_string(row, 2, f"{kind.facts.meaning}。{kind.facts.ask}", looks.note)
    if judge:
        sheet.write_url(row + 1, 0, "internal:'请县里判断'!A1", looks.bold, "请县里判断")
        sheet.write_number(row + 1, 1, judge, looks.number)
        sheet.write_string(row + 1, 2, "系统拿不准的，请县里判断是不是同一个孩子", looks.note)


def file_name(town: str) -> str:
    """A town's name as a file name on any system."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", town).strip(". ") or "_"
