"""大理州：every unit paragraph of 大政办发〔2016〕72 号 is in the profile, deed by deed, and nothing else."""

from __future__ import annotations

import pytest

from tests.policy.clauses import counts, flat, slugs, wide, with_d
from tests.requirement import requirement
from tonghu.policy import Profile, load

# 单位 → 段落里的句子 → 每句要求办的事，次序同原文。
PARAGRAPHS: dict[str, tuple[tuple[str, ...], ...]] = {
    "political_legal": (("evaluation", "reward_punish"),),
    "publicity": (
        ("morals", "culture"),
        ("campaign", "guardians", "reporters"),
        ("prudent_reporting",),
        ("media_charity",),
        ("youth_palace",),
    ),
    "rural_office": (("rural_work",),),
    "next_generation": (("five_olds", "assist"),),
    "peoples_congress": (
        ("guardianship_policy", "division", "administrative_protection", "judicial_link"),
    ),
    "legislative_affairs": (("law", "rules"),),
    "development_reform": (("plan",), ("public_services", "projects", "facilities")),
    "education": (
        ("guidance", "whole_process", "affection"),
        ("boarding", "boarding_service", "training"),
        ("retention", "aid"),
        ("open_schools", "private_schools"),
    ),
    "police": (
        ("guidance",),
        ("accept", "dispatch", "measures"),
        ("pursue", "punish", "reward", "inform_town", "assessment"),
        ("campus_protection", "campus_management", "safety_lessons"),
        ("hukou_reform", "settle"),
    ),
    "justice": (("campaign", "guardians", "reporters", "legal_aid"),),
    "finance": (
        ("spending", "funds"),
        ("catalogue", "purchase"),
        ("day_care_relief", "social_funds"),
        ("support_policies", "tax_cuts"),
    ),
    "personnel": (("return_policies",), ("campaign", "skills", "vacancies")),
    "housing": (("include", "provide"),),
    "agriculture": (
        ("return_policies", "new_farms", "skills", "practical_services"),
        ("land_registration", "land_rights"),
    ),
    "health": (
        ("reporters", "reporting"),
        ("treat", "appraisal"),
        ("medical_rights", "medical_relief"),
        ("services", "population_publicity", "family_planning", "family_support"),
        ("first_aid",),
    ),
    "culture_media": (("campaign", "guardians", "reporters"), ("prudent_reporting", "good_models")),
    "statistics": (("survey",),),
    "poverty_relief": (("plan", "registered_families"),),
    "court": (("accept", "judicial_rights", "appoint_guardian", "punish", "pursue"),),
    "procuratorate": (
        ("punish", "pursue", "arrest_prosecution"),
        ("educate", "victims", "governance"),
        ("dereliction", "legal_supervision"),
    ),
    "trade_union": (("hardship", "care", "affection"),),
    "youth_league": (("mobilise", "holiday_care"), ("volunteers", "volunteer_action")),
    "womens_federation": (
        ("holiday_care", "family_education", "attention"),
        ("outline",),
        ("good_practice",),
    ),
    "disabled_federation": (("rehabilitation",), ("project_services",)),
    "civil_affairs": (
        ("lead_role", "mechanism", "major_problems"),
        (
            "survey",
            "reporting_system",
            "ledger",
            "reporters",
            "reporting",
            "guidance",
            "inclusion",
            "shelter",
        ),
        ("organisations", "purchase", "praise"),
        ("coordination",),
    ),
}

# 单位 → 行数；民政比段落多一行：首段的牵头日常工作。
ROWS = {
    "political_legal": 2,
    "publicity": 8,
    "rural_office": 1,
    "next_generation": 2,
    "peoples_congress": 4,
    "legislative_affairs": 2,
    "development_reform": 4,
    "education": 10,
    "police": 14,
    "justice": 4,
    "finance": 8,
    "personnel": 4,
    "housing": 2,
    "agriculture": 6,
    "health": 11,
    "culture_media": 5,
    "statistics": 1,
    "poverty_relief": 2,
    "court": 5,
    "procuratorate": 8,
    "trade_union": 3,
    "youth_league": 4,
    "womens_federation": 5,
    "disabled_federation": 2,
    "civil_affairs": 16,
    "member_unit": 5,
    "conference_office": 2,
    "town": 2,
    "village": 2,
    "social_organisations": 1,
    "rescue_institution": 2,
    "welfare_institution": 2,
    "hospital": 3,
    "school": 2,
}

# 段落抬头与名单所印不同的单位（D-401 的两职、人大常委会的简称）。
HEADINGS = {"peoples_congress": "州人大法制委"}


@pytest.fixture(scope="module")
def dali() -> Profile:
    return load("dali")


