"""数据内容: counts and hashes of all tables, the same on every PostgreSQL that holds the same rows."""

from __future__ import annotations

import hashlib
from typing import Any

import psycopg
from psycopg import sql

from tonghu.core.database.backup.manifest import Content

# what decides how a value is written; fixed, so that a hash depends on values only
_SPELLING = (
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL datestyle = 'ISO'",
    "SET LOCAL intervalstyle = 'iso_8601'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL statement_timeout = 0",
)
_TABLES = """
SELECT c.relname,
       array_agg(a.attname ORDER BY a.attname),
       (SELECT array_agg(k.attname ORDER BY n.at) FROM pg_index i
        CROSS JOIN unnest(i.indkey::int[]) WITH ORDINALITY AS n(num, at)
        JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = n.num
        WHERE i.indrelid = c.oid AND i.indisprimary),
       array_agg(a.attname) FILTER (WHERE a.attcollation <> 0)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
GROUP BY c.oid, c.relname ORDER BY c.relname
"""


def contents(connection: psycopg.Connection[Any]) -> dict[str, Content]:
    """Of every table, in the transaction that is open; by a role no policy binds."""
    for setting in _SPELLING:
        connection.execute(setting)
    rows = connection.execute(_TABLES).fetchall()
    return {
        name: _content(connection, name, columns, key or [], set(texts or []))
        for name, columns, key, texts in rows
    }


def _content(
    connection: psycopg.Connection[Any],
    name: str,
    columns: list[str],
    key: list[str],
    texts: set[str],
) -> Content:
    """One pass in the order of the key: constant memory, however large the table."""
    order: list[sql.Composable] = [
        sql.SQL('{} COLLATE "C"' if one in texts else "{}").format(sql.Identifier(one))
        for one in key
    ] or [sql.SQL('whole::text COLLATE "C"')]
    query = sql.SQL("COPY (SELECT {} FROM {} AS whole ORDER BY {}) TO STDOUT").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.Identifier(name),
        sql.SQL(", ").join(order),
    )
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        with cursor.copy(query) as copied:
            for block in copied:
                digest.update(block)
        return Content(cursor.rowcount, digest.hexdigest())
