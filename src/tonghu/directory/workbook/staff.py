"""工作队伍的表: the empty one to fill in, and the people as they are, to be changed and handed in."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import xlsxwriter

from tonghu.directory.queries.bodies import MemberLine
from tonghu.directory.states import BodyKind
from tonghu.directory.workbook.columns import STAFF, STAFF_SHEET
from tonghu.directory.workbook.writing import WORDS, head

EXAMPLES = (
    ("村级儿童工作岗位", "演示村", "演示甲", "2026-03-01", "督导员", "13800000000", "演示村村民委员会", "2026-03-05、2026-09-10"),
    ("留守儿童服务站", "演示镇", "演示乙", "2026-07-01", "协理员", "", "", "", "演购〔2026〕1号", "2027-06-30"),
)  # fmt: skip
_CHECKED = 2_000


def staff_template() -> bytes:
    """空表, with what each column wants and two examples."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = head(book, STAFF_SHEET, STAFF)
        _kinds(book, sheet)
        help_ = book.add_worksheet("怎么填")
        help_.set_column(0, 0, 14)
        help_.set_column(1, 3, 40)
        help_.write_row(0, 0, ("列", "怎么填", "例一", "例二"), book.add_format({"bold": True}))
        for at, column in enumerate(STAFF):
            examples = [row[at] if at < len(row) else "" for row in EXAMPLES]
            must = "必填。" if column.required else ""
            help_.write_row(at + 1, 0, (column.label, must + column.hint, *examples))
    return out.getvalue()


def staff_listed(rows: Iterable[MemberLine]) -> bytes:
    """花名册: everybody as a row."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = head(book, STAFF_SHEET, STAFF)
        for at, one in enumerate(rows, 1):
            for column, text in enumerate(_cells(one)):
                sheet.write_string(at, column, text)
        _kinds(book, sheet)
    return out.getvalue()


def _cells(one: MemberLine) -> tuple[str, ...]:
    def day(value: Any) -> str:
        return value.isoformat() if value else ""

    return (
        one.kind.label, one.division, one.name, day(one.since), one.title, one.phone,
        one.unit_name, "、".join(map(day, one.trained)), one.contract, day(one.contract_until),
        day(one.until), one.why_ended,
    )  # fmt: skip


def _kinds(book: Any, sheet: Any) -> None:
    words = book.add_worksheet(WORDS)
    labels = [kind.label for kind in BodyKind]
    words.write_row(0, 0, ("机构",), book.add_format({"bold": True}))
    words.write_column(1, 0, labels)
    words.set_column(0, 0, 30)
    sheet.data_validation(
        1, 0, _CHECKED, 0, {"validate": "list", "source": f"={WORDS}!$A$2:$A${len(labels) + 1}"}
    )
