"""导出Excel: the tables of a page or of a return; a hidden number stays hidden."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from tonghu.statistics.showing.charts import Chart
from tonghu.ui.shapes import Num

Block = tuple[str, Sequence[str], Sequence[Sequence[Any]], str]


def workbook(title: str, note: str, blocks: Iterable[Block]) -> bytes:
    """One sheet, table under table, with title, as-of and who made it."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("统计")
    bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "bottom": 1})
    sheet.write(0, 0, title, bold)
    sheet.write(1, 0, note)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 12, 13)
    line = 3
    for name, heads, rows, told in blocks:
        sheet.write(line, 0, name, bold)
        sheet.write_row(line + 1, 0, list(heads), head)
        for at, row in enumerate(rows, start=line + 2):
            sheet.write_row(at, 0, [_value(cell) for cell in row])
        line += len(rows) + 2
        if told:
            sheet.write(line, 0, told)
            line += 1
        line += 1
    sheet.fit_to_pages(1, 0)
    book.close()
    return made.getvalue()


def _value(cell: Any) -> Any:
    return cell.value if isinstance(cell, Num) else cell


def blocks_of(charts: Iterable[Chart]) -> list[Block]:
    """The tables of a page."""
    return [
        (
            one.title,
            [column.label for column in one.columns],
            [*one.rows, *([one.total] if one.total else [])],
            one.note,
        )
        for one in charts
    ]


def blocks_of_return(tables: Iterable[dict[str, Any]]) -> list[Block]:
    """The tables of a return."""
    return [(one["title"], one["heads"], one["rows"], one["note"]) for one in tables]
