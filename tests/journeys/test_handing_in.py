"""A school hands in its roster; the town sees the receipt, a stranger finds nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import reconcile as make
from tests.journeys.steps import link, opens, presses
from tests.people import LI, SCHOOL, SUN, ZHAO, ZHOU, Person

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


def the_county_calls_for_rosters(browser: Browser) -> None:
    page = presses(browser(ZHOU), "/rosters/open/", year=2026, survey_from="town")
    assert "份名册没交" in page


def the_school_hands_in(client: Client) -> str:
    """The address of the receipt."""
    answer = client.post(
        "/rosters/hand-in/",
        {"unit": str(SCHOOL.id), "kind": "school", "population": "all",
         "file": make.sheet("school", [make.child(n) for n in range(12)], "三年级.csv")},
    )  # fmt: skip
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def test_the_school_finds_it_on_its_first_page_and_hands_in(browser: Browser) -> None:
    the_county_calls_for_rosters(browser)
    school = browser(SUN)
    assert "名册" in opens(school, "/")
    door = link(school, "/", "交2026年")
    assert "交甲镇演示小学的名册" in opens(school, door)
    receipt = the_school_hands_in(school)
    page = opens(school, receipt)
    assert "名册12条" in page
    assert "孙老师" in page
    assert "三年级.csv" in page


def test_the_town_sees_the_receipt_and_a_stranger_finds_nothing(browser: Browser) -> None:
    the_county_calls_for_rosters(browser)
    receipt = the_school_hands_in(browser(SUN))
    assert "甲镇演示小学" in opens(browser(LI), receipt)
    assert "不在你的管辖范围内" in opens(browser(ZHAO), receipt, 404)
    assert "甲镇演示小学" not in opens(browser(ZHAO), "/rosters/receipts/")


def test_what_cannot_be_a_roster_is_refused_with_what_to_do(browser: Browser) -> None:
    school = browser(SUN)
    page = presses(
        school, "/rosters/hand-in/", unit=str(SCHOOL.id), kind="school", population="all"
    )
    assert "还没选文件" in page
    page = presses(
        school, "/rosters/hand-in/", unit=str(SCHOOL.id), kind="school", population="all",
        file=make.sheet("school", [make.child(1)], "名册.docx"),
    )  # fmt: skip
    assert "请存成xlsx、xls或者csv再交" in page
    page = presses(
        school, "/rosters/hand-in/", unit=str(SCHOOL.id), kind="school",
        file=make.sheet("school", [make.child(1)]),
    )  # fmt: skip
    assert "还没选写了哪些孩子" in page


def test_the_town_hands_in_for_a_station_only_with_its_paper(browser: Browser) -> None:
    from tests.people import STATION

    town = browser(LI)
    typed = {"unit": str(STATION.id), "kind": "police", "population": "all"}
    page = presses(town, "/rosters/hand-in/", **typed, file=make.sheet("police", [make.child(1)]))
    assert "代别的单位录入要写来文编号" in page
    page = presses(
        town, "/rosters/hand-in/", **typed, paper_number="甲公〔2026〕3号",
        file=make.sheet("police", [make.child(1)]),
    )  # fmt: skip
    assert "代录" in page
    assert "甲公〔2026〕3号" in page


def test_urging_reaches_exactly_those_who_are_missing(browser: Browser) -> None:
    the_county_calls_for_rosters(browser)
    the_school_hands_in(browser(SUN))
    county = browser(ZHOU)
    call = link(county, "/rosters/", "2026年")
    page = presses(county, f"{call}urge/")
    assert "个单位，他们首页上看得到" in page
    assert "催" not in opens(browser(SUN), "/")
