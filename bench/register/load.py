"""压一压: people who read, think five seconds and read again; what each page took."""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from statistics import quantiles
from urllib.parse import urlencode

from bench.register.seed import WORD, Seat

TOKEN = re.compile(r'csrfmiddlewaretoken" value="([^"]+)')
CHILD = re.compile(r'href="(/children/[0-9a-f-]{36}/)"')
TEXTS = ("潘梓", "王欣", "李浩", "张诗", "pzh", "wx", "思雨")


@dataclass
class Times:
    """耗时: seconds by (role, page)."""

    taken: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, role: str, page: str, seconds: float) -> None:
        """One answer."""
        with self.lock:
            self.taken[role, page].append(seconds)

    def table(self) -> list[tuple[str, str, int, float, float]]:
        """role, page, how many, median and p95 in milliseconds."""
        found = []
        for (role, page), some in sorted(self.taken.items()):
            cuts = quantiles(some, n=100) if len(some) > 1 else [some[0]] * 99
            found.append((role, page, len(some), cuts[49] * 1000, cuts[94] * 1000))
        return found


class Browser:
    """一个浏览器: cookies, and the address it is sent to."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()

    def ask(
        self, method: str, path: str, data: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Status, where it leads, the page."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        heads = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        body = urlencode(data) if data is not None else None
        if body is not None:
            heads["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, path, body, heads)
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        line.close()
        return answer.status, answer.getheader("Location") or "", text

    def post(self, path: str, data: dict[str, str], page: str) -> tuple[int, str, str]:
        """With the token of a page."""
        found = TOKEN.search(page)
        return self.ask(
            "POST", path, {**data, "csrfmiddlewaretoken": found.group(1) if found else ""}
        )

    def sign_in(self, seat: Seat) -> None:
        """Through the door, as anybody."""
        page = self.ask("GET", "/sign-in/")[2]
        status, _, _ = self.post(
            "/sign-in/", {"login": seat.login, "password": WORD, "next": "/"}, page
        )
        if status != 303:
            raise RuntimeError(f"{seat.login} was not let in: {status}")
        if seat.choose:
            page = self.ask("GET", "/me/post/")[2]
            self.post("/me/post/", {"post": seat.choose, "next": "/"}, page)


def person(seat: Seat, port: int, until: float, think: float, times: Times, seed: int) -> None:
    """One person at work until the end."""
    browser, chance = Browser(port), random.Random(seed)
    browser.sign_in(seat)
    name = "三个岗位的人" if seat.choose else seat.role
    page, child = "", ""

    def timed(what: str, act: Callable[[], tuple[int, str, str]]) -> tuple[int, str, str]:
        began = time.perf_counter()
        try:
            answer = act()
        except OSError as fault:  # a machine that is busy with other things answers late or never
            times.wrong.append(f"{name} {what} {fault}")
            return 0, "", ""
        times.add(name, what, time.perf_counter() - began)
        if answer[0] >= 400:
            times.wrong.append(f"{name} {what} {answer[0]}")
        return answer

    def searched() -> tuple[int, str, str]:
        status, to, text = browser.post("/children/", {"text": chance.choice(TEXTS)}, page)
        return browser.ask("GET", to) if status == 303 else (status, to, text)

    time.sleep(chance.random() * think)
    while time.monotonic() < until:
        page = timed("名单", lambda: browser.ask("GET", "/children/"))[2]
        found = CHILD.findall(page)
        child = chance.choice(found) if found else child
        time.sleep(think * (0.5 + chance.random()))
        timed("两个字查找", searched)
        time.sleep(think * (0.5 + chance.random()))
        if child:
            timed("一份档案", partial(browser.ask, "GET", child))
            time.sleep(think * (0.5 + chance.random()))
