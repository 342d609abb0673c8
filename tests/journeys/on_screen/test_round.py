"""名册到锁定: a child on a roster becomes a proposal, a file, an answer, a figure that stays."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser import DESK, PHONE
from tests.journeys.on_screen.conftest import SignedIn
from tests.people import LI, TOWN_A, VILLAGE_A, WANG, ZHOU
from tests.requirement import requirement
from tonghu.core.database import scope
from tonghu.reconcile.models import Proposal
from tonghu.reconcile.states import ProposalKind, ProposalState

pytestmark = pytest.mark.django_db(transaction=True)


@requirement("D-080", "D-081", "D-089", "D-350")
def test_a_child_of_a_roster_is_confirmed_accepted_locked_and_stays_in_the_figure(
    live_server: Any, signed_in: SignedIn, run: UUID
) -> None:
    server = str(live_server)
    village, town, county = (
        signed_in(WANG, PHONE), signed_in(LI, DESK), signed_in(ZHOU, DESK),
    )  # fmt: skip
    name = _proposal_becomes_a_file(server, town, village, _new_in_the_village())
    round = _opened(server, county)
    _walked_and_signed(server, village, round, name)
    _accepted_and_summed(server, town, round)
    _locked(server, county, round)
    _figure_shows(server, county, round, name)
    _step(server, town, name, "退出")
    _figure_shows(server, county, round, name)


def _new_in_the_village() -> Proposal:
    with scope(ZHOU.viewer):
        rows = Proposal.objects.visible_to(ZHOU.viewer).filter(
            division=VILLAGE_A, kind=ProposalKind.NEW, state=ProposalState.OPEN
        )
        return rows.order_by("id")[0]


def _proposal_becomes_a_file(server: str, town: Page, village: Page, row: Proposal) -> str:
    """The town asks the village, which has been there; then the town accepts and registers."""
    town.goto(f"{server}/desk/")
    town.get_by_role("link", name=row.name).first.click()
    town.get_by_role("button", name="请村里核实").click()
    expect(town.locator("main")).to_contain_text("等答复")
    village.goto(f"{server}/")
    village.get_by_text("上门核实一名儿童").first.click()
    expect(village.locator("h1")).to_contain_text(row.name)
    village.get_by_label("情况属实").check()
    village.get_by_role("button", name="交答复").click()
    town.goto(f"{server}/desk/{row.id}/")
    expect(town.locator("main")).to_contain_text("村里的答复")
    town.get_by_role("button", name="采纳", exact=True).click()
    _step(server, town, row.name, "登记在册")
    return row.name


def _step(server: str, page: Page, name: str, label: str) -> None:
    """A step of a file, from the list to the button, with what it asks."""
    page.goto(f"{server}/children/")
    page.get_by_role("link", name=name).first.click()
    page.get_by_role("link", name=label, exact=True).first.click()
    if label == "退出":
        page.locator("select[name=reason], input[name=reason]").first.evaluate(_FIRST)
    page.locator("main form").get_by_role("button", name=label).click()
    expect(page.locator("main")).to_contain_text(STATES[label])
    expect(page.locator("body")).to_contain_text(name)


STATES = {"登记在册": "在册", "退出": "已退出"}
_FIRST = "one => one.type === 'radio' ? one.click() : one.selectedIndex = 1"


def _opened(server: str, county: Page) -> str:
    county.goto(f"{server}/rounds/open/")
    county.locator("input[name=plan]").first.check()
    county.get_by_role("button", name="发出这一轮").click()
    county.wait_for_url(re.compile(r"/rounds/[0-9a-f-]{36}/"))
    return county.url.partition("/rounds/")[2].split("/")[0]


def _walked_and_signed(server: str, village: Page, round: str, name: str) -> None:
    """The village's own phone: one tap a child, one signature."""
    village.goto(f"{server}/rounds/{round}/walk/")
    expect(village.locator("#kid")).to_have_text(name)
    village.get_by_role("button", name="没有变化").click()
    village.get_by_role("link", name="签字上报").click()
    village.locator("input[name=name]").fill(WANG.name)
    village.get_by_role("button", name="签字上报").click()
    expect(village.locator("main")).to_contain_text(WANG.name)


def _accepted_and_summed(server: str, town: Page, round: str) -> None:
    town.goto(f"{server}/rounds/{round}/village/{VILLAGE_A}/review/")
    town.get_by_role("button", name="接收").click()
    town.goto(f"{server}/rounds/{round}/towns/{TOWN_A}/")
    town.get_by_role("button", name="汇总上报县里").click()


def _locked(server: str, county: Page, round: str) -> None:
    """What is not done is named, with a reason, and the round's name typed."""
    county.goto(f"{server}/rounds/{round}/lock/")
    for field in county.locator("[name^=why_]").all():
        field.fill("这个村没有名册上的儿童")
    label = county.locator("label", has_text="照样写一遍").inner_text()
    county.locator("input[name=typed]").fill(re.findall("“(.+?)”", label)[0])
    county.locator("main form").get_by_role("button", name="锁定").click()
    expect(county.locator("main")).to_contain_text("名单指纹")


def _figure_shows(server: str, county: Page, round: str, name: str) -> None:
    """The closing figure opens the very children who stood behind it at the lock."""
    county.goto(f"{server}/rounds/{round}/list/?figure=closing")
    expect(county.locator("main tbody")).to_contain_text(name)
    county.goto(f"{server}/rounds/{round}/")
    county.get_by_role("button", name="重算核对").click()
    expect(county.locator("main")).to_contain_text("重算，与锁定时一致")
