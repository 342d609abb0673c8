"""对照: what the database has against what the models say, and how to make them one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tonghu.core.database.policies import found
from tonghu.core.database.policies.declared import DEFINERS, Table, known, tables
from tonghu.core.database.policies.expressions import policies, quoted
from tonghu.core.database.policies.found import Connection, Relation
from tonghu.core.database.server.roles import APP

SEQUENCE = frozenset({"USAGE", "SELECT"})


@dataclass(frozen=True)
class Difference:
    """不一致: a sentence, and the statements that mend it; none where only a person can."""

    sentence: str
    remedy: tuple[str, ...] = ()


def differences(
    connection: Connection, declared: Mapping[str, Table] | None = None
) -> list[Difference]:
    """Everything in the database that deviates from the declarations; asked as owner."""
    declared = tables() if declared is None else declared
    told: list[Difference] = []
    relations = found.relations(connection)
    for relation in relations:
        if relation.kind in "vm":
            told += _of_view(relation)
        elif relation.kind == "S":
            told += _granted(relation, SEQUENCE)
        elif relation.partition:  # reached through its parent only, where the policy stands
            told += _granted(relation, frozenset())
        else:
            table = declared.get(relation.name) or known(relation.name)
            told += _of_table(connection, relation, table)
    there = {relation.name for relation in relations}
    told += [
        Difference(f"表{name}有声明，数据库里却没有，请先运行tonghu db migrate。")
        for name in sorted(declared.keys() - there)
    ]
    told += [
        Difference(f"函数{name}以所有者身份运行，行级安全管不到它，请改成SECURITY INVOKER。")
        for name in found.definers(connection)
        if name not in DEFINERS
    ]
    return told


def apply(connection: Connection, declared: Mapping[str, Table] | None = None) -> list[Difference]:
    """Mends what differs and nothing else; returns what is left for a person. Said twice, idle."""
    for difference in differences(connection, declared):
        with connection.cursor() as cursor:
            for statement in difference.remedy:
                cursor.execute(statement)
    return differences(connection, declared)


def _of_table(
    connection: Connection, relation: Relation, table: Table | None
) -> Iterator[Difference]:
    name = relation.name
    if table is None or table.rows is None:
        yield Difference(
            f"表{name}没有声明行范围：请在模型上写row_scope = Rows.by_division(…)，"
            "确实人人可见的用Rows.open写明理由。"
        )
        yield from _granted(relation, frozenset())
        return
    yield from _switched(relation, wanted=not table.rows.is_open)
    yield from _policies(connection, relation, table)
    yield from _granted(relation, table.privileges)
    for column in table.rows.indexed:
        if column not in relation.indexed:
            yield Difference(f"表{name}按{column}限定行，却没有以它开头的索引，请在模型上加一个。")


def _switched(relation: Relation, *, wanted: bool) -> Iterator[Difference]:
    """FORCE too: the owner is bound unless its session says that it looks at everything."""
    table = quoted(relation.name)
    if wanted and not (relation.enabled and relation.forced):
        yield Difference(
            f"表{relation.name}没有打开行级安全。",
            (
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            ),
        )
    if not wanted and (relation.enabled or relation.forced):
        yield Difference(
            f"表{relation.name}声明为人人可见，却打开了行级安全。",
            (
                f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
            ),
        )


def _policies(connection: Connection, relation: Relation, table: Table) -> Iterator[Difference]:
    wanted = found.as_printed(connection, table)
    if relation.policies == wanted:
        return
    where = quoted(relation.name)
    drop = tuple(f"DROP POLICY {quoted(one.name)} ON {where}" for one in relation.policies)
    make = tuple(one.create(where) for one in policies(table))
    yield Difference(f"表{relation.name}的行级策略与声明不一致。", drop + make)


def _granted(relation: Relation, wanted: frozenset[str]) -> Iterator[Difference]:
    """Nobody but the runtime role, and that one no more than the table's use asks for."""
    if relation.privileges == wanted and not relation.public:
        return
    what = f"{'SEQUENCE' if relation.kind == 'S' else 'TABLE'} {quoted(relation.name)}"
    remedy = [f"REVOKE ALL ON {what} FROM PUBLIC, {APP}"]
    if wanted:
        remedy.append(f"GRANT {', '.join(sorted(wanted))} ON {what} TO {APP}")
    yield Difference(f"{relation.name}的权限与声明不一致。", tuple(remedy))


def _of_view(relation: Relation) -> Iterator[Difference]:
    """A view reads as its owner unless it is told not to; a materialised one keeps what it read."""
    if relation.kind == "m":
        yield Difference(f"物化视图{relation.name}绕过行级安全，请改成按层级汇总的表。")
    elif "security_invoker=true" not in relation.options:
        yield Difference(
            f"视图{relation.name}以所有者身份读取，请加上WITH (security_invoker = true)。"
        )
