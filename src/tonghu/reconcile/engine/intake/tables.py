"""What reading hands to the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from tonghu.reconcile.engine.fields import Field, Kind, Population


@dataclass(frozen=True, slots=True)
class RosterFile:
    """一份名册文件 as it was handed in: what it is, and what its sender declares about it."""

    path: Path
    kind: Kind
    sender: str = ""  # unit that sent it, as declared or read from title or file name; "" unknown
    town: str = ""  # sender's town, "" when it is county-wide or unknown
    as_of: date | None = None  # the day the list speaks of
    population: Population | None = None  # None: not declared


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence about a file or some of its rows, for a person to read.

    `code` is stable (`formula_cells`, `scientific_id` …), `text` is the Chinese sentence,
    `rows` holds the 1-based data rows concerned (at most the first 1,000; `count` is true).
    """

    code: str
    text: str
    file: Path
    sheet: str = ""
    rows: tuple[int, ...] = ()
    count: int = 0
    fatal: bool = False  # True: the file (or sheet) was refused and gave no record


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """One column of a sheet: what its header says, what it was taken for, and why."""

    index: int  # 0-based position in the sheet
    header: str  # as printed; "" when there is none
    field: Field | None  # None: not used
    reason: str  # plain Chinese: 表头“身份证号” / 内容像身份证号 / 已保存的对应 …


@dataclass(frozen=True, slots=True)
class Sheet:
    """One accepted sheet: raw text per mapped field, aligned with `rows`.

    `rows` are 1-based data rows, counted from the first row below the header, blank and
    foot rows counted too, so that Excel row = header_row + row. `columns` holds
    `pa.StringArray` (never null; "" for an empty cell), the text exactly as the sender wrote it.
    """

    file: RosterFile
    sheet: str  # "" for CSV
    header_row: int  # physical 1-based row of the (last line of the) header; 0 when there is none
    mapping: tuple[ColumnMapping, ...]
    rows: pa.Int32Array
    columns: Mapping[Field, pa.StringArray]


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that was read, and everything that was refused, with its sentence."""

    sheets: tuple[Sheet, ...]
    notices: tuple[Notice, ...] = field(default=())

    @property
    def refused(self) -> tuple[Notice, ...]:
        """Notices of files or sheets that gave no record."""
        return tuple(n for n in self.notices if n.fatal)
