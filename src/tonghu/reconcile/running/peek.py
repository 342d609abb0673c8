"""先看一眼: files just handed in are read in the sandbox and described: rows, columns, samples."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tonghu.reconcile.engine.intake import Limits, read
from tonghu.reconcile.engine.intake.columns.duplicates import LABELS
from tonghu.reconcile.engine.intake.tables import Intake, Sheet
from tonghu.reconcile.running.orders import FileRef, PeekOrder, saved_of

SAMPLES = 3
LOOKED_AT = 400  # rows in which samples are sought
DOUBTS = ("mapping_doubt", "header_overruled", "duplicate_header", "exchanged_columns", "no_header")


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """一列."""

    header: str
    field: str
    label: str
    reason: str
    samples: list[str]


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """一张表."""

    name: str
    rows: int
    header_row: int
    columns: list[ColumnSeen]
    signature: str


@dataclass(frozen=True, slots=True)
class Seen:
    """一份名册: what reading made of it."""

    hand_in: str
    rows: int
    sheets: list[SheetSeen]
    told: list[dict[str, Any]]
    refused: str  # the sentence, "" when at least one sheet was read
    doubtful: bool
    sender: str
    town: str
    as_of: str
    population: str


def peek(order: PeekOrder, step: Callable[[str], None]) -> list[dict[str, Any]]:
    """Every file of the order, in its order."""
    step(f"读入{len(order.files)}份名册")
    with tempfile.TemporaryDirectory(dir=order.out) as folder:
        intake = read(
            [file.roster for file in order.files],
            limits=Limits(today=date.fromisoformat(order.today)),
            saved=saved_of(order.files), workdir=Path(folder),
        )  # fmt: skip
        return [asdict(_seen(file, intake)) for file in order.files]


def _seen(file: FileRef, intake: Intake) -> Seen:
    sheets = [sheet for sheet in intake.sheets if str(sheet.file.path) == file.path]
    notices = [one for one in intake.notices if str(one.file) == file.path]
    fatal = [one.text for one in notices if one.fatal]
    first = sheets[0].file if sheets else None
    return Seen(
        hand_in=file.hand_in,
        rows=sum(len(sheet.rows) for sheet in sheets),
        sheets=[_sheet(sheet) for sheet in sheets],
        told=[
            {
                "text": n.text,
                "sheet": n.sheet,
                "count": n.count,
                "fatal": n.fatal,
                "rows": list(n.rows[:50]),
            }
            for n in notices
        ],
        refused="" if sheets else (fatal[0] if fatal else "文件里没有读到名单，请核对后重新报送。"),
        doubtful=any(one.code in DOUBTS for one in notices),
        sender=first.sender if first else "",
        town=first.town if first else "",
        as_of=first.as_of.isoformat() if first and first.as_of else "",
        population=first.population.value if first and first.population else "",
    )


def _sheet(sheet: Sheet) -> SheetSeen:
    columns = []
    for mapped in sheet.mapping:
        texts = sheet.columns.get(mapped.field) if mapped.field else None
        samples: list[str] = []
        if texts is not None:
            samples = list(dict.fromkeys(t for t in texts[:LOOKED_AT].to_pylist() if t.strip()))[
                :SAMPLES
            ]
        columns.append(
            ColumnSeen(
                mapped.header,
                mapped.field.value if mapped.field else "",
                LABELS[mapped.field] if mapped.field else "",
                mapped.reason,
                samples,
            )
        )
    return SheetSeen(
        sheet.sheet,
        len(sheet.rows),
        sheet.header_row,
        columns,
        signature([c.header for c in columns]),
    )


def signature(headers: list[str]) -> str:
    """表头的指纹: the same headers in the same order."""
    return hashlib.sha256("\x1f".join(headers).encode()).hexdigest()[:32]
