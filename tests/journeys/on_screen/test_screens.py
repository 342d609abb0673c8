"""What only a real browser tells: keys, thumbs, widths, axe, and life without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import DESK, PHONE, faults_of, small_targets, width_of
from tests.factories import reconcile as make
from tests.journeys.on_screen.conftest import SignedIn, enter
from tests.people import LI, SUN, ZHOU
from tests.reconcile_pages.conftest import findings, questions

pytestmark = pytest.mark.django_db(transaction=True)


def addresses(run: UUID) -> dict[Any, tuple[str, ...]]:
    """The pages of a day's work, by who opens them."""
    pair = findings(run, pairs=True)[0].id
    asked = questions(run, SUN)
    return {
        ZHOU: (
            "/", "/tasks/", "/search/?q=甲镇", "/rosters/", "/rosters/receipts/", "/rosters/hand-in/",
            "/reconcile/", "/reconcile/start/", f"/reconcile/{run}/", f"/reconcile/{run}/?by=unit",
            f"/reconcile/{run}/findings/", f"/reconcile/{run}/children/?standing=111",
            f"/reconcile/findings/{pair}/", f"/reconcile/{run}/withdraw/", "/danger/",
        ),
        LI: ("/", f"/reconcile/{run}/"),
        SUN: ("/", "/rosters/", "/rosters/hand-in/", "/rosters/questions/",
              *(f"/rosters/questions/{one.id}/" for one in asked[:1])),
    }  # fmt: skip


def test_every_page_of_the_work_holds_for_eyes_and_thumbs(
    live_server: Any, signed_in: SignedIn, run: UUID
) -> None:
    told: list[str] = []
    for person, pages in addresses(run).items():
        for width in (DESK, PHONE):
            page = signed_in(person, width)
            for address in pages:
                page.goto(f"{live_server}{address}")
                where = f"{person.login} {address} {width}: "
                told += [where + one for one in faults_of(page)]
                if width_of(page) > width:
                    told.append(f"{where}scrolls sideways, {width_of(page)} wide")
                if width == PHONE:
                    told += [where + one for one in small_targets(page)]
    assert not told, "\n".join(told)


def test_a_pair_is_judged_with_one_key_and_taken_back_with_another(
    live_server: Any, signed_in: SignedIn, run: UUID
) -> None:
    page = signed_in(ZHOU, DESK)
    page.goto(f"{live_server}/reconcile/{run}/judge/")
    expect(page.locator("h1")).to_have_text("这两条是不是同一个孩子？")
    first = page.url
    page.keyboard.press("1")
    expect(page.locator(".toast")).to_contain_text("是同一个孩子")
    assert page.url != first  # the next pair, or the result when it was the last
    page.keyboard.press("u")
    page.wait_for_url(first)
    expect(page.locator(".toast")).to_contain_text("撤销了")
    expect(page.locator(".edge")).to_contain_text("你的判定")


def test_a_school_hands_in_without_scripts(
    live_server: Any, run: UUID, chrome: Browser, tmp_path: Path
) -> None:
    roster = tmp_path / "新学期名册.csv"
    roster.write_bytes(make.sheet("school", [make.child(n) for n in range(200, 230)]).read())
    context = chrome.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, str(live_server), SUN)
    page.goto(f"{live_server}/rosters/hand-in/")
    page.get_by_text("全部儿童").click()
    page.locator("input[name=file]").set_input_files(roster)
    page.get_by_role("button", name="交上去").click()
    expect(page.locator("h1")).to_contain_text("名册30条")
    expect(page.locator("main")).to_contain_text("新学期名册.csv")
    context.close()
