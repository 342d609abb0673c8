"""Eyes, thumbs and widths on the pages of figures; charts drawn under the pages' own policy."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests import people
from tests.browser import DESK, PHONE, PageAt, faults_of, small_targets, width_of
from tests.factories import directory
from tests.factories import registry as files
from tests.journeys.on_screen.conftest import enter
from tests.people import CHEN, COUNTY, DENG, LI, QIAN, ZHOU
from tests.survey.conftest import SECOND
from tests.survey.steps import locked
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.statistics import actions
from tonghu.survey import actions as survey

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("TONGHU_PICTURES", "")
TOWNS = (people.VILLAGE_A, SECOND, people.VILLAGE_B)
SCHOOLS = ("primary", "junior", "kindergarten", "dropout")


def children(first: int, n: int) -> None:
    """Of three villages, both sexes, all ages."""
    words = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    files.children(
        *(
            files.new_child(
                name=f"演示{words[at // 20]}{words[at % 20]}", division=TOWNS[at % 3],
                sex="12"[at % 2], born=date(2011 + at % 13, 1 + at % 12, 3),
                schooling=SCHOOLS[at % 3 if at % 17 else 3],
                carer_kind="grandparent" if at % 4 else "relative",
            )
            for at in range(first, first + n)
        )
    )  # fmt: skip


@pytest.fixture
def year(live_server: object) -> str:
    """Two locked quarters, today's reading, a return."""
    with scope(people.SYSTEM):
        directory.county()
    people.seat()
    for month, first, n in ((6, 0, 36), (9, 36, 13)):
        with clock.at(datetime(2026, month, 7, 1, tzinfo=UTC)):
            with scope(people.SYSTEM):
                children(first, n)
            with scope(ZHOU.viewer):
                round = survey.open_round(by=ZHOU.viewer, division=COUNTY, cycle="quarterly")
            locked(round)
    actions.take_all()
    with scope(ZHOU.viewer):
        made = actions.make(by=ZHOU.viewer, kind="quarter", period="2026Q3")
    return f"/statistics/returns/{made}/"


def test_the_pages_of_figures_hold_for_eyes_and_thumbs(
    live_server: Any, page_at: PageAt, year: str
) -> None:
    pages = {
        ZHOU: ("/statistics/", "/statistics/returns/", year, "/statistics/reference/add/"),
        LI: ("/statistics/",),
        DENG: ("/statistics/",),
        CHEN: ("/statistics/", "/statistics/indicators/", "/statistics/reference/"),
        QIAN: ("/statistics/",),
    }
    told: list[str] = []
    for person, addresses in pages.items():
        for width in (DESK, PHONE):
            page = page_at(width)
            faults: list[str] = []
            page.on("console", lambda m, f=faults: f.append(m.text) if m.type == "error" else None)
            enter(page, str(live_server), person)
            for number, address in enumerate(addresses):
                page.goto(f"{live_server}{address}")
                page.wait_for_load_state("networkidle")
                if PICTURES:
                    name = f"{person.login}-{width}-{number}.png"
                    page.screenshot(path=str(Path(PICTURES) / name), full_page=True)
                where = f"{person.login} {address} {width}: "
                told += [where + one for one in (*wrong_with(page, width), *faults)]
                faults.clear()
    assert not told, "\n".join(told)


def wrong_with(page: Page, width: int) -> list[str]:
    """What eyes and thumbs find, and charts that are not there."""
    told = list(faults_of(page))
    if page.locator("[data-chart] svg").count() != page.locator("[data-chart]").count():
        told.append("a chart is not drawn")
    if width_of(page) > width:
        told.append(f"scrolls sideways, {width_of(page)} wide")
    return told + (list(small_targets(page)) if width == PHONE else [])
