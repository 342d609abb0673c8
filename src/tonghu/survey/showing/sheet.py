"""表格: the board as a workbook, for those who work beside Excel; figures only."""

from __future__ import annotations

import io

import xlsxwriter

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.survey.queries.shapes import Board, TownRow, VillageRow
from tonghu.ui import words

HEADS = (
    "乡镇（街道）", "村（社区）", "状态", "应核", "已核", "新增", "退出", "联系不上", "上次锁定在册", "迟了几个工作日", "最近动静",
)  # fmt: skip
WIDTHS = (16, 16, 14, 8, 8, 8, 8, 10, 14, 16, 20)


def board_sheet(found: Board, viewer: Viewer) -> bytes:
    """Each village a line, each town's sum below it, the county's at the end."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("进度")
    bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "bottom": 1})
    sheet.write(0, 0, f"{found.round.title}进度", bold)
    sheet.write(
        1, 0, f"{words.exact(clock.now())}的情况，{viewer.place}{viewer.name}导出；总数不设指标"
    )
    for at, (name, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        sheet.write(3, at, name, head)
        sheet.set_column(at, at, width)
    line = 4
    for town in found.towns:
        for village in town.villages:
            sheet.write_row(line, 0, _cells(town.name, village.name, village))
            line += 1
        sheet.write_row(line, 0, _cells(town.name, "合计", town), bold)
        line += 1
    sheet.write_row(line, 0, _cells("全部", "合计", found.total), bold)
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return made.getvalue()


def _cells(town: str, village: str, row: TownRow | VillageRow) -> list[str | int]:
    last = words.exact(row.last_at) if row.last_at else ""
    locked = "" if row.locked is None else row.locked
    late: str | int = (
        row.late if isinstance(row, VillageRow) else (f"{row.late}个村" if row.late else 0)
    )
    return [
        town, village, row.state_label, row.expected, row.done, row.added, row.left, row.unreachable, locked, late, last,
    ]  # fmt: skip
