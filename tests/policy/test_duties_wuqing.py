"""武清区：every sentence of 武清政办〔2017〕5 号 is in the profile, deed by deed, and nothing else."""

from __future__ import annotations

import pytest

from tests.policy.clauses import counts, wide, with_d
from tests.policy.sentences import cited, gaps, ordering, orders_of, printed
from tests.requirement import requirement
from tonghu.policy import Profile, load

# 三（一）1～20 的顺序（与单位名单的顺序不同，D-403）→ 单位。
DUTY_ORDER = [
    "civil_affairs",
    "political_legal",
    "education",
    "police",
    "justice",
    "finance",
    "personnel",
    "housing",
    "agriculture",
    "culture_media",
    "health",
    "statistics",
    "legislative_affairs",
    "court",
    "procuratorate",
    "trade_union",
    "womens_federation",
    "disabled_federation",
    "organs_committee",
    "youth_league",
]

# 单位 → 行数：职责 1～20 的每件事，加上正文交给它的事。
ROWS = {
    "civil_affairs": 27,
    "political_legal": 3,
    "education": 19,
    "police": 31,
    "justice": 5,
    "finance": 6,
    "personnel": 4,
    "housing": 2,
    "agriculture": 7,
    "culture_media": 2,
    "health": 6,
    "statistics": 1,
    "legislative_affairs": 1,
    "court": 7,
    "procuratorate": 11,
    "trade_union": 4,
    "womens_federation": 4,
    "disabled_federation": 2,
    "organs_committee": 3,
    "youth_league": 5,
    "member_unit": 4,
    "conference": 2,
    "government": 10,
    "town": 15,
    "village": 14,
    "school": 7,
    "kindergarten": 2,
    "hospital": 5,
    "rescue_institution": 3,
    "welfare_institution": 3,
    "social_organisations": 3,
    "family": 10,
}

# 二（三）的七类强制报告主体。
REPORTERS = {
    "school",
    "kindergarten",
    "hospital",
    "village",
    "social_organisations",
    "rescue_institution",
    "welfare_institution",
}


@pytest.fixture(scope="module")
def wuqing() -> Profile:
    return load("wuqing")


@requirement("D-250", "D-251", "D-253", "D-256", "D-258", "D-259", "D-260", "D-261", "D-263")
@requirement("D-264", "D-265", "D-266", "D-267", "D-269", "D-270", "D-271", "D-272", "D-273")
@requirement("D-274", "D-275", "D-277", "D-278", "D-279")
def test_every_sentence_has_its_duties_and_every_duty_its_sentence(wuqing: Profile) -> None:
    assert cited(wuqing, "wq-2017-5") == ordering(printed("wuqing"))


def test_no_sentence_of_the_document_is_left_out() -> None:
    listing = printed("wuqing")
    assert gaps(listing) == []
    assert {text for text, codes in listing.items() if not codes} == {
        "一第1句",
        "一第2句",
        "三(一)第1句",
        "三(一)第4句",
    }


@requirement("D-403")
@pytest.mark.parametrize("number", range(1, 21))
def test_a_duty_paragraph_binds_its_own_unit_only(wuqing: Profile, number: int) -> None:
    members = {row.code for row in wuqing.units}
    bound = orders_of(cited(wuqing, "wq-2017-5"), f"三(一){number}")
    assert {code.split(".")[0] for code in bound} & members == {DUTY_ORDER[number - 1]}


def test_rows_per_unit(wuqing: Profile) -> None:
    assert counts(wuqing) == ROWS
    assert set(DUTY_ORDER) == {row.code for row in wuqing.units}


@requirement("D-080", "D-081", "D-362", "D-373")
def test_quarterly_and_yearly_only_where_the_text_says_so(wuqing: Profile) -> None:
    by_period: dict[str, set[str]] = {}
    for duty in wuqing.duties:
        by_period.setdefault(duty.period, set()).add(duty.code)
    assert by_period["quarterly"] == {"civil_affairs.quarterly_update", "town.quarterly_update"}
    assert by_period["yearly"] == {
        "political_legal.reward",
        "political_legal.hold_responsible",
        "conference.plenary",
    }
    assert set(by_period) == {"quarterly", "yearly", "on_event", "continuous"}


@requirement("D-130", "D-134", "D-138")
def test_each_mandated_reporter_reports_and_assists(wuqing: Profile) -> None:
    assert {f"{body}.report" for body in REPORTERS} <= with_d(wuqing, "D-130")
    assert with_d(wuqing, "D-134") == {f"{body}.assist_police" for body in REPORTERS}
    assert {"education.reporters", "education.reporting"} <= with_d(wuqing, "D-138")


@requirement("D-086")
def test_three_sides_compare(wuqing: Profile) -> None:
    sides = ("civil_affairs", "education", "police")
    assert with_d(wuqing, "D-086") == {
        f"{side}.{deed}" for side in sides for deed in ("share", "compare")
    }


@requirement("D-012", "D-191", "D-192", "D-195")
def test_abandonment(wuqing: Profile) -> None:
    crime = {f"{unit}.abandonment_crime" for unit in ("police", "procuratorate", "court")}
    assert with_d(wuqing, "D-195") == crime
    assert with_d(wuqing, "D-192") == {
        "police.abandonment",
        "police.penalty",
        "police.criticise",
    }
    assert with_d(wuqing, "D-191") == {"procuratorate.urge_revocation"}


@requirement("D-277")
def test_the_unlisted_next_generation_committee_is_marked(wuqing: Profile) -> None:
    """三(二)4 写了关工委，名单里没有：the row sits with 区级机关工委 and says 待核."""
    (row,) = (duty for duty in wuqing.duties if duty.code == "organs_committee.positions")
    assert "待核" in row.basis
    assert "next_generation" not in {unit.code for unit in wuqing.units}


@requirement("D-019", "D-105")
def test_three_left_behind_groups_are_statistics_only(wuqing: Profile) -> None:
    assert with_d(wuqing, "D-019") == with_d(wuqing, "D-105") == {"statistics.summary"}


def test_a_subject_the_text_does_not_name_is_marked(wuqing: Profile) -> None:
    """正文没有写主体的事归区政府，逐行标待核；两行按事项归了别的单位。"""
    assert all("待核" in duty.basis for duty in wuqing.duties if duty.unit == "government")
    assert {
        duty.code for duty in wuqing.duties if duty.unit != "government" and "待核" in duty.basis
    } == {
        "civil_affairs.hardship_relief",
        "police.hukou_reform",
        "organs_committee.positions",
    }


def test_own_short_words_with_requirement_numbers(wuqing: Profile) -> None:
    assert wide(duty.text for duty in wuqing.duties) == []
    assert all(duty.d for duty in wuqing.duties)
    assert len({(duty.unit, duty.text) for duty in wuqing.duties}) == len(wuqing.duties)
