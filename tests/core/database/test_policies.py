"""对照: whatever in the database is not as declared is found, named, and mended where it can be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection as runtime
from django.db import connections, models
from django.test.utils import isolate_apps

from tests.core.database.planted import ALIAS, COUNTY, NEXT_COUNTY, STATION, TABLES
from tonghu.core.database.policies import apply, differences, weaknesses
from tonghu.core.database.policies.declared import tables
from tonghu.core.database.rows import Rows
from tonghu.core.database.server import Urls

Owner = psycopg.Connection[Any]


@pytest.fixture
def owner(plant: Urls) -> Iterator[Owner]:
    """The owner of the planted database; what a test did there is undone."""
    with psycopg.connect(plant.owner) as connection:
        yield connection
        connection.rollback()


TAMPERED = [
    ("ALTER TABLE child DISABLE ROW LEVEL SECURITY", "child没有打开行级安全"),
    ("ALTER TABLE child NO FORCE ROW LEVEL SECURITY", "child没有打开行级安全"),
    ("DROP POLICY tonghu_rows ON child", "child的行级策略"),
    ("ALTER POLICY tonghu_rows ON child USING (true)", "child的行级策略"),
    ("ALTER POLICY tonghu_rows ON child WITH CHECK (true)", "child的行级策略"),
    ("ALTER POLICY tonghu_rows ON child TO tonghu_app", "child的行级策略"),
    ("ALTER POLICY tonghu_rows ON child RENAME TO other", "child的行级策略"),
    ("CREATE POLICY more ON child USING (true)", "child的行级策略"),
    ("CREATE POLICY less ON task AS RESTRICTIVE USING (false)", "task的行级策略"),
    ("CREATE POLICY more ON log FOR UPDATE USING (true)", "log的行级策略"),
    ("ALTER TABLE place ENABLE ROW LEVEL SECURITY", "place声明为人人可见，却打开了"),
    ("GRANT TRUNCATE ON child TO tonghu_app", "child的权限"),
    ("REVOKE INSERT ON child FROM tonghu_app", "child的权限"),
    ("GRANT SELECT ON child TO PUBLIC", "child的权限"),
    ("GRANT UPDATE ON log TO tonghu_app", "log的权限"),
    ("GRANT SELECT ON log_2026 TO tonghu_app", "log_2026的权限"),
    ("GRANT UPDATE (at) ON log TO tonghu_app", "log的权限"),
]  # fmt: skip
FOR_A_PERSON = [
    ("CREATE TABLE planted (id int)", "表planted没有声明行范围"),
    ("DROP TABLE place", "表place有声明，数据库里却没有"),
    ("DROP INDEX task_unit", "表task按unit_id限定行，却没有以它开头的索引"),
    ("CREATE VIEW peek AS SELECT * FROM child", "视图peek以所有者身份读取"),
    ("CREATE MATERIALIZED VIEW peek AS SELECT * FROM child", "物化视图peek绕过"),
    (
        "CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
        " AS 'SELECT count(*) FROM child'",
        "函数peek()以所有者身份运行",
    ),
]


def test_once_applied_nothing_differs_and_nothing_is_done_again(owner: Owner) -> None:
    assert differences(owner, TABLES) == []
    before = owner.execute("SELECT oid, xmin::text FROM pg_policy ORDER BY 1").fetchall()
    assert apply(owner, TABLES) == []
    assert owner.execute("SELECT oid, xmin::text FROM pg_policy ORDER BY 1").fetchall() == before
    assert {
        table for (table,) in owner.execute("SELECT polrelid::regclass::text FROM pg_policy")
    } == {name for name, one in TABLES.items() if one.rows and not one.rows.is_open}


@pytest.mark.parametrize(("statement", "sentence"), TAMPERED)
def test_what_somebody_changed_is_found_and_mended(
    owner: Owner, statement: str, sentence: str
) -> None:
    owner.execute(statement)
    found = differences(owner, TABLES)
    assert [one for one in found if sentence in one.sentence], found
    assert apply(owner, TABLES) == []


@pytest.mark.parametrize(("statement", "sentence"), FOR_A_PERSON)
def test_what_only_a_person_can_mend_is_named(owner: Owner, statement: str, sentence: str) -> None:
    owner.execute(statement)
    assert any(one.sentence.startswith(sentence) for one in apply(owner, TABLES))


def test_a_table_nobody_declared_stays_shut(owner: Owner) -> None:
    owner.execute("CREATE TABLE planted (id int); GRANT ALL ON planted TO tonghu_app")
    apply(owner, TABLES)
    may = "SELECT has_table_privilege('tonghu_app', 'planted', 'SELECT, INSERT, UPDATE, DELETE')"
    assert owner.execute(may).fetchone() == (False,)


def test_a_view_that_reads_as_whoever_asks_is_let_through(owner: Owner) -> None:
    owner.execute("CREATE VIEW peek WITH (security_invoker = true) AS SELECT * FROM child")
    assert differences(owner, TABLES) == []


def test_a_changed_declaration_changes_the_policy(owner: Owner) -> None:
    narrower = {**TABLES, "child": _with(TABLES["child"], Rows.by_division(levels=("county",)))}
    assert [one.sentence for one in differences(owner, narrower)] == [
        "表child的行级策略与声明不一致。"
    ]
    assert apply(owner, narrower) == []
    opened = {**TABLES, "child": _with(TABLES["child"], Rows.open("不再涉及个人"))}
    assert apply(owner, opened) == []
    assert owner.execute(
        "SELECT relrowsecurity FROM pg_class WHERE relname = 'child'"
    ).fetchone() == (False,)


def _with(table: Any, rows: Rows) -> Any:
    from dataclasses import replace

    return replace(table, rows=rows)


# How it is found in the real database of these tests ------------------------------------------------


@pytest.mark.django_db
def test_the_database_of_the_program_is_as_its_models_declare() -> None:
    from tests.database import _owner

    assert len(tables()) > 10
    with psycopg.connect(_owner[0]) as owner:
        assert [one.sentence for one in differences(owner)] == []


@pytest.mark.django_db
def test_the_program_works_as_a_role_that_can_do_no_harm() -> None:
    assert weaknesses(runtime) == []


def test_a_role_that_could_do_harm_is_named(plant: Urls) -> None:
    with psycopg.connect(plant.owner) as owner:
        assert any("拥有表" in one for one in weaknesses(owner))
    with psycopg.connect(plant.admin) as admin:
        told = "".join(weaknesses(admin))
        assert "超级用户" in told
        assert "BYPASSRLS" in told


def test_a_model_that_forgot_its_declaration_is_found() -> None:
    with isolate_apps("tonghu.core") as _:

        class Forgotten(models.Model):
            class Meta:
                app_label = "core"

        known = apps.get_models
        try:
            apps.get_models = lambda **_: [Forgotten]  # type: ignore[method-assign]
            assert tables()["core_forgotten"].rows is None
        finally:
            apps.get_models = known  # type: ignore[method-assign]


# Whether an index serves it -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many(planted_urls: Urls) -> Urls:
    """60,000 children and tasks in 300 villages of 30 counties, in a copy of the planted database."""
    from tonghu.core.database.testing import database

    connections[ALIAS].close()  # nobody may be connected to what is copied
    urls = database(planted_urls, "many", like=ALIAS)
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        for name in ("child", "task"):
            owner.execute(f"DELETE FROM {name}")
            owner.execute(
                f"INSERT INTO {name} (id, division) SELECT n, '9901' || lpad((n % 30)::text, 2, '0')"
                " || lpad((n % 10)::text, 6, '0') FROM generate_series(1, 60000) AS n"
            )
            owner.execute(f"VACUUM ANALYZE {name}")
    return urls


def plan(urls: Urls, query: str, **settings: str) -> str:
    """What PostgreSQL would do for the runtime role with these settings."""
    with psycopg.connect(urls.app) as app:
        for name, value in settings.items():
            app.execute("SELECT set_config(%s, %s, true)", [f"tonghu.{name}", value])
        row = app.execute(f"EXPLAIN (FORMAT JSON) {query}").fetchone()
        assert row is not None
        return json.dumps(row[0])


RANGE = {"lo": COUNTY, "hi": NEXT_COUNTY, "level": "county"}
UNIT = {"unit": str(STATION), "level": "unit"}


@pytest.mark.parametrize(
    ("query", "settings"),
    [
        ("SELECT count(*) FROM child", RANGE),
        ("SELECT * FROM child ORDER BY division, id LIMIT 50", RANGE),
        ("SELECT count(*) FROM task", RANGE),
        ("SELECT count(*) FROM task", UNIT),
        ("SELECT count(*) FROM task", {**RANGE, **UNIT, "level": "county"}),
    ],
)
def test_the_bounds_are_served_by_an_index(
    many: Urls, query: str, settings: dict[str, str]
) -> None:
    found = plan(many, query, **settings)
    assert "Seq Scan" not in found, found
    assert "tonghu.lo" in found.partition("Index Cond")[2], found


def test_a_list_in_order_stops_after_its_page(many: Urls) -> None:
    found = plan(many, "SELECT * FROM child ORDER BY division, id LIMIT 50", **RANGE)
    assert '"Sort"' not in found, found
