"""读人员表: xlsx, xls or CSV with Chinese heads, whatever their order."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine

HEADS = {
    "name": ("姓名", "名字"),
    "login": ("登录名", "账号", "用户名"),
    "role": ("角色",),
    "title": ("岗位名称", "岗位", "职务"),
    "division": ("区划", "区划代码", "管辖区划"),
    "unit": ("单位", "单位名称", "所在单位"),
    "until_on": ("止于", "到期日", "任期止"),
}
NEEDED = ("name", "login", "role", "division")
MOST_ROWS = 5_000


class BadFile(ValueError):
    """人员表读不了: one sentence."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """人员表的一行, as typed."""

    line: int
    name: str = ""
    login: str = ""
    role: str = ""
    title: str = ""
    division: str = ""
    unit: str = ""
    until_on: str = ""


def read(file: Path) -> tuple[PersonRow, ...]:
    """Every row below the heads; empty ones are passed over."""
    grid = _grid(file)
    at, columns = _heads(grid)
    rows = []
    for line, cells in enumerate(grid[at + 1 :], at + 2):
        given = {name: _text(cells[n]) for n, name in columns.items() if n < len(cells)}
        if any(given.values()):
            rows.append(PersonRow(line, **given))
    if len(rows) > MOST_ROWS:
        raise BadFile(f"人员表最多{MOST_ROWS}行，现在有{len(rows)}行，请拆成几份。")
    if not rows:
        raise BadFile("人员表里一个人也没有。")
    return tuple(rows)


def _grid(file: Path) -> Sequence[Sequence[object]]:
    if file.suffix.lower() == ".csv":
        return list(csv.reader(io.StringIO(_decoded(file.read_bytes()))))
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(file))
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except python_calamine.CalamineError as error:
        raise BadFile("打不开这个文件，请另存为xlsx或CSV再试。") from error


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile("认不出CSV的编码，请另存为UTF-8。")


def _heads(grid: Sequence[Sequence[object]]) -> tuple[int, dict[int, str]]:
    """The row of heads among the first ten, and which column is what."""
    for at, cells in enumerate(grid[:10]):
        found = {
            n: name
            for n, cell in enumerate(cells)
            for name, heads in HEADS.items()
            if _text(cell) in heads
        }
        if set(NEEDED) <= set(found.values()):
            return at, found
    needed = "、".join(HEADS[name][0] for name in NEEDED)
    raise BadFile(f"没有找到表头。要有这几列：{needed}；可以有：岗位名称、单位、止于。")


def _text(cell: object) -> str:
    """A cell as typed; a whole number without .0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() if cell is not None else ""
