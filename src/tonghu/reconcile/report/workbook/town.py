"""乡镇的一册: the asked record and the question, nothing of any other unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tonghu.reconcile.report.discrepancies import Discrepancies, DiscrepancyKind
from tonghu.reconcile.report.discrepancies.kinds import KINDS_OF_DISCREPANCY
from tonghu.reconcile.report.workbook.cover import Contents, write_cover
from tonghu.reconcile.report.workbook.faults import fault_sheet
from tonghu.reconcile.report.workbook.rows import Lines
from tonghu.reconcile.report.workbook.sheets import (
    ANSWER_COLUMNS,
    PERSON_COLUMNS,
    Column,
    kind_sheet,
    looks_of,
    open_book,
)

I64 = npt.NDArray[np.int64]
Places = dict[tuple[int, DiscrepancyKind], I64]  # questions by town number and kind
_TOWN_COLUMNS = (
    Column("编号", 9),
    Column("责任单位", 20, wrap=True),
    Column("哪份名册", 9),
    Column("在哪里", 24, wrap=True),
    *PERSON_COLUMNS,
    Column("请核实什么", 34, wrap=True),
    *ANSWER_COLUMNS,
)


def places_of(lines: Lines) -> Places:
    """Places of the questions of each town and kind."""
    asked = np.flatnonzero(lines.asked)
    key = (lines.town[asked].astype(np.int64) + 1) * 16 + lines.kind[asked]
    order = np.argsort(key, kind="stable")
    values, begin = np.unique(key[order], return_index=True)
    parts = np.split(asked[order], begin[1:]) if len(values) else []
    return {
        (int(value) // 16 - 1, KINDS_OF_DISCREPANCY[int(value) % 16]): part
        for value, part in zip(values, parts, strict=True)
    }


def write_town(
    found: Discrepancies,
    lines: Lines,
    mine: dict[DiscrepancyKind, I64],
    faults: list[tuple[str, ...]],
    town: str,
    path: Path,
) -> None:
    """One town's workbook: `mine` are the places of its questions, `faults` its files' faults."""
    counts = {kind: len(places) for kind, places in mine.items()}
    if faults:
        counts[DiscrepancyKind.SENDER_FAULT] = len(faults)
    title = f"{town}名册差异处理单"
    with open_book(str(path), title) as book:
        looks = looks_of(book)
        write_cover(book, looks, found.terms, Contents(title, counts))
        for kind, places in mine.items():
            rows = _town_rows(found, lines, places)
            kind_sheet(book, looks, found.terms, kind, _TOWN_COLUMNS, rows)
        fault_sheet(book, looks, found.terms, faults)


def _town_rows(
    found: Discrepancies, lines: Lines, places: npt.NDArray[np.int64]
) -> Iterator[Sequence[str]]:
    cases, who = found.cases, lines.person
    for at in places.tolist():
        yield (
            cases.name(int(lines.case[at])),
            lines.owner[at],
            who.roster[at],
            who.place[at],
            who.name[at],
            who.sex[at],
            who.birth[at],
            who.number[at],
            cases.sentences[cases.sentence[at]],
        )
