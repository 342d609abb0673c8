"""Without a network: answers wait in the phone, sealed; each arrives once; nothing of a child stays there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE
from tests.people import SYSTEM, WANG
from tests.requirement import requirement
from tests.survey_pages.on_screen.conftest import SignedIn
from tonghu.core.database import scope
from tonghu.core.events.models import Event
from tonghu.survey.models import RoundChild

pytestmark = pytest.mark.django_db(transaction=True)

STORED = """async () => {
  const open = indexedDB.open("tonghu", 1);
  const base = await new Promise((good) => { open.onsuccess = () => good(open.result); });
  if (!base.objectStoreNames.length) return [];
  const all = base.transaction("answers").objectStore("answers").getAll();
  const rows = await new Promise((good) => { all.onsuccess = () => good(all.result); });
  base.close();
  return rows.map((one) => JSON.stringify(one));
}"""
CACHED = """async () => {
  const told = [];
  for (const name of await caches.keys())
    for (const asked of await (await caches.open(name)).keys())
      told.push(new URL(asked.url).pathname + " " + await (await caches.match(asked)).text());
  return told;
}"""


def answers() -> dict[str, int]:
    with scope(SYSTEM):
        rows = RoundChild.objects.all_of_them(reason="test").values_list("answer", flat=True)
        found = list(rows)
    return {one: found.count(one) for one in set(found)}


def told(kind: str) -> int:
    with scope(SYSTEM):
        return Event.objects.all_of_them(reason="test").filter(kind=kind).count()


def opened(page: Page, server: object, quarter: UUID) -> None:
    """The walk, with the pack in memory and the worker in charge."""
    with page.expect_response(lambda answer: answer.url.endswith("/pack/")):
        page.goto(f"{server}/rounds/{quarter}/walk/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_timeout(200)


def tap(page: Page) -> None:
    page.get_by_role("button", name="没有变化").click()


@requirement("D-420", "D-422")
def test_answers_given_without_a_network_arrive_once_each(
    live_server: Any, signed_in: SignedIn, quarter: UUID
) -> None:
    page = signed_in(WANG, PHONE)
    opened(page, live_server, quarter)
    page.context.set_offline(True)
    first = page.locator("#kid").inner_text()
    tap(page)
    expect(page.locator("#offline")).to_contain_text("1条已存在手机里，有网就自动交。")
    expect(page.locator("#kid")).not_to_have_text(first)
    expect(page.locator(".last-one")).to_contain_text(f"{first}：没有变化")
    expect(page.locator("#card")).to_contain_text("第2个")
    page.get_by_role("link", name="换了电话").click()
    page.get_by_label("照料人电话").fill("13812345678")
    page.get_by_role("button", name="记下这个变化").click()
    expect(page.locator("#offline")).to_contain_text("2条已存在手机里")
    kept = page.evaluate(STORED)
    assert len(kept) == 2
    for secret in ("13812345678", "演示", "no_change", "990101001001", str(quarter)):
        assert secret not in "".join(kept), secret
    assert answers().get("pending") == 5  # nothing has arrived
    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden()
    expect(page.locator("#card")).to_contain_text("第3个")
    assert (answers()["no_change"], answers()["changed"]) == (1, 1)
    assert told("survey.answer") == 2
    assert page.evaluate(STORED) == []


def test_an_answer_whose_receipt_was_lost_is_sent_again_and_counts_once(
    live_server: Any, signed_in: SignedIn, quarter: UUID
) -> None:
    page = signed_in(WANG, PHONE)
    opened(page, live_server, quarter)

    def lost(route: Any) -> None:
        route.fetch()  # it reaches the server; the answer does not reach the phone
        route.abort()

    page.route("**/answer/", lost)
    tap(page)
    expect(page.locator("#offline")).to_contain_text("1条已存在手机里")
    assert answers()["no_change"] == 1
    page.unroute("**/answer/")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#offline")).to_be_hidden()
    assert page.evaluate(STORED) == []
    assert answers()["no_change"] == 1
    assert told("survey.answer") == 1


def test_what_waits_in_the_phone_is_taken_back_there(
    live_server: Any, signed_in: SignedIn, quarter: UUID
) -> None:
    page = signed_in(WANG, PHONE)
    opened(page, live_server, quarter)
    page.context.set_offline(True)
    first = page.locator("#kid").inner_text()
    tap(page)
    page.locator(".last-one").get_by_role("button", name="撤销").click()
    expect(page.locator("#kid")).to_have_text(first)
    assert page.evaluate(STORED) == []
    page.context.set_offline(False)
    page.reload()
    assert answers()["pending"] == 5


def test_answers_outlive_the_page_and_no_page_of_a_child_is_stored(
    live_server: Any, signed_in: SignedIn, quarter: UUID
) -> None:
    page = signed_in(WANG, PHONE)
    opened(page, live_server, quarter)
    page.context.set_offline(True)
    tap(page)
    expect(page.locator("#offline")).to_contain_text("1条")
    page.goto(f"{live_server}/rounds/{quarter}/walk/")
    expect(page.locator("h1")).to_have_text("现在没有网络")
    for one in page.evaluate(CACHED):
        assert "演示甲" not in one, one[:80]
        assert "王一村" not in one, one[:80]
    page.context.set_offline(False)
    page.goto(f"{live_server}/rounds/{quarter}/walk/")
    expect(page.locator("#card")).to_contain_text("第2个")
    assert answers()["no_change"] == 1
