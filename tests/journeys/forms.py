"""不用脚本的浏览器: fills in the forms a page really shows and sends them as a browser would."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from tests.journeys.steps import plain


@dataclass
class Form:
    """一张表: where it goes, what it holds, its buttons by their words."""

    action: str
    held: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # words, name, value


class _Reader(HTMLParser):
    """Every form that is sent by POST."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.now: Form | None = None
        self.select, self.area, self.button, self.text = "", "", ("", ""), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form" and at.get("method") == "post":
            self.now = Form(at.get("action", ""))
            self.found.append(self.now)
        elif self.now is not None:
            self._inside(self.now, tag, at, [name for name, _ in attrs])

    def _inside(self, form: Form, tag: str, at: dict[str, str], flags: list[str]) -> None:
        name = at.get("name", "")
        form.names |= {name} - {""}
        if tag == "input" and name:
            _input(form, name, at, "checked" in flags)
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            form.choices.setdefault(self.select, []).append(at.get("value", ""))
            if "selected" in flags:
                form.held.setdefault(self.select, []).append(at.get("value", ""))
        elif tag in ("textarea", "button"):
            self.text = ""
            if tag == "textarea":
                self.area = name
            else:
                self.button = (name, at.get("value", ""))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if self.now is None:
            return
        if tag == "textarea" and self.area:
            self.now.held[self.area], self.area = [self.text.removeprefix("\n")], ""
        elif tag == "button":
            self.now.buttons.append(("".join(self.text.split()), *self.button))
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.now = None


def _input(form: Form, name: str, at: dict[str, str], checked: bool) -> None:
    ticks = at.get("type") in ("checkbox", "radio")
    value = at.get("value", "on" if ticks else "")
    if ticks:
        form.choices.setdefault(name, []).append(value)
    if checked or not ticks:
        form.held.setdefault(name, []).append(value)


def forms(html: str) -> list[Form]:
    """The forms of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


def fill(client: Client, address: str, button: str, at: str = "", **typed: Any) -> str:
    """Presses the button with these words, having typed; the page that follows, as text.

    `at` is a part of the form's address, where several have such a button. What is typed must be a
    blank the page shows, and what is picked one of its choices: a person could do no more.
    """
    page = client.get(address, follow=True)
    assert page.status_code == 200, (address, page.status_code)
    fits = [
        (form, pressed)
        for form in forms(page.content.decode())
        for pressed in form.buttons
        if button in pressed[0] and at in form.action
    ]
    assert fits, (address, button, [b[0] for f in forms(page.content.decode()) for b in f.buttons])
    form, (_, name, value) = fits[0]
    sent: dict[str, Any] = dict(form.held)
    for key, told in typed.items():
        assert key in form.names, (key, sorted(form.names))
        if key in form.choices:
            assert set(told if isinstance(told, list) else [told]) <= set(form.choices[key]), key
        sent[key] = told
    if name:
        sent[name] = value
    answer = client.post(form.action or page.request["PATH_INFO"], sent, follow=True)
    assert answer.status_code == 200, (form.action, answer.status_code, plain(answer.text)[:900])
    text = plain(answer.content.decode())
    assert "还有" not in text or "没有填好" not in text, text[:600]
    return text
