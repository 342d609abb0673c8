"""导出的待办: the rows of a workbook, and how far one is that was ordered."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import xlsxwriter

from tonghu.core import clock, jobs
from tonghu.core.jobs import Progress
from tonghu.core.jobs.models import JobRun
from tonghu.core.jobs.queries import JobStatus
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.ui.words import exact
from tonghu.worklist.queries.lines import TaskLine, calendar_of, line
from tonghu.worklist.queries.listing import MOST_OUT, Filter, filtered

EXCEL = "worklist.excel"
HEADS = (
    "要办的事",
    "缘由",
    "哪类事",
    "谁办",
    "到期日",
    "迟了几个工作日",
    "报给了谁",
    "上次催办",
    "状态",
    "依据",
)
CHUNK = 500


def write_tasks(viewer: Viewer, wanted: Filter, path: Path, progress: Progress) -> int:
    """Writes the list as the page has it; returns how many rows."""
    rows = filtered(viewer, wanted)
    total = min(rows.count(), MOST_OUT)
    work = calendar_of(viewer.profile)
    with xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_formulas": False}
    ) as book:
        sheet = book.add_worksheet("待办")
        bold = book.add_format({"bold": True, "bg_color": "#E4F0F2", "border": 1})
        sheet.write_string(0, 0, watermark(viewer))
        sheet.set_column(0, 1, 34)
        sheet.set_column(2, len(HEADS), 16)
        sheet.write_row(1, 0, HEADS, bold)
        sheet.freeze_panes(2, 1)
        for at, row in enumerate(rows[:MOST_OUT].iterator(CHUNK), 1):
            _fill(sheet, at + 1, line(row, work))
            progress(at, total, "写入待办")
    return total


def _fill(sheet: object, at: int, one: TaskLine) -> None:
    told = "；".join(f"{whom} {day.month}月{day.day}日" for whom, day in one.told)
    texts = (
        one.title, one.why, one.kind_label, one.unit_name or "责任岗位",
        one.due_on.isoformat() if one.due_on else "", "", told,
        exact(one.reminded_at) if one.reminded_at else "", one.state_label,
        one.clause[1] if one.clause else "",
    )  # fmt: skip
    for column, text in enumerate(texts):
        sheet.write_string(at, column, text)  # type: ignore[attr-defined]
    sheet.write_number(at, HEADS.index("迟了几个工作日"), one.days_late)  # type: ignore[attr-defined]


def watermark(viewer: Viewer) -> str:
    """Who took it and when."""
    now = clock.now().astimezone(clock.CHINA)
    who = f"{viewer.unit_name or viewer.place} {viewer.name}（{viewer.login}）"
    return f"{who}{now:%Y-%m-%d %H:%M}导出，内部资料，用后收回"


def export(viewer: Viewer, order: UUID) -> JobStatus | None:
    """An Excel the viewer ordered in its present post; None for anybody else's."""
    rows = JobRun.objects.visible_to(viewer).filter(
        pk=order, kind=EXCEL, user=viewer.user, post=viewer.post
    )
    return jobs.status(viewer, order) if rows.exists() else None


def export_subject(viewer: Viewer, *, order: UUID) -> Subject | None:
    """For the door: an Excel of one's own."""
    found = export(viewer, order)
    return Subject("job", found.id, name=found.label) if found else None
