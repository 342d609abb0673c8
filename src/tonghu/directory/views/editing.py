"""登记机构和人: add, change, end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from tonghu.core.errors import NotNow
from tonghu.core.routes import Request
from tonghu.directory import actions, queries
from tonghu.directory.forms import BodyForm, EndForm, MemberForm, body_values, member_values
from tonghu.directory.queries.bodies import BodyView, MemberLine
from tonghu.ui import page
from tonghu.ui.fields import form_view


def add_body(request: Request) -> HttpResponse:
    """登记一个机构或村级岗位, and after it the first of its people."""
    given = {name: request.GET.get(name, "") for name in ("kind", "division")}
    places = queries.place_choices(request.viewer)
    form = BodyForm(request.POST or None, initial=given, places=places)
    made = _tried(request, form, lambda: actions.add_body(draft=form.draft(), by=request.viewer))
    if made:
        page.toast(request, "已登记，请写上第一个人")
        return page.see_other(reverse("directory:member_add", kwargs={"body": made}))
    return _shown(request, form, "登记机构", reverse("directory:staff"), "登记机构")


def change_body(request: Request, body: UUID) -> HttpResponse:
    """修改机构."""
    one = _body(request, body)
    form = BodyForm(request.POST or None, initial=body_values(one), fixed=True)
    done = _tried(
        request, form,
        lambda: actions.change_body(id=body, draft=form.draft(one.kind, one.division), by=request.viewer) or True,
    )  # fmt: skip
    return _back(request, body, "已改好") if done else _shown(
        request, form, f"修改{one.name}", _at(body), "保存修改"
    )  # fmt: skip


def end_body(request: Request, body: UUID) -> HttpResponse:
    """撤销机构."""
    one = _body(request, body)
    form = EndForm(request.POST or None)
    done = _tried(
        request, form,
        lambda: actions.end_body(id=body, **form.cleaned_data, by=request.viewer),
    )  # fmt: skip
    note = f"在任的{len(one.members)}人同一天离任；原来的记录都还在。"
    return _back(request, body, f"{one.name}已撤销") if done else _shown(
        request, form, f"撤销{one.name}", _at(body), "撤销这个机构", note
    )  # fmt: skip


def add_member(request: Request, body: UUID) -> HttpResponse:
    """登记一名成员."""
    one = _body(request, body)
    form = MemberForm(request.POST or None)
    done = _tried(
        request, form,
        lambda: actions.add_member(body=body, draft=form.draft(), by=request.viewer),
    )  # fmt: skip
    return _back(request, body, "已登记") if done else _shown(
        request, form, f"{one.name}：登记一个人", _at(body), "登记这个人"
    )  # fmt: skip


def change_member(request: Request, member: UUID) -> HttpResponse:
    """修改一名成员."""
    one = _member(request, member)
    form = MemberForm(request.POST or None, initial=member_values(one))
    done = _tried(
        request, form,
        lambda: actions.change_member(id=member, draft=form.draft(), by=request.viewer) or True,
    )  # fmt: skip
    return _back(request, one.body, "已改好") if done else _shown(
        request, form, f"修改{one.name}", _at(one.body), "保存修改"
    )  # fmt: skip


def end_member(request: Request, member: UUID) -> HttpResponse:
    """离任."""
    one = _member(request, member)
    form = EndForm(request.POST or None)
    done = _tried(
        request, form,
        lambda: actions.end_member(id=member, **form.cleaned_data, by=request.viewer),
    )  # fmt: skip
    return _back(request, one.body, f"{one.name}离任已记下") if done else _shown(
        request, form, f"{one.name}离任", _at(one.body), "记下离任", "任过职的记录都还在。"
    )  # fmt: skip


def _tried(request: Request, form: forms.Form, deed: Callable[[], Any]) -> Any:
    """The deed's answer, or None: nothing was sent, or it was refused with a sentence."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return deed()
    except NotNow as refusal:
        form.add_error(None, str(refusal))
        return None


def _shown(
    request: Request, form: forms.Form, title: str, back: str, label: str, note: str = ""
) -> HttpResponse:
    return page.render(
        request, "directory/form.html", form=form_view(form), title=title, back=back, label=label,
        here=request.get_full_path(),
        note=note,
    )  # fmt: skip


def _back(request: Request, body: UUID, said: str) -> HttpResponse:
    page.toast(request, said)
    return page.see_other(_at(body))


def _at(body: UUID) -> str:
    return reverse("directory:body", kwargs={"body": body})


def _body(request: Request, body: UUID) -> BodyView:
    found = queries.body(request.viewer, body)
    if found is None:
        raise Http404
    return found


def _member(request: Request, member: UUID) -> MemberLine:
    found = queries.member(request.viewer, member)
    if found is None:
        raise Http404
    return found
