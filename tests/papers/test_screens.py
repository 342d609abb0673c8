"""The ledger and one paper in a real browser, at the desk and on the phone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import people
from tests.browser import DESK, PHONE, PageAt, faults_of, small_targets, width_of
from tests.factories import papers as make
from tests.journeys.on_screen.conftest import enter
from tests.papers import samples
from tonghu.core.database import scope
from tonghu.papers import actions
from tonghu.papers.actions.printing import print_paper

PICTURES = os.environ.get("TONGHU_PICTURES", "")


def sound(page: Page, name: str, width: int) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    assert faults_of(page) == []
    assert width_of(page) <= width
    if width == PHONE:
        assert small_targets(page) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("cast")
def test_ledger_and_paper_read_well_at_the_desk_and_on_the_phone(
    live_server: object, page_at: PageAt
) -> None:
    with scope(people.LI.viewer):
        first = actions.issue(
            by=people.LI.viewer, kind="test.form", title="甲镇登记表", division=people.TOWN_A,
            content=samples.FORM, formats=("docx",), period="2026-Q3",
        )  # fmt: skip
        second = actions.issue(
            by=people.LI.viewer, kind="test.form", title="甲镇登记表（更正）", division=people.TOWN_A,
            content=samples.FORM, formats=("docx",), period="2026-Q3", replaces=first,
        )  # fmt: skip
    print_paper(viewer=people.LI.viewer, progress=lambda *_: None, paper=str(second))  # type: ignore[arg-type]
    with scope(people.SYSTEM):
        make.paper(
            sequence=9, title="甲镇花名册", state="void", void_why="日期写错了", voided_at="2026-09-01T00:00Z"
        )  # fmt: skip
    for width in (DESK, PHONE):
        page = page_at(width)
        enter(page, str(live_server), people.LI)
        page.goto(f"{live_server}/papers/")
        assert "签发了3份文书" in page.inner_text("h1")
        sound(page, "papers", width)
        page.get_by_role("link", name="甲镇登记表（更正）").click()
        page.wait_for_url(f"**/papers/{second}/")
        with page.expect_download() as taken:
            page.get_by_role("link", name="下载Word").click()
        assert taken.value.suggested_filename == "甲镇2026-0001（第2版） 甲镇登记表（更正）.docx"
        page.reload()
        assert "取走Word" in page.inner_text("main")
        sound(page, "paper", width)
        page.goto(f"{live_server}/papers/{first}/")
        assert "第2版" in page.inner_text("main")
        sound(page, "waiting", width)
