"""An act leaves one row, in its own transaction, signed, without secrets."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests.core.events.people import COUNTY, MACHINE, OTHER_TOWN, PROVINCE, SCHOOL, TOWN
from tonghu.core import clock, events
from tonghu.core.contributions import Nightly, contribute, contributed
from tonghu.core.database import scope
from tonghu.core.events import anchors
from tonghu.core.events.changes import fit_to_keep
from tonghu.core.events.models import AccessLog, Event, Seal
from tonghu.core.events.signing import genuine
from tonghu.core.viewer import ANONYMOUS, Viewer
from tonghu.core.workflow import Row, Workflow
from tonghu.files.models import StoredFile

pytestmark = pytest.mark.django_db
VILLAGE = "331124101201"


def seen(viewer: Viewer, id_: UUID) -> Event | None:
    with scope(viewer):
        return Event.objects.visible_to(viewer).filter(pk=id_).first()


def behind_the_filters(viewer: Viewer, id_: UUID) -> bool:
    with scope(viewer):
        return Event.objects.all_of_them(reason="row-level security alone").filter(pk=id_).exists()


def left(by: Viewer = TOWN, **fields: Any) -> UUID:
    with scope(by):
        return events.record("test.done", by=by, **{"division": VILLAGE, **fields})


def test_an_event_says_who_when_where_what_and_why() -> None:
    id_ = left(COUNTY, subject=("test.paper", 7), changes={"state": ["new", "done"]}, why="到期")
    row = seen(COUNTY, id_)
    assert row is not None
    assert (row.user, row.user_name, row.post_title) == (COUNTY.user, "周办", "联席办工作人员")
    assert (row.unit, row.unit_name, row.for_unit) == (COUNTY.unit, "演示县民政局", COUNTY.unit)
    assert (row.kind, row.subject_type, row.subject_id) == ("test.done", "test.paper", "7")
    assert (row.division, row.changes, row.why) == (VILLAGE, {"state": ["new", "done"]}, "到期")
    assert row.request == "req-1"
    assert genuine(row)


def test_an_import_leaves_one_event_a_subject_like_any_other() -> None:
    facts = [events.Fact(("test.child", n), VILLAGE, {"n": n}) for n in range(5)]
    with scope(TOWN):
        assert events.record_many("test.done", by=TOWN, facts=facts) == 5
        rows = Event.objects.visible_to(TOWN).order_by("id")
        assert [(row.subject_id, row.changes, genuine(row)) for row in rows] == [
            (str(n), {"n": n}, True) for n in range(5)
        ]
    with pytest.raises(events.OutsideScope):
        events.record_many("test.done", by=TOWN, facts=facts)
    with pytest.raises(events.UnknownKind), scope(TOWN):
        events.record_many("test.other", by=TOWN, facts=facts)


def test_no_event_stays_when_its_act_is_undone() -> None:
    with scope(COUNTY), transaction.atomic():
        id_ = events.record("test.done", by=COUNTY, division=VILLAGE)
        transaction.set_rollback(True)
    assert seen(COUNTY, id_) is None


def test_outside_a_scope_nothing_is_recorded() -> None:
    with pytest.raises(events.OutsideScope):
        events.record("test.done", by=COUNTY)
    with pytest.raises(events.OutsideScope):
        events.looked(by=COUNTY, what="test.list")


def test_a_kind_nobody_declared_is_refused_and_a_workflow_declares_its_steps() -> None:
    with pytest.raises(events.UnknownKind, match="EventKind"), scope(COUNTY):
        events.record("paper.close", by=COUNTY)
    flow = Workflow(
        "paper", "文书", "new", frozenset({"done"}), (Row("close", "办结", "new", "done", "x"),)
    )
    contribute(flow)
    with scope(COUNTY):
        assert events.record("paper.close", by=COUNTY)


@pytest.mark.parametrize(
    ("viewer", "sees"),
    [(COUNTY, True), (TOWN, True), (OTHER_TOWN, False), (SCHOOL, False), (PROVINCE, False), (ANONYMOUS, False)],
)  # fmt: skip
def test_an_event_is_seen_from_its_county_and_town_only(viewer: Viewer, sees: bool) -> None:
    id_ = left(TOWN)
    assert (seen(viewer, id_) is not None) is sees
    assert behind_the_filters(viewer, id_) is sees


def test_a_unit_sees_what_concerns_it_and_everybody_their_own_acts() -> None:
    for_school = left(TOWN, division="", unit=SCHOOL.unit)
    assert seen(SCHOOL, for_school)
    assert seen(TOWN, for_school)
    assert not seen(OTHER_TOWN, for_school)


def test_an_act_in_anothers_place_can_be_recorded_though_not_read_again() -> None:
    id_ = left(SCHOOL, division="331124102201", unit=OTHER_TOWN.unit)
    assert seen(OTHER_TOWN, id_)
    assert not seen(TOWN, id_)


@pytest.mark.parametrize("table", ["core_event", "core_access_log", "core_seal"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_runtime_role_can_change_and_remove_nothing(table: str, deed: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        scope(MACHINE),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table))


def test_no_partition_can_be_read_past_its_parent() -> None:
    left(TOWN)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            " WHERE i.inhparent IN ('core_event'::regclass, 'core_access_log'::regclass)"
        )
        parts = [row[0] for row in cursor.fetchall()]
    assert len(parts) > 70
    assert {"core_event_rest", "core_access_log_rest"} < set(parts)
    for part in parts[:3] + parts[-3:]:
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            scope(MACHINE),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT 1 FROM {part}")


def test_months_are_made_ahead_by_asking_the_owner() -> None:
    with scope(MACHINE), connection.cursor() as cursor:
        cursor.execute("SELECT tonghu_make_partitions('2030-05-01', '2030-06-30')")
        assert cursor.fetchone() == (4,)
        cursor.execute("SELECT tonghu_make_partitions('2030-05-01', '2030-06-30')")
        assert cursor.fetchone() == (0,)


def test_every_night_two_years_of_months_are_made_ahead_and_rows_left_over_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anchors, "folder", lambda: tmp_path)
    (nightly,) = [one for one in contributed(Nightly) if one.code == "core.seal.sweep"]
    left(TOWN)
    with clock.at(datetime(2040, 1, 15, tzinfo=UTC)):
        assert nightly.run() == "加封1行，新建月份分区50个"
        assert nightly.run() == "加封0行，新建月份分区0个"


def test_a_look_is_logged_with_ids_and_purpose_and_only_its_maker_sees_the_row() -> None:
    shown = [uuid4(), uuid4()]
    with scope(TOWN):
        id_ = events.looked(
            by=TOWN, what="test.list", ids=shown, purpose="核对", sensitivity="identity"
        )
    for viewer, sees in ((TOWN, True), (COUNTY, False), (OTHER_TOWN, False), (MACHINE, True)):
        with scope(viewer):
            row = (
                AccessLog.objects.all_of_them(reason="row-level security alone")
                .filter(pk=id_)
                .first()
            )
        assert (row is not None) is sees
        if row:
            assert row.ids == [str(one) for one in shown]
            assert (row.outcome, row.purpose, row.sensitivity) == ("seen", "核对", "identity")
            assert genuine(row)


@pytest.mark.django_db(transaction=True)
def test_a_refusal_stays_when_its_request_is_undone() -> None:
    with scope(TOWN), transaction.atomic():
        kept = events.refused(by=TOWN, what="test.open", reason="不归这个岗位")
        lost = events.looked(by=TOWN, what="test.list")
        transaction.set_rollback(True)
    with scope(MACHINE):
        rows = AccessLog.objects.all_of_them(reason="test").filter(pk__in=[kept, lost])
        assert [(row.pk, row.outcome) for row in rows] == [(kept, "refused")]


@pytest.mark.django_db(transaction=True)
def test_a_refusal_of_somebody_not_signed_in_is_logged_outside_every_scope() -> None:
    id_ = events.refused(by=ANONYMOUS, what="page", reason="没有登录")
    with scope(MACHINE):
        assert AccessLog.objects.all_of_them(reason="test").get(pk=id_).user is None


def test_secret_values_become_fingerprints_that_tell_equal_from_different() -> None:
    file = StoredFile(name="王小演的伤情.jpg", purpose="scan")
    kept = fit_to_keep({"name": ["旧名.jpg", "新名.jpg"], "purpose": ["a", "b"]}, file)
    assert "旧名" not in str(kept)
    assert kept["purpose"] == ["a", "b"]
    assert kept["name"][0] != kept["name"][1]
    assert kept["name"][0] == events.Hidden("旧名.jpg").reference()
    assert "secret" not in repr(events.Hidden("secret"))


def test_what_an_event_keeps_reads_the_same_after_jsonb() -> None:
    odd = {
        "数": [1, 10**30, -0.0, 1.5e300, Decimal("1.10"), True, None], "日": date(2026, 11, 24),
        "文": 'a"\\\u2028\x00ü', "嵌": {"z": {"b": (1, 2), "a": {3}}}, "id": uuid4(),
    }  # fmt: skip
    row = seen(TOWN, left(TOWN, changes=odd))
    assert row is not None
    assert genuine(row)
    row.changes["数"][0] = 2
    assert not genuine(row)
    with pytest.raises(TypeError):
        fit_to_keep({"x": object()})


@pytest.mark.parametrize("column", [name for name in Event.signed if name != "id"])
def test_no_column_of_an_event_can_be_changed_unnoticed(column: str) -> None:
    row = seen(COUNTY, left(COUNTY, subject=("a", 1), why="x"))
    assert row is not None
    assert genuine(row)
    field = Event._meta.get_field(column)
    other: Any = {"UUIDField": uuid4(), "JSONField": {"x": 1}}.get(
        field.get_internal_type(), "331124999999"
    )
    if column == "at":
        other = row.at.replace(year=2025)
    setattr(row, column, other)
    assert not genuine(row)


def test_every_column_is_signed() -> None:
    for model in (Event, AccessLog):
        assert {f.name for f in model._meta.concrete_fields} - set(model.signed) == {"signature"}


def test_the_three_tables_are_declared_append_only() -> None:
    assert all(model.append_only for model in (Event, AccessLog, Seal))
