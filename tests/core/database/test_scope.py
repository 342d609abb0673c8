"""可见范围: opened, nested, left; what holds inside never leaks out."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import connections, transaction
from django.db.utils import DatabaseError, IntegrityError

from tests.core.database.planted import ALIAS, CROWD, VILLAGE_A, Row, aliased, expected, shown
from tests.core.database.test_rows_seen import settings
from tonghu.core.database.scope import current_viewer, scope
from tonghu.core.database.server import Urls
from tonghu.core.viewer import Viewer

TOWN, SCHOOL = CROWD["town"], CROWD["school"]
SYSTEM = Viewer.for_system("测试")
pytestmark = pytest.mark.usefixtures("plant")


def test_the_viewer_is_known_inside_and_only_on_that_connection() -> None:
    assert current_viewer(ALIAS) is None
    with scope(TOWN, using=ALIAS) as who:
        assert who is TOWN
        assert current_viewer(ALIAS) == TOWN
        assert current_viewer() is None
        assert connections[ALIAS].in_atomic_block
    assert current_viewer(ALIAS) is None
    assert not connections[ALIAS].in_atomic_block


def test_the_same_viewer_inside_itself_changes_nothing() -> None:
    with scope(TOWN, using=ALIAS):
        with scope(TOWN, using=ALIAS):
            assert not connections[ALIAS].savepoint_ids
        assert shown(ALIAS, "child") == expected(TOWN, "child")


def test_another_viewer_inside_leaves_the_outer_one_as_it_was() -> None:
    with scope(TOWN, using=ALIAS):
        with scope(SYSTEM, using=ALIAS):
            assert shown(ALIAS, "child") == expected(SYSTEM, "child")
            with scope(SCHOOL, using=ALIAS):
                assert shown(ALIAS, "note") == expected(SCHOOL, "note")
            assert current_viewer(ALIAS) == SYSTEM
            assert shown(ALIAS, "child") == expected(SYSTEM, "child")
        assert current_viewer(ALIAS) == TOWN
        assert shown(ALIAS, "child") == expected(TOWN, "child")


def test_another_viewer_inside_that_fails_undoes_only_its_own() -> None:
    with scope(TOWN, using=ALIAS), connections[ALIAS].cursor() as cursor:
        cursor.execute(*Row("child", 9_001, VILLAGE_A).insert())
        with pytest.raises(IntegrityError), scope(SYSTEM, using=ALIAS):
            cursor.execute(*Row("child", 9_001, VILLAGE_A).insert())
        assert current_viewer(ALIAS) == TOWN
        assert shown(ALIAS, "child") == expected(TOWN, "child") | {9_001}
        transaction.set_rollback(True, using=ALIAS)


def test_within_a_transaction_of_somebody_else_the_settings_end_with_the_scope() -> None:
    with transaction.atomic(using=ALIAS):  # as every test of pytest-django is
        with scope(TOWN, using=ALIAS):
            assert settings()["lo"] == TOWN.lo
        assert set(settings().values()) == {""}
        assert shown(ALIAS, "child") == set()
        with pytest.raises(RuntimeError), scope(SYSTEM, using=ALIAS):
            raise RuntimeError
        assert shown(ALIAS, "child") == set()


def test_a_swallowed_database_error_cannot_carry_a_scope_further() -> None:
    def swallow() -> None:
        with scope(SYSTEM, using=ALIAS), suppress(DatabaseError):
            shown(ALIAS, "nowhere")

    with transaction.atomic(using=ALIAS):
        with pytest.raises(DatabaseError):
            swallow()
        assert shown(ALIAS, "child") == set()


def test_what_runs_after_the_commit_is_in_no_scope() -> None:
    heard: list[object] = []
    with scope(TOWN, using=ALIAS):
        transaction.on_commit(
            lambda: heard.extend([current_viewer(ALIAS), shown(ALIAS, "child")]), using=ALIAS
        )
    assert heard == [None, set()]


def test_the_other_connection_has_a_transaction_of_its_own(plant: Urls) -> None:
    def refuse() -> None:
        with scope(TOWN, using=ALIAS):
            with scope(SYSTEM, using="beside"), connections["beside"].cursor() as cursor:
                cursor.execute("INSERT INTO place VALUES (77)")
            raise InterruptedError

    with aliased(plant, "beside"):
        with pytest.raises(InterruptedError):
            refuse()
        assert 77 in shown(ALIAS, "place"), "It outlives the rollback of the request."
        with connections["beside"].cursor() as cursor:
            cursor.execute("DELETE FROM place WHERE id = 77")
