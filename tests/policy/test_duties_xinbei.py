"""新北区：every entry of annex 3 of 常开委办〔2020〕64 号 is in the profile, deed by deed, and nothing else."""

from __future__ import annotations

import pytest

from tests.policy.clauses import counts, flat, slugs, wide, with_d
from tests.requirement import requirement
from tonghu.policy import Profile, load

# 单位 → 附件 3 里的句子 → 每句要求办的事，次序同原文；括号内的下属单位各成一条。
ENTRIES: dict[str, tuple[tuple[str, ...], ...]] = {
    "peoples_congress": (("legislation",),),
    "court": (("accept", "judicial_rights", "appoint_guardian", "punish", "pursue"),),
    "procuratorate": (
        ("punish", "pursue", "arrest_prosecution"),
        ("educate", "victims", "governance"),
        ("legal_supervision",),
    ),
    "publicity": (("morals", "evaluation"),),
    "political_legal": (("evaluation",), ("reward", "hold_responsible")),
    "justice": (("campaign", "guardians", "reporters", "legal_aid"),),
    "legislative_affairs": (
        (
            "law_revision",
            "system",
            "administrative_protection",
            "guardianship_policy",
            "division",
            "judicial_link",
            "penalties",
        ),
    ),
    "development_reform": (("public_services", "plan"),),
    "education": (
        ("retention", "whole_process", "aid"),
        ("affection",),
        ("training",),
        ("reporters", "reporting"),
    ),
    "finance": (("full_funds",), ("combine_benefits",)),
    "personnel": (("return_policies",), ("campaign", "skills", "vacancies")),
    "civil_affairs": (
        ("lead_role", "mechanism", "major_problems"),
        (
            "reporting_system",
            "ledger",
            "reporters",
            "reporting",
            "guidance",
            "inclusion",
            "purchase",
            "reward",
        ),
    ),
    "disabled_federation": (("system",), ("carry_out", "providers"), ("basic_services",)),
    "housing": (("secure",),),
    "agriculture": (("rural_work", "village_plan"),),
    "health": (("reporters", "reporting"), ("treat", "appraisal"), ("first_aid",)),
    "statistics": (("survey",),),
    "trade_union": (("care", "affection", "hardship"),),
    "youth_league": (("mobilise", "holiday_care"), ("volunteers", "volunteer_action")),
    "womens_federation": (("holiday_care", "family_education", "attention"), ("outline",)),
    "police": (
        ("guidance", "accept", "dispatch", "measures"),
        ("pursue", "punish", "reward", "inform_town", "assessment"),
        ("campus_protection", "campus_management", "safety_lessons"),
    ),
    "taxation": (("day_care_relief",), ("tax_cuts",)),
    "next_generation": (("five_olds", "assist"), ("schooling",)),
}

# 单位 → 行数；民政比附件 3 多一行：第四部分的牵头。
ROWS = {
    "peoples_congress": 1,
    "court": 5,
    "procuratorate": 7,
    "publicity": 2,
    "political_legal": 3,
    "justice": 4,
    "legislative_affairs": 7,
    "development_reform": 2,
    "education": 7,
    "finance": 2,
    "personnel": 4,
    "civil_affairs": 12,
    "disabled_federation": 4,
    "housing": 1,
    "agriculture": 2,
    "health": 5,
    "statistics": 1,
    "trade_union": 3,
    "youth_league": 4,
    "womens_federation": 4,
    "police": 12,
    "taxation": 2,
    "next_generation": 3,
    "member_unit": 4,
    "conference_office": 2,
    "town": 2,
    "village": 3,
    "social_organisations": 1,
    "rescue_institution": 1,
    "welfare_institution": 1,
    "hospital": 3,
    "school": 2,
    "kindergarten": 1,
    "family": 1,
}

# 附件 3 抬头与名单所印不同的单位：印漏“依法”（D-407），括号里省了“区”。
HEADINGS = {
    "legislative_affairs": "区全面治区委员会办公室",
    "civil_affairs": "区民政局",
    "disabled_federation": "区残联",
}


@pytest.fixture(scope="module")
def xinbei() -> Profile:
    return load("xinbei")


@requirement("D-250", "D-251", "D-252", "D-253", "D-255", "D-256", "D-257", "D-258", "D-259")
@requirement("D-260", "D-261", "D-262", "D-263", "D-264", "D-265", "D-267", "D-269", "D-270")
@requirement("D-271", "D-272", "D-273", "D-274", "D-275")
@pytest.mark.parametrize("unit", ENTRIES)
def test_every_deed_of_the_entry_has_its_row(xinbei: Profile, unit: str) -> None:
    name = next(row.name for row in xinbei.units if row.code == unit)
    clause = f"附件3 {HEADINGS.get(unit, name)}"
    assert slugs(xinbei, unit, clause) == flat(ENTRIES[unit])


def test_rows_per_unit(xinbei: Profile) -> None:
    assert counts(xinbei) == ROWS


