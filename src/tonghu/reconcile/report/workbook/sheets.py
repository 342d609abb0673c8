"""工作表: how one sheet of a workbook looks, on screen and on A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tonghu.reconcile.report.discrepancies import DiscrepancyKind
from tonghu.reconcile.report.terms import Terms

MOST_ROWS = 200_000  # a sheet nobody can scroll helps nobody; the rest is in the towns' workbooks
_A4 = 9
_LINE = 15.0  # points; not every program finds the height of wrapped text itself
_FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter"}
_EDGE = {"border": 1, "border_color": "#B9C3C9"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, width in half-width characters, wrapped or not."""

    heading: str
    width: float
    wrap: bool = False
    answer: bool = False  # empty, for the reader to fill in


ANSWER_COLUMNS = (
    Column("处理结果", 13, wrap=True, answer=True),
    Column("情况说明", 15, wrap=True, answer=True),
    Column("处理人", 8, answer=True),
    Column("处理日期", 10, answer=True),
)
PERSON_COLUMNS = (
    Column("姓名", 9),
    Column("性别", 5),
    Column("出生日期", 11),
    Column("证件号（遮盖）", 20),
)


@dataclass(frozen=True, slots=True)
class Looks:
    """Formats of one workbook."""

    title: Format
    note: Format
    head: Format
    cell: Format
    wrap: Format
    answer: Format
    bold: Format
    link: Format
    number: Format


def looks_of(book: xlsxwriter.Workbook) -> Looks:
    """Formats, made once per workbook."""

    def add(**more: object) -> Format:
        return book.add_format({**_FONT, **more})

    return Looks(
        title=add(bold=True, font_size=14, font_color="#18242D"),
        note=add(font_color="#46545F"),
        head=add(bold=True, bg_color="#E4F0F2", text_wrap=True, **_EDGE),
        cell=add(num_format="@", **_EDGE),
        wrap=add(num_format="@", text_wrap=True, **_EDGE),
        answer=book.add_format({"bg_color": "#FFFBF0", **_EDGE}),
        bold=add(bold=True),
        link=add(bold=True, underline=1, font_color="#12566B"),
        number=add(num_format="#,##0", align="center"),
    )


def open_book(path: str, title: str) -> xlsxwriter.Workbook:
    """A workbook that keeps one row in memory and takes no text for a formula, link or number."""
    book = xlsxwriter.Workbook(
        path,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": title, "company": "", "comments": "由童护比对生成"})
    return book


def fill_sheet(
    sheet: Worksheet,
    looks: Looks,
    *,
    title: str,
    note: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    answers: Sequence[str] = (),
) -> int:
    """Title, note, frozen and filtered header, rows as text; returns the number of rows."""
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, title, looks.title)
    sheet.write_string(1, 0, note, looks.note)
    for at, column in enumerate(columns):
        sheet.write_string(2, at, column.heading, looks.head)
    formats = [_format(column, looks) for column in columns]
    wrapped = [(at, column.width) for at, column in enumerate(columns) if column.wrap]
    last = 2
    for last, row in enumerate(rows, 3):
        sheet.set_row(
            last, _LINE * max(_lines(row[at], wide) for at, wide in wrapped if at < len(row))
        )
        for at, (text, style) in enumerate(zip(row, formats, strict=False)):
            sheet.write_string(last, at, text, style)
        if last - 2 >= MOST_ROWS:
            cut = f"这张表只列前{MOST_ROWS:,}行，其余见各乡镇的一册。"
            sheet.write_string(last + 1, 0, cut, looks.note)
            break
    _finish(sheet, looks, columns, last, answers)
    return last - 2


def kind_sheet(
    book: xlsxwriter.Workbook,
    looks: Looks,
    terms: Terms,
    kind: DiscrepancyKind,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
) -> None:
    """The sheet of one kind of discrepancy: what it is, what it asks, by when."""
    facts = kind.facts
    fill_sheet(
        book.add_worksheet(facts.label),
        looks,
        title=f"{facts.label}：{facts.meaning}",
        note=f"{facts.ask}。{terms.due_sentence}。",
        columns=columns,
        rows=rows,
        answers=facts.answers,
    )


@lru_cache(maxsize=20_000)
def _lines(text: str, width: float) -> int:
    """Lines a text takes in a column; a Chinese character is twice as wide as a Latin one."""
    wide = sum(2 if ord(character) > 0xFF else 1 for character in text)
    return max(1, ceil(wide / (width - 1)))


def _format(column: Column, looks: Looks) -> Format:
    return looks.wrap if column.wrap else looks.cell


def _finish(
    sheet: Worksheet, looks: Looks, columns: Sequence[Column], last: int, answers: Sequence[str]
) -> None:
    """Filter, frozen panes, answers to choose from, and the print set-up."""
    width = len(columns) - 1
    sheet.autofilter(2, 0, max(last, 3), width)
    sheet.freeze_panes(3, 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(65 + width)}{max(last, 3) + 1}"})
    at = next(i for i, c in enumerate(columns) if c.answer)
    # One rule for the block is a third less to write than a blank cell for every answer.
    sheet.conditional_format(
        3, at, max(last, 3), width, {"type": "no_errors", "format": looks.answer}
    )
    if answers:
        choices = {"validate": "list", "source": list(answers), "error_type": "warning"}
        choices["error_title"] = "不在常用结果里"
        choices["error_message"] = "可以照写，请在“情况说明”里补一句。"
        sheet.data_validation(3, at, max(last, 3), at, choices)
    set_up_print(sheet)
    sheet.repeat_rows(0, 2)


def set_up_print(sheet: Worksheet) -> None:
    """A4 landscape, one page wide, page n of m."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&9&A&C&9第&P页，共&N页&R&9内部资料，用后收回")
    sheet.hide_gridlines(1)
