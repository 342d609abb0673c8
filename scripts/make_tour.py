"""导览图: the pictures of the README, taken from a running demo.

    make demo                                  # in one terminal
    python scripts/make_tour.py                # in another; writes docs/tour/*.png

`--base` names another address. Signs in as the demo's people, opens the pages of the five-minute
tour and takes each at the width it is made for.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser import FLAGS, chromium  # noqa: E402

PASSWORD = "tonghu-demo-2026"
RUN = re.compile(r"^/reconcile/[0-9a-f-]{36}/$")


@dataclass(frozen=True, slots=True)
class Stop:
    """One picture: who looks, at what; `RUN` in an address is the newest run."""

    name: str
    login: str
    path: str
    width: int = 1280
    height: int = 860


TOUR = (
    Stop("1-home", "zhen", "/"),
    Stop("2-run", "xian", "RUN"),
    Stop("3-pair", "xian", "RUNjudge/", height=900),
    Stop("4-question", "xuexiao", "/rosters/questions/", width=360, height=700),
    Stop("5-profile", "lianluo", "/reference/profiles/{profile}/"),
)


def take(browser: Browser, base: str, stop: Stop, folder: Path, profile: str) -> None:
    """One picture."""
    context = browser.new_context(
        viewport={"width": stop.width, "height": stop.height}, locale="zh-CN"
    )
    page = context.new_page()
    sign_in(page, base, stop.login)
    page.goto(base + address(page, base, stop.path).format(profile=profile))
    page.screenshot(path=folder / f"{stop.name}.png")
    context.close()


def sign_in(page: Page, base: str, login: str) -> None:
    """As one of the demo's people."""
    page.goto(f"{base}/sign-in/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_load_state()


def address(page: Page, base: str, path: str) -> str:
    """The path, with the newest run filled in."""
    if not path.startswith("RUN"):
        return path
    page.goto(f"{base}/reconcile/")
    links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    run = next((link for link in links if RUN.match(link)), None)
    if run is None:
        raise SystemExit("演示里还没有比对，请先运行make demo。")
    return str(run) + path.removeprefix("RUN")


def main() -> None:
    parser = argparse.ArgumentParser(description="Take the pictures of the tour.")
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--profile", default="songyang")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "tour")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for stop in TOUR:
            take(browser, chosen.base, stop, chosen.out, chosen.profile)
            print(f"{stop.name}.png")
        browser.close()


if __name__ == "__main__":
    main()
