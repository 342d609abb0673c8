"""Eyes, thumbs and widths on the pages of a round; how heavy they are on a bad network."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser import DESK, PHONE, faults_of, small_targets, width_of
from tests.people import COUNTY, DENG, LI, TOWN_A, VILLAGE_A, WANG, ZHOU
from tests.survey import steps
from tests.survey_pages.conftest import at, walk
from tests.survey_pages.on_screen.conftest import SignedIn
from tonghu.core.database import scope
from tonghu.survey import actions

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, LATER = 60_000, 8_000  # bytes gzipped (ui.md §3)
PICTURES = os.environ.get("TONGHU_PICTURES", "")


def pages(quarter: UUID) -> dict[Any, tuple[str, ...]]:
    """The pages of a round, by who opens them."""
    where = at(quarter)
    kid = walk(WANG, quarter).children[0].child
    return {
        WANG: ("/", "/rounds/", where, f"{where}change/?child={kid}&kind=carer", f"{where}change/?child={kid}&kind=left",
               f"{where}new/", f"{where}children/", f"{where}sign/", "/rounds/declarations/", "/rounds/declarations/new/"),
        LI: (f"/rounds/{quarter}/", f"/rounds/{quarter}/towns/{TOWN_A}/", f"{where}review/", f"/rounds/{quarter}/towns/{TOWN_A}/hazards/"),
        ZHOU: ("/", "/rounds/", "/rounds/open/", f"/rounds/{quarter}/?open={TOWN_A}", f"/rounds/{quarter}/lock/",
               f"/rounds/{quarter}/list/?figure=opening", f"/rounds/{quarter}/feedback/"),
        DENG: ("/", f"/rounds/{quarter}/"),
    }  # fmt: skip


def taken(page: Page, name: str) -> None:
    """A picture for whoever asks for them (TONGHU_PICTURES=folder)."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def test_the_pages_of_a_round_hold_for_eyes_and_thumbs(
    live_server: Any, signed_in: SignedIn, quarter: UUID
) -> None:
    told: list[str] = []
    for person, addresses in pages(quarter).items():
        for width in (DESK, PHONE):
            page = signed_in(person, width)
            for number, address in enumerate(addresses):
                page.goto(f"{live_server}{address}")
                taken(page, f"{person.login}-{width}-{number}")
                where = f"{person.login} {address} {width}: "
                told += [where + one for one in faults_of(page)]
                if width_of(page) > width:
                    told.append(f"{where}scrolls sideways, {width_of(page)} wide")
                if width == PHONE:
                    told += [where + one for one in small_targets(page)]
    assert not told, "\n".join(told)


def test_a_family_can_use_its_page_on_a_small_phone(
    live_server: Any, page_at: Any, quarter: UUID
) -> None:
    page = page_at(PHONE)
    page.goto(f"{live_server}/declare/")
    taken(page, "declare")
    assert faults_of(page) == []
    assert small_targets(page) == []
    assert width_of(page) == PHONE


def test_the_walk_works_with_a_thumb_and_with_one_key(
    live_server: Any, signed_in: SignedIn, quarter: UUID
) -> None:
    page = signed_in(WANG, DESK)
    page.goto(f"{live_server}/rounds/{quarter}/walk/")
    for number in (2, 3):
        page.keyboard.press("Enter")
        expect(page.locator("#card")).to_contain_text(f"第{number}个")
    page.keyboard.press("u")
    expect(page.locator("#card")).to_contain_text("第2个")
    assert walk(WANG, quarter).done == 1


def test_a_phone_carries_little_and_later_pages_next_to_nothing(
    live_server: Any, signed_in: SignedIn, quarter: UUID
) -> None:
    page = signed_in(WANG, PHONE)
    heavy: dict[str, int] = {}
    page.on("response", lambda answer: heavy.__setitem__(answer.url, _weight(answer)))
    page.goto(f"{live_server}{at(quarter)}")
    page.wait_for_load_state("networkidle")
    assert sum(heavy.values()) <= FIRST, heavy
    heavy.clear()
    page.get_by_role("button", name="没有变化").click()
    expect(page.locator("#card")).to_contain_text("第2个")
    html = [size for url, size in heavy.items() if "/static/" not in url]
    assert sum(html) <= LATER, heavy
    assert _weight_of(page.content()) <= LATER


def _weight(answer: Any) -> int:
    try:
        return len(gzip.compress(answer.body()))
    except Exception:  # noqa: BLE001  (a redirect has no body)
        return 0


def _weight_of(html: str) -> int:
    return len(gzip.compress(html.encode()))


def test_a_locked_round_and_a_town_that_handed_in_hold_as_well(
    live_server: Any, signed_in: SignedIn, quarter: UUID
) -> None:
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    told: list[str] = []
    for person, address in (
        (LI, f"/rounds/{quarter}/towns/{TOWN_A}/"), (LI, f"{at(quarter)}review/"), (WANG, at(quarter)),
    ):  # fmt: skip
        for width in (DESK, PHONE):
            page = signed_in(person, width)
            page.goto(f"{live_server}{address}")
            taken(page, f"later-{person.login}-{width}-{address.count('/')}")
            told += [f"{address} {width}: {one}" for one in faults_of(page)]
            if width == PHONE:
                told += [f"{address}: {one}" for one in small_targets(page)]
    assert not told, "\n".join(told)


def test_a_board_under_way_beside_a_locked_quarter_holds(
    live_server: Any, signed_in: SignedIn, quarter: UUID
) -> None:
    with scope(ZHOU.viewer):
        earlier = actions.open_round(
            by=ZHOU.viewer, division=COUNTY, cycle="quarterly", period="2026Q3"
        )
    steps.locked(earlier)
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    told: list[str] = []
    for person, address in (
        (ZHOU, f"/rounds/{quarter}/?open={TOWN_A}"), (ZHOU, f"/rounds/{earlier}/"),
        (ZHOU, f"/rounds/{earlier}/list/?figure=closing"),
    ):  # fmt: skip
        for width in (DESK, PHONE):
            page = signed_in(person, width)
            page.goto(f"{live_server}{address}")
            taken(page, f"under-way-{width}-{len(address)}")
            told += [f"{address} {width}: {one}" for one in faults_of(page)]
            if width_of(page) > width:
                told.append(f"{address} scrolls sideways")
            if width == PHONE:
                told += [f"{address}: {one}" for one in small_targets(page)]
    assert not told, "\n".join(told)
