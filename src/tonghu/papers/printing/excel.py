"""Excel: every table of a paper as a sheet; numbers of persons are text cells, never rounded."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import xlsxwriter

from tonghu.papers import documents as d
from tonghu.papers.printing.layout import NUMBERS, Laid, align_of, laid, said
from tonghu.papers.printing.markup import day
from tonghu.papers.printing.order import Frame, Order
from tonghu.papers.rules import spoken

SHAPES = {"integer": "#,##0", "decimal": "#,##0.00", "money": "#,##0.00", "percent": "0.0%"}
BOX = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": "宋体", "font_size": 10}


def xlsx(order: Order) -> bytes:
    """A paper's tables as a workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties(
            {"title": order.document.title.replace("\n", ""), "comments": _mark(order.frame)}
        )
        for at, table in enumerate(order.document.tables, 1):
            _sheet(book, order, table, at)
    return out.getvalue()


def _mark(frame: Frame) -> str:
    """Who, when, which paper: in the file, under the table and at the foot of every printed page."""
    told = [f"编号 {frame.number}"] if frame.number else []
    told += [f"文书码 {spoken(frame.code)}"] if frame.code else []
    told += [frame.foot] if frame.foot else []
    return "，".join([*told, *(["草稿"] if frame.draft else [])])


def _sheet(book: Any, order: Order, table: d.Table, at: int) -> None:
    document, set_ = order.document, laid(table)
    sheet = book.add_worksheet(_name(table.title or document.title, at))
    last, top = len(set_.columns) - 1, 2
    title = book.add_format(
        {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter", "font_name": "宋体"}
    )
    line = book.add_format({"align": "center", "font_name": "宋体", "font_size": 10})
    _across(sheet, 0, last, (table.title or document.title).replace("\n", ""), title)
    _across(sheet, 1, last, document.subtitle, line)
    sheet.set_row(0, 28)
    _heads(book, sheet, set_, top)
    first = top + len(set_.heads)
    looks = [book.add_format(_look(one)) for one in set_.columns]
    bold = [book.add_format({**_look(one), "bold": True}) for one in set_.columns]
    for row, values in enumerate(set_.rows, first):
        _row(sheet, row, values, set_, looks)
    end = first + len(set_.rows)
    if set_.totals:
        _row(sheet, end, set_.totals, set_, bold)
        end += 1
    _foot(book, sheet, order, table, end, last)
    _page(sheet, order, set_, top, first)


def _name(title: str, at: int) -> str:
    """A name of a sheet: without what Excel forbids, told apart by its number."""
    plain = "".join(c for c in title if c not in "[]:*?/\\\n'")[:27]
    return plain if at == 1 else f"{plain}{at}"


def _across(sheet: Any, row: int, last: int, text: str, look: Any) -> None:
    if last:
        sheet.merge_range(row, 0, row, last, text, look)
    else:
        sheet.write_string(row, 0, text, look)


def _heads(book: Any, sheet: Any, set_: Laid, top: int) -> None:
    head = book.add_format({**BOX, "bold": True, "align": "center", "bg_color": "#EEF1F2"})
    for cells in set_.heads:
        for one in cells:
            row, column = top + one.row, one.column
            if one.span > 1 or one.down > 1:
                sheet.merge_range(
                    row, column, row + one.down - 1, column + one.span - 1, one.text, head
                )
            else:
                sheet.write_string(row, column, one.text, head)


def _look(column: d.Column) -> dict[str, Any]:
    shape = SHAPES.get(column.format)
    if shape:
        return {**BOX, "align": align_of(column), "num_format": shape}
    form = {"date": "yyyy-mm-dd", "month": "yyyy-mm"}.get(column.format, "@")
    return {**BOX, "align": align_of(column), "num_format": form}


def _row(sheet: Any, row: int, values: tuple[d.Value, ...], set_: Laid, looks: list[Any]) -> None:
    for at, (value, column, look) in enumerate(zip(values, set_.columns, looks, strict=True)):
        counts = isinstance(value, int | float) and not isinstance(value, bool)
        if counts and (column.format in NUMBERS or column.total == "count"):
            sheet.write_number(row, at, value, look)
        elif isinstance(value, date) and column.format in ("date", "month"):
            sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), look)
        elif value is None or value == "":
            sheet.write_blank(row, at, None, look)
        else:
            sheet.write_string(row, at, said(value, column.format), look)


def _foot(book: Any, sheet: Any, order: Order, table: d.Table, end: int, last: int) -> None:
    small = book.add_format(
        {"font_name": "宋体", "font_size": 9, "text_wrap": True, "valign": "top"}
    )
    signed = [one for one in order.document.blocks if isinstance(one, d.Signature)]
    hands = "　　　　　　".join(f"{line}：" for one in signed for line in one.lines)
    organ = "　".join(
        f"{one.organ}　{day(one.on) if one.on else ''}" for one in signed if one.organ
    )
    for text in (table.note, hands, organ, _mark(order.frame)):
        if text:
            _across(sheet, end, last, text, small)
            end += 1


def _page(sheet: Any, order: Order, set_: Laid, top: int, first: int) -> None:
    for at, width in enumerate(set_.widths):
        sheet.set_column(at, at, width * 2 + 1)
    sheet.freeze_panes(first, 0)
    sheet.set_paper(9)
    if order.frame.orientation == "landscape":
        sheet.set_landscape()
    sheet.set_margins(0.5, 0.5, 0.6, 0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top, first - 1)
    sheet.set_footer(f"&L&8{_mark(order.frame).replace('&', '&&')[:180]}&R&8第&P页，共&N页")
