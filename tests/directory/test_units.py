"""Units: named, found, listed, ended; each deed leaves its event."""

from datetime import date
from uuid import uuid4

import pytest

from tests.factories import directory
from tests.people import COUNTY, SYSTEM, TOWN_A, TOWN_B, VILLAGE_A, ZHOU
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow
from tonghu.core.events.models import Event
from tonghu.directory import actions, queries, rules
from tonghu.directory.models import Unit
from tonghu.directory.rules import UnitDraft
from tonghu.directory.states import UnitKind
from tonghu.policy.loader import load

pytestmark = pytest.mark.django_db
V = ZHOU.viewer


@pytest.fixture(autouse=True)
def _county() -> None:
    with scope(SYSTEM):
        directory.county()


def draft(**given: object) -> UnitDraft:
    fields = {"name": "甲镇演示中学", "kind": "school", "division": TOWN_A}
    return UnitDraft(**{**fields, **given})  # type: ignore[arg-type]


def kinds() -> list[str]:
    return list(
        Event.objects.all_of_them(reason="test").order_by("id").values_list("kind", flat=True)
    )


def test_adding_leaves_one_event_and_the_function_of_its_kind() -> None:
    with scope(V):
        id = actions.add_unit(draft=draft(aliases=("甲镇中学",)), by=V)
        found = queries.unit(V, id)
        assert found is not None
        assert (found.function, found.function_label, found.aliases) == (
            "school",
            "学校",
            ("甲镇中学",),
        )
        assert found.place == "演示省演示市演示县甲镇"
        assert kinds() == ["unit.added"]


def test_setting_up_a_station_is_a_deed_the_documents_ask_for() -> None:
    with scope(V):
        actions.add_unit(
            draft=draft(name="甲镇儿童之家", kind="station", valid_from=date(2026, 9, 1)), by=V
        )
        assert kinds() == ["unit.added", "body.establish"]


def test_one_name_is_used_once_at_a_place() -> None:
    with scope(V):
        actions.add_unit(draft=draft(), by=V)
        with pytest.raises(NotNow, match="已经登记过"):
            actions.add_unit(draft=draft(name="甲镇 演示中学"), by=V)
        actions.add_unit(draft=draft(division=TOWN_B), by=V)


def test_a_change_tells_before_and_after_and_nothing_changed_leaves_nothing() -> None:
    with scope(V):
        id = actions.add_unit(draft=draft(), by=V)
        assert actions.change_unit(id=id, draft=draft(function="school"), by=V) is False
        assert actions.change_unit(
            id=id, draft=draft(function="school", phone="0578-8000001"), by=V, why="补电话"
        )
        told = Event.objects.all_of_them(reason="test").get(kind="unit.changed")
        assert told.changes == {"phone": ["", "0578-8000001"]}
        assert told.why == "补电话"


def test_an_ended_unit_keeps_its_row_names_its_heir_and_is_not_ended_twice() -> None:
    with scope(V):
        old = actions.add_unit(draft=draft(), by=V)
        new = actions.add_unit(draft=draft(name="甲镇演示学校"), by=V)
        actions.close_unit(id=old, on=date(2026, 9, 1), why="并校", successor=new, by=V)
        found = queries.unit(V, old)
        assert found is not None
        assert (found.valid_to, found.successor_name) == (date(2026, 9, 1), "甲镇演示学校")
        assert queries.predecessors(V, new) == ((old, "甲镇演示中学"),)
        assert [one.name for one in queries.units(V).rows] == ["甲镇演示学校"]
        assert queries.units(V, ended=True).total == 2
        with pytest.raises(NotNow, match="不用再停"):
            actions.close_unit(id=old, on=date(2026, 9, 2), why="并校", by=V)
        with pytest.raises(NotNow, match="不能是它自己"):
            actions.close_unit(id=new, on=date(2026, 9, 2), why="并校", successor=new, by=V)
        with pytest.raises(Missing):
            actions.close_unit(id=uuid4(), on=date(2026, 9, 2), why="并校", by=V)


