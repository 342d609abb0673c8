"""The pages of what was decided: they answer, say whose turn it is, keep to fifteen queries."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.conference_decided import stage, steps
from tests.conference_decided.stage import Stage
from tests.conference_decided.steps import as_
from tests.people import CHEN, SYSTEM, ZHOU
from tonghu.conference.actions import endorsing, resolving
from tonghu.conference.models import Opinion, Resolution
from tonghu.core.database import scope

pytestmark = pytest.mark.django_db
MOST = 15 + 6  # the door itself: session, account, post, settings of the scope


_browsers: dict[str, Client] = {}


@pytest.fixture(autouse=True)
def _fresh() -> None:
    _browsers.clear()


def browser(person: people.Person) -> Client:
    """One browser a person, signed in once."""
    if person.login not in _browsers:
        _browsers[person.login] = Client()
        people.sign_in(_browsers[person.login], person)
    return _browsers[person.login]


def page(person: people.Person, address: str) -> str:
    own = browser(person)
    own.get(address)  # what is read once a process
    with CaptureQueriesContext(connections["default"]) as asked:
        answer = own.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    reads = [
        q["sql"]
        for q in asked.captured_queries
        if q["sql"].startswith("SELECT") and "set_config" not in q["sql"]
    ]
    assert len(reads) <= MOST, "\n".join(reads)
    return answer.text


@pytest.fixture
def minutes(held: Stage) -> UUID:
    made = steps.circulated(held.meeting)
    as_(
        ZHOU,
        resolving.draft_resolution,
        minutes=made,
        wanted=resolving.Wanted("劝返辍学儿童", people.EDUCATION.id),
    )
    return made


def test_the_unit_reads_that_it_is_its_turn_and_agrees_with_one_button(minutes: UUID) -> None:
    client = browser(CHEN)
    assert "有1份纪要等你们会签" in client.get("/conference/minutes/").text
    text = client.get(f"/conference/minutes/{minutes}/").text
    assert "这份纪要等你们会签" in text
    assert "同意这份纪要" in text
    assert "送会签" not in text.replace("送会签的正文", "")
    its = steps.opinion(minutes, CHEN)
    answer = client.post(f"/conference/opinions/{its}/", {"answer": "agree", "seen": ""})
    assert answer.status_code == 303
    with scope(SYSTEM):
        assert Opinion.objects.visible_to(SYSTEM).get(pk=its).state == "agreed"
    assert "等你们会签" not in client.get(f"/conference/minutes/{minutes}/").text


def test_a_proposal_is_made_in_the_text_and_shown_with_its_differences(minutes: UUID) -> None:
    client = browser(CHEN)
    its, section = steps.opinion(minutes, CHEN), steps.sections(minutes)[2]
    assert section.text in client.get(f"/conference/opinions/{its}/").text
    sent = {"answer": "comment", f"section_{section.id}": section.text.replace("牵头", "主要负责")}
    assert client.post(f"/conference/opinions/{its}/", sent).status_code == 303
    text = page(ZHOU, f"/conference/minutes/{minutes}/")
    assert "<mark>主要负责</mark>" in text
    assert "还有1条修改建议没有答复" in text


def test_nothing_said_is_a_sentence_at_the_field(minutes: UUID) -> None:
    client = browser(CHEN)
    its = steps.opinion(minutes, CHEN)
    text = client.post(f"/conference/opinions/{its}/", {"answer": "comment"}).text
    assert "请写意见，或者把某一节改成你们建议的样子。" in text


def test_two_who_edit_at_once_see_both_texts(held: Stage) -> None:
    made = steps.drafted(held.meeting)
    section = steps.sections(made)[1]
    one, other = Client(), Client()
    for client in (one, other):
        people.sign_in(client, ZHOU)
    address = f"/conference/sections/{section.id}/"
    assert (
        one.post(address, {"heading": "一、", "text": "先存的话。", "based_on": "1"}).status_code
        == 303
    )
    text = other.post(address, {"heading": "一、", "text": "后存的话。", "based_on": "1"}).text
    assert "两个人同时改了这一节" in text
    assert "<mark>先</mark>" in text
    assert "<mark>后</mark>" in text
    assert 'name="based_on" value="2"' in text


def test_the_office_sees_what_is_in_the_way_and_then_issues(minutes: UUID) -> None:
    assert "还不能签发" in page(ZHOU, f"/conference/minutes/{minutes}/")
    steps.agree(minutes, *steps.UNITS)
    assert "都同意了，可以签发" in page(ZHOU, f"/conference/minutes/{minutes}/")
    client = browser(ZHOU)
    client.post(f"/conference/minutes/{minutes}/issue/")
    assert "演示县儿童会纪〔2026〕1号" in page(CHEN, f"/conference/minutes/{minutes}/")
    ledger = page(CHEN, "/conference/resolutions/")
    assert "与你们有关的议定事项还有1件没办完" in ledger
    with scope(SYSTEM):
        its = Resolution.objects.visible_to(SYSTEM).get().id
    assert "报告进展" in page(CHEN, f"/conference/resolutions/{its}/")
    assert "督办" in page(ZHOU, f"/conference/resolutions/{its}/")


def test_where_the_document_is_silent_the_page_says_so(cast: None) -> None:
    with scope(SYSTEM):
        silent = stage.held("wuqing")
    made = steps.drafted(silent.meeting)
    text = page(ZHOU, f"/conference/minutes/{made}/")
    assert "纪要怎样印发：文件没写" in text


def test_a_form_sent_twice_is_done_once(minutes: UUID) -> None:
    client = browser(ZHOU)
    sent: dict[str, Any] = {
        "title": "再办一件", "lead": str(people.EDUCATION.id), "measure": "", "due": "", "_once": "k1",
    }  # fmt: skip
    for _ in range(2):
        answer = client.post(f"/conference/minutes/{minutes}/resolutions/", sent)
        assert answer.status_code == 303, answer.text
    with scope(SYSTEM):
        assert Resolution.objects.visible_to(SYSTEM).filter(title="再办一件").count() == 1


def test_empty_pages_say_what_to_do(cast: None) -> None:
    assert "会议开过以后" in page(ZHOU, "/conference/minutes/")
    assert "会议纪要签发以后" in page(ZHOU, "/conference/resolutions/")


def test_circulating_again_is_a_refusal_on_the_page(minutes: UUID) -> None:
    client = browser(ZHOU)
    client.post(f"/conference/minutes/{minutes}/circulate/")
    assert "这一步不能办了" in client.get(f"/conference/minutes/{minutes}/").text
    as_(ZHOU, endorsing.revise, minutes=minutes)
