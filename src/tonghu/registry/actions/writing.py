"""整批写入: many rows in one statement, encrypted columns bound to their own rows.

PostgreSQL takes the rows as one JSON document and makes columns of it: five times faster than one
parameter a value, and unlike COPY it passes row-level security.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Field

from tonghu.core.encryption import Veiled
from tonghu.core.record import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)
_BATCH = 2_000
Column: TypeAlias = "Field[Any, Any]"


def write(rows: Iterable[Record]) -> None:
    """New rows of one table."""
    _send(list(rows), "")


def rewrite(rows: Iterable[Record]) -> None:
    """Every column of rows the caller has locked, in the order of their keys."""
    by_key = {row.pk: row for row in rows}
    found = [by_key[key] for key in sorted(by_key)]
    if found:
        names = [_quoted(one) for one in _columns(type(found[0])) if not one.primary_key]
        news = ", ".join(f"{name} = excluded.{name}" for name in names)
        _send(found, f" ON CONFLICT (id) DO UPDATE SET {news}")


def _send(rows: list[Record], conflict: str) -> None:
    if not rows:
        return
    model = type(rows[0])
    columns = _columns(model)
    names = ", ".join(_quoted(one) for one in columns)
    types = ", ".join(f"{_quoted(one)} {one.db_type(connection)}" for one in columns)
    into = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({names})"
    shaped = f" SELECT {names} FROM json_to_recordset(%s::json) AS given({types})"  # noqa: S608  (names of our own tables)
    for part in _parts(rows):
        told = json.dumps(
            [{str(one.column): _plain(one.pre_save(row, True)) for one in columns} for row in part],
            ensure_ascii=False, separators=(",", ":"), default=_spelt,
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(into + shaped + conflict, [told])
        for row in part:
            row._state.adding, row._state.db = False, "default"


@cache
def _columns(model: type[Record]) -> tuple[Column, ...]:
    """What is written: what the database makes itself is left to it."""
    return tuple(one for one in model._meta.concrete_fields if not one.generated)


def _quoted(column: Column) -> str:
    return str(connection.ops.quote_name(str(column.column)))


def _parts(rows: list[Record]) -> Iterator[list[Record]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]


def _plain(value: Any) -> Any:
    if isinstance(value, Veiled):
        return None if value.blob is None else "\\x" + value.blob.hex()
    if isinstance(value, str) and "\x00" in value:
        return value.replace("\x00", "")
    return value


def _spelt(value: Any) -> Any:
    """What JSON has no word for."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"A column cannot be written from a {type(value).__name__}.")
