"""认表头: which row of a sheet is its head, and which blank each column means. Pure."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tonghu.files.sheets import LOST, Book
from tonghu.registry.fields import BY_CODE, FIELDS
from tonghu.registry.workbook.layouts import Column, Layout, is_closed

WITHIN = 12  # rows in which the head stands; titles and remarks stand above it
LEAST = 2  # columns known, one of them the name or the number
SAMPLES = 3
KEYS = {
    "@town": "乡镇",
    "@village": "村（社区）",
    "@place": "乡镇和村写在一起",
    "@file_number": "档案编号",
}
_ALIASES = Path(__file__).with_name("heads.toml")
_SHOWS = {"town": "@town", "village": "@village", "place": "@place", "file_number": "@file_number"}
_MARKS = re.compile(r"[\s*＊：:]|[(（](?:必填|选填|可不填)[)）]")


@dataclass(frozen=True, slots=True)
class Seen:
    """一列: its head, what it seems to be, some values."""

    header: str
    field: str
    sure: bool
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """表头: on which sheet, in which row (from 0), and its columns; `layout` when it is one of ours."""

    sheet: int
    row: int
    columns: tuple[Seen, ...]
    layout: str = ""


def plain(text: str) -> str:
    """A head without blanks and marks."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=1)
def aliases() -> dict[str, str]:
    """Head → blank, for labels and aliases; an alias of two blanks would be a fault of the file."""
    told = tomllib.loads(_ALIASES.read_text(encoding="utf-8"))
    found = {plain(one.label): one.code for one in FIELDS}
    for code, heads in told.items():
        if code not in BY_CODE and code not in KEYS:
            raise ValueError(f"{_ALIASES}：没有“{code}”这一栏。")
        found |= {plain(head): code for head in heads}
    return found


def of_layout(layout: Layout) -> dict[str, str]:
    """Head → blank of one layout; derived columns that say where a row belongs are kept."""
    found: dict[str, str] = {}
    for column in layout.columns:
        meaning = column.field or _SHOWS.get(column.shows, "")
        found |= {plain(head): meaning for head in (column.header, *column.also)}
    return found


def find(book: Book, layouts: Sequence[Layout]) -> Head | None:
    """The sheet and row that know most heads; None where nobody is named."""
    best: tuple[int, Head] | None = None
    for at, sheet in enumerate(book.sheets):
        for number, row in enumerate(sheet.rows[:WITHIN]):
            layout = _layout_of(row, layouts)
            known = of_layout(layout) if layout else aliases()
            fields = [known.get(plain(cell), aliases().get(plain(cell), "")) for cell in row]
            score = len({one for one in fields if one})
            if score < LEAST or not {"name", "id_number"} & set(fields):
                continue
            if best is None or score > best[0]:
                below = sheet.rows[number + 1 :]
                best = (
                    score,
                    Head(at, number, _columns(row, fields, below), layout.code if layout else ""),
                )
    return best[1] if best else None


def _layout_of(row: Sequence[str], layouts: Sequence[Layout]) -> Layout | None:
    """The layout whose first heads these are, nine in ten."""
    here = {plain(cell) for cell in row if cell}
    for layout in layouts:
        heads = {plain(column.header) for column in layout.columns}
        if len(here & heads) * 10 >= len(heads) * 9:
            return layout
    return None


def _columns(
    row: Sequence[str], fields: Sequence[str], below: Sequence[Sequence[str]]
) -> tuple[Seen, ...]:
    used: set[str] = set()
    found = []
    for at, (header, field) in enumerate(zip(row, fields, strict=True)):
        twice = bool(field) and field in used
        used.add(field)
        found.append(
            Seen(
                header,
                "" if twice else field,
                not twice and bool(field or not header),
                _samples(at, field, below),
            )
        )
    return tuple(found)


def _samples(at: int, field: str, below: Sequence[Sequence[str]]) -> tuple[str, ...]:
    texts = dict.fromkeys(row[at] for row in below[:200] if at < len(row) and row[at])
    some = list(texts)[:SAMPLES]
    closed = field in BY_CODE and is_closed(Column("", field=field))
    return tuple(
        "被Excel改成了数字" if one == LOST else hidden(one) if closed or _is_number(one) else one
        for one in some
    )


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\d{11,}[\dXx]?", text))


def hidden(text: str) -> str:
    """Head and tail of a number."""
    return (
        f"{text[:3]}{'*' * max(0, len(text) - 5)}{text[-2:]}" if len(text) > 7 else "*" * len(text)
    )