@requirement("D-250", "D-251", "D-252", "D-253", "D-255", "D-256", "D-257", "D-258", "D-259")
@requirement("D-260", "D-261", "D-263", "D-264", "D-265", "D-266", "D-267", "D-268", "D-269")
@requirement("D-270", "D-271", "D-272", "D-273", "D-274", "D-275")
@pytest.mark.parametrize("unit", PARAGRAPHS)
def test_every_deed_of_the_paragraph_has_its_row(dali: Profile, unit: str) -> None:
    name = next(row.name for row in dali.units if row.code == unit)
    clause = f"四 {HEADINGS.get(unit, name)}"
    assert slugs(dali, unit, clause) == flat(PARAGRAPHS[unit])


def test_rows_per_unit(dali: Profile) -> None:
    assert counts(dali) == ROWS


def test_25_paragraphs_for_25_units(dali: Profile) -> None:
    assert len(PARAGRAPHS) == 25
    assert set(PARAGRAPHS) == {row.code for row in dali.units}


@requirement("D-055", "D-056", "D-057", "D-064")
def test_general_duties_of_members_and_office(dali: Profile) -> None:
    assert slugs(dali, "member_unit") == [
        "research",
        "resolutions",
        "proposals",
        "coordination",
        "information",
    ]
    assert slugs(dali, "conference_office") == ["track", "bulletin"]
    assert slugs(dali, "civil_affairs", "四 首段") == ["daily_work"]


@requirement("D-278", "D-279")
def test_guided_bodies_only_do_what_the_guiding_paragraph_says(dali: Profile) -> None:
    assert slugs(dali, "town") == ["ledger", "guardianship_supervision"]
    assert slugs(dali, "village") == ["reporting", "guardianship_supervision"]
    assert "welfare_institution.receive" in with_d(dali, "D-159")


@requirement("D-022")
def test_education_has_no_reporting_awareness(dali: Profile) -> None:
    """州教育局一段没有强制报告：the other profiles give it to schools, Dali does not."""
    assert not with_d(dali, "D-138") & {f"education.{slug}" for slug in slugs(dali, "education")}
    assert not any(
        "报告" in duty.text for duty in dali.duties if duty.unit in ("education", "school")
    )
    assert {"school", "kindergarten", "teacher"}.isdisjoint(dali.sheet.reports.reporters)
    assert with_d(dali, "D-022") == {
        "publicity.reporters",
        "justice.reporters",
        "culture_media.reporters",
        "health.reporters",
        "health.reporting",
        "civil_affairs.reporters",
        "civil_affairs.reporting",
    }


@requirement("D-373")
def test_no_duty_of_dali_is_yearly(dali: Profile) -> None:
    """综治办只说考核奖惩，没有说每年。"""
    assert {duty.period for duty in dali.duties} == {"continuous", "on_event"}
    assert slugs(dali, "political_legal") == ["evaluation", "reward_punish"]


@requirement("D-019")
def test_three_left_behind_groups_are_statistics_only(dali: Profile) -> None:
    assert with_d(dali, "D-104") == with_d(dali, "D-019") == {"statistics.survey"}
    (row,) = (duty for duty in dali.duties if duty.unit == "statistics")
    assert row.proof == ("return.submit",)


def test_cited_clauses_and_own_short_words(dali: Profile) -> None:
    assert all(duty.basis.startswith("dl-2016-72 四 ") for duty in dali.duties)
    assert wide(duty.text for duty in dali.duties) == []
    assert all(duty.d for duty in dali.duties)


@requirement("D-400", "D-401", "D-417")
def test_units_as_printed(dali: Profile) -> None:
    members = [row for row in dali.units if row.part == "member"]
    assert [row.name for row in members] == [
        "州综治办",
        "州文明办",
        "州委农办",
        "州关工委",
        "州人大常委会法制委",
        "州发改委",
        "州教育局",
        "州公安局",
        "州司法局",
        "州财政局",
        "州人社局",
        "州住建局",
        "州农业局",
        "州卫计委",
        "州政府法制和政策研究室",
        "州新闻出版广电局",
        "州统计局",
        "州扶贫办",
        "州法院",
        "州检察院",
        "州总工会",
        "团州委",
        "州妇联",
        "州残联",
    ]
    assert [row.number for row in members] == list(range(1, 25))
    (convenor,) = (row for row in dali.units if row.part == "convenor")
    assert (convenor.name, convenor.number) == ("州民政局", None)
    assert sum(row.liaison is True for row in dali.units) == 25
    two_offices = {row.code: row.aliases for row in dali.units if "D-401" in row.d}
    assert two_offices == {"political_legal": ("州委政法委",), "rural_office": ("州委政研室",)}
    assert not any(" " in name for row in dali.units for name in (row.name, *row.aliases))


@requirement("D-414")
def test_changed_names_have_successors_marked_unverified(dali: Profile) -> None:
    changed = {row.code for row in dali.units if row.successor}
    assert changed == {
        "political_legal",
        "rural_office",
        "agriculture",
        "health",
        "legislative_affairs",
        "culture_media",
        "poverty_relief",
    }
    assert changed == {row.code for row in dali.units if "D-414" in row.d}
