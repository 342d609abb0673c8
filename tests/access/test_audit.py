"""The auditor reads who looked and who was refused: of the own place, never what was shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests import people
from tests.factories import access
from tests.people import CAST, HE, LI, OTHER_COUNTY, SYSTEM, WANG
from tonghu.access.permissions import P
from tonghu.access.queries.audit import _words
from tonghu.access.queries.viewers import viewer_for
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.events import recording

pytestmark = pytest.mark.django_db
Browser = Callable[[people.Person], Client]


def reads(client: Client, address: str = "/audit/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def looks(number: int = 1) -> str:
    """Li looks at a child; what was shown is one id."""
    shown = uuid4()
    for _ in range(number):
        with scope(LI.viewer):
            events.looked(by=LI.viewer, what="post.grant", ids=[shown], purpose="某某的身份证号")
    return str(shown)


def turned_away() -> None:
    """Wang is refused; on the connection of the test, which does not see what is written aside."""
    with scope(WANG.viewer):
        recording._log(
            WANG.viewer, "default", outcome="refused", what="access:people", ids=["某某"],
            reason="“看账号”由安全管理员办。",
        )  # fmt: skip


def test_only_the_auditor_may_read_it(browser: Browser) -> None:
    for one in CAST:
        expected = 200 if one is HE else 403
        assert browser(one).get("/audit/").status_code == expected, one.login


def test_who_looked_and_who_was_refused_stand_there_without_what_was_shown(
    browser: Browser,
) -> None:
    shown = looks()
    turned_away()
    page = reads(browser(HE))
    assert "李甲镇" in page
    assert "提岗位" in page
    assert "王一村" in page
    assert "没有准" in page
    assert "“看账号”由安全管理员办。" in page
    assert shown not in page
    assert "某某" not in page
    assert 'href="/audit/"' in page, "on the menu"
    only = reads(browser(HE), "/audit/?outcome=refused")
    assert "提岗位" not in only
    assert "王一村" in only


def test_it_is_found_by_person_without_the_name_in_the_address(browser: Browser) -> None:
    looks()
    client = browser(HE)
    turned_away()
    sent = client.post("/audit/", {"person": "王一村", "day": clock.today().isoformat()})
    assert sent["Location"] == f"/audit/?day={clock.today().isoformat()}&typed=1"
    page = reads(client, sent["Location"])
    assert "由安全管理员办" in page
    assert "李甲镇" not in page


def test_it_is_read_day_by_day_and_page_by_page(browser: Browser) -> None:
    with clock.at(clock.now() - timedelta(days=3)):
        looks(60)
    day = (clock.today() - timedelta(days=3)).isoformat()
    client = browser(HE)
    assert "李甲镇" not in reads(client)
    first = reads(client, f"/audit/?day={day}")
    assert first.count("李甲镇") == 50
    assert reads(client, f"/audit/?day={day}&page=2").count("李甲镇") == 10
    for odd in ("?day=x", "?day=2026-02-31", "?page=-1", "?page=999999999", "?outcome=zzz"):
        assert client.get(f"/audit/{odd}").status_code == 200, odd


def test_another_countys_people_are_not_this_auditors_business(browser: Browser) -> None:
    with scope(SYSTEM):
        stranger = access.user(name="外县人", division=OTHER_COUNTY)
    by = viewer_for(stranger, None)
    with scope(by):
        events.looked(by=by, what="post.grant", ids=[uuid4()])
    assert "外县人" not in reads(browser(HE))


def test_reading_the_log_is_in_the_log(browser: Browser) -> None:
    client = browser(HE)
    reads(client)
    assert "何审计" in reads(client).split("<main")[1]


def test_what_was_looked_at_is_told_in_words(browser: Browser) -> None:
    client = browser(HE)
    reads(client)
    assert "看查阅记录" in reads(client)
    assert "audit.reads" not in reads(client)


def test_a_page_is_told_by_the_verb_it_needs() -> None:
    words = _words()
    assert words["access:people"] == P.ACCOUNT_VIEW.label
    assert words["file.open"] == "打开文件"
    assert words["reconcile.identity"] == "看证件号和电话"
