"""Every page answers in words, with few reads, each for whoever may see it."""

from __future__ import annotations

import re

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.conference_pages.conftest import Browse
from tests.conference_pages.on_screen.test_pages import _addresses
from tests.conference_pages.year import Year
from tests.people import CHEN, DENG, QIAN, ZHOU, Person

pytestmark = pytest.mark.django_db
NOT_READS = ("SAVEPOINT", "RELEASE", "SELECT set_config", "BEGIN", "COMMIT", "INSERT", "UPDATE")
MOST = 15


def _title(html: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.S)
    assert found
    return re.sub(r"<[^>]+>", "", found[1]).strip()


@pytest.mark.parametrize("person", [ZHOU, CHEN, DENG], ids=lambda one: one.login)
def test_every_page_answers_with_few_reads(given: Year, browse: Browse, person: Person) -> None:
    client, told = browse(person), []
    for name, address in _addresses(given, person).items():
        with CaptureQueriesContext(connections["default"]) as seen:
            answer = client.get(address)
        assert answer.status_code == 200, (address, answer.content.decode()[:600])
        reads = [
            one["sql"] for one in seen.captured_queries if not one["sql"].startswith(NOT_READS)
        ]
        if len(reads) > MOST:
            told.append(f"{name}: {len(reads)}")
    assert not told, "\n".join(told)


def test_titles_are_answers(given: Year, browse: Browse) -> None:
    client = browse(ZHOU)
    body = f"/conference/{given.body}/"
    titles = {
        name: _title(client.get(address).content.decode())
        for name, address in _addresses(given, ZHOU).items()
    }
    assert "还有" in titles["year"]
    assert titles["members"].startswith("名单还缺")
    assert titles["plenary"].startswith(f"{given_year(given, client)}年第一次全体会议：还有")
    assert titles["change"] == "演示县教育局成员：" + titles["change"].partition("：")[2]
    assert body


def given_year(given: Year, client: object) -> int:
    """The year the plenary lies in."""
    from tonghu.conference.models import Meeting
    from tonghu.core.database import scope

    with scope(ZHOU.viewer):
        return int(Meeting.objects.visible_to(ZHOU.viewer).get(pk=given.plenary).year)


def test_those_above_read_without_buttons(given: Year, browse: Browse) -> None:
    html = browse(QIAN).get(f"/conference/meetings/{given.plenary}/").content.decode()
    assert "第一次全体会议" in html
    for word in ("发会议通知", "改安排", "取消会议", "登记到会"):
        assert word not in html


def test_a_unit_sees_its_own_answer_and_not_the_offices_tools(given: Year, browse: Browse) -> None:
    html = browse(CHEN).get(f"/conference/meetings/{given.plenary}/").content.decode()
    assert "派谁来" in html
    assert "凭哪份回执代录" not in html
