"""列对应预览: what was understood, row by row, for a person to look over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tonghu.reconcile.engine.intake.columns.duplicates import LABELS
from tonghu.reconcile.engine.intake.tables import Intake


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One column of one sheet."""

    file: Path
    sheet: str
    column: int  # 1-based
    header: str
    field: str  # Chinese label, "" when the column is not used
    reason: str


def describe(intake: Intake) -> list[PreviewRow]:
    """Every column of every accepted sheet, in order."""
    return [
        PreviewRow(
            sheet.file.path,
            sheet.sheet,
            column.index + 1,
            column.header,
            LABELS[column.field] if column.field else "",
            column.reason,
        )
        for sheet in intake.sheets
        for column in sheet.mapping
    ]
