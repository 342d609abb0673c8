"""真的浏览器: Debian's chromium driven by Playwright, for tests of pages.

The fixtures `chrome` and `page_at` are there for every test, one browser a process. A missing browser
fails the test with what to do; it never skips.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
DRIVER = ROOT / ".tools" / "browser" / "driver"  # laid by scripts/make_browser.py
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = 360, 1280
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PageAt = Callable[[int], Page]


def chromium() -> str:
    """The program, of PATH or unpacked by scripts/make_browser.py."""
    for place in (
        str(ROOT / ".tools" / "browser" / "chromium"),
        *map(shutil.which, ("chromium", "chromium-browser", "google-chrome")),
    ):
        if place and Path(place).exists():
            return place
    pytest.fail("没有浏览器：请先运行 python3 scripts/make_browser.py（make test 会自己运行）。")


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One browser for all tests of a process."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop running
    if DRIVER.exists():  # what its driver needs and this machine has not
        known = os.environ.get("LD_LIBRARY_PATH")
        os.environ["LD_LIBRARY_PATH"] = f"{DRIVER}:{known}" if known else str(DRIVER)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page_at(chrome: Browser) -> Iterator[PageAt]:
    """A fresh page, signed out, as wide as asked: `page_at(360)` is a phone with touch."""
    opened: list[BrowserContext] = []
    _under_way.count = 0  # whatever a test without a browser began and never closed

    def make(width: int) -> Page:
        phone = width < 700
        context = chrome.new_context(
            viewport={"width": width, "height": 640 if phone else 800},
            has_touch=phone,
            is_mobile=phone,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        opened.append(context)
        return context.new_page()

    yield make
    for context in opened:
        context.close()
    assert _under_way.nobody(), "An answer of the server did not come to its end."


class _UnderWay:
    """正在答的: requests the server is at; the tables are emptied only when there is none.

    A page that is closed may have asked a moment before (a phone that sends again what got no receipt),
    and the server goes on with it: emptying the tables beside it is a deadlock.
    """

    def __init__(self) -> None:
        self.count, self.changed = 0, threading.Condition()
        request_started.connect(self.began)
        request_finished.connect(self.ended)

    def began(self, **_: object) -> None:
        with self.changed:
            self.count += 1

    def ended(self, **_: object) -> None:
        with self.changed:
            self.count -= 1
            self.changed.notify_all()

    def nobody(self, seconds: float = 20) -> bool:
        """Waits for the last of them."""
        with self.changed:
            return self.changed.wait_for(lambda: self.count <= 0, seconds)


_under_way = _UnderWay()


def faults_of(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, one line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(
        page,
        options={
            "runOnly": {"type": "tag", "values": WCAG},
            "resultTypes": ["violations"],  # the nodes that passed need no selector: half the time
        },
    )
    return [
        f"{one['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


def width_of(page: Page) -> int:
    """How wide the page is; more than the window means it scrolls sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


SMALL = """(least) => {
  const inSentence = (el) => {
    const box = el.closest("p, .why, .note, .said-cell, .because, .more, label, caption, h1, .c2, .hint");
    return box && box !== el && getComputedStyle(el).display === "inline";
  };
  const covers = (el) => {  // a link whose ::after lies over its whole row
    const after = getComputedStyle(el, "::after");
    return after.content !== "none" && after.position === "absolute";
  };
  const found = [];
  for (const el of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    let box = el.getBoundingClientRect();
    const style = getComputedStyle(el);
    if (!box.width || !box.height || style.visibility === "hidden" || el.type === "hidden") continue;
    if (box.right <= 0 || box.bottom <= 0 || el.closest(".skip, .hide")) continue;
    if (inSentence(el)) continue;
    if (covers(el)) box = el.offsetParent.getBoundingClientRect();
    if (/^(checkbox|radio)$/.test(el.type)) box = (el.closest("label") || el).getBoundingClientRect();
    if (box.width < least - 0.5 || box.height < least - 0.5)
      found.push(`${el.outerHTML.slice(0, 120)} ${Math.round(box.width)}×${Math.round(box.height)}`);
  }
  return found;
}"""


def small_targets(page: Page, least: int = 44) -> list[str]:
    """Links, buttons and fields too small for a thumb; links within a sentence are exempt."""
    return list(page.evaluate(SMALL, least))
