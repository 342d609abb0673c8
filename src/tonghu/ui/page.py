"""页面: the one way to answer HTML. No Model reaches a template (design §3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from django.db.models import Manager, Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import get_template

from tonghu.ui.context import shell
from tonghu.ui.jinja import answering

TOASTS = "ui.toasts"  # key of the session


class ModelInTemplate(TypeError):
    """模板里混进了数据库对象: says where."""


class SeeOther(HttpResponseRedirect):
    """303: after a POST, look there."""

    status_code = 303


@dataclass(frozen=True, slots=True)
class Toast:
    """提示: one sentence, and where to undo it."""

    text: str
    undo: str = ""


def render(
    request: HttpRequest, template: str, /, *, status: int = 200, **context: Any
) -> HttpResponse:
    """整页: a whole page from plain values."""
    refuse_models(context, "context")
    around = {**shell(request), "toasts": take_toasts(request)}
    return _answer(request, template, {**around, **context}, status)


def fragment(
    request: HttpRequest, template: str, /, *, status: int = 200, **context: Any
) -> HttpResponse:
    """片段: the inside only, for HTMX; toasts wait for the next whole page."""
    refuse_models(context, "context")
    return _answer(request, template, context, status)


def see_other(address: str) -> HttpResponse:
    """303转到: after a POST."""
    return SeeOther(address)


def toast(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """提示: shown on the next page, with 撤销 when it can be undone."""
    request.session[TOASTS] = [*request.session.get(TOASTS, ()), [text, undo]]


def take_toasts(request: HttpRequest) -> tuple[Toast, ...]:
    """What is waiting to be said; said once."""
    session = getattr(request, "session", None)
    if session is None or TOASTS not in session:
        return ()
    return tuple(Toast(text, undo) for text, undo in session.pop(TOASTS))


def _answer(
    request: HttpRequest, template: str, context: dict[str, Any], status: int
) -> HttpResponse:
    with answering(request):
        return HttpResponse(get_template(template).render(context, request), status=status)


def refuse_models(value: Any, where: str, seen: frozenset[int] = frozenset()) -> None:
    """Raises when a Model, QuerySet or Manager hides anywhere in a page's values."""
    if isinstance(value, (Model, QuerySet, Manager)):
        raise ModelInTemplate(
            f"{where} 是 {type(value).__name__}：页面只收不可变的数据类，请在 queries.py 里转好。"
        )
    if id(value) in seen or isinstance(value, (str, bytes, int, float, type(None))):
        return
    for name, part in _parts(value):
        refuse_models(part, f"{where}{name}", seen | {id(value)})


def _parts(value: Any) -> Iterable[tuple[str, Any]]:
    """What a value holds, with the path to it. Iterators are left alone: they can be read once."""
    if is_dataclass(value) and not isinstance(value, type):
        return ((f".{one.name}", getattr(value, one.name)) for one in fields(value))
    if isinstance(value, Mapping):
        return ((f"[{key!r}]", part) for key, part in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return ((f"[{n}]", part) for n, part in enumerate(value))
    return ()
