"""A form that arrives after the session ended: its typing is there after signing in, for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import clear_url_caches

from tests import people
from tests.pages import planted
from tests.people import LI, WANG
from tonghu.access.door import drafts
from tonghu.config import urls
from tonghu.core.routes import SIGNED_IN, Request, page

pytestmark = pytest.mark.django_db
Browser = Callable[[people.Person], Client]
TYPED = "阙桂英，门牌23号"


@pytest.fixture(autouse=True)
def form(settings: Any) -> None:
    """A page that says what it was given back."""

    def view(request: Request) -> HttpResponse:
        if request.method == "POST":
            return HttpResponse(f"saved {request.POST['note']}")
        typed = drafts.taken(request, request.viewer)
        mark = drafts.marked(request.viewer, request.path)
        return HttpResponse(f"{mark}\n{typed.urlencode() if typed else ''}")

    route = page("planted/", view, name="planted", needs=SIGNED_IN, methods=("GET", "POST"))
    planted.urlpatterns = [route, *urls.urlpatterns]
    settings.ROOT_URLCONF = "tests.pages.planted"
    clear_url_caches()


def posted_too_late(client: Client, **more: str) -> Any:
    """Opened while signed in, sent after the session ended."""
    mark = client.get("/planted/").text.partition("\n")[0]
    client.cookies.pop("sid")
    return client.post("/planted/", {"note": TYPED, drafts.FIELD: mark, **more})


def test_typing_is_back_after_signing_in_and_given_once(browser: Browser) -> None:
    client = browser(LI)
    answer = posted_too_late(client)
    assert answer["Location"] == "/sign-in/?next=/planted/"
    assert drafts.SAID in client.get(answer["Location"]).text
    given = {"login": "li", "password": people.PASSWORD, "next": "/planted/"}
    assert client.post("/sign-in/", given)["Location"] == "/planted/"
    assert "note=" in client.get("/planted/").text
    assert "note=" not in client.get("/planted/").text, "once"


def test_nobody_else_gets_it(browser: Browser) -> None:
    client = browser(LI)
    posted_too_late(client)
    people.sign_in(client, WANG)
    assert "note=" not in client.get("/planted/").text
    people.sign_in(client, LI)
    assert "note=" not in client.get("/planted/").text, "gone for good"


def test_what_lies_in_the_session_cannot_be_read(browser: Browser) -> None:
    client = browser(LI)
    posted_too_late(client)
    kept = str(dict(client.session))
    assert drafts.KEPT in kept
    assert "阙" not in kept
    assert "%E9%98%99" not in kept


@pytest.mark.parametrize("mark", ["", "forged", "0|/planted/"])
def test_who_was_never_signed_in_leaves_nothing(browser: Browser, mark: str) -> None:
    client = browser(LI)
    client.cookies.pop("sid")
    answer = client.post("/planted/", {"note": TYPED, drafts.FIELD: mark})
    assert answer["Location"] == "/sign-in/"
    assert drafts.KEPT not in client.session


def test_a_mark_of_another_page_is_none(browser: Browser) -> None:
    client = browser(LI)
    other = drafts.marked(LI.viewer, "/elsewhere/")
    posted_too_late(client, **{drafts.FIELD: other})
    assert drafts.KEPT not in client.session


def test_too_much_is_not_kept(browser: Browser) -> None:
    client = browser(LI)
    posted_too_late(client, note="字" * drafts.MOST)
    assert drafts.KEPT not in client.session
