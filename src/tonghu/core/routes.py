"""路由: an address with the rule of who may come in; `page()` is the only way to declare one.

The rule is enforced by the middleware of `access`, in this order: not signed in → sign-in page;
`of` finds nothing within reach → 404, same as missing; verb lacking → 403 with the reason. A system
check refuses every route that was declared otherwise (design §4 Access).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views.decorators.http import require_http_methods

from tonghu.core.viewer import Viewer

PUBLIC = "public"  # anybody, signed in or not
SIGNED_IN = "signed_in"  # anybody with an account and a post

_ATTRIBUTE = "tonghu_rule"


@dataclass(frozen=True, slots=True)
class Subject:
    """看的是什么: what a page or a deed is about, as far as access must know."""

    kind: str
    id: UUID | str
    division: str = ""
    unit: UUID | None = None
    child: UUID | None = None
    name: str = ""


Of = Callable[..., "Subject | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """门规: who may come in."""

    needs: str
    of: Of | None = None
    methods: tuple[str, ...] = ("GET",)


class Request(HttpRequest):
    """A request after the door: who is looking, and at what."""

    viewer: Viewer
    subject: Subject | None


View = Callable[..., HttpResponse]


def page(
    route: str,
    view: View,
    *,
    name: str,
    needs: str,
    of: Of | None = None,
    methods: Sequence[str] = ("GET",),
) -> URLPattern:
    """An address. `of(viewer, **captured)` answers by scope alone."""
    allowed = [*methods, "HEAD"] if "GET" in methods else list(methods)
    guarded = require_http_methods(allowed)(view)
    setattr(guarded, _ATTRIBUTE, Rule(needs, of, tuple(methods)))
    return path(route, guarded, name=name)


def rule_of(view: Callable[..., object]) -> Rule | None:
    """The rule of a view, None when it was not declared by `page()`."""
    return cast("Rule | None", getattr(view, _ATTRIBUTE, None))


@dataclass(frozen=True, slots=True)
class Route:
    """一条路由 of the running program."""

    name: str  # with its namespace
    pattern: str
    rule: Rule | None


def routes(resolver: Any = None, before: str = "", space: str = "") -> Iterator[Route]:
    """Every route of the running program, from the resolver, never from a list."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            inside = f"{space}{one.namespace}:" if one.namespace else space
            yield from routes(one, before + str(one.pattern), inside)
        else:
            yield Route(f"{space}{one.name}", before + str(one.pattern), rule_of(one.callback))
