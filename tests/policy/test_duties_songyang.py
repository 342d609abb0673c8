"""松阳县：every sentence of 松政办发〔2017〕139 号 is in the profile, deed by deed, and nothing else."""

from __future__ import annotations

import pytest

from tests.policy.clauses import counts, wide, with_d
from tests.policy.sentences import cited, gaps, ordering, orders_of, printed
from tests.requirement import requirement
from tonghu.policy import Profile, load

# 附件 2 的顺序 → 单位；一项只给一个单位（和它指导的机构）派任务。
ANNEX_2 = {
    "附件2(一)": "political_legal",
    "附件2(二)": "rural_office",
    "附件2(三)": "publicity",
    "附件2(四)": "peoples_congress",
    "附件2(五)": "development_reform",
    "附件2(六)": "education",
    "附件2(七)": "police",
    "附件2(八)": "civil_affairs",
    "附件2(九)": "justice",
    "附件2(十)": "finance",
    "附件2(十一)": "personnel",
    "附件2(十二)": "housing",
    "附件2(十三)": "agriculture",
    "附件2(十四)": "health",
    "附件2(十五)": "culture_media",
    "附件2(十六)": "statistics",
    "附件2(十七)": "legislative_affairs",
    "附件2(十八)": "internet",
    "附件2(十九)": "court",
    "附件2(二十)": "procuratorate",
    "附件2(二十一)": "trade_union",
    "附件2(二十二)": "youth_league",
    "附件2(二十三)": "womens_federation",
    "附件2(二十四)": "disabled_federation",
    "附件2(二十五)": "next_generation",
    "附件2(二十六)": "charity",
}

# 单位 → 行数：附件 2 的每件事，加上正文交给它的事。
ROWS = {
    "political_legal": 3,
    "rural_office": 4,
    "publicity": 3,
    "peoples_congress": 2,
    "development_reform": 2,
    "education": 28,
    "police": 26,
    "civil_affairs": 34,
    "justice": 5,
    "finance": 7,
    "personnel": 6,
    "housing": 2,
    "agriculture": 6,
    "health": 9,
    "culture_media": 4,
    "statistics": 3,
    "legislative_affairs": 6,
    "internet": 7,
    "court": 7,
    "procuratorate": 8,
    "trade_union": 3,
    "youth_league": 7,
    "womens_federation": 7,
    "disabled_federation": 2,
    "next_generation": 3,
    "charity": 3,
    "member_unit": 6,
    "government": 13,
    "town": 36,
    "village": 19,
    "supervisor": 8,
    "school": 8,
    "kindergarten": 2,
    "police_station": 1,
    "hospital": 3,
    "rescue_institution": 2,
    "welfare_institution": 2,
    "social_organisations": 8,
    "family": 11,
}


@pytest.fixture(scope="module")
def songyang() -> Profile:
    return load("songyang")


@requirement("D-250", "D-251", "D-252", "D-253", "D-254", "D-255", "D-256", "D-257", "D-258")
@requirement("D-259", "D-260", "D-261", "D-263", "D-264", "D-265", "D-266", "D-267", "D-269")
@requirement("D-270", "D-271", "D-272", "D-273", "D-274", "D-275", "D-276", "D-277", "D-278")
@requirement("D-279")
def test_every_sentence_has_its_duties_and_every_duty_its_sentence(songyang: Profile) -> None:
    assert cited(songyang, "sy-2017-139") == ordering(printed("songyang"))


def test_no_sentence_of_the_document_is_left_out() -> None:
    listing = printed("songyang")
    assert gaps(listing) == []
    assert {text for text, codes in listing.items() if not codes} == {
        "一第1句",
        "一第2句",
        "一第3句",
        "四(一)第1句",
    }


@requirement("D-408")
@pytest.mark.parametrize("item", ANNEX_2)
def test_an_item_of_annex_2_binds_its_own_unit_only(songyang: Profile, item: str) -> None:
    members = {row.code for row in songyang.units}
    bound = {code.split(".")[0] for code in orders_of(cited(songyang, "sy-2017-139"), item)}
    assert bound & members == {ANNEX_2[item]}


def test_rows_per_unit(songyang: Profile) -> None:
    assert counts(songyang) == ROWS
    assert set(ANNEX_2.values()) == {row.code for row in songyang.units}


@requirement("D-262", "D-268")
def test_what_other_places_give_to_a_unit_of_its_own_sits_with_another(songyang: Profile) -> None:
    """地税的事在财政局，扶贫的事在农办。"""
    assert with_d(songyang, "D-262") == {"finance.tax_relief"}
    assert with_d(songyang, "D-268") == {
        "rural_office.poverty_plan",
        "rural_office.registered_families",
    }


@requirement("D-363", "D-364", "D-365", "D-372", "D-373")
def test_yearly_only_where_the_text_says_so(songyang: Profile) -> None:
    yearly = {duty.code for duty in songyang.duties if duty.period == "yearly"}
    lectures = {f"{unit}.parents_school" for unit in ("education", "civil_affairs", "town")}
    assert with_d(songyang, "D-372") == lectures | {
        "youth_league.parents_school",
        "womens_federation.parents_school",
    }
    assert yearly == with_d(songyang, "D-372") | {
        "political_legal.reward",
        "political_legal.hold_responsible",
        "education.roster",
        "police.roster",
        "school.roster",
        "kindergarten.roster",
        "police_station.roster",
        "town.survey",
        "town.hazards",
        "town.summary",
        "civil_affairs.feedback",
        "education.reverify",
    }
    assert {duty.period for duty in songyang.duties} == {"yearly", "on_event", "continuous"}


def test_deeds_that_leave_an_event_are_proven_by_it(songyang: Profile) -> None:
    proofs = {duty.code: duty.proof for duty in songyang.duties}
    assert proofs["school.roster"] == ("roster.handed_in",)
    assert proofs["civil_affairs.feedback"] == ("survey.feedback",)
    assert proofs["police.inform_town"] == ("case.inform",)
    assert proofs["village.visits"] == ("visit.make",)
    assert proofs["town.refer"] == ("referral.refer",)
    assert proofs["legislative_affairs.law_revision"] == ("upload",)


def test_a_subject_the_text_does_not_name_is_marked(songyang: Profile) -> None:
    """正文没有写主体的事归县政府，逐行标待核；只有财政投入一行写了「政府」。"""
    unmarked = {
        duty.code
        for duty in songyang.duties
        if duty.unit == "government" and "待核" not in duty.basis
    }
    assert unmarked == {"government.fiscal_input"}
    assert {
        duty.code for duty in songyang.duties if duty.unit != "government" and "待核" in duty.basis
    } == {
        "education.refusal",
        "town.refusal",
        "education.home_teaching",
        "health.home_rehabilitation",
        "civil_affairs.assistants",
        "town.professional_staff",
    }


def test_own_short_words_with_requirement_numbers(songyang: Profile) -> None:
    assert wide(duty.text for duty in songyang.duties) == []
    assert all(duty.d for duty in songyang.duties)
    assert len({(duty.unit, duty.text) for duty in songyang.duties}) == len(songyang.duties)
