"""写名单Excel: a layout filled with rows; one row in memory, every cell text, watermark on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from tonghu.registry.workbook.layouts import Layout

A4, LANDSCAPE_FROM = 9, 8  # columns from which a page is turned
_FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter"}
_EDGE = {"border": 1, "border_color": "#B9C3C9"}
HEAD = 2  # rows above the head: title, watermark


def write(
    path: str,
    layout: Layout,
    rows: Iterable[Sequence[str]],
    *,
    marked: str,
    told: Sequence[tuple[str, str]],
    plain: bool = False,
) -> int:
    """Writes the file; how many rows. `plain`: head in the first row, as another system reads it."""
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": layout.title, "company": "", "comments": marked})
        count = _sheet(book, layout, rows, marked=marked, head=0 if plain else HEAD)
        _cover(book, layout, [*told, ("行数", f"{count}行")], marked=marked)
    return count


def _sheet(
    book: Any, layout: Layout, rows: Iterable[Sequence[str]], *, marked: str, head: int
) -> int:
    sheet = book.add_worksheet(layout.label[:31])
    bold = book.add_format(
        {**_FONT, **_EDGE, "bold": True, "bg_color": "#E4F0F2", "text_wrap": True}
    )
    cell = book.add_format({**_FONT, **_EDGE, "num_format": "@"})
    wrap = book.add_format({**_FONT, **_EDGE, "num_format": "@", "text_wrap": True})
    for at, column in enumerate(layout.columns):
        sheet.set_column(at, at, column.width)
    if head:
        sheet.set_row(0, 24)
        sheet.write_string(
            0, 0, layout.title, book.add_format({**_FONT, "bold": True, "font_size": 14})
        )
        sheet.write_string(1, 0, marked, book.add_format({**_FONT, "font_color": "#46545F"}))
    for at, column in enumerate(layout.columns):
        sheet.write_string(head, at, column.header, bold)
    formats = [wrap if column.wrap else cell for column in layout.columns]
    count = 0
    for count, row in enumerate(rows, 1):
        for at, text in enumerate(row):
            sheet.write_string(head + count, at, text, formats[at])
    sheet.freeze_panes(head + 1, min(4, len(layout.columns) - 1))
    sheet.autofilter(head, 0, head + max(1, count), len(layout.columns) - 1)
    _printing(sheet, layout, head, marked)
    return count


def _printing(sheet: Any, layout: Layout, head: int, marked: str) -> None:
    sheet.set_paper(A4)
    if len(layout.columns) >= LANDSCAPE_FROM:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_header(f"&L{layout.title}&R{marked.replace('&', '&&')}")
    sheet.set_footer("&C第&P页，共&N页")


def _cover(book: Any, layout: Layout, told: Sequence[tuple[str, str]], *, marked: str) -> None:
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 90)
    sheet.write_string(
        0, 0, layout.title, book.add_format({**_FONT, "bold": True, "font_size": 14})
    )
    for at, (label, text) in enumerate((("导出", marked), *told), 2):
        sheet.write_string(at, 0, label, book.add_format({**_FONT, "bold": True}))
        sheet.write_string(at, 1, text, book.add_format({**_FONT, "text_wrap": True}))