@requirement("D-055", "D-056", "D-064")
def test_general_duties_of_members_and_office(xinbei: Profile) -> None:
    expected = ["cooperate", "resolutions", "policies", "coordination"]
    assert slugs(xinbei, "member_unit", "四") == expected
    assert slugs(xinbei, "conference_office", "四") == ["track", "bulletin"]
    assert slugs(xinbei, "civil_affairs", "四") == ["daily_work"]


@requirement("D-250")
def test_what_xinbei_leaves_out(xinbei: Profile) -> None:
    """区民政局没有摸底排查、机构兜底接收和统筹；区检察院没有查处渎职；公安分局没有户籍改革。"""
    assert {"survey", "shelter", "coordination"}.isdisjoint(slugs(xinbei, "civil_affairs"))
    assert "dereliction" not in slugs(xinbei, "procuratorate")
    assert not with_d(xinbei, "D-159")
    assert not with_d(xinbei, "D-225")


@requirement("D-138", "D-078")
def test_education_has_reporting_awareness_here(xinbei: Profile) -> None:
    assert {"education.reporters", "education.reporting"} <= with_d(xinbei, "D-138")
    assert with_d(xinbei, "D-078") == {"education.training"}
    assert {"school", "kindergarten"} <= set(xinbei.sheet.reports.reporters)


@requirement("D-373", "D-232", "D-233")
def test_only_the_two_sentences_of_the_yearly_evaluation_are_yearly(xinbei: Profile) -> None:
    yearly = [duty.code for duty in xinbei.duties if duty.period == "yearly"]
    assert yearly == ["political_legal.reward", "political_legal.hold_responsible"]
    assert with_d(xinbei, "D-233") == {"publicity.evaluation"}


@requirement("D-017", "D-227")
def test_support_items_of_the_budget_line(xinbei: Profile) -> None:
    assert with_d(xinbei, "D-017") == {"finance.combine_benefits"}
    assert len(xinbei.sheet.benefits.items) == 8


@requirement("D-018", "D-410")
def test_two_programmes(xinbei: Profile) -> None:
    assert xinbei.sheet.scope.populations == ("left_behind", "difficulty")
    assert xinbei.sheet.scope.work == ("find", "relieve", "support")
    assert xinbei.sheet.scope.rights == ("safety", "health", "education")
    assert load("dali").sheet.scope.populations == ("left_behind",)
    assert xinbei.sheet.profile.programme != load("dali").sheet.profile.programme


@requirement("D-220")
def test_family_applies_at_the_hukou_town(xinbei: Profile) -> None:
    rows = {duty.unit for duty in xinbei.duties if "D-220" in duty.d}
    assert rows == {"family", "housing"}


@requirement("D-106", "D-104")
def test_statistics_count_both_groups_and_needs(xinbei: Profile) -> None:
    assert with_d(xinbei, "D-106") == {"statistics.survey"}
    assert not with_d(xinbei, "D-104")


def test_cited_clauses_and_own_short_words(xinbei: Profile) -> None:
    assert {duty.basis.split(" ")[1] for duty in xinbei.duties} == {"四", "附件3"}
    assert all(duty.basis.startswith("xb-2020-64 ") for duty in xinbei.duties)
    assert wide(duty.text for duty in xinbei.duties) == []
    assert all(duty.d for duty in xinbei.duties)


@requirement("D-406", "D-419")
def test_19_entries_are_23_units(xinbei: Profile) -> None:
    entries = [row for row in xinbei.units if row.part != "sub"]
    assert [row.name for row in entries] == [
        "区人大法制和内务司法（民宗侨务）工委",
        "区法院",
        "区检察院",
        "区委宣传统战部",
        "区委政法委",
        "区经发局",
        "区教育局",
        "区财政局",
        "区人社局",
        "区住建局",
        "区农业农村局",
        "区卫健局",
        "区统计局",
        "区总工会",
        "团区委",
        "区妇联",
        "公安分局",
        "区税务局",
        "区关工委",
    ]
    assert [row.number for row in entries] == list(range(1, 20))
    subs = [(row.name, row.within) for row in xinbei.units if row.part == "sub"]
    assert subs == [
        ("区司法局", "political_legal"),
        ("区全面依法治区委员会办公室", "political_legal"),
        ("民政局", "personnel"),
        ("残联", "personnel"),
    ]
    assert len(xinbei.units) == 23


@requirement("D-406")
def test_18_liaisons(xinbei: Profile) -> None:
    without = {row.code for row in xinbei.units if not row.liaison}
    assert len(xinbei.units) - len(without) == 18
    assert without == {
        "next_generation",
        "civil_affairs",
        "disabled_federation",
        "justice",
        "legislative_affairs",
    }


@requirement("D-407")
def test_misprinted_heading_of_annex_3_is_an_alias(xinbei: Profile) -> None:
    (row,) = (row for row in xinbei.units if row.code == "legislative_affairs")
    assert row.name == "区全面依法治区委员会办公室"
    assert row.aliases == ("区全面治区委员会办公室",)
    assert "D-407" in row.d


@requirement("D-414")
def test_names_are_after_the_reform_already(xinbei: Profile) -> None:
    names = {row.name for row in xinbei.units}
    assert {"区农业农村局", "区卫健局"} <= names
    assert not any(row.successor for row in xinbei.units)
