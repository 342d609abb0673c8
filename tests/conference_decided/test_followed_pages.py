"""The pages of plans, inspections, exchange and bulletins answer, each to whom it is for."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from tests import people
from tests.conference_decided import stage, steps
from tests.conference_decided.stage import GONG, Stage
from tests.conference_decided.steps import as_
from tests.conference_decided.test_pages import _fresh, browser, page
from tests.people import CHEN, LI, SYSTEM, TOWN_A, ZHOU
from tonghu.conference.actions import (
    bulletins,
    endorsing,
    exchanging,
    inspecting,
    planning,
)
from tonghu.conference.models import InfoRequest, Plan
from tonghu.core.database import scope

__all__ = ["_fresh"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(held: Stage) -> UUID:
    made: UUID = as_(
        ZHOU,
        planning.draft_plan,
        kind="yearly",
        year=2027,
        draft=planning.Draft("2027年工作计划"),
        body=held.body,
    )
    as_(ZHOU, planning.add_item, plan=made, item=planning.NewItem("劝返", unit=people.EDUCATION.id))
    as_(ZHOU, planning.issue_plan, plan=made)
    return made


def test_a_unit_finds_its_matter_of_the_plan_and_starts_its_own(plan: UUID) -> None:
    text = page(CHEN, f"/conference/plans/{plan}/")
    assert "报告办完" in text
    assert "起草我们的工作安排" in text
    assert "落实2027年工作计划" in page(CHEN, f"/conference/plans/new/?follows={plan}")
    sent = {"kind": "unit", "year": "2027", "title": "教育局安排", "text": ""}
    answer = browser(CHEN).post(f"/conference/plans/new/?follows={plan}", sent)
    assert answer.status_code == 303, answer.text
    with scope(SYSTEM):
        assert (
            Plan.objects.visible_to(SYSTEM).get(title="教育局安排").unit_id == people.EDUCATION.id
        )
    assert "计划里还有" in page(ZHOU, "/conference/plans/")


def test_an_inspection_shows_its_grid_to_the_office_and_its_finding_to_the_unit(
    held: Stage,
) -> None:
    wanted = inspecting.Arrangement(
        "督查", date(2026, 11, 25), None, [(TOWN_A, "甲镇")], ["名册核过"], sample_size=1
    )
    its = as_(ZHOU, inspecting.plan_inspection, body=held.body, wanted=wanted)
    found = as_(
        ZHOU,
        inspecting.add_finding,
        inspection=its,
        text="没有台账",
        unit=people.EDUCATION.id,
        due=date(2026, 12, 1),
    )
    town = as_(
        ZHOU,
        inspecting.add_finding,
        inspection=its,
        text="走访少",
        place=TOWN_A,
        due=date(2026, 12, 1),
    )
    assert "名册核过" in page(ZHOU, f"/conference/inspections/{its}/")
    assert "你们有1个问题要整改" in page(CHEN, "/conference/inspections/")
    assert "报告整改" in page(CHEN, f"/conference/findings/{found}/")
    assert "走访少" in page(LI, f"/conference/findings/{town}/"), "a town reads its own finding"
    assert browser(LI).get(f"/conference/findings/{found}/").status_code == 404


def test_a_question_is_asked_and_answered_on_pages(held: Stage) -> None:
    sent = {
        "unit": str(stage.POLICE.id),
        "title": "变动数",
        "question": "三季度",
        "purpose": "核对",
        "due": "",
    }
    answer = browser(CHEN).post("/conference/requests/new/", sent)
    assert answer.status_code == 303, answer.text
    with scope(SYSTEM):
        its = InfoRequest.objects.visible_to(SYSTEM).get().id
        from tests.factories import access, directory  # the police liaison signs in too

        assert directory
        access.seated(GONG)
    assert "有1件等你们答复" in page(GONG, "/conference/exchange/")
    assert (
        browser(GONG).post(f"/conference/requests/{its}/answer/", {"answer": "126人"}).status_code
        == 303
    )
    assert "126人" in page(CHEN, f"/conference/requests/{its}/")


def test_problems_practice_and_bulletins_have_their_pages(held: Stage) -> None:
    problem = as_(CHEN, exchanging.raise_problem, body=held.body, title="跨部门", text="对不上")
    assert "定协调办法" in page(ZHOU, f"/conference/problems/{problem}/")
    assert "对不上" in page(CHEN, f"/conference/problems/{problem}/")
    assert "报一个经验做法" in page(LI, "/conference/practices/new/"), "a town writes to its county"
    answer = browser(LI).post(
        "/conference/practices/new/", {"title": "四步法", "text": "先核后访。"}
    )
    assert answer.status_code == 303
    assert "四步法" in page(ZHOU, "/conference/exchange/")
    bulletin = as_(ZHOU, bulletins.draft_bulletin, body=held.body)
    assert "一、总的情况" in page(ZHOU, f"/conference/bulletins/{bulletin}/")
    assert browser(CHEN).get(f"/conference/bulletins/{bulletin}/").status_code == 404, (
        "a draft is the office's"
    )
    first = {"title": "改", "heading": ["一、"], "text": ["先存的。"], "based_on": "1"}
    assert browser(ZHOU).post(f"/conference/bulletins/{bulletin}/edit/", first).status_code == 303
    second = {**first, "text": ["后存的。"]}
    text = browser(ZHOU).post(f"/conference/bulletins/{bulletin}/edit/", second).text
    assert "两个人同时改了这期通报" in text
    assert "后存的。" in text
    assert "先存的。" in text


def test_an_heir_that_sits_in_no_body_yet_reads_the_minutes_it_has_to_endorse(held: Stage) -> None:
    minutes = steps.circulated(held.meeting)
    with scope(SYSTEM):
        stage.dissolve(stage.HEALTH, into=people.SCHOOL)
    as_(ZHOU, endorsing.ask_heirs, minutes=minutes)
    from tonghu.conference.queries import minutes as queries

    with scope(people.SUN.viewer):
        found = queries.page(people.SUN.viewer, minutes)
    assert found is not None
    assert found.own is not None
    assert found.own.was == "演示县卫生健康局"
