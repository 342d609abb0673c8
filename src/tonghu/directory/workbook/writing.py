"""写单位表: the template to fill in, and the list of units as it is."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import xlsxwriter

from tonghu.directory.queries.units import UnitView
from tonghu.directory.states import UnitKind
from tonghu.directory.workbook.columns import COLUMNS, SHEET, Column
from tonghu.policy.vocabulary import vocabulary

EXAMPLES = (
    ("演示中心小学", "学校", "西屏街道", "", "中心小学", "西屏小学、中心校", "", "0578-8000001", "2001-09-01"),
    ("演示派出所", "派出所", "古市镇", "", "", "", "", "0578-8000002"),
)  # fmt: skip
WORDS = "可选的词"  # the sheet of words to choose from
_CHECKED = 2_000  # rows in which Excel offers the list of kinds


def template() -> bytes:
    """填写用的空表, with what each column wants, two examples and the words to choose from."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = head(book)
        _kinds(book, sheet)
        help_ = book.add_worksheet("怎么填")
        help_.set_column(0, 0, 14)
        help_.set_column(1, 3, 40)
        help_.write_row(0, 0, ("列", "怎么填", "例一", "例二"), book.add_format({"bold": True}))
        for at, column in enumerate(COLUMNS):
            examples = [row[at] if at < len(row) else "" for row in EXAMPLES]
            must = "必填。" if column.required else ""
            help_.write_row(at + 1, 0, (column.label, must + column.hint, *examples))
    return out.getvalue()


def listed(rows: Iterable[UnitView]) -> bytes:
    """名录: units as rows; the file can be changed and handed in again."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": False}) as book:
        sheet = head(book)
        for at, one in enumerate(rows, 1):
            for column, text in enumerate(_cells(one)):
                sheet.write_string(at, column, text)
        _kinds(book, sheet)
    return out.getvalue()


def _cells(one: UnitView) -> tuple[str, ...]:
    days = [day.isoformat() if day else "" for day in (one.valid_from, one.valid_to)]
    return (
        one.name, one.kind_label, one.division, one.function_label, one.short_name,
        "、".join(one.aliases), one.parent_name, one.phone, *days, one.successor_name, one.why_closed,
    )  # fmt: skip


def head(book: Any, name: str = SHEET, columns: tuple[Column, ...] = COLUMNS) -> Any:
    """The sheet with its heads, every cell as text."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bg_color": "#E4F0F2", "border": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@"})  # Excel must not turn codes and days into numbers
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width, text)
        sheet.write_string(0, at, column.label + ("*" if column.required else ""), bold)
    sheet.freeze_panes(1, 1)
    return sheet


def _kinds(book: Any, sheet: Any) -> None:
    words = book.add_worksheet(WORDS)
    labels = [kind.label for kind in UnitKind]
    functions = [one.label for one in vocabulary().functions.values()]
    words.write_row(0, 0, ("类别", "职能"), book.add_format({"bold": True}))
    words.write_column(1, 0, labels)
    words.write_column(1, 1, functions)
    words.set_column(0, 1, 34)
    sheet.data_validation(
        1, 1, _CHECKED, 1, {"validate": "list", "source": f"={WORDS}!$A$2:$A${len(labels) + 1}"}
    )
