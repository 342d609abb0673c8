"""For the tests of pages: a browser, and our pages written without server or database."""

from __future__ import annotations

from collections.abc import Callable
from mimetypes import guess_type
from typing import Any
from uuid import UUID

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.test import RequestFactory
from playwright.sync_api import Page, Route

from tonghu.core import clock
from tonghu.core.viewer import Level, Viewer
from tonghu.ui import context, gallery, page

SITE = "http://tonghu.test"
SOMEBODY = Viewer(
    user=UUID(int=1), login="somebody", name="某某", level=Level.TOWN, post_title="督导员", place="甲县乙镇"
)  # fmt: skip
NAV = [("首页", "/", True), ("名单", "/lists/", False), ("制度", "/rules/", False)]
TABS = [("今天", "/", "home", True), ("名单", "/lists/", "users", False)]
Written = Callable[..., str]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[..., HttpRequest]:
    """A request of somebody with a menu."""
    real = context.shell
    monkeypatch.setattr(page, "shell", lambda request: {**real(request), "nav": NAV, "tabs": TABS})

    def make(path: str = "/ui/", viewer: Viewer = SOMEBODY) -> HttpRequest:
        request = RequestFactory().get(path)
        request.viewer = viewer  # type: ignore[attr-defined]
        return request

    return make


@pytest.fixture
def written(asked: Callable[..., HttpRequest]) -> Written:
    """The HTML of one of our templates with the sample data."""

    def write(template: str = "ui/gallery.html", **more: Any) -> str:
        with clock.at(gallery.NOW):
            answer = page.render(asked(), template, **{**gallery.samples(), **more})
        return answer.content.decode()

    return write


def show(view: Page, html: str) -> list[str]:
    """Puts a page before the browser with its style sheet and scripts; what the console says."""
    said: list[str] = []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if not path.startswith("/static/"):
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=CSP)
            return
        file = finders.find(path.removeprefix("/static/").partition("?")[0])
        assert file, f"{path} is not among the static files"
        kind = guess_type(str(file))[0] or "text/plain"
        route.fulfill(path=str(file), content_type=kind)

    view.on("console", lambda message: said.append(message.text))
    view.on("pageerror", lambda error: said.append(str(error)))
    view.route("**/*", answer)
    view.goto(f"{SITE}/ui/")
    return said


CSP = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'"
}
