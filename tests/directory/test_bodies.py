"""Bodies and who serves in them: set up, appointed, ended; kept with their days; each deed one event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.factories import directory as make
from tests.people import (
    COUNTY,
    DENG,
    LI,
    QIAN,
    SYSTEM,
    TOWN_A,
    TOWN_B,
    VILLAGE_A,
    VILLAGE_B,
    WANG,
    ZHAO,
    ZHOU,
    Person,
)  # fmt: skip
from tests.requirement import requirement
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.events.models import Event
from tonghu.directory import actions, queries
from tonghu.directory.actions import BodyDraft, MemberDraft
from tonghu.directory.models import BodyMember
from tonghu.directory.states import BodyKind

pytestmark = pytest.mark.django_db
POST, GROUP, STATION = BodyKind.VILLAGE_POST, BodyKind.GROUP, BodyKind.STATION


@pytest.fixture(autouse=True)
def _county() -> None:
    with scope(SYSTEM):
        make.county()


def added(by: Person, kind: BodyKind = POST, division: str = VILLAGE_A, **given: Any) -> UUID:
    with scope(by.viewer):
        return actions.add_body(draft=BodyDraft(kind.value, division, **given), by=by.viewer)


def appointed(by: Person, body: UUID, name: str = "蓝演示", **given: Any) -> UUID:
    with scope(by.viewer):
        draft = MemberDraft(name, given.pop("since", date(2026, 3, 1)), **given)
        return actions.add_member(body=body, draft=draft, by=by.viewer)


def events() -> list[str]:
    with scope(SYSTEM):
        rows = Event.objects.all_of_them(reason="test").order_by("at", "id")
        return [one.kind for one in rows]


def seen(by: Person, body: UUID, on: date | None = None) -> queries.BodyView:
    with scope(by.viewer):
        found = queries.body(by.viewer, body, on)
    assert found is not None
    return found


@requirement("D-073")
def test_a_town_appoints_a_villages_supervisor_with_phone_post_and_training() -> None:
    body = added(LI)
    appointed(LI, body, title="督导员", phone="13800000001", trained=(date(2026, 3, 5),))
    found = seen(WANG, body)
    (one,) = found.members
    assert found.name == "一村村委会儿童工作岗位"
    assert (one.name, one.title, one.phone) == ("蓝演示", "督导员", "13800000001")
    assert one.trained == (date(2026, 3, 5),)
    assert events() == ["body.added", "staff.appoint"]


@requirement("D-074", "D-075")
def test_setting_up_a_station_leaves_the_proof_its_duty_asks_for() -> None:
    added(LI, STATION, TOWN_A)
    added(ZHOU, BodyKind.CENTRE, COUNTY)
    assert events() == ["body.establish", "body.establish"]


@requirement("D-075")
def test_an_emergency_group_counts_its_members_by_unit() -> None:
    body = added(LI, GROUP, TOWN_A)
    appointed(LI, body, "甲", unit_name="甲镇人民政府")
    appointed(LI, body, "乙", unit_name="甲镇演示派出所")
    appointed(LI, body, "丙", unit_name="甲镇演示派出所")
    assert seen(LI, body).by_unit == (("甲镇演示派出所", 2), ("甲镇人民政府", 1))


@requirement("D-076")
def test_an_assistant_has_a_contract_with_its_end() -> None:
    body = added(LI, BodyKind.SERVICE, TOWN_A)
    appointed(LI, body, contract="演购〔2026〕1号", contract_until=date(2027, 6, 30))
    (one,) = seen(ZHOU, body).members
    assert (one.contract, one.contract_until) == ("演购〔2026〕1号", date(2027, 6, 30))


def test_the_phone_is_ciphertext_in_the_table_and_a_fingerprint_in_the_log() -> None:
    body = added(LI)
    appointed(LI, body, phone="13800000001")
    from django.db import connection

    with scope(SYSTEM):
        with connection.cursor() as cursor:
            cursor.execute("SELECT phone FROM directory_bodymember")
            assert b"13800000001" not in bytes(cursor.fetchone()[0])
        (one,) = BodyMember.objects.all_of_them(reason="test")
    with scope(LI.viewer):
        draft = MemberDraft("蓝演示", date(2026, 3, 1), phone="13800000002")
        assert actions.change_member(id=one.id, draft=draft, by=LI.viewer)
        assert not actions.change_member(id=one.id, draft=draft, by=LI.viewer)
    with scope(SYSTEM):
        told = Event.objects.all_of_them(reason="test").get(kind="staff.changed").changes
    assert "138" not in str(told)
    assert list(told) == ["phone"]


@requirement("D-073")
def test_who_has_left_stays_on_record_and_any_day_can_be_looked_at() -> None:
    body = added(LI, since=date(2024, 1, 1))
    one = appointed(LI, body, since=date(2025, 1, 1))
    with scope(LI.viewer):
        actions.end_member(id=one, on=date(2026, 7, 1), why="换届", by=LI.viewer)
    now, then = seen(LI, body, date(2026, 9, 24)), seen(LI, body, date(2026, 6, 30))
    assert (len(now.members), [m.why_ended for m in now.former]) == (0, ["换届"])
    assert ([m.name for m in then.members], then.former) == (["蓝演示"], ())


def test_ending_a_body_lets_its_people_go_on_the_same_day() -> None:
    body = added(LI, GROUP, TOWN_A)
    appointed(LI, body, "甲")
    appointed(LI, body, "乙")
    with scope(LI.viewer):
        actions.end_body(id=body, on=date(2026, 9, 1), why="撤并", by=LI.viewer)
    assert {one.until for one in seen(LI, body, date(2026, 9, 24)).former} == {date(2026, 9, 1)}
    assert events()[-3:] == ["staff.left", "staff.left", "body.closed"]
    with scope(LI.viewer), pytest.raises(NotNow, match="已经撤销"):
        actions.add_member(body=body, draft=MemberDraft("丙", date(2026, 9, 2)), by=LI.viewer)


@pytest.mark.parametrize(
    ("kind", "division", "said"),
    [
        (POST, TOWN_A, "不设在这一级"),
        (STATION, VILLAGE_A, "不设在这一级"),
        (STATION, COUNTY, "不设在这一级"),
    ],
)
def test_a_body_stands_at_its_own_level(kind: BodyKind, division: str, said: str) -> None:
    with pytest.raises(NotNow, match=said):
        added(ZHOU, kind, division)


def test_a_place_has_one_of_a_kind_and_a_person_serves_in_it_once() -> None:
    body = added(LI)
    with pytest.raises(NotNow, match="已经登记过"):
        added(LI)
    appointed(LI, body)
    with pytest.raises(NotNow, match="已经登记在"):
        appointed(LI, body)


def test_days_in_the_wrong_order_are_refused_with_a_sentence() -> None:
    one = appointed(LI, added(LI))
    with scope(LI.viewer), pytest.raises(NotNow, match="早于任职日期"):
        actions.end_member(id=one, on=date(2026, 2, 1), why="笔误", by=LI.viewer)


def test_a_village_looks_and_does_not_edit_and_another_town_does_not_even_look() -> None:
    body = added(LI)
    one = appointed(LI, body)
    with pytest.raises(NotYours):
        added(WANG)
    with pytest.raises(NotNow, match="管辖范围"):
        added(LI, STATION, TOWN_B)
    for stranger in (ZHAO,):
        with scope(stranger.viewer):
            assert queries.body(stranger.viewer, body) is None
            assert queries.member(stranger.viewer, one) is None
            assert queries.members(stranger.viewer, COUNTY) == ()
            with pytest.raises(Missing):
                actions.end_member(id=one, on=date(2026, 9, 1), why="x", by=stranger.viewer)


@pytest.mark.parametrize("who", [DENG, QIAN], ids=lambda one: one.login)
def test_whoever_does_not_work_with_them_sees_half_a_phone(who: Person) -> None:
    body = added(LI)
    appointed(LI, body, phone="13800000001")
    (one,) = seen(who, body).members
    assert one.phone != "13800000001"
    assert one.phone.startswith("138")


def filled() -> None:
    with scope(SYSTEM):
        one = make.body()
        make.serving(one, "甲", trained=["2026-03-05"])
        make.serving(one, "乙", since=date(2026, 1, 1))
        two = make.body(division=VILLAGE_B)
        for name in ("丙", "丁", "戊"):
            make.serving(two, name)
        make.serving(make.body(BodyKind.SERVICE, division=TOWN_A), "己")


@requirement("D-073", "D-076")
def test_the_county_sees_findings_first_and_the_worst_town_on_top() -> None:
    filled()
    zhou = replace(ZHOU.viewer, profile="songyang")
    with scope(zhou):
        found = queries.staffing(zhou, COUNTY, date(2026, 9, 24))
    said = [one.sentence for one in found.findings]
    assert "二村没有儿童福利督导员" in said
    assert "一村有3名儿童福利督导员，至多2名" in said
    assert any(one.startswith("18个乡镇缺") for one in said)
    assert "2个乡镇没有应急干预救助小组" in said
    assert {row.name: (row.staffed, row.villages, row.workers) for row in found.rows} == {
        "甲镇": (1, 2, 2), "乙镇": (1, 1, 3),
    }  # fmt: skip
    assert [row.name for row in found.rows] == ["乙镇", "甲镇"]


@requirement("D-073")
def test_a_town_sees_its_villages_and_nothing_of_the_next() -> None:
    filled()
    li = replace(LI.viewer, profile="songyang")
    with scope(li):
        found = queries.staffing(li, TOWN_A, date(2026, 9, 24))
    assert [row.name for row in found.rows] == ["二村", "一村"]
    assert "二村没有儿童福利督导员" in [one.sentence for one in found.findings]
    assert not any("乙镇" in one.sentence for one in found.findings)


@requirement("D-077")
def test_heads_are_counted_by_town_and_against_a_year_ago() -> None:
    filled()
    with scope(DENG.viewer):
        found = queries.headcount(DENG.viewer, COUNTY, date(2026, 9, 24))
    rows = {row.name: (row.total, row.before) for row in found.rows}
    assert rows == {"甲镇": (3, 2), "乙镇": (3, 3)}
    assert (found.total.total, found.total.before) == (6, 5)
    assert found.kinds[found.total.counts.index(5)] is POST


def test_four_hundred_villages_take_a_handful_of_queries(
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    with scope(SYSTEM):
        for n in range(60):
            make.division(f"990101001{201 + n}", f"演示{n}村")
            make.serving(make.body(division=f"990101001{201 + n}"))
    with scope(ZHOU.viewer), django_assert_max_num_queries(8):
        queries.staffing(ZHOU.viewer, COUNTY)
