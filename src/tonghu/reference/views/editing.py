"""登记单位: add one, change one, end one."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from tonghu.core.errors import NotNow, NotYours
from tonghu.core.routes import Request
from tonghu.directory import actions
from tonghu.directory import queries as directory
from tonghu.directory.queries import UnitView
from tonghu.reference.forms import CloseForm, UnitForm, unit_values
from tonghu.ui import page
from tonghu.ui.fields import form_view


def add(request: Request) -> HttpResponse:
    """登记一个单位."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            id = actions.add_unit(draft=form.draft(), by=request.viewer)
        except NotNow as refusal:
            form.add_error("name", str(refusal))
        else:
            page.toast(request, f"已登记{form.draft().name}")
            return page.see_other(reverse("reference:unit", kwargs={"id": id}))
    return page.render(request, "reference/unit_form.html", form=form_view(form), one=None)


def change(request: Request, id: UUID) -> HttpResponse:
    """修改一个单位."""
    found = _found(request, id)
    form = _form(request, unit_values(found))
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_unit(
                id=id, draft=form.draft(), by=request.viewer, why=form.cleaned_data["why"]
            )
        except NotNow as refusal:
            form.add_error("name", str(refusal))
        else:
            page.toast(request, "已改好" if changed else "没有不同，没有改动")
            return page.see_other(reverse("reference:unit", kwargs={"id": id}))
    return page.render(request, "reference/unit_form.html", form=form_view(form), one=found)


def close(request: Request, id: UUID) -> HttpResponse:
    """停用一个单位: from which day, why, and who follows."""
    found = _found(request, id)
    heirs = directory.unit_choices(request.viewer, found.division[:6], (found.kind,))
    form = CloseForm(request.POST or None, heirs=[one for one in heirs if one[0] != str(id)])
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_unit(id=id, by=request.viewer, **form.said())
        except NotNow as refusal:
            form.add_error("on", str(refusal))
        else:
            page.toast(request, f"{found.name}已停用，原来的记录都还在")
            return page.see_other(reverse("reference:unit", kwargs={"id": id}))
    return page.render(request, "reference/unit_close.html", form=form_view(form), one=found)


def _form(request: Request, initial: dict[str, object] | None = None) -> UnitForm:
    return UnitForm(
        request.POST if request.method == "POST" else None, initial=initial or {},
        places=directory.place_choices(request.viewer), within=request.viewer,
    )  # fmt: skip


def _found(request: Request, id: UUID) -> UnitView:
    found = directory.unit(request.viewer, id)
    if found is None:
        raise Http404("没有这个单位。")
    if not request.viewer.covers(found.division):
        where = request.viewer.place or request.viewer.unit_name
        raise NotYours(
            f"{found.name}在{found.place}，由那里的民政部门改；你登记的是{where}的单位。"
        )
    return found
