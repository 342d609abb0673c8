"""大批写入: rows by COPY, closed on the way under one data key.

COPY does not pass row-level security, so it fills a temporary table, from which one INSERT takes the
rows through the policies like any other. Called inside the scope and transaction of the deed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from psycopg import sql
from psycopg.types.json import Jsonb

from tonghu.core.encryption import Cipher, DataKeyRef
from tonghu.core.encryption.fields import Encrypted
from tonghu.core.ids import uuid7

Values = Mapping[str, Any]
if TYPE_CHECKING:
    Field = models.Field[Any, Any]
else:
    Field = models.Field


def copy_in(model: type[models.Model], rows: Iterable[Values], key: DataKeyRef) -> int:
    """Writes rows given as column → value; columns left out get the field's default."""
    fields = list(model._meta.concrete_fields)
    table = model._meta.db_table
    waiting = sql.Identifier(f"incoming_{table}")
    names = sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields)
    like = sql.SQL("CREATE TEMP TABLE {} (LIKE {}) ON COMMIT DROP").format(
        waiting, sql.Identifier(table)
    )
    copy = sql.SQL("COPY {} ({}) FROM STDIN").format(waiting, names)
    take = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}")
    count = 0
    with connection.cursor() as cursor:
        cursor.execute(like)
        with cursor.copy(copy) as target:
            for row in rows:
                target.write_row(_cells(model, fields, row, key))
                count += 1
        cursor.execute(take.format(sql.Identifier(table), names, names, waiting))
        cursor.execute(sql.SQL("DROP TABLE {}").format(waiting))
    return count


def _is_json(field: Field) -> bool:
    return isinstance(field, models.JSONField)


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
        return Jsonb(value)
    return str(value) if isinstance(field, models.CharField) else value
