"""写表: one sender's file as a workbook or CSV, and the truth of each of its rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import xlsxwriter

from bench.arrivals.layouts import GROUPED, Layout
from bench.arrivals.senders import Sender
from bench.generator.roster import Roster
from bench.generator.text import Rows
from bench.generator.writing import Part, column, truth_table

Cell = str | float | datetime
Merge = tuple[int, int, int, int, str]  # first row, first column, last row, last column, text
ENDINGS = {"xlsx": ".xlsx", "xls": ".xls", "gb18030": ".csv", "utf8": ".csv"}


@dataclass(slots=True)
class Page:
    """One sheet as it will look: physical rows, merged cells, and where the data rows stand."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    data: list[int] = field(default_factory=list)  # 1-based data row of each record


def _line(first: str, *rest: str, width: int) -> list[Cell]:
    """A row whose first cells hold text and whose others are empty."""
    return [first, *rest, *[""] * (width - 1 - len(rest))]


def _number(value: str, numeric: bool) -> Cell:
    """A number cell keeps fifteen digits; text with X or blanks stays text."""
    return float(value) if numeric and value.isdecimal() and len(value) == 18 else value


def _date(value: str, real: bool) -> Cell:
    if not real or len(value) != 10 or value[4] != "-":
        return value
    try:
        return datetime.combine(date.fromisoformat(value), datetime.min.time())
    except ValueError:
        return value


def _cells(roster: Roster, rows: Rows, layout: Layout) -> list[list[Cell]]:
    part = roster.take(rows)
    columns: list[list[Cell]] = []
    for key in layout.keys:
        columns.append(_column(part, key, layout))
    return [list(row) for row in zip(*columns, strict=True)]


def _column(part: Roster, key: str, layout: Layout) -> list[Cell]:
    if key == "remark":
        return ["孤儿" if c % 211 == 0 else "" for c in part.child.tolist()]
    if key == "student_number":
        return ["G" + v if len(v) == 18 else "" for v in part.columns["number"].tolist()]
    if key == "serial":
        return [float(i + 1) for i in range(len(part))]
    words: list[str] = column(part, key).tolist()
    if key == "number":
        return [_number(v, layout.numeric_ids) for v in words]
    if key == "birth":
        return [_date(v, layout.date_cells) for v in words]
    return list(words)


def page(sender: Sender, name: str, rows: Rows) -> Page:
    """Lay out one sheet."""
    layout, out = sender.layout, Page(name)
    width = len(layout.keys)
    if layout.title:
        _wide(out, sender.title, width)
    if layout.unit_line:
        _wide(out, f"填报单位：{sender.unit}    填报日期：2026年9月15日", width)
    _head(out, layout)
    last_head = len(out.rows)
    for place, cells in enumerate(_cells(sender.roster, rows, layout)):
        if layout.gaps and place and place % 25 == 0:
            out.rows.append(_line("", width=width))
        out.rows.append(cells)
        out.data.append(len(out.rows) - last_head)
    _foot(out, layout, len(rows))
    return out


def _wide(out: Page, text: str, width: int) -> None:
    at = len(out.rows)
    out.rows.append(_line(text, width=width))
    out.merges.append((at, 0, at, width - 1, text))


def _head(out: Page, layout: Layout) -> None:
    if not layout.two_line_head:
        out.rows.append(list(layout.heads))
        return
    at, groups = len(out.rows), [GROUPED.get(key, "") for key in layout.keys]
    upper: list[Cell] = []
    lower: list[Cell] = []
    for place, (key, head, group) in enumerate(zip(layout.keys, layout.heads, groups, strict=True)):
        under = {"guardian": "姓名", "relation": "与儿童关系", "phone": "联系电话"}.get(key, head)
        upper.append(group or head)
        lower.append(under if group else "")
        if not group:
            out.merges.append((at, place, at + 1, place, head))
        elif place == 0 or groups[place - 1] != group:
            end = place
            while end + 1 < len(groups) and groups[end + 1] == group:
                end += 1
            if end > place:
                out.merges.append((at, place, at, end, group))
        else:
            upper[-1] = ""
    out.rows += [upper, lower]


def _foot(out: Page, layout: Layout, size: int) -> None:
    width = len(layout.keys)
    if layout.foot:
        out.rows.append(_line("合计", f"{size}人", width=width))
    if layout.notes:
        out.rows.append(_line("注：身份证号须填18位，出生日期以户口簿为准。", width=width))
        out.rows.append(_line("填表人：演示", "", "审核人：演示", width=width))


MANUAL = ("填表说明", "一、本表由村（社区）填写，一人一行。", "二、没有身份证号的，请注明原因。")


def write(folder: Path, sender: Sender) -> tuple[Path, list[pa.Table]]:
    """Write the file; returns it and the truth of its rows."""
    path = folder / sender.kind / f"{sender.file}{ENDINGS[sender.layout.format]}"
    path.parent.mkdir(parents=True, exist_ok=True)
    pages = [page(sender, name, rows) for name, rows in sender.sheets]
    {"xlsx": _xlsx, "xls": _xls}.get(sender.layout.format, _csv)(path, pages, sender.layout)
    book = sender.layout.format in ("xlsx", "xls")
    tables = []
    for one, (name, rows) in zip(pages, sender.sheets, strict=True):
        part = Part(sender.roster.take(rows), path.name, {})
        tables.append(truth_table(part, name if book else "", pa.array(one.data)))
    return path, tables


def _xlsx(path: Path, pages: Sequence[Page], layout: Layout) -> None:
    manual = [Page("填表说明", [[line] for line in MANUAL])] if layout.manual else []
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        middle = book.add_format({"align": "center", "valign": "vcenter", "bold": True})
        for one in (*manual, *pages):
            sheet = book.add_worksheet(one.name)
            for at, place, cell in _filled(one):
                if isinstance(cell, str):
                    sheet.write_string(at, place, cell)
                else:
                    sheet.write(at, place, cell)
            for merge in one.merges:
                sheet.merge_range(*merge, middle)


def _filled(one: Page) -> Iterator[tuple[int, int, Cell]]:
    """Row, column and value of every cell that holds something."""
    for at, cells in enumerate(one.rows):
        yield from ((at, place, cell) for place, cell in enumerate(cells) if cell != "")


def _xls(path: Path, pages: Sequence[Page], layout: Layout) -> None:
    import xlwt  # type: ignore[import-untyped]  # only with the tests' dependencies

    book = xlwt.Workbook(encoding="utf-8")
    for one in pages:
        sheet = book.add_sheet(one.name, cell_overwrite_ok=True)
        for at, place, cell in _filled(one):
            sheet.write(at, place, cell)
        for first, left, last, right, text in one.merges:
            sheet.write_merge(first, last, left, right, text)
    book.save(str(path))


def _csv(path: Path, pages: Sequence[Page], layout: Layout) -> None:
    encoding = "gb18030" if layout.format == "gb18030" else "utf-8-sig"
    with path.open("w", encoding=encoding, newline="") as out:
        writer = csv.writer(out)
        for one in pages:
            for cells in one.rows:
                writer.writerow([f"{c:g}" if isinstance(c, float) else c for c in cells])