def test_a_list_is_filtered_by_name_alias_kind_function_and_place_and_paged() -> None:
    with scope(V):
        for number in range(3):
            one = directory.unit(f"甲镇演示{number}小学")
            directory.alias(one, f"{number}小")
        directory.unit("乙镇派出所", kind=UnitKind.POLICE_STATION, division=TOWN_B)
        assert queries.units(V, search="1小").total == 1
        assert queries.units(V, kind="police_station").total == 1
        assert queries.units(V, function="school", division=TOWN_A).total == 3
        page = queries.units(V, division=COUNTY, page=2, size=3)
        assert (page.first, page.last, page.total) == (4, 4, 4)
        assert queries.units(V, page=99, size=3).page == 2


@pytest.mark.parametrize(
    "written",
    [
        "甲镇演示中心小学",
        "甲镇演示 中心小学",
        "演示县甲镇演示中心小学",
        "演示省演示市演示县甲镇演示中心小学",
        "中心校",
    ],
)
def test_a_sender_is_known_however_the_name_is_written(written: str) -> None:
    with scope(V):
        one = directory.unit("甲镇演示中心小学")
        directory.alias(one, "中心校")
        found = queries.find_unit_by_name(V, written, COUNTY)
        assert found is not None
        assert found.id == one.id


def test_a_county_bureau_is_known_with_and_without_its_county() -> None:
    with scope(V):
        one = directory.unit(
            "县教育局", kind=UnitKind.BUREAU, division=COUNTY, function="education"
        )
        for written in ("县教育局", "演示县教育局"):
            found = queries.find_unit_by_name(V, written, COUNTY)
            assert found is not None
            assert found.id == one.id


def test_a_name_two_units_bear_is_not_guessed_and_an_ended_one_not_taken() -> None:
    with scope(V):
        directory.unit("演示幼儿园", kind=UnitKind.KINDERGARTEN)
        directory.unit("演示幼儿园", kind=UnitKind.KINDERGARTEN, division=TOWN_B)
        assert queries.find_unit_by_name(V, "演示幼儿园", COUNTY) is None
        assert len(queries.find_units_by_name(V, "演示幼儿园", COUNTY)) == 2
        assert queries.find_unit_by_name(V, "演示幼儿园", TOWN_B) is not None
        directory.unit("旧演示小学", valid_to=date(2020, 1, 1))
        assert queries.find_unit_by_name(V, "旧演示小学", COUNTY) is None
        assert queries.find_unit_by_name(V, "旧演示小学", COUNTY, date(2019, 1, 1)) is not None


def test_towns_and_villages_get_their_government_and_committee_once() -> None:
    with scope(SYSTEM):
        assert actions.load_local_units(division=COUNTY, by=SYSTEM) == 5
        assert actions.load_local_units(division=COUNTY, by=SYSTEM) == 0
        town = queries.town_unit(SYSTEM, VILLAGE_A, UnitKind.TOWN_GOVERNMENT)
        assert town is not None
        assert (town.name, town.function) == ("甲镇人民政府", "town")
        for written in ("甲镇", "演示县甲镇人民政府", "甲镇政府"):
            assert queries.find_unit_by_name(SYSTEM, written, COUNTY).id == town.id  # type: ignore[union-attr]
        village = queries.units_at(SYSTEM, VILLAGE_A)[0]
        assert (village.name, village.parent_name) == ("一村村民委员会", "甲镇人民政府")
        assert queries.find_unit_by_name(SYSTEM, "一村村委会", TOWN_A) is not None


