"""转移、合并、线索的页: each shows what it is about before it asks."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from tonghu.core.routes import Request
from tonghu.registry import actions
from tonghu.registry.forms.boxes import Asking, NoSuchPlace, division_of
from tonghu.registry.forms.steps import Joining, Moving, Reason
from tonghu.registry.queries import files, moving
from tonghu.registry.showing import moving as showing
from tonghu.registry.views.steps import asked, file_of, posted
from tonghu.registry.views.trying import did, tried
from tonghu.ui import page
from tonghu.ui.fields import form_view

NOT_FOUND = "你的管辖范围内没有这个档案号，请核对。"


def propose_transfer(request: Request, id: UUID) -> HttpResponse:
    """提出转移."""
    head, form = files.head(request.viewer, id), Moving(posted(request))
    if request.method == "POST" and form.is_valid():
        to = _place(request, form)
        done = bool(to) and did(request, lambda: actions.propose_transfer(
            by=request.viewer, child=id, to_division=to, reason=form.cleaned_data["reason"]
        ), form)  # fmt: skip
        if done:
            page.toast(request, "已提出转移，对方看过资料后接收；接收前还归你这里管。")
            return page.see_other(file_of(id))
    return asked(request, head, form, showing.TRANSFER)


def _place(request: Request, form: forms.Form) -> str:
    try:
        return division_of(form.cleaned_data["to_division"], Asking(request.viewer, {}))
    except NoSuchPlace as unknown:
        form.add_error("to_division", str(unknown))
    return ""


def transfer(request: Request, id: UUID) -> HttpResponse:
    """接收或者退回, after the listed preview."""
    form = Reason(request.POST if request.POST.get("deed") == "decline" else None)
    if request.method == "POST" and (done := _transferred(request, id, form)):
        return page.see_other(done)
    return page.render(
        request, "registry/transfer.html", found=moving.transfer(request.viewer, id),
        form=form_view(form), status=422 if form.errors else 200,
    )  # fmt: skip


def _transferred(request: Request, id: UUID, form: forms.Form) -> str:
    """Where to go after the deed; empty when it was refused."""
    viewer, here = request.viewer, reverse("registry:transfer", kwargs={"id": id})
    if request.POST.get("deed") == "accept":
        seen = request.POST.get("seen", "")
        if not did(request, lambda: actions.accept_transfer(by=viewer, transfer=id, seen=seen)):
            return here
        page.toast(request, "接收了，这份档案现在归你这里管。")
        return file_of(UUID(str(request.subject.child))) if request.subject else here
    if form.is_valid() and did(request, lambda: actions.decline_transfer(
        by=viewer, transfer=id, why=form.cleaned_data["why"]
    ), form):  # fmt: skip
        page.toast(request, "退回了，档案还归对方管。")
        return "/children/"
    return ""


def propose_merge(request: Request, id: UUID) -> HttpResponse:
    """提出合并: the other file by its number."""
    head, form = files.head(request.viewer, id), Joining(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        other = moving.by_file_number(request.viewer, given["other"])
        if other is None:
            form.add_error("other", NOT_FOUND)
        else:
            done = tried(request, lambda: actions.propose_merge(
                by=request.viewer, keep=id, other=other, reason=given["reason"]
            ), form)  # fmt: skip
            if done:
                return page.see_other(reverse("registry:merge", kwargs={"id": done}))
    return asked(request, head, form, showing.JOIN)


def merge(request: Request, id: UUID) -> HttpResponse:
    """一次合并: side by side; whoever proposed does not confirm."""
    form = Reason(request.POST if request.POST.get("deed") in showing.WITH_REASON else None)
    if request.method == "POST" and _merged(request, id, form):
        return page.see_other(reverse("registry:merge", kwargs={"id": id}))
    found = moving.merge(request.viewer, id)
    return page.render(
        request, "registry/merge.html", found=found, form=form_view(form),
        heads=showing.heads(found.kept, found.other), rows=showing.rows(found.rows),
        note=showing.note(found.rows), title=showing.merge_title(found),
        status=422 if form.errors else 200,
    )  # fmt: skip


def _merged(request: Request, id: UUID, form: forms.Form) -> bool:
    viewer, deed = request.viewer, request.POST.get("deed", "")
    plain: dict[str, Callable[[], object]] = {
        "agree": lambda: actions.agree_merge(by=viewer, merge=id),
        "undo": lambda: actions.unmerge(by=viewer, merge=id),
        "divide": lambda: actions.divide(
            by=viewer, merge=id, record=_uuid(request, "record"), child=_uuid(request, "child")
        ),
    }
    if deed in plain:
        if did(request, plain[deed]):
            page.toast(request, showing.MERGED[deed])
        return True
    why = form.cleaned_data.get("why", "") if form.is_valid() else ""
    with_reason: dict[str, Callable[[], object]] = {
        "refuse": lambda: actions.refuse_merge(by=viewer, merge=id, why=why),
        "propose_undo": lambda: actions.propose_unmerge(by=viewer, merge=id, why=why),
        "keep": lambda: actions.keep_merge(by=viewer, merge=id, why=why),
    }
    if not why or deed not in with_reason or not did(request, with_reason[deed], form):
        return False
    page.toast(request, showing.MERGED[deed])
    return True


def _uuid(request: Request, name: str) -> UUID:
    """An id of the form; one that is none means nothing."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return UUID(int=0)


def clue(request: Request, id: UUID) -> HttpResponse:
    """核实线索: the same child, or another."""
    form = Reason(posted(request))
    deed = request.POST.get("deed", "")
    if request.method == "POST" and form.is_valid() and deed in ("same", "other"):
        done = tried(request, lambda: actions.settle_clue(
            by=request.viewer, clue=id, same=deed == "same", why=form.cleaned_data["why"]
        ), form)  # fmt: skip
        if done:
            page.toast(request, showing.CLUE[deed])
            return page.see_other(file_of(done))
    found = moving.clue(request.viewer, id)
    return page.render(
        request, "registry/clue.html", found=found, form=form_view(form),
        heads=showing.heads(found.entered, found.known), rows=showing.rows(found.rows),
        note=showing.note(found.rows), status=422 if form.errors else 200,
    )  # fmt: skip
