"""The pages of access in a real browser: no axe finding, no sideways scroll, targets for a thumb."""

from __future__ import annotations

from typing import Any

import pytest

from tests import people
from tests.browser import DESK, PHONE, PageAt, faults_of, small_targets, width_of
from tests.factories import access
from tests.people import COUNTY, EDUCATION, HE, LUO, SYSTEM, WANG
from tonghu.access.models import Post
from tonghu.access.states import PostState
from tonghu.core.database import scope

pytestmark = pytest.mark.django_db(transaction=True)
OPEN = ("/sign-in/", "/start/")
INSIDE = (
    "/me/", "/me/post/", "/me/password/", "/me/phone/", "/me/phone/off/", "/who-sees-what/",
    "/accounts/", "/accounts/?state=ended", "/accounts/new/", f"/accounts/{WANG.user}/",
    f"/accounts/{WANG.user}/posts/new/", "/nowhere/", "/reconcile/start/",
)  # fmt: skip
AUDIT = ("/audit/", "/audit/?list=refused", "/audit/?list=nonsense")


@pytest.fixture
def county() -> None:
    people.seat()
    with scope(SYSTEM):
        access.post(
            user_id=WANG.user, role="leader", division=COUNTY, state=PostState.PROPOSED,
            unit_id=EDUCATION.id,
        )  # fmt: skip


def signed_in(page: Any, site: str, person: people.Person = LUO) -> None:
    page.goto(f"{site}/sign-in/")
    page.fill("#id_login", person.login)
    page.fill("#id_password", people.PASSWORD)
    page.click("form.form button")
    page.wait_for_url(f"{site}/")


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_pages_are_sound_for_everybody(
    county: None, live_server: Any, page_at: PageAt, width: int
) -> None:
    page = page_at(width)
    wrong = []
    for address in (*OPEN, *INSIDE, *AUDIT):
        if address == INSIDE[0]:
            signed_in(page, live_server.url)
        if address == AUDIT[0]:
            page = page_at(width)
            signed_in(page, live_server.url, HE)
        page.goto(f"{live_server.url}{address}")
        wrong += [f"{address}: {one}" for one in faults_of(page)]
        if width_of(page) > width:
            wrong.append(f"{address}: {width_of(page)} wide")
        if width == PHONE:
            wrong += [f"{address}: small {one}" for one in small_targets(page)]
    assert not wrong, "\n".join(wrong)


def test_an_account_is_ended_without_script(county: None, live_server: Any, chrome: Any) -> None:
    context = chrome.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("#id_login", LUO.login)
    page.fill("#id_password", people.PASSWORD)
    page.click("form.form button")
    page.goto(f"{live_server.url}/accounts/{WANG.user}/")
    page.fill("[name=why] >> nth=-1", "退休")
    page.click("text=停用账号")
    assert "账号已经停用" in page.content()
    with scope(SYSTEM):
        states = Post.objects.all_of_them(reason="测试").filter(user=WANG.user)
        assert set(states.values_list("state", flat=True)) == {"ended", "refused"}
    context.close()
