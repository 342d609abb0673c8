"""The door: headers, refusals that are logged, transactions that are undone, jobs as the person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import clear_url_caches

from tests import people
from tests.factories import access
from tests.pages import planted
from tests.people import COUNTY, HE, LI, SYSTEM, TOWN_A, WANG
from tonghu.access.models import Post, User
from tonghu.access.states import PostState
from tonghu.config import urls
from tonghu.core import clock
from tonghu.core.database import current_viewer, scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.events.models import AccessLog
from tonghu.core.routes import PUBLIC, SIGNED_IN, Request, Subject, page
from tonghu.core.viewer import Viewer, viewer_again

pytestmark = pytest.mark.django_db
Browser = Callable[[people.Person], Client]

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def plant(settings: Any) -> Callable[..., None]:
    """Puts one more route in front of the program's own."""

    def planted_with(view: Callable[..., HttpResponse], **rule: Any) -> None:
        route = page("planted/", view, name="planted", **{"needs": SIGNED_IN, **rule})
        planted.urlpatterns = [route, *urls.urlpatterns]
        settings.ROOT_URLCONF = "tests.pages.planted"
        clear_url_caches()

    return planted_with


@pytest.mark.parametrize("address", ["/sign-in/", "/nowhere/", "/me/"])
def test_every_answer_carries_the_headers(cast: None, address: str) -> None:
    answer = Client().get(address)
    for name, value in HEADERS.items():
        assert answer[name] == value, name
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_the_pages_of_access_have_neither_inline_script_nor_style(browser: Browser) -> None:
    client = browser(LI)
    for address in ("/me/", "/me/phone/", "/me/password/", "/who-sees-what/"):
        shown = client.get(address).content.decode()
        assert " style=" not in shown, address
        assert "<style" not in shown, address
        assert "onclick" not in shown, address


def refusals() -> list[tuple[str, str]]:
    with scope(SYSTEM, using="aside"):
        rows = AccessLog.objects.all_of_them(reason="测试").using("aside")
        return list(rows.filter(outcome="refused").values_list("what", "user_name"))


def test_a_refusal_is_logged_beside_the_transaction(browser: Browser) -> None:
    client = browser(WANG)
    before = len(refusals())
    assert client.get("/accounts/").status_code == 403
    assert client.get(f"/accounts/{LI.user}/").status_code == 404
    told = refusals()[before:]
    assert sorted(told) == [("access:people", "王一村"), ("access:person", "王一村")]


def test_a_wrong_password_is_logged(cast: None) -> None:
    before = len(refusals())
    Client().post("/sign-in/", {"login": f"x{uuid4().hex[:6]}", "password": "wrong"})
    assert refusals()[before:] == [("account.sign_in", "")]


def logins_kept() -> list[object]:
    with scope(SYSTEM, using="aside"):
        rows = AccessLog.objects.all_of_them(reason="测试").using("aside")
        return [one for ids in rows.values_list("ids", flat=True) for one in ids]


def test_what_is_typed_as_a_login_is_kept_only_if_it_is_one(cast: None) -> None:
    typed = f"meine geheime losung {uuid4().hex[:6]}"
    for _ in range(7):  # the last ones are refused for their number
        Client().post("/sign-in/", {"login": typed, "password": "x"})
    given = {"login": typed, "code": "AAAA", "new": "一句很长的新密码", "again": "一句很长的新密码"}
    Client().post("/start/", given)
    Client().post("/sign-in/", {"login": "WANG", "password": f"wrong{uuid4().hex}"})
    kept = [str(one) for one in logins_kept()]
    assert not [one for one in kept if typed in one]
    digests = [one for one in kept if one.startswith("没有的登录名#")]
    assert len(digests) - len(set(digests)) >= 7, "the same word gives the same digest"
    assert "wang" in kept


