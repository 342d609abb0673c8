"""Whether villages, towns and the county have the staff they must: findings, never stops."""

from __future__ import annotations

from datetime import date

import pytest

from tests.requirement import requirement
from tonghu.directory.queries.staffing import called, wanted_of
from tonghu.directory.rules import staffing as rules
from tonghu.directory.rules.staffing import (
    MemberFacts,
    StaffFinding,
    TownStaff,
    VillageStaff,
    Wanted,
)

SONGYANG = wanted_of("songyang")
TODAY = date(2026, 9, 24)


def village(workers: int, wanted: Wanted = SONGYANG) -> list[str]:
    found = rules.village_findings(wanted, [VillageStaff("331124102201", "蔡宅村", workers)])
    return [one.sentence for one in found]


@requirement("D-073")
@pytest.mark.parametrize(
    ("workers", "said"),
    [
        (0, ["蔡宅村没有儿童福利督导员"]),
        (1, []),
        (2, []),
        (3, ["蔡宅村有3名儿童福利督导员，至多2名"]),
    ],
)
def test_a_village_has_one_or_two(workers: int, said: list[str]) -> None:
    assert village(workers) == said


def test_where_two_are_the_least_one_is_too_few() -> None:
    two = Wanted(2, 3, False, False, False, None, None, "儿童主任", "协理员")
    assert village(1, two) == ["蔡宅村有1名儿童主任，至少要2名"]


@requirement("D-073")
def test_the_numbers_and_their_clause_come_from_the_profile() -> None:
    assert (SONGYANG.least, SONGYANG.most, SONGYANG.worker) == (1, 2, "儿童福利督导员")
    assert SONGYANG.basis["village"] == "sy-2017-139 三(一)第2句"
    wuqing = wanted_of("wuqing")
    assert (wuqing.assistants_towns, wuqing.centre) == (None, False)


def town(**given: object) -> TownStaff:
    fields: dict[str, object] = {
        "code": "331124102000", "name": "古市镇", "station": 1, "group": 4, "assistants": 1,
    }  # fmt: skip
    return TownStaff(**{**fields, **given})  # type: ignore[arg-type]


@requirement("D-075")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, []),
        ({"station": 0}, []),
        ({"station": None}, ["古市镇没有儿童福利督导工作站"]),
        ({"group": None}, ["古市镇没有应急干预救助小组"]),
        ({"group": 0}, ["古市镇应急干预救助小组还没有成员"]),
        ({"assistants": 0}, ["古市镇没有救助协理员"]),
    ],
)
def test_every_town_has_its_station_its_group_and_an_assistant(
    given: dict[str, object], said: list[str]
) -> None:
    found = [one.sentence for one in rules.town_findings(SONGYANG, [town(**given)])]
    assert [one.replace("留守儿童救助协理员", "救助协理员") for one in found] == said


def test_where_no_document_asks_for_a_group_none_is_missed() -> None:
    plain = Wanted(1, 2, False, False, False, None, None, "儿童主任", "协理员")
    assert not list(rules.town_findings(plain, [town(station=None, group=None, assistants=0)]))


@requirement("D-076")
@pytest.mark.parametrize(("have", "missing"), [(19, 0), (18, 1), (7, 12)])
def test_assistants_are_in_all_nineteen_towns_or_the_rest_is_counted(
    have: int, missing: int
) -> None:
    towns = [town(code=f"3311241{n:02}000", assistants=int(n < have)) for n in range(19)]
    found = list(rules.county_findings(SONGYANG, "331124000000", towns, centre=True))
    assert [one.count for one in found] == ([missing] if missing else [])
    if missing:
        assert found[0].sentence.startswith(f"{missing}个乡镇缺")
        assert found[0].sentence.endswith(f"应有19个乡镇，现在{have}个")
        assert found[0].basis == "sy-2017-139 三(十三)第1句"


@requirement("D-074")
def test_the_county_has_a_guidance_centre_where_the_document_names_one() -> None:
    towns = [town() for _ in range(19)]
    (found,) = rules.county_findings(SONGYANG, "331124000000", towns, centre=False)
    assert found.sentence == "县里没有儿童福利指导中心"
    assert "三(一)" in found.basis


@requirement("D-076")
def test_a_town_more_or_less_than_the_document_counts_is_said() -> None:
    found = list(rules.county_findings(SONGYANG, "331124000000", [town()] * 18, centre=True))
    assert found[0].sentence == "区划里有18个乡镇，文件写的是19个"


@pytest.mark.parametrize(
    ("until", "over"), [(date(2026, 9, 23), True), (date(2026, 9, 24), False), (None, False)]
)
def test_a_contract_ends_after_its_last_day(until: date | None, over: bool) -> None:
    facts = [MemberFacts("331124102000", until, trained=True)]
    found = [one.sentence for one in rules.member_findings(SONGYANG, facts, TODAY, "331124")]
    assert found == (["1名成员的合同已经到期"] if over else [])


@requirement("D-073")
def test_people_without_training_are_counted() -> None:
    facts = [MemberFacts("x", None, trained=bool(n)) for n in range(3)]
    found = [one.sentence for one in rules.member_findings(SONGYANG, facts, TODAY, "331124")]
    assert found == ["1名成员没有培训记录"]


def test_one_village_is_named_and_several_are_counted() -> None:
    one = list(rules.village_findings(SONGYANG, [VillageStaff("1", "蔡宅村", 0)]))
    two = [*one, StaffFinding(rules.NONE, "2", "上坌村没有儿童福利督导员")]
    assert [f.sentence for f in rules.together(SONGYANG, one)] == ["蔡宅村没有儿童福利督导员"]
    assert [f.sentence for f in rules.together(SONGYANG, two)] == ["2个村没有儿童福利督导员"]


def test_a_village_is_called_without_its_committee() -> None:
    assert [called(n) for n in ("蔡宅村村委会", "城东社区居委会", "村委会")] == [
        "蔡宅村",
        "城东社区",
        "村委会",
    ]
