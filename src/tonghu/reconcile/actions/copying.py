"""大批写入: rows by COPY, closed on the way under one data key.

COPY does not pass row-level security, so it fills a temporary table, from which one INSERT takes the
rows through the policies like any other. Called inside the scope and transaction of the deed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
            cells = [_cell(table, field, key) for field in fields]
            for row in rows:
                id_ = row.get("id") or uuid7()
                target.write_row([cell(row, id_) for cell in cells])
                count += 1
        cursor.execute(take.format(sql.Identifier(table), names, names, waiting))
        cursor.execute(sql.SQL("DROP TABLE {}").format(waiting))
    return count


def _cell(table: str, field: Field, key: DataKeyRef) -> Callable[[Values, Any], Any]:
    """How one column is written; decided once, not once a row."""
    if field.primary_key:
        return lambda row, id_: id_
    name, default = field.attname, field.get_default
    written = _written(table, field, key)

    def cell(row: Values, id_: Any) -> Any:
        value = row[name] if name in row else default()
        return None if value is None else written(value, id_)

    return cell


def _written(table: str, field: Field, key: DataKeyRef) -> Callable[[Any, Any], Any]:
    if isinstance(field, Encrypted):
        plain, column = field._bytes, str(field.column)
        return lambda value, id_: Cipher.seal(
            plain(value), key=key, table=table, row=id_, column=column
        )
    if isinstance(field, models.JSONField):
        return lambda value, id_: Jsonb(value)
    if isinstance(field, models.CharField):
        return lambda value, id_: str(value)
    return lambda value, id_: value