@pytest.mark.parametrize(
    ("code", "members"),
    [("cn", 27), ("dali", 25), ("wuqing", 20), ("xinbei", 23), ("songyang", 26)],
)
def test_the_printed_list_of_each_document_becomes_units_once(code: str, members: int) -> None:
    profile = load(code)
    with scope(SYSTEM):
        assert actions.load_profile_units(profile=profile, by=SYSTEM, division=COUNTY) == members
        assert actions.load_profile_units(profile=profile, by=SYSTEM, division=COUNTY) == 0
        rows = Unit.objects.all_of_them(reason="test").filter(division=COUNTY)
        assert {row.function for row in rows} == {unit.code for unit in profile.units}
        for listed in profile.units:
            assert {
                one.name for one in queries.find_units_by_name(SYSTEM, listed.name, COUNTY)
            } == {listed.name}
        inside = [unit for unit in profile.units if unit.within]
        assert rows.exclude(parent=None).count() == len(inside)


def test_todays_unverified_name_is_another_name_and_never_another_unit() -> None:
    with scope(SYSTEM):
        actions.load_profile_units(profile=load("songyang"), by=SYSTEM, division=COUNTY)
        health = queries.find_unit_by_name(SYSTEM, "县卫生健康局", COUNTY)
        assert health is not None
        assert (health.name, health.valid_to) == ("县卫计局", None)
        justice = queries.find_unit_by_name(SYSTEM, "县司法局", COUNTY)
        assert justice is not None
        assert justice.name == "县司法局"  # also 县法制办's heir: the unit that bears the name wins


def test_rosters_are_owed_by_those_the_profile_names() -> None:
    profile = load("songyang")
    with scope(SYSTEM):
        actions.load_local_units(division=COUNTY, by=SYSTEM)
        directory.unit("甲镇演示小学")
        directory.unit("甲镇演示派出所", kind=UnitKind.POLICE_STATION)
        directory.unit("演示医院", kind=UnitKind.HOSPITAL)
        directory.unit("关掉的小学", valid_to=date(2020, 1, 1))
        owed = queries.who_owes_rosters(SYSTEM, TOWN_A, profile)
        assert sorted((one.unit.name, one.kind) for one in owed) == [
            ("一村村民委员会", "survey"), ("二村村民委员会", "survey"),
            ("甲镇演示小学", "school"), ("甲镇演示派出所", "police"),
        ]  # fmt: skip
        assert {one.to for one in owed} == {"town"}
        assert all("三(三)" in one.basis for one in owed)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "长" * 121}, "name"),
        ({"kind": "nothing"}, "kind"),
        ({"kind": "bureau"}, "function"),
        ({"function": "nothing"}, "function"),
        ({"phone": "电话"}, "phone"),
        (
            {"valid_from": date(2026, 1, 2), "valid_to": date(2026, 1, 2), "why_closed": "x"},
            "valid_to",
        ),
        ({"successor": "别的"}, "successor"),
        ({"valid_to": date(2026, 1, 2)}, "why_closed"),
    ],
)
def test_a_draft_is_told_what_is_wrong_at_the_field(given: dict[str, object], field: str) -> None:
    found = dict(rules.faults_of(draft(**given), frozenset({"school"})))
    assert field in found
    assert found[field].endswith("。")
    assert not list(
        rules.faults_of(draft(function="school", phone="0578-8000001转2"), frozenset({"school"}))
    )


@pytest.mark.parametrize(
    ("name", "full", "alias"),
    [
        ("大潘坑村村委会", "大潘坑村村民委员会", "大潘坑村委会"),
        ("城东社区", "城东社区居民委员会", "城东社区居委会"),
        ("蔡宅村", "蔡宅村村民委员会", "蔡宅村委会"),
        ("岗贝社区居民委员会", "岗贝社区居民委员会", "岗贝社区"),
        ("开发区社区居委会", "开发区社区居民委员会", "开发区社区"),
    ],
)
def test_a_committee_bears_its_full_name_and_what_people_write(
    name: str, full: str, alias: str
) -> None:
    found = rules.village_committee(name)
    assert found.name == full
    assert alias in found.aliases
