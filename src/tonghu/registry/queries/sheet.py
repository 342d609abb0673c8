"""名单的格子: children as the rows of a layout, masked unless a purpose was given; and whole values for comparing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tonghu.core.viewer import Viewer
from tonghu.directory.models import Division
from tonghu.registry.fields import FIELDS, Kind
from tonghu.registry.models import Child
from tonghu.registry.queries.held import held, may_see
from tonghu.registry.queries.listing import ChildLine, lines
from tonghu.registry.workbook.cells import Places, Style, written
from tonghu.registry.workbook.layouts import Column, Layout, is_closed

CHUNK = 500
SHOWN_HEAD, SHOWN_TAIL, LONG = 3, 2, 8
_PLACED = (Kind.DIVISION, Kind.PLACE)


def masked(number: str) -> str:
    """A number with its head and tail."""
    if len(number) < LONG:
        return "*" * len(number)
    hidden = "*" * (len(number) - SHOWN_HEAD - SHOWN_TAIL)
    return f"{number[:SHOWN_HEAD]}{hidden}{number[-SHOWN_TAIL:]}"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """一行: whose it is, and its cells."""

    child: UUID
    cells: tuple[str, ...]


def sheet_rows(
    viewer: Viewer, rows: QuerySet[Child], layout: Layout, *, identity: bool
) -> Iterator[SheetRow]:
    """The rows of a sheet, some hundred in memory; numbers in full only when `identity`."""
    style, number = Style(layout.joined, layout.day), 0
    for some in _chunks(rows):
        shown = lines(viewer, some)
        values = [held(row) for row in some]
        places = places_of(values)
        for row, line, said in zip(some, shown, values, strict=True):
            number += 1
            cell = _writer(viewer, row, line, said, places, style, number, identity)
            yield SheetRow(row.id, tuple(cell(column) for column in layout.columns))


def _chunks(rows: QuerySet[Child]) -> Iterator[list[Child]]:
    some: list[Child] = []
    for row in rows.iterator(CHUNK):
        some.append(row)
        if len(some) == CHUNK:
            yield some
            some = []
    if some:
        yield some


def _writer(
    viewer: Viewer, row: Child, line: ChildLine, said: dict[str, Any], places: Places, style: Style,
    number: int, identity: bool,
) -> Callable[[Column], str]:  # fmt: skip
    def cell(column: Column) -> str:
        if column.shows:
            return shown(column.shows, row, line, number)
        field = column.definition
        if field is None or not may_see(viewer, field.sensitivity):
            return ""
        text = written(column, said.get(column.field), places, style)
        return text if identity or not is_closed(column) or text == column.blank else masked(text)

    return cell


def shown(what: str, row: Child, line: ChildLine, number: int) -> str:
    """A derived fact."""
    return _SHOWN[what](row, line, number)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


_SHOWN: dict[str, Callable[[Child, ChildLine, int], str]] = {
    "order": lambda row, line, number: str(number),
    "town": lambda row, line, number: line.town,
    "village": lambda row, line, number: line.village,
    "place": lambda row, line, number: f"{line.town}{line.village}",
    "age": lambda row, line, number: "" if line.age is None else str(line.age),
    "state": lambda row, line, number: line.state_label,
    "schemes": lambda row, line, number: "、".join(line.schemes),
    "flags": lambda row, line, number: "、".join(line.flags),
    "worker": lambda row, line, number: line.worker,
    "file_number": lambda row, line, number: row.file_number,
    "paper_number": lambda row, line, number: row.paper_number,
    "confirmed_on": lambda row, line, number: _day(row.confirmed_on),
    "registered_on": lambda row, line, number: _day(row.registered_on),
    "left_on": lambda row, line, number: _day(row.left_on),
    "left_reason": lambda row, line, number: row.left_reason,
    "sex_short": lambda row, line, number: line.sex,
    "completeness": lambda row, line, number: f"{line.filled}/{line.asked}",
}


def places_of(values: Sequence[dict[str, Any]], near: Iterable[str] = ()) -> Places:
    """Names of every division the values speak of; reading knows exactly these, and whole names."""
    codes = {
        str(said[one.code])
        for said in values
        for one in FIELDS
        if one.kind in _PLACED and one.code in said and str(said[one.code]).isdigit()
    }
    rows = Division.objects.all_of_them(reason="区划名称是公开的").filter(
        code__in=codes | set(near)
    )
    names = dict(rows.values_list("code", "full_name"))
    return Places(names, _code_by_name)


def _code_by_name(text: str) -> str | None:
    found = Division.objects.all_of_them(reason="区划名称是公开的").filter(full_name=text)
    codes = list(found.order_by("valid_to").values_list("code", flat=True)[:2])
    return codes[0] if len(codes) == 1 else None
