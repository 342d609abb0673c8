"""读单位表: rows of the sheet as text, with the number of the line each stands on."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from tonghu.core.errors import NotNow
from tonghu.directory.workbook.columns import COLUMNS, Column, field_of

LARGEST, UNPACKED = 5_000_000, 60_000_000  # bytes of the file, and of what is packed in it
MOST_ROWS = 5_000
_HEAD_WITHIN = 10  # lines in which the head must stand: titles stand above it
_DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """一行: field → text."""

    line: int
    cells: dict[str, str]


def rows_of(content: bytes, columns: tuple[Column, ...] = COLUMNS) -> list[SheetRow]:
    """The rows of the first sheet that has our heads. Raises NotNow with what is wrong of the file."""
    for sheet in _sheets(content):
        found = _head(sheet, columns)
        if found is not None:
            at, fields = found
            return list(_rows(sheet, at, fields))
    heads = "、".join(column.label for column in columns if column.required)
    raise NotNow(f"这个文件里没有找到表头。第一行要有{heads}，可以先下载空表照着填。")


def day_of(text: str) -> date | None:
    """2026-09-01, 2026年9月1日, 2026.9.1; None when it is no day."""
    found = _DAY.match(text.strip())
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def _sheets(content: bytes) -> Iterator[Sequence[Sequence[object]]]:
    if len(content) > LARGEST:
        raise NotNow("文件超过5MB。这样的表不会这么大，请删去图片和多余的表后再交。")
    if not content.startswith(b"PK"):
        raise NotNow("这不是xlsx文件。请用Excel另存为“Excel工作簿（.xlsx）”后再交。")
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > UNPACKED:
                raise NotNow("这个文件解开后太大，没有读。请另存一份干净的再交。")
        book = CalamineWorkbook.from_filelike(BytesIO(content))
    except (CalamineError, zipfile.BadZipFile) as error:
        raise NotNow(
            "这个文件打不开，可能损坏或加了密码。请在Excel里打开，另存一份再交。"
        ) from error
    for name in book.sheet_names:
        yield book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _head(
    sheet: Sequence[Sequence[object]], columns: tuple[Column, ...]
) -> tuple[int, list[str | None]] | None:
    needed = {column.field for column in columns if column.required}
    for at, row in enumerate(sheet[:_HEAD_WITHIN]):
        fields = [field_of(_text(cell), columns) for cell in row]
        if needed <= set(fields):
            return at, fields
    return None


def _rows(
    sheet: Sequence[Sequence[object]], head: int, fields: list[str | None]
) -> Iterator[SheetRow]:
    for at, row in enumerate(sheet[head + 1 :], head + 2):
        cells = {
            field: _text(cell)
            for field, cell in zip(fields, row, strict=False)
            if field and _text(cell)
        }
        if not cells:
            continue
        if at > MOST_ROWS + head + 1:
            raise NotNow(f"一次最多{MOST_ROWS}行，请分成几份。")
        yield SheetRow(at, cells)


def _text(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return "" if cell is None else " ".join(str(cell).split())
