"""库中现状: what the catalogue of PostgreSQL says about our tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from tonghu.core.database.policies.declared import Table
from tonghu.core.database.policies.expressions import Policy, policies, quoted
from tonghu.core.database.server.roles import APP


class Connection(Protocol):
    """Django's connection or psycopg's."""

    def cursor(self) -> Any:
        """A cursor that is a context manager."""


@dataclass(frozen=True)
class Relation:
    """库中的一张表: its kind, row security, policies, privileges of the runtime role and of all."""

    name: str
    kind: str  # r table, p partitioned, v view, m materialised view, S sequence
    partition: bool
    enabled: bool
    forced: bool
    options: tuple[str, ...]
    policies: frozenset[Policy]
    privileges: frozenset[str]
    public: frozenset[str]
    indexed: frozenset[str]  # columns an index begins with


_RELATIONS = """
SELECT c.relname, c.relkind::text, c.relispartition, c.relrowsecurity, c.relforcerowsecurity,
       coalesce(c.reloptions, '{}')
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
ORDER BY c.relname
"""
_POLICIES = """
SELECT c.relname, p.polname,
       CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                     WHEN 'd' THEN 'DELETE' ELSE 'ALL' END
       || CASE WHEN p.polpermissive THEN '' ELSE ' RESTRICTIVE' END
       || CASE WHEN p.polroles = '{0}' THEN '' ELSE ' TO ' || p.polroles::text END,
       pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = %s::regnamespace
"""
_PRIVILEGES = """
SELECT c.relname, a.privilege_type, a.grantee = 0
FROM pg_class c, aclexplode(c.relacl) a
WHERE c.relnamespace = 'public'::regnamespace
  AND (a.grantee = 0 OR a.grantee = (SELECT oid FROM pg_roles WHERE rolname = %s))
UNION ALL
SELECT c.relname, a.privilege_type || ' (' || t.attname || ')', a.grantee = 0
FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
WHERE c.relnamespace = 'public'::regnamespace
"""
_INDEXES = """
SELECT c.relname, a.attname
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
WHERE c.relnamespace = 'public'::regnamespace AND i.indisvalid AND i.indpred IS NULL
"""
_DEFINERS = """
SELECT p.proname || '(' || replace(pg_get_function_identity_arguments(p.oid), ' ', '') || ')'
FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef ORDER BY 1
"""


def relations(connection: Connection) -> list[Relation]:
    """Every table, view and sequence of the database."""
    behind, given, public, indexed = (defaultdict[str, set[Any]](set) for _ in range(4))
    for name, *policy in ask(connection, _POLICIES, ["public"]):
        behind[name].add(Policy(*policy))
    for name, privilege, to_all in ask(connection, _PRIVILEGES, [APP]):
        (public if to_all else given)[name].add(privilege)
    for name, column in ask(connection, _INDEXES):
        indexed[name].add(column)
    return [
        Relation(
            name, kind, partition, enabled, forced, tuple(options),
            *(frozenset(each[name]) for each in (behind, given, public, indexed)),
        )
        for name, kind, partition, enabled, forced, options in ask(connection, _RELATIONS)
    ]  # fmt: skip


def definers(connection: Connection) -> list[str]:
    """Functions that run with their owner's rights and so behind every policy."""
    return [row[0] for row in ask(connection, _DEFINERS)]


def as_printed(connection: Connection, table: Table) -> frozenset[Policy]:
    """The wanted policies in PostgreSQL's own spelling: made on an empty twin, read, thrown away."""
    wanted = policies(table)
    if not wanted:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {quoted(table.name)} (LIKE public.{quoted(table.name)})"
        )
        for policy in wanted:
            cursor.execute(policy.create(f"pg_temp.{quoted(table.name)}"))
        cursor.execute("SELECT pg_my_temp_schema()::regnamespace::text")
        schema = cursor.fetchone()[0]
        printed = ask(connection, _POLICIES, [schema])
        cursor.execute(f"DROP TABLE pg_temp.{quoted(table.name)}")
    return frozenset(Policy(*row[1:]) for row in printed)


def ask(connection: Connection, query: str, values: Sequence[object] = ()) -> list[Any]:
    """All rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(query, list(values) or None)
        return list(cursor.fetchall())
