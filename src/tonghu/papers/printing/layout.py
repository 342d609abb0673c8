"""排表: heads joined by group, values as text, totals: one reading for PDF, Word and Excel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tonghu.papers.documents import Column, Table, Value

ORDINAL = Column("", "序号", width=2.5, align="center", format="integer")
NUMBERS = frozenset({"integer", "decimal", "money", "percent"})
WHOLE = NUMBERS | {"id", "date", "month"}  # never broken over two lines
MARKS = frozenset({"date", "month", "yes_no"})
USUAL = {
    "id": 10.0,
    "date": 5.5,
    "month": 4.5,
    "integer": 3.0,
    "decimal": 4.0,
    "money": 5.0,
    "percent": 3.5,
    "yes_no": 2.5,
}


@dataclass(frozen=True, slots=True)
class HeadCell:
    """表头一格: where it begins and how far it reaches."""

    text: str
    row: int
    column: int
    span: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Laid:
    """排好的表: columns (序号 first when wanted), head cells by row, rows, totals."""

    columns: tuple[Column, ...]
    heads: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[Value, ...] | None

    @property
    def widths(self) -> list[float]:
        """Widths in 全角 characters."""
        rows = [*self.rows, *([self.totals] if self.totals else [])]
        return [_width(one, (row[at] for row in rows)) for at, one in enumerate(self.columns)]


def laid(table: Table) -> Laid:
    """A table as it will be set."""
    columns, rows, totals = table.columns, table.rows, _totals(table)
    if table.ordinal:
        columns = (ORDINAL, *columns)
        rows = tuple((at, *row) for at, row in enumerate(rows, 1))
        totals = (None, *totals) if totals else None
    return Laid(
        columns, _heads(columns, table), rows, _labelled(totals, columns, table.total_label)
    )


def said(value: Value, format: str) -> str:
    """A value as it is printed; nothing known is an empty cell."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value.year}-{value.month:02}" if format == "month" else value.isoformat()[:10]
    if isinstance(value, int | float):
        return _number(value, format)
    return value


def _number(value: float, format: str) -> str:
    if format == "percent":
        return f"{value:.1%}".replace(".0%", "%")
    if format in ("decimal", "money"):
        return f"{value:,.2f}"
    return f"{value:,}" if format == "integer" else str(value)


def align_of(column: Column) -> str:
    """Where a column stands: as told, else by its format."""
    if column.align:
        return column.align
    return "right" if column.format in NUMBERS else "center" if column.format in MARKS else "left"


def _width(column: Column, held: Iterable[Value]) -> float:
    """What is told, or usual for the format; numbers get the room they need, for they never break."""
    told = column.width or USUAL.get(column.format) or max(3.0, min(8.0, len(column.head)))
    if column.format not in WHOLE:
        return told
    return max(told, *(len(said(one, column.format)) / 2 + 0.7 for one in held), 0)


def _heads(columns: tuple[Column, ...], table: Table) -> tuple[tuple[HeadCell, ...], ...]:
    paths = [(*filter(None, one.group.split("/")), one.head) for one in columns]
    deep = max(len(path) for path in paths)
    rows = [_head_row(paths, level, deep) for level in range(deep)]
    if table.numbered:
        first = 1 if table.ordinal else 0
        numbers = [
            HeadCell(str(at - first + 1) if at >= first else "栏次", deep, at)
            for at in range(len(columns))
        ]
        rows.append(tuple(numbers))
    return tuple(rows)


def _head_row(paths: list[tuple[str, ...]], level: int, deep: int) -> tuple[HeadCell, ...]:
    cells: list[HeadCell] = []
    at = 0
    while at < len(paths):
        path, end = paths[at], at + 1
        if len(path) <= level:
            at = end
            continue
        last = level == len(path) - 1
        if not last:
            while (
                end < len(paths)
                and len(paths[end]) > level + 1
                and paths[end][: level + 1] == path[: level + 1]
            ):
                end += 1
        cells.append(HeadCell(path[level], level, at, end - at, deep - level if last else 1))
        at = end
    return tuple(cells)


def _totals(table: Table) -> tuple[Value, ...] | None:
    if table.totals is not None:
        return table.totals
    if not any(one.total in ("sum", "count") for one in table.columns):
        return None
    return tuple(_total(table, at, one) for at, one in enumerate(table.columns))


def _total(table: Table, at: int, column: Column) -> Value:
    held = [row[at] for row in table.rows]
    if column.total == "sum":
        numbers = [
            one for one in held if isinstance(one, int | float) and not isinstance(one, bool)
        ]
        return (
            round(sum(numbers), 6)
            if any(isinstance(one, float) for one in numbers)
            else sum(numbers)
        )
    if column.total == "count":
        return sum(one not in (None, "", False) for one in held)
    return None


def _labelled(
    totals: tuple[Value, ...] | None, columns: tuple[Column, ...], label: str
) -> tuple[Value, ...] | None:
    """合计 in the column told, else in the first that is free."""
    if totals is None:
        return None
    told = [at for at, one in enumerate(columns) if one.total == "label"]
    free = [at for at, one in enumerate(totals) if one is None]
    for at in (told or free)[:1]:
        totals = (*totals[:at], label, *totals[at + 1 :])
    return totals
