"""模板环境: Jinja2 for Django's backend, with the words, the address helpers and `ui.<macro>`.

TEMPLATES = [{"BACKEND": "django.template.backends.jinja2.Jinja2", "DIRS": [every templates/],
              "OPTIONS": {"environment": "tonghu.ui.jinja.environment"}}]
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup

from tonghu.core.clock import now, today
from tonghu.ui import words
from tonghu.ui.status import PLAIN, Look, UnknownStatus, look_of

FAMILIES = ("inline", "shell", "lists", "tables", "sets", "record", "compare", "doing", "forms")
LOG = logging.getLogger(__name__)
_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


@contextmanager
def answering(request: HttpRequest) -> Iterator[None]:
    """The request whose page is being written: tokens and addresses come from it."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def _current() -> HttpRequest:
    request = _request.get()
    if request is None:
        raise RuntimeError("页面要用 tonghu.ui.page.render 或 fragment 写出，不要直接渲染模板。")
    return request


def url(name: str, **kwargs: Any) -> str:
    """The address of a route."""
    return reverse(name, kwargs=kwargs or None)


def address(**changes: Any) -> str:
    """This page's address with some parameters changed; None takes one away."""
    query = QueryDict(_current().GET.urlencode(), mutable=True)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else _current().path


def csrf() -> Markup:
    """The hidden token every POST carries."""
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(token())


def token() -> str:
    """The token itself, for HTMX's header."""
    return get_token(_current())


class Macros:
    """`ui.status(…)`: every macro of every family, without an import in each template."""

    def __init__(self, environment: Environment) -> None:
        """Remembers where the families are; they are read when first used."""
        self._environment = environment
        self._known: dict[str, Macro] = {}

    def __getattr__(self, name: str) -> Macro:
        """The macro of that name; an unknown one raises with the list."""
        if not self._known or self._environment.auto_reload:
            self._known = dict(self._read())
        if name not in self._known:
            raise AttributeError(f"没有部件 ui.{name}，现有：{'、'.join(sorted(self._known))}")
        return self._known[name]

    def _read(self) -> Iterator[tuple[str, Macro]]:
        for family in FAMILIES:
            module = self._environment.get_template(f"ui/{family}.html").module
            for name, value in vars(module).items():
                if isinstance(value, Macro) and not name.startswith("_"):
                    yield name, value


def _percent_of(part: float, whole: float) -> str:
    """A width for SVG: 47.06%."""
    return f"{part / whole * 100:.2f}%" if whole else "0%"


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """What the sprite holds; empty before the assets are made."""
    listed = Path(__file__).parent / "static" / "ui" / "build" / "icons.txt"
    return frozenset(listed.read_text(encoding="utf-8").split()) if listed.exists() else frozenset()


def known_icon(name: str) -> str:
    """The name itself; one that is not in the sprite would draw nothing and say nothing."""
    if name not in icon_names():
        _blame(
            LookupError(
                f"图标「{name}」不在图标集里：名称要直接写出来（README §3），"
                "再运行 scripts/make_assets.py。"
            )
        )
    return name


def seen_word(word: str) -> Look:
    """The look of a state word."""
    try:
        return look_of(word)
    except UnknownStatus as fault:
        _blame(fault)
        return PLAIN


def _blame(fault: Exception) -> None:
    """A fault of a page: it fails in tests and demos; at work the page comes and the log tells."""
    if settings.DEBUG or getattr(settings, "TONGHU_DEMO", False):
        raise fault
    LOG.error("%s", fault)


def _exact(when: date | None) -> str:
    return words.exact(when) if when else ""


def _shown(when: date) -> str:
    """Today's words for a moment or a day."""
    if isinstance(when, datetime):
        return words.moment(when, now())
    return words.day(when, today())


FILTERS: dict[str, Callable[..., Any]] = {
    "zip": zip,
    "thousands": words.number,
    "percent": words.percent,
    "money": words.money,
    "day": lambda when: words.day(
        words.local(when).date() if isinstance(when, datetime) else when, today()
    ),
    "moment": _shown,
    "exact": _exact,
    "weekday": words.with_weekday,
    "ago": lambda when: words.ago(when, now()),
    "span_to": lambda first, last: words.span(first, last, today()),
    "mask_id": words.mask_id,
    "mask_phone": words.mask_phone,
    "mask_name": words.mask_name,
    "joined": words.joined,
}


def environment(**options: Any) -> Environment:
    """The environment as the backend asks for it: strict, escaping, without blank lines."""
    given = {"undefined": StrictUndefined, **options}
    given.pop("autoescape", None)
    made = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
        **given,
    )
    made.filters.update(FILTERS)
    made.globals.update(
        url=url,
        static=static,
        address=address,
        csrf=csrf,
        token=token,
        look=seen_word,
        known_icon=known_icon,
        share=_percent_of,
        pieces=words.pieces,
        now=now,
        today=today,
        ui=Macros(made),
    )
    return made