def test_what_breaks_is_undone(browser: Browser, plant: Callable[..., None]) -> None:
    client = browser(LI)
    client.raise_request_exception = False

    def breaks(request: Request) -> HttpResponse:
        access.session(user=LI.user, digest="left behind")
        raise ZeroDivisionError

    plant(breaks)
    answer = client.get("/planted/")
    assert answer.status_code == 500
    assert "Traceback" not in answer.content.decode()
    with scope(SYSTEM):
        from tonghu.access.models import OpenSession

        rows = OpenSession.objects.all_of_them(reason="测试")
        assert not rows.filter(digest="left behind").exists()


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        (NotNow("名册已经撤回，请刷新。"), 409, "名册已经撤回，请刷新。"),
        (NotYours("这一步由县民政局办。"), 403, "这一步由县民政局办。"),
        (Missing(), 404, "没有这个页面，或者不在你的管辖范围内。"),
    ],
)
def test_a_refusal_of_an_action_becomes_its_page(
    browser: Browser, plant: Callable[..., None], fault: Exception, status: int, said: str
) -> None:
    def refuses(request: Request) -> HttpResponse:
        raise fault

    client = browser(LI)
    plant(refuses)
    answer = client.get("/planted/")
    assert answer.status_code == status
    assert said in answer.content.decode()


def test_a_page_is_made_inside_the_scope_of_its_viewer(
    browser: Browser, plant: Callable[..., None]
) -> None:
    met: list[Viewer | None] = []

    def looks(request: Request) -> HttpResponse:
        met.append(current_viewer())
        assert current_viewer() == request.viewer
        return HttpResponse("ok")

    client = browser(LI)
    plant(looks)
    client.get("/planted/")
    assert met[0] is not None
    assert (met[0].login, met[0].lo, met[0].hi) == ("li", TOWN_A, "990101001~")
    assert current_viewer() is None


def test_a_conflict_shuts_even_a_page_that_asks_for_no_verb(
    browser: Browser, plant: Callable[..., None]
) -> None:
    child = uuid4()
    client = browser(LI)
    with scope(SYSTEM):
        access.conflict(user=LI.user, child=child)
    for needs in (SIGNED_IN, PUBLIC, "task.view"):
        plant(
            lambda request: HttpResponse("open"), needs=needs,
            of=lambda viewer: Subject("child", child, TOWN_A, child=child),
        )  # fmt: skip
        assert client.get("/planted/").status_code == 404, needs


def test_a_fragment_turns_the_whole_page_to_the_sign_in(cast: None) -> None:
    answer = Client().get("/me/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/sign-in/")


def test_a_forwarded_address_is_not_believed(cast: None) -> None:
    from tonghu.access.models import OpenSession

    client = Client(REMOTE_ADDR="10.1.1.1", headers={"X-Forwarded-For": "8.8.8.8"})
    people.sign_in(client, WANG)
    with scope(SYSTEM):
        assert OpenSession.objects.all_of_them(reason="测试").get().address == "10.1.1.1"


def test_a_job_is_the_person_as_of_now(cast: None) -> None:
    again = viewer_again(LI.user, LI.post)
    assert again is not None
    assert (again.login, again.permissions) == ("li", LI.viewer.permissions)
    assert viewer_again(LI.user, WANG.post) is None, "somebody else's post"
    assert viewer_again(LI.user, None) is None
    with scope(SYSTEM):
        Post.objects.all_of_them(reason="测试").filter(pk=LI.post).update(
            state=PostState.ENDED, ended_at=clock.now(), ended_by="罗安全"
        )
    assert viewer_again(LI.user, LI.post) is None


def test_the_cast_is_what_the_door_makes_of_it(cast: None) -> None:
    for one in people.CAST:
        made = viewer_again(one.user, one.post)
        assert made == one.viewer, one.login


def test_row_level_security_alone_shows_each_only_the_own_accounts(cast: None) -> None:
    with scope(SYSTEM):
        access.user(login="stranger", division=people.OTHER_COUNTY)
    seen = {}
    for one in people.CAST:
        with scope(one.viewer):
            rows = User.objects.all_of_them(reason="只靠行级安全").values_list("login", flat=True)
            seen[one.login] = set(rows)
    county = {one.login for one in people.CAST if one.division.startswith("990101")}
    for login in ("zhou", "he", "luo", "gao"):
        assert seen[login] == county, login
    for login in ("wang", "li", "zhao", "sun", "ma", "fang", "chen", "deng", "qian"):
        assert seen[login] == {login}, login
    assert HE.viewer.lo == COUNTY
