"""名册系统性差错表: one row per file, school or village that errs as a whole."""

from __future__ import annotations

import xlsxwriter

from tonghu.reconcile.report import cells
from tonghu.reconcile.report.discrepancies import Discrepancies, DiscrepancyKind
from tonghu.reconcile.report.terms import Terms
from tonghu.reconcile.report.words import FAULT_ACTIONS, FIELD_LABELS
from tonghu.reconcile.report.workbook.sheets import ANSWER_COLUMNS, Column, Looks, kind_sheet

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


def fault_sheet(
    book: xlsxwriter.Workbook, looks: Looks, terms: Terms, rows: list[tuple[str, ...]]
) -> None:
    """The sheet, where there is a fault to show."""
    if rows:
        kind = DiscrepancyKind.SENDER_FAULT
        kind_sheet(book, looks, terms, kind, _FAULT_COLUMNS, (row[1:] for row in rows))


def fault_rows(found: Discrepancies) -> list[tuple[str, ...]]:
    """Town, then the cells of each 名册系统性差错."""
    items = found.of_kind(DiscrepancyKind.SENDER_FAULT)
    return [
        (
            item.town,
            item.case,
            item.owner,
            cells.file_of(found.result, fault).path.name,
            "、".join(FIELD_LABELS[f] for f in fault.fields),
            f"{fault.records:,}",
            fault.text,
            FAULT_ACTIONS.get(fault.action, fault.action),
        )
        for item, fault in zip(items, found.faults, strict=True)
    ]
