"""A request no page can read is answered with a page that says so, before the door."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import people
from tests.people import LI, ZHOU
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer

pytestmark = pytest.mark.django_db
Browser = Callable[[people.Person], Client]


@pytest.mark.parametrize(
    "address",
    [
        "/tasks/?kind=a%00b",
        "/tasks/?%00=a",
        "/reference/divisions/%00/",
        "/sign-in/?next=%00",
        "/%00",
    ],
)
def test_a_nul_in_an_address_is_refused_with_a_sentence(browser: Browser, address: str) -> None:
    for client in (browser(LI), Client()):
        answer = client.get(address)
        assert answer.status_code == 400
        assert "没有读懂这次请求" in answer.content.decode()
        assert "控制字符" in answer.content.decode()
        assert "请退回上一页" in answer.content.decode()
        assert answer["X-Frame-Options"] == "DENY"


def test_a_nul_in_what_is_sent_is_refused(browser: Browser) -> None:
    sent = {"login": "wang\x00", "password": "x"}
    assert Client().post("/sign-in/", sent).status_code == 400
    assert Client().post("/sign-in/", sent, content_type="application/json").status_code != 500
    assert browser(ZHOU).post("/accounts/new/", {"name\x00": "a"}).status_code == 400
    upload = SimpleUploadedFile("a.csv", b"a,b")
    assert browser(ZHOU).post("/search/", {"q": "a\x00", "file": upload}).status_code == 400


def test_a_nul_in_a_cookie_is_refused() -> None:
    assert Client(headers={"Cookie": 'sid="abcdefgh\\000ijkl"'}).get("/me/").status_code == 400


def test_a_host_that_is_not_ours_has_its_page_and_no_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    said = logging.getLogger("django.security.DisallowedHost")
    assert not said.isEnabledFor(logging.ERROR)
    assert not said.propagate
    answer = Client(headers={"Host": "evil.example"}, raise_request_exception=False).get(
        "/sign-in/"
    )
    assert answer.status_code == 400
    assert "主机名不是本系统的" in answer.content.decode()
    assert "Bad Request" not in answer.content.decode()


def addresses(of: people.Person) -> list[str]:
    from tonghu.access.models import OpenSession

    with scope(Viewer.for_system("测试")):
        rows = OpenSession.objects.all_of_them(reason="测试").filter(user=of.user)
        return list(rows.order_by("started_at").values_list("address", flat=True))


def test_behind_our_own_proxy_its_last_word_is_the_address(cast: None, settings: object) -> None:
    settings.TONGHU_PROXY = True  # type: ignore[attr-defined]
    said = {"X-Forwarded-For": "8.8.8.8, 10.2.2.2"}
    people.sign_in(Client(REMOTE_ADDR="127.0.0.1", headers=said), LI)
    people.sign_in(Client(REMOTE_ADDR="127.0.0.2"), LI)
    assert addresses(LI) == ["10.2.2.2", "127.0.0.2"]


def test_without_a_proxy_the_header_is_anybodys_word(cast: None) -> None:
    people.sign_in(Client(REMOTE_ADDR="10.1.1.1", headers={"X-Forwarded-For": "8.8.8.8"}), LI)
    assert addresses(LI) == ["10.1.1.1"]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/accounts/?page=2&state=ended", "/accounts/%3Fpage%3D2%26state%3Dended"),
        ("/accounts/?q=%E6%9D%8E&search=li&page=2", "/accounts/%3Fpage%3D2"),
        ("/tasks/?kind=990101201603072426", "/tasks/"),
        ("/tasks/?kind=13800006025", "/tasks/"),
        ("/tasks/?kind=%E6%9D%8E", "/tasks/"),
        ("/tasks/?town=990101001000", "/tasks/%3Ftown%3D990101001000"),
    ],
)
def test_only_codes_go_along_to_the_sign_in_page(cast: None, asked: str, kept: str) -> None:
    assert Client().get(asked)["Location"] == f"/sign-in/?next={kept}"
