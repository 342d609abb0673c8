"""议定以后的页共用: a form page, a deed and where it leads, done once however often it is sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse

from tonghu.conference.queries import body as bodies
from tonghu.core.idempotency import new_key, once_of
from tonghu.core.idempotency.doing import FIELD, OtherBody
from tonghu.core.routes import Request
from tonghu.core.viewer import Viewer
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.ui.shapes import FormView
from tonghu.ui.trying import did, tried

Crumbs = Sequence[tuple[str, str]]
START = ("联席会议", "/conference/")


def shown(form: forms.Form, key: str = "") -> FormView:
    """The form, with the number that makes a second sending of it harmless."""
    view = form_view(form)
    return replace(view, hidden={**view.hidden, FIELD: key or new_key()})


def form_page(
    request: Request, form: forms.Form, *, title: str, crumbs: Crumbs, save: str, note: str = "",
    cancel: str = "", upload: bool = False, **more: Any,
) -> HttpResponse:  # fmt: skip
    """一张表: title, fields, one button that says what it does."""
    return page.render(
        request, "conference/form.html", title=title, crumbs=[START, *crumbs], save=save, note=note,
        form=shown(form, request.POST.get(FIELD, "")), cancel=cancel, upload=upload,
        action=request.get_full_path(), **{"facts": (), **more},
    )  # fmt: skip


def done(
    request: Request, form: forms.Form | None, act: Callable[[], Any], to: Callable[[Any], str] | str,
    toast: str = "",
) -> HttpResponse | None:  # fmt: skip
    """办了就去; None when it was refused and the form says why. Sent twice, it is done once."""
    key = request.POST.get(FIELD, "")
    if not key:
        return _did(request, form, act, to, toast)
    try:
        with once_of(request, by=request.viewer) as once:
            if once.again and once.location:
                return page.see_other(once.location)
            answer = _did(request, form, act, to, toast)
            if answer is None:
                raise _Refused
            once.answered(303, answer["Location"])
            return answer
    except _Refused:
        return None
    except OtherBody as other:
        page.toast(request, str(other))
        return page.see_other(request.get_full_path())


class _Refused(Exception):
    """Gives the number back: the person mends the form and sends it again."""


def _did(
    request: Request, form: forms.Form | None, act: Callable[[], Any], to: Callable[[Any], str] | str,
    toast: str,
) -> HttpResponse | None:  # fmt: skip
    made = tried(form, lambda: (act(),), request)
    if made is None:
        return None
    if toast:
        page.toast(request, toast)
    return page.see_other(to if isinstance(to, str) else to(made[0]))


def deed(request: Request, act: Callable[[], object], to: str, toast: str) -> HttpResponse:
    """一个按钮: done, or the sentence why not on the next page."""
    if did(None, act, request):
        page.toast(request, toast)
    return page.see_other(to)


def unit_choices(viewer: Viewer, body: UUID) -> list[tuple[str, str]]:
    """The units that sit in a body, in its order."""
    seats = bodies.seats(viewer, body)
    known = {str(one.unit): one.unit_name for one in seats if one.unit}
    return list(known.items())


def given(
    request: Request, kind: Callable[..., forms.Form], *args: Any, **initial: Any
) -> forms.Form:
    """The form as sent, or fresh with what is known."""
    if request.method == "POST":
        return kind(*args, request.POST, request.FILES)
    return kind(*args, initial=initial)


def sent_files(request: Request, name: str = "evidence") -> list[Any]:
    """Every file of a field."""
    return list(request.FILES.getlist(name))
