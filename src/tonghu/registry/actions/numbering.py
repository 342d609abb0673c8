"""档案号: the town's name, the year, a running number: 大东坝2026-0043."""

from __future__ import annotations

from contextlib import suppress

from django.db import IntegrityError, transaction

from tonghu.directory import queries as directory
from tonghu.registry.actions.batch import Batch
from tonghu.registry.actions.common import DESK
from tonghu.registry.actions.sheets import Sheet
from tonghu.registry.models import FileSeries


def numbered(batch: Batch, sheets: list[Sheet]) -> None:
    """Gives every file without a number its own; towns in one order, one lock each."""
    by_town: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        if not sheet.child.file_number:
            by_town.setdefault(sheet.child.division[:9] + "000", []).append(sheet)
    for town in sorted(by_town):
        _number(town, batch.today.year, by_town[town])


def _number(town: str, year: int, sheets: list[Sheet]) -> None:
    rows = FileSeries.objects.all_of_them(reason="one row a town and year")
    if not rows.filter(division=town, year=year).exists():
        with suppress(IntegrityError), transaction.atomic():  # somebody else may make it meanwhile
            FileSeries.objects.put(division=town, year=year)
    row = rows.select_for_update().get(division=town, year=year)
    known = directory.division(DESK, town)
    name = known.short if known else town[:9]
    for number, sheet in enumerate(sheets, start=row.last + 1):
        sheet.child.file_number = f"{name}{year}-{number:04d}"[:40]
    row.last += len(sheets)
    row.save(update_fields=["last"])
