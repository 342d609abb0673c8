"""装入区划: one county or the whole country, by COPY, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from tonghu.core import events
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import NATION, divisions
from tonghu.directory.divisions.rows import DivisionRow, rows_of
from tonghu.directory.models import Division

_INTO = f"COPY {Division._meta.db_table} ({', '.join(DivisionRow._fields)}) FROM STDIN"


def load_divisions(*, by: Viewer, codes: Iterable[str] | None = None) -> int:
    """装入区划: the subtrees of `codes` with all above them, or everything; returns the rows.

    What is already there is replaced, so that a second load changes nothing.
    """
    wanted = None if codes is None else tuple(codes)
    rows = rows_of(divisions(), wanted)
    loaded = _copy_all(rows) if wanted is None else _copy_some(rows)
    for code in wanted or (NATION,):
        events.record(
            "division.loaded", by=by, subject=("division", divisions().require(code).code),
            division=divisions().require(code).code, changes={"rows": loaded},
        )  # fmt: skip
    return loaded


def _copy_all(rows: Iterable[DivisionRow]) -> int:
    _all().delete()
    return _copy(rows)


def _copy_some(rows: Iterable[DivisionRow]) -> int:
    found = list(rows)
    _all().filter(pk__in=[row.code for row in found]).delete()
    return _copy(found)


def _all() -> QuerySet[Division]:
    return Division.objects.all_of_them(reason="loading replaces the rows of the committed table")


def _copy(rows: Iterable[DivisionRow]) -> int:
    loaded = 0
    with connection.cursor() as cursor, cursor.copy(_INTO) as copy:
        for row in rows:
            copy.write_row(row)
            loaded += 1
    return loaded
