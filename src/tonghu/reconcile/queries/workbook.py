"""差异清单的Excel: the page's own list as a workbook, numbers masked, each sheet marked with who took it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from uuid import UUID

from tonghu.core import clock
from tonghu.core.encryption import remembered
from tonghu.core.viewer import Viewer
from tonghu.reconcile.forms import FindingFilter
from tonghu.reconcile.models import Finding
from tonghu.reconcile.queries.lists import finding_lines, wanted
from tonghu.reconcile.queries.shapes import FindingLine
from tonghu.reconcile.queries.sides import hidden_sides, side_label, where
from tonghu.reconcile.report.workbook.sheets import (
    ANSWER_COLUMNS,
    Column,
    Looks,
    fill_sheet,
    looks_of,
    open_book,
    set_up_print,
)
from tonghu.reconcile.rules.masking import masked
from tonghu.reconcile.running.kinds import answers_of
from tonghu.reconcile.states import FindingKind

MOST = 50_000
CHUNK = 1_000
_COLUMNS = (
    Column("编号", 9), Column("细类", 12), Column("乡镇", 12), Column("姓名", 9), Column("出生日期", 11),
    Column("证件号（遮盖）", 20), Column("问哪个单位", 24, wrap=True), Column("哪里的记录", 34, wrap=True),
    Column("要问什么", 40, wrap=True), Column("期限", 11), Column("状态", 9), Column("怎样办的", 18, wrap=True),
    *ANSWER_COLUMNS,
)  # fmt: skip
Progress = Callable[[int, int, str], None]


def write_workbook(
    viewer: Viewer, run: UUID, filter: FindingFilter, path: Path, progress: Progress
) -> tuple[int, list[str]]:
    """Writes it; returns how many rows, and whose ids they are."""
    rows = wanted(viewer, run, filter).order_by("kind", "division", "case")
    total = min(rows.count(), MOST)
    kinds = {kind.value: kind for kind in FindingKind}
    ids: list[str] = []
    with open_book(str(path), "差异清单") as book, remembered():
        looks = looks_of(book)
        _cover(book, looks, viewer, filter, total)
        for kind, some in groupby(rows.iterator(CHUNK), key=lambda row: row.kind):
            lines = []
            for row in some:
                ids.append(str(row.id))
                if len(ids) > MOST:
                    break
                lines.append(row)
                progress(len(ids), total, "写入差异清单")
            answers = tuple(dict.fromkeys(a for row in lines for a in answers_of(row.detail)))[:12]
            fill_sheet(
                book.add_worksheet(kinds[kind].label), looks, title=kinds[kind].label, note=watermark(viewer),
                columns=_COLUMNS, rows=_cells(viewer, lines), answers=answers,
            )  # fmt: skip
    return len(ids), ids


def watermark(viewer: Viewer) -> str:
    """Who took it and when, on every sheet."""
    now = clock.now().astimezone(clock.CHINA)
    return f"{viewer.unit_name or viewer.place} {viewer.name}（{viewer.login}）{now:%Y-%m-%d %H:%M}导出，内部资料，用后收回"


def _cover(book: object, looks: Looks, viewer: Viewer, filter: FindingFilter, total: int) -> None:
    sheet = book.add_worksheet("说明")  # type: ignore[attr-defined]
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
    set_up_print(sheet)
    sheet.write_string(0, 0, "差异清单", looks.title)
    told = (
        ("导出", watermark(viewer)),
        ("范围", viewer.place),
        ("筛选", _said(filter)),
        ("件数", f"{total}件"),
        ("证件号", "只露头三位和末两位。要看完整的，在系统里写明事由"),
        ("别的单位", "看不到的一边不在这里"),
    )
    for at, (label, text) in enumerate(told, 2):
        sheet.write_string(at, 0, label, looks.bold)
        sheet.write_string(at, 1, text, looks.note)


def _said(filter: FindingFilter) -> str:
    said = [FindingKind(filter.kind).label] if filter.kind in FindingKind.values else []
    said += ["只列成对的"] if filter.pairs else []
    said += ["还没办的"] if filter.state == "left" else []
    said += [f"查“{filter.search}”"] if filter.search else []
    return "，".join(said) or "全部"


def _cells(viewer: Viewer, rows: list[Finding]) -> list[tuple[str, ...]]:
    lines = finding_lines(viewer, rows)
    return [_row(viewer, row, line) for row, line in zip(rows, lines, strict=True)]


def _row(viewer: Viewer, row: Finding, line: FindingLine) -> tuple[str, ...]:
    sides = row.content["sides"] if row.content else []
    hidden = hidden_sides(viewer, sides, is_pair=row.is_pair)
    shown = [side for side, hide in zip(sides, hidden, strict=True) if not hide]
    numbers = dict.fromkeys(
        masked("id_number", side["fields"].get("id_number", "")) for side in shown
    )
    return (
        line.case, line.detail, line.town, line.name, line.birth, "；".join(n for n in numbers if n),
        "；".join(line.units), "；".join(f"{side_label(s)}：{where(s, {})}" for s in shown), line.sentence,
        line.due.isoformat() if line.due else "", line.state_label, line.outcome,
    )  # fmt: skip
