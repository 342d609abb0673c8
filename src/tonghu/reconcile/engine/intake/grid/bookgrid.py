"""读工作簿: every visible sheet of an xlsx or xls through calamine, values as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from tonghu.reconcile.engine.intake.grid.cells import BIG, Value, text
from tonghu.reconcile.engine.intake.grid.grid import Grid
from tonghu.reconcile.engine.intake.guard.sheetxml import SheetScan
from tonghu.reconcile.engine.intake.limits import Limits
from tonghu.reconcile.engine.intake.sentences import Refusal, say
from tonghu.reconcile.engine.intake.wire import Said

_BATCH = 20_000


def read_book(path: Path, limits: Limits, scans: Mapping[str, SheetScan]) -> Iterator[Grid | Said]:
    """Each sheet as a grid, or the reason why it gives none."""
    try:
        book = CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise Refusal("password") from error
    except (CalamineError, OSError) as error:
        raise Refusal("unreadable") from error
    pages = [m for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
    if len(pages) > limits.sheets:
        raise Refusal("too_many_sheets", count=len(pages), limit=limits.sheets)
    if not pages:
        raise Refusal("no_sheet")
    for page in pages:
        if page.visible != SheetVisibleEnum.Visible:
            yield Said("hidden_sheet", say("hidden_sheet"), page.name)
            continue
        try:
            yield _sheet(book.get_sheet_by_name(page.name), limits, scans.get(page.name))
        except CalamineError as error:
            raise Refusal("unreadable") from error


def _sheet(sheet: CalamineSheet, limits: Limits, scan: SheetScan | None) -> Grid:
    if sheet.start is None or sheet.end is None:
        return Grid(sheet.name, ())
    before, width = sheet.start[1], sheet.end[1] + 1
    if width > limits.columns:
        raise Refusal("too_many_columns", count=width, limit=limits.columns)
    cells = (sheet.end[0] + 1) * width
    if cells > limits.claimed:
        raise Refusal("claimed", sheet=sheet.name, rows=sheet.end[0] + 1, columns=width)
    numeric: dict[int, list[int]] = {}
    chunks: list[list[pa.StringArray]] = []
    done = 0
    for batch in _batches(sheet.iter_rows()):
        columns = list(zip(*batch, strict=True))
        chunks.append([_column(c, before + i, done, numeric) for i, c in enumerate(columns)])
        done += len(batch)
    blank = pa.chunked_array([pa.array([""] * done, pa.string())])
    found = [pa.chunked_array(list(c), pa.string()) for c in zip(*chunks, strict=True)]
    merged = sheet.merged_cell_ranges or []
    return Grid(
        sheet.name,
        (*[blank] * before, *found),
        merges=tuple((a[0], a[1], b[0], b[1]) for a, b in merged),
        formulas=_by_column(scan.formulas if scan else []),
        errors=_by_column(scan.errors if scan else []),
        numeric=numeric,
    )


def _batches(rows: Iterator[list[Value]]) -> Iterator[list[list[Value]]]:
    batch: list[list[Value]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _column(
    values: tuple[Value, ...], index: int, done: int, numeric: dict[int, list[int]]
) -> pa.StringArray:
    kinds = set(map(type, values))
    if kinds == {str}:
        return pa.array(values, pa.string())
    if float in kinds:
        big = [
            row
            for row, v in enumerate(values, start=done + 1)
            if type(v) is float and abs(v) >= BIG
        ]
        if big:
            numeric.setdefault(index, []).extend(big)
    return pa.array([v if type(v) is str else text(v) for v in values], pa.string())


def _by_column(places: list[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, column in places:
        found.setdefault(column, []).append(row + 1)
    return found
