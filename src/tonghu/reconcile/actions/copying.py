"""大批写入: thousands of rows a statement, closed on the way under one data key.

COPY does not pass row-level security, and the runtime role may make no temporary table to copy
into; one INSERT from arrays, a column each, is nearly as fast and goes through the policies.
Called inside the scope and transaction of the deed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from psycopg import sql

from tonghu.core.encryption import Cipher, DataKeyRef
from tonghu.core.encryption.fields import Encrypted
from tonghu.core.ids import uuid7

Values = Mapping[str, Any]
BATCH = 1_000
if TYPE_CHECKING:
    Field = models.Field[Any, Any]
else:
    Field = models.Field


def copy_in(model: type[models.Model], rows: Iterable[Values], key: DataKeyRef) -> int:
    """Writes rows given as column → value; columns left out get the field's default."""
    fields = list(model._meta.concrete_fields)
    statement = _statement(model._meta.db_table, fields)
    count = 0
    with connection.cursor() as cursor:
        for batch in _batches(_cells(model, fields, row, key) for row in rows):
            cursor.execute(statement, [list(column) for column in zip(*batch, strict=True)])
            count += len(batch)
    return count


def _statement(table: str, fields: list[Field]) -> sql.Composed:
    names = sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields)
    arrays = sql.SQL(", ").join(
        sql.SQL("%s::{}[]").format(sql.SQL(_sent(field))) for field in fields
    )
    taken = sql.SQL(", ").join(
        sql.SQL("{}::jsonb" if _is_json(field) else "{}").format(sql.Identifier(str(field.column)))
        for field in fields
    )
    return sql.SQL("INSERT INTO {} ({}) SELECT {} FROM unnest({}) AS come({})").format(
        sql.Identifier(table), names, taken, arrays, names
    )


def _sent(field: Field) -> str:
    """The type a column travels as; what is text in the end travels as text."""
    known = str(field.db_type(connection))
    return "text" if _is_json(field) or known.startswith("varchar") else known


def _is_json(field: Field) -> bool:
    return isinstance(field, models.JSONField)


def _batches(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch


def _cells(
    model: type[models.Model], fields: list[Field], row: Values, key: DataKeyRef
) -> list[Any]:
    id_ = row.get("id") or uuid7()
    return [_cell(model._meta.db_table, field, row, id_, key) for field in fields]


def _cell(table: str, field: Field, row: Values, id_: object, key: DataKeyRef) -> Any:
    if field.primary_key:
        return id_
    value = row[field.attname] if field.attname in row else field.get_default()
    if value is None:
        return None
    if isinstance(field, Encrypted):
        plain = field._bytes(value)
        return Cipher.seal(plain, key=key, table=table, row=id_, column=str(field.column))
    if _is_json(field):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if isinstance(field, models.CharField) else value
