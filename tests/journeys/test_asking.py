"""A question goes to a school; the school answers without seeing what others wrote."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from tests.journeys.steps import opens, presses
from tests.people import LI, SUN, WANG, ZHAO, ZHOU, Person
from tests.reconcile_pages.conftest import findings, questions

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


def asked_of_the_school(browser: Browser, run: UUID) -> UUID:
    """An unsure pair with the school's record in it becomes a question."""
    county = browser(ZHOU)
    for pair in findings(run, pairs=True, state="left"):
        presses(county, f"/reconcile/findings/{pair.id}/judge/", verdict="unsure", reason="要问")
    return questions(run, SUN)[0].id


def test_the_school_answers_and_the_county_reads_the_answer(browser: Browser, run: UUID) -> None:
    asked = asked_of_the_school(browser, run)
    school = browser(SUN)
    assert "回答名册比对的" in opens(school, "/")
    assert "等你回答" in opens(school, "/rosters/questions/")
    page = opens(school, f"/rosters/questions/{asked}/")
    assert "你们名册里的这一条" in page
    answer = school.get(f"/rosters/questions/{asked}/").content.decode()
    words = answer.split('name="answer" value="')[1].split('"')[0]
    page = presses(school, f"/rosters/questions/{asked}/answer/", answer=words, note="问过班主任")
    assert f"记下了：{words}" in page
    county = opens(browser(ZHOU), f"/rosters/questions/{asked}/")
    assert words in county
    assert "问过班主任" in county


def test_the_schools_page_holds_nothing_of_another_unit(browser: Browser, run: UUID) -> None:
    asked_of_the_school(browser, run)
    school = browser(SUN)
    for line in questions(run, SUN):
        page = opens(school, f"/rosters/questions/{line.id}/")
        for secret in ("民政名册", "公安名册", "甲镇人民政府", "甲镇演示派出所"):
            assert secret not in page


def test_a_question_is_not_there_for_strangers(browser: Browser, run: UUID) -> None:
    asked = asked_of_the_school(browser, run)
    for person in (ZHAO, WANG):
        opens(browser(person), f"/rosters/questions/{asked}/", 404)


def test_the_town_writes_in_an_answer_from_paper(browser: Browser, run: UUID) -> None:
    asked_of_the_school(browser, run)
    line = questions(run, SUN)[0]
    town = browser(LI)
    page = opens(town, f"/rosters/questions/{line.id}/")
    assert "代甲镇演示小学回答" in page
    source = town.get(f"/rosters/questions/{line.id}/").content.decode()
    words = source.split('name="answer" value="')[1].split('"')[0]
    page = presses(
        town, f"/rosters/questions/{line.id}/answer/", answer=words, paper_number="甲教〔2026〕2号"
    )
    county = opens(browser(ZHOU), f"/rosters/questions/{line.id}/")
    assert "代录" in county
    assert "甲教〔2026〕2号" in county


def test_an_unclear_answer_goes_back(browser: Browser, run: UUID) -> None:
    asked_of_the_school(browser, run)
    line = questions(run, SUN)[0]
    school, county = browser(SUN), browser(ZHOU)
    source = school.get(f"/rosters/questions/{line.id}/").content.decode()
    words = source.split('name="answer" value="')[1].split('"')[0]
    presses(school, f"/rosters/questions/{line.id}/answer/", answer=words)
    page = presses(county, f"/rosters/questions/{line.id}/return/", why="")
    assert "还没写为什么退回" in page
    page = presses(county, f"/rosters/questions/{line.id}/return/", why="没有说清是哪个班")
    assert "退回了" in page
    assert "你的回答" in opens(school, f"/rosters/questions/{line.id}/")
