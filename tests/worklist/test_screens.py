"""Notices, stand-ins, the month, the digest and the roster of staff in a real browser."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import pytest

from tests import people
from tests.browser import DESK, PHONE, PageAt, faults_of, small_targets, width_of
from tests.factories import directory
from tests.factories import worklist as make
from tests.people import LI, SCHOOL, STATION, SYSTEM, TOWN_A, VILLAGE_B
from tonghu.access.models import Post
from tonghu.core.database import scope
from tonghu.directory.states import BodyKind

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "/", "/tasks/", "/tasks/inbox/", "/tasks/stand-ins/", "/tasks/reminding/",
    "/tasks/calendar/?whose=below&month=2026-09", "/tasks/digest/", "/tasks/{late}/", "/staff/",
    "/staff/roster/", "/staff/headcount/", "/staff/bodies/{body}/", "/staff/bodies/new/",
    "/staff/bodies/{body}/members/new/", "/staff/import/",
)  # fmt: skip


@pytest.fixture
def filled() -> dict[str, Any]:
    people.seat()
    with scope(SYSTEM):
        directory.county()
        Post.objects.all_of_them(reason="test").update(profile="songyang")
        late = make.task(
            title="交2026年9月学生名册", why="县民政局要的，全校学生", unit_id=SCHOOL.id,
            unit_name=SCHOOL.name, due_on=date(2026, 9, 22), basis="sy-2017-139 三(三)",
            told=[{"to": "town", "on": "2026-09-23"}],
        )  # fmt: skip
        for n, title in enumerate(
            ("核对村里的儿童", "催村里交名册", "判定疑似重复", "汇总上报", "核对列")
        ):
            make.task(
                title=title, division=TOWN_A, role="town_worker", due_on=date(2026, 9, 24 + n // 4)
            )
        make.task(
            title="交派出所名册",
            unit_id=STATION.id,
            unit_name=STATION.name,
            due_on=date(2026, 9, 24),
        )
        make.notice(division=TOWN_A, role="town_worker", title="催办：汇总上报", said="30日前要")
        make.stand_in()
        body = directory.body(name="一村儿童工作岗位")
        directory.serving(
            body, "蓝演示", title="督导员", trained=["2026-03-05"], unit_name="一村村民委员会"
        )
        directory.serving(body, "钟演示", until=date(2026, 1, 1), why_ended="换届")
        directory.serving(directory.body(division=VILLAGE_B), "盘演示")
        directory.serving(
            directory.body(BodyKind.SERVICE, division=TOWN_A), "雷演示", contract="演购1号"
        )
    return {"late": late.id, "body": body.id}


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_pages_are_sound_for_everybody(
    filled: dict[str, Any], live_server: Any, page_at: PageAt, width: int
) -> None:
    page, wrong = page_at(width), []
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("#id_login", LI.login)
    page.fill("#id_password", people.PASSWORD)
    page.click("form.form button")
    page.wait_for_url(f"{live_server.url}/")
    for address in PAGES:
        page.goto(live_server.url + address.format(**filled))
        if folder := os.environ.get("TONGHU_SHOTS"):
            name = address.strip("/").split("?")[0].replace("/", "_") or "home"
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        wrong += [f"{address}: {one}" for one in faults_of(page)]
        if width_of(page) > width:
            wrong.append(f"{address}: {width_of(page)} wide")
        if width == PHONE:
            wrong += [f"{address}: small {one}" for one in small_targets(page)]
    assert not wrong, "\n".join(wrong)


def test_the_month_is_turned_with_two_keys(
    filled: dict[str, Any], live_server: Any, page_at: PageAt
) -> None:

    page = page_at(DESK)
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("#id_login", LI.login)
    page.fill("#id_password", people.PASSWORD)
    page.click("form.form button")
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/tasks/calendar/?month=2026-09")
    page.keyboard.press("]")
    page.wait_for_url("**month=2026-10")
    page.keyboard.press("[")
    page.wait_for_url("**month=2026-09")
