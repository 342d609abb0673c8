"""行级安全: with every filter of the program switched off, each sees only the rows that are his."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module

import psycopg
import pytest
from django.db import connections, models, transaction
from django.db.utils import ProgrammingError
from django.test.utils import isolate_apps

from tests.core.database.planted import (
    ALIAS,
    BEN,
    CROWD,
    TABLES,
    VILLAGE_A,
    VILLAGE_B,
    Row,
    aliased,
    expected,
    shown,
)
from tonghu.core.database.fields import units_field
from tonghu.core.database.policies import apply
from tonghu.core.database.policies.expressions import quoted, visible
from tonghu.core.database.scope import SETTINGS, current_viewer, scope
from tonghu.core.database.server import Urls
from tonghu.core.managers import GuardedManager
from tonghu.core.viewer import ANONYMOUS, Viewer

SYSTEM = Viewer.for_system("测试")


def settings(using: str = ALIAS) -> dict[str, str | None]:
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join(f"current_setting('tonghu.{s}', true)" for s in SETTINGS)
        )
        return dict(zip(SETTINGS, cursor.fetchone(), strict=True))


def wrong(using: str = ALIAS) -> list[str]:
    """Who is shown another set of rows than the second reading gives, on one connection."""
    found = []
    for name, who in CROWD.items():
        with scope(who, using=using):
            found += [
                f"{name} on {table}"
                for table in TABLES
                if shown(using, table) != expected(who, table)
            ]
    return found


@pytest.mark.usefixtures("plant")
def test_each_sees_exactly_the_rows_of_the_second_reading() -> None:
    assert wrong() == []
    assert wrong() == [], "A connection that was used by others shows the same."


@pytest.mark.usefixtures("plant")
def test_the_crowd_differs_from_one_another() -> None:
    seen = {(frozenset(expected(who, "task"))) for who in CROWD.values()}
    assert len(seen) >= 8, "Otherwise the test above would prove little."


@pytest.mark.usefixtures("plant")
def test_outside_every_scope_nothing_is_shown_also_on_a_used_connection() -> None:
    for who in (CROWD["county"], SYSTEM):
        with scope(who, using=ALIAS):
            assert shown(ALIAS, "child")
            backend = connections[ALIAS].connection.info.backend_pid
        assert connections[ALIAS].connection.info.backend_pid == backend
        assert set(settings().values()) == {""}, (
            "PostgreSQL answers with an empty text, not nothing."
        )
        for table in TABLES.keys() - {"place"}:
            assert shown(ALIAS, table) == set()
    connections[ALIAS].close()
    assert set(settings().values()) == {None}
    assert shown(ALIAS, "child") == set(), "Nor on a connection nobody has used."


@pytest.mark.usefixtures("plant")
def test_nothing_is_written_where_the_writer_could_not_look() -> None:
    connection = connections[ALIAS]
    with scope(CROWD["village"], using=ALIAS), connection.cursor() as cursor:
        cursor.execute(*Row("child", 9_001, VILLAGE_A).insert())
        for statement in (
            Row("child", 9_002, VILLAGE_B).insert(),
            ("UPDATE child SET division = %s WHERE id = 9001", [VILLAGE_B]),
        ):
            with (
                pytest.raises(ProgrammingError, match="row-level security"),
                transaction.atomic(ALIAS),
            ):
                cursor.execute(*statement)
        cursor.execute("UPDATE child SET id = id WHERE division = %s", [VILLAGE_B])
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM child")
        assert cursor.rowcount == 2, "One's own village's row and the new one, nobody else's."
        transaction.set_rollback(True, using=ALIAS)


@pytest.mark.usefixtures("plant")
def test_whoever_a_row_is_shared_with_reads_it_and_changes_nothing() -> None:
    connection = connections[ALIAS]
    with scope(CROWD["school"], using=ALIAS), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM circular WHERE unit_id IS NULL")
        assert cursor.fetchone()[0] == 4, "Shared with the school, owned by nobody."
        for statement in ("UPDATE circular SET id = id", "DELETE FROM circular"):
            cursor.execute(f"{statement} WHERE unit_id IS NULL")
            assert cursor.rowcount == 0
        transaction.set_rollback(True, using=ALIAS)


@pytest.mark.usefixtures("plant")
def test_a_log_takes_every_row_shows_its_own_and_forgets_nothing() -> None:
    connection = connections[ALIAS]
    with scope(ANONYMOUS, using=ALIAS), connection.cursor() as cursor:
        cursor.execute(*Row("log", 9_001, user_id=BEN).insert())
        assert shown(ALIAS, "log") == set()
        for statement in ("UPDATE log SET id = 0", "DELETE FROM log", "TRUNCATE log",
                          "SELECT * FROM log_2026", "INSERT INTO log_2026 VALUES (1, '2026-01-01')"):  # fmt: skip
            with (
                pytest.raises(ProgrammingError, match="permission denied"),
                transaction.atomic(ALIAS),
            ):
                cursor.execute(statement)
        transaction.set_rollback(True, using=ALIAS)


@pytest.mark.usefixtures("plant")
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE child DISABLE ROW LEVEL SECURITY",
        "CREATE POLICY mine ON child USING (true)",
        "DROP POLICY tonghu_rows ON child",
        "TRUNCATE child",
        "SET ROLE tonghu_owner",
        "CREATE FUNCTION peek() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "CREATE TABLE mine (n int)",
    ],
)
def test_the_runtime_role_cannot_lift_what_binds_it(statement: str) -> None:
    connection = connections[ALIAS]
    with scope(SYSTEM, using=ALIAS), connection.cursor() as cursor:
        with pytest.raises(ProgrammingError), transaction.atomic(ALIAS):
            cursor.execute(statement)
        transaction.set_rollback(True, using=ALIAS)


def test_the_owner_too_sees_nothing_unless_its_session_says_so(plant: Urls) -> None:
    bare = plant.owner.split("?")[0]
    with psycopg.connect(bare) as owner:
        assert owner.execute("SELECT count(*) FROM child").fetchone() == (0,)
    with psycopg.connect(plant.owner) as owner:
        assert owner.execute("SELECT count(*) FROM child").fetchone() == (
            len(expected(SYSTEM, "child")),
        )


@pytest.mark.usefixtures("plant")
@pytest.mark.parametrize("table", sorted(TABLES))
def test_the_managers_filter_and_the_policy_draw_the_same_line(table: str) -> None:
    """Two walls from one declaration: with the policy open to all, the filter alone shows the same."""
    declared = TABLES[table]
    assert declared.rows is not None
    names = {"unit_id": models.UUIDField(null=True), "user_id": models.UUIDField(null=True),
             "division": models.CharField(max_length=12, null=True), "told": units_field()}  # fmt: skip
    columns = {name: names[name] for name in declared.rows.indexed}
    with isolate_apps("tonghu.core"):
        meta = type("Meta", (), {"app_label": "core", "db_table": table, "managed": False})
        kind = type(table.title(), (models.Model,), {
            "__module__": __name__, "Meta": meta, "id": models.IntegerField(primary_key=True),
            "row_scope": declared.rows, "objects": GuardedManager(), **columns,
        })  # fmt: skip
    with scope(SYSTEM, using=ALIAS):
        for name, who in CROWD.items():
            seen = kind.objects.db_manager(ALIAS).visible_to(who)  # type: ignore[attr-defined]
            assert {row.pk for row in seen} == expected(who, table), name


MUTANTS = [
    ("child", '"division" >=', '"division" >'),
    ("child", '"division" <', '"division" <='),
    ("child", "IN ('county', 'town', 'village', 'system')", "IS NOT NULL"),
    ("child", "'village', ", ""),
    ("child", ", 'system')", ")"),
    ("child", "nullif(current_setting('tonghu.lo', true), '')", "current_setting('tonghu.lo', true)"),
    ("child", "nullif(current_setting('tonghu.hi', true), '')", "'~'"),
    ("child", "ELSE nullif(current_setting('tonghu.lo', true), '')", "ELSE '0'"),
    ("child", "tonghu.hi", "tonghu.lo"),
    ("task", " OR \"unit_id\" = nullif(current_setting('tonghu.unit', true), '')::uuid", ""),
    ("task", " OR \"user_id\" = nullif(current_setting('tonghu.user', true), '')::uuid", ""),
    ("task", " OR \"user_id\"", ' AND "user_id"'),
    ("task", "tonghu.unit", "tonghu.user"),
    ("note", '"unit_id" >=', '"unit_id" >'),
    ("note", '"unit_id" <=', '"unit_id" <'),
    ("note", " OR (\"unit_id\" IS NULL AND current_setting('tonghu.level', true) = 'system')", ""),
    ("note", "IS NULL AND current_setting('tonghu.level', true) = 'system'", "IS NULL"),
    ("device", "ELSE nullif(current_setting('tonghu.user', true), '')", "ELSE NULL"),
    ("device", "00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-00000000001b"),
    ("log", "WHEN 'system' THEN ''", "WHEN 'system' THEN '0'"),
]  # fmt: skip


@pytest.fixture
def _mended(plant: Urls) -> Iterator[None]:
    yield
    with psycopg.connect(plant.owner) as owner:
        assert apply(owner, TABLES) == []


@pytest.mark.usefixtures("_mended")
@pytest.mark.parametrize(("table", "old", "new"), MUTANTS)
def test_no_clause_of_a_policy_can_be_changed_unnoticed(
    plant: Urls, table: str, old: str, new: str
) -> None:
    condition = visible(TABLES[table])
    assert old in condition
    with psycopg.connect(plant.owner) as owner:
        owner.execute(
            f"ALTER POLICY tonghu_rows ON {quoted(table)} USING ({condition.replace(old, new)})"
        )
    assert wrong() != []


POOL = "crowded"
scopes = import_module("tonghu.core.database.scope")  # the package shows the function by this name


def one_request(who: Viewer, turn: int) -> list[str]:
    """Some forget the scope, some break off; whoever comes next on the connection must not profit."""
    if turn % 4 == 3:
        return [f"without scope: {len(seen)} rows"] if (seen := shown(POOL, "task")) else []
    with suppress(InterruptedError), scope(who, using=POOL):
        found = [
            f"{who.level} saw other rows of {table}"
            for table in ("task", "log", "note")
            if shown(POOL, table) != expected(who, table)
        ]
        if turn % 5 == 2:
            raise InterruptedError(found)
    return found


def fifty_at_once(plant: Urls) -> tuple[list[str], dict[str, int]]:
    """What anybody was shown beyond his own, and what the pool says of its connections."""
    begin, crowd = threading.Barrier(50), list(CROWD.values())

    def work(number: int) -> list[str]:
        found: list[str] = []
        begin.wait()
        for turn in range(12):
            found += one_request(crowd[(number + turn * 7) % len(crowd)], turn)
            connections[POOL].close()  # back to the pool, to be somebody else's next
        return found if current_viewer(POOL) is None else [*found, "a scope stayed open"]

    with aliased(plant, POOL, pool={"min_size": 2, "max_size": 5, "timeout": 60}):
        with ThreadPoolExecutor(50) as threads:
            found = [one for told in threads.map(work, range(50)) for one in told]
        return found, connections[POOL].pool.get_stats()  # type: ignore[attr-defined]


def test_fifty_at_once_over_a_small_pool_see_only_their_own(plant: Urls) -> None:
    found, used = fifty_at_once(plant)
    assert found == []
    assert used["requests_num"] >= 50 * 12
    assert used["connections_num"] <= 5, "Every connection served many people."


def test_settings_that_outlive_their_transaction_are_found_by_the_fifty(
    plant: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutant of bar 3: told for the session, the next on the connection sees as the last one."""
    session_wide = scopes._SET.replace("%s, true)", "%s, false)")
    assert session_wide.count("false") == len(SETTINGS)
    monkeypatch.setattr(scopes, "_SET", session_wide)
    found, _ = fifty_at_once(plant)
    assert any(one.startswith("without scope") for one in found)


@pytest.mark.usefixtures("plant")
def test_settings_that_outlive_their_transaction_are_found_on_a_used_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scopes, "_SET", scopes._SET.replace("%s, true)", "%s, false)"))
    try:
        with pytest.raises(AssertionError):
            test_outside_every_scope_nothing_is_shown_also_on_a_used_connection()
    finally:
        connections[ALIAS].close()
