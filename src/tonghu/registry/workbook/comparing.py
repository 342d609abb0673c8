"""逐行对照: what one row of a ledger would do to the register. Pure: rows and files in, proposals out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tonghu.files.sheets import flat
from tonghu.registry.fields import BY_CODE
from tonghu.registry.workbook.cells import Places, Style, Unreadable, read, written
from tonghu.registry.workbook.heads import KEYS
from tonghu.registry.workbook.layouts import Column, Layout
from tonghu.registry.workbook.words import LedgerKind

Checker = Callable[[Mapping[str, Any], Mapping[str, Any]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class File:
    """一份档案 as comparing sees it."""

    id: UUID
    version: int
    division: str
    values: Mapping[str, Any]
    closed: str = ""  # why it cannot be changed


@dataclass(frozen=True, slots=True)
class Difference:
    """一项不同: the texts of the two cells."""

    code: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """一行的建议."""

    line: int
    kind: LedgerKind
    child: File | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    name: str = ""
    reason: str = ""
    village: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """一行 with its cells by blank: what it says, and what of it cannot be read."""

    number: int
    cells: Mapping[str, str]
    values: Mapping[str, Any]
    problems: Mapping[str, str]

    @property
    def name(self) -> str:
        """姓名 as written."""
        return self.cells.get("name", "")


def columns_of(fields: Sequence[str], layout: Layout | None) -> dict[str, Column]:
    """blank → the column that reads and writes it, with the words of the layout where there is one."""
    known = {one.field: one for one in layout.columns if one.field} if layout else {}
    return {
        code: known.get(code) or Column(BY_CODE[code].label, field=code)
        for code in fields
        if code in BY_CODE
    }


def line_of(
    number: int,
    row: Sequence[str],
    fields: Sequence[str],
    columns: Mapping[str, Column],
    places: Places,
    style: Style,
) -> Line | None:
    """A row read by its columns; None for an empty one, a sum or a remark under the table."""
    cells = {code: row[at] for at, code in enumerate(fields) if code and at < len(row) and row[at]}
    if not {"name", "id_number"} & set(cells):
        return None
    values, problems = {}, {}
    for code, column in columns.items():
        try:
            value = read(column, cells.get(code, ""), places, style)
        except Unreadable as wrong:
            problems[code] = str(wrong)
            continue
        if value is not None:
            values[code] = value
    return Line(number, cells, values, problems)


def proposal(
    line: Line, file: File | None, village: str | None, columns: Mapping[str, Column], places: Places,
    style: Style, check: Checker,
) -> Proposal:  # fmt: skip
    """新的, 有改动, 没有改动 or 读不了, with the reason."""
    if file is None:
        return _new(line, village, columns, places, style, check)
    if file.closed:
        return Proposal(
            line.number,
            LedgerKind.UNREAD,
            file,
            name=line.name,
            reason=file.closed,
            village=file.division,
        )
    touched, problems = _touched(line, file, columns, places, style)
    problems = {**check(touched, file.values), **problems}
    if problems:
        return Proposal(
            line.number,
            LedgerKind.UNREAD,
            file,
            name=line.name,
            reason="".join(problems.values()),
            village=file.division,
        )
    differences = tuple(
        Difference(
            code, written(columns[code], file.values.get(code), places, style), line.cells[code]
        )
        for code in touched
    )
    kind = LedgerKind.CHANGED if touched else LedgerKind.SAME
    return Proposal(line.number, kind, file, touched, differences, line.name, village=file.division)


def _touched(
    line: Line, file: File, columns: Mapping[str, Column], places: Places, style: Style
) -> tuple[dict[str, Any], dict[str, str]]:
    """The blanks whose cell says something else than the file, and what of them cannot be read."""
    touched: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for code, column in columns.items():
        if line.cells.get(code, "") == flat(written(column, file.values.get(code), places, style)):
            continue  # not touched since it went out
        if code in line.problems:
            problems[code] = line.problems[code]
        elif code in line.values and line.values[code] != file.values.get(code):
            touched[code] = line.values[code]
    return touched, problems


def _new(
    line: Line,
    village: str | None,
    columns: Mapping[str, Column],
    places: Places,
    style: Style,
    check: Checker,
) -> Proposal:
    problems = {**check(line.values, {}), **line.problems}
    if not line.values.get("name"):
        problems.setdefault("name", "没有写姓名。")
    if village is None:
        problems["@village"] = "看不出是哪个村（社区）的，请写清乡镇和村；村要在你的管辖范围内。"
    if problems:
        return Proposal(
            line.number, LedgerKind.UNREAD, name=line.name, reason="".join(problems.values())
        )
    differences = tuple(Difference(code, "", line.cells[code]) for code in line.values)
    return Proposal(
        line.number,
        LedgerKind.NEW,
        None,
        line.values,
        differences,
        line.name,
        village=village or "",
    )


def label_of(code: str) -> str:
    """The label of a blank or of what says where a row belongs."""
    return KEYS.get(code) or BY_CODE[code].label
