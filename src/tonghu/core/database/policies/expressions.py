"""策略表达式: a declaration as conditions on columns, in the only form an index can serve.

Every setting goes through nullif: after a transaction PostgreSQL answers with an empty text, not
with nothing, and an empty text must fit no row. `LIKE` and sub-selects are forty to a thousand times
slower (stack §2), so a subtree is a range.
"""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.core.database.policies.declared import Table

NAME = "tonghu_rows"
ADDING = "tonghu_adding"
SHARED = "tonghu_shared"
LOWEST, HIGHEST = "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"


@dataclass(frozen=True)
class Policy:
    """策略: one row-level policy; `command` as PostgreSQL names it."""

    name: str
    command: str  # ALL SELECT INSERT
    using: str | None
    check: str | None

    def create(self, table: str) -> str:
        """The statement that makes it."""
        using = f" USING ({self.using})" if self.using else ""
        check = f" WITH CHECK ({self.check})" if self.check else ""
        return f"CREATE POLICY {self.name} ON {table} FOR {self.command} TO PUBLIC{using}{check}"


def policies(table: Table) -> tuple[Policy, ...]:
    """What stands behind a table. Into a log anybody may write; to read it is another thing.

    A refusal of somebody not signed in, a fact about another's unit: both must be written, and the
    writer could not see the row afterwards.
    """
    if table.rows is None or table.rows.is_open:
        return ()
    condition = visible(table)
    shared = _shared(table.rows.shared)
    if table.append_only:
        rows = (Policy(NAME, "SELECT", condition, None), Policy(ADDING, "INSERT", None, "true"))
        return rows + shared
    return (Policy(NAME, "ALL", condition, condition), *shared)


def visible(table: Table) -> str:
    """The condition under which a row is shown: by division, or by unit, or by user.

    The first column covers the whole table for the system, by the widest range; were it a
    condition of its own (`OR level = 'system'`), no index could be used at all.
    """
    rows = table.rows
    assert rows is not None
    first, *rest = rows.columns
    arms = [
        _range(first, rows.levels) if first == rows.division else _own(first, _role(table, first))
    ]
    arms += [_equal(column, _role(table, column)) for column in rest]
    if first in table.nullable:
        arms.append(f"({quoted(first)} IS NULL AND {_setting('level')} = 'system')")
    return " OR ".join(arms)


def _shared(column: str | None) -> tuple[Policy, ...]:
    """A second policy for reading alone: to be told of a row is not to keep it."""
    if column is None:
        return ()
    mine = f"nullif({_setting('unit')}, '')::uuid"
    return (Policy(SHARED, "SELECT", f"{quoted(column)} @> ARRAY[{mine}]", None),)


def quoted(name: str) -> str:
    """A name of a column or table as an identifier."""
    return '"' + name.replace('"', '""') + '"'


def _range(column: str, levels: tuple[str, ...]) -> str:
    heard = ", ".join(f"'{level}'" for level in (*levels, "system"))
    return (
        f"({quoted(column)} >= {_or_all('lo', '')} AND {quoted(column)} < {_or_all('hi', '~')}"
        f" AND {_setting('level')} IN ({heard}))"
    )


def _own(column: str, setting: str) -> str:
    return (
        f"({quoted(column)} >= ({_or_all(setting, LOWEST)})::uuid"
        f" AND {quoted(column)} <= ({_or_all(setting, HIGHEST)})::uuid)"
    )


def _equal(column: str, setting: str) -> str:
    return f"{quoted(column)} = nullif({_setting(setting)}, '')::uuid"


def _or_all(setting: str, bound: str) -> str:
    said = f"nullif({_setting(setting)}, '')"
    return f"CASE {_setting('level')} WHEN 'system' THEN '{bound}' ELSE {said} END"


def _setting(name: str) -> str:
    return f"current_setting('tonghu.{name}', true)"


def _role(table: Table, column: str) -> str:
    return "unit" if table.rows and column == table.rows.unit else "user"
