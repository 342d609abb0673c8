"""单步的页: confirm, verify, register, reject, leave, archive, readmit, assign, hazards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from tonghu.core.routes import Request
from tonghu.registry import actions
from tonghu.registry.forms.steps import Assigning, Cleared, Danger, Leaving, MayReason, Reason
from tonghu.registry.queries import files, matters, onlookers
from tonghu.registry.queries.shapes import Head
from tonghu.registry.showing import steps as showing
from tonghu.registry.states import HazardKind
from tonghu.registry.views.trying import did, one_of
from tonghu.ui import page
from tonghu.ui.fields import form_view

Act = Callable[..., object]
ACTS: dict[str, Act] = {
    "send_to_verify": actions.send_to_verify, "register": actions.register, "reject": actions.reject,
    "archive": actions.archive, "readmit": actions.readmit,
}  # fmt: skip
MUST_SAY = frozenset({"reject", "readmit"})
EXIT, TRANSFER = "exit", "propose_transfer"


def posted(request: Request) -> Any:
    """What was sent, also where it is empty; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def file_of(id: UUID) -> str:
    """Back to the file."""
    return reverse("registry:file", kwargs={"id": id})


def confirm(request: Request, id: UUID) -> HttpResponse:
    """确认没有变化."""
    if did(request, lambda: actions.confirm(by=request.viewer, child=id)):
        page.toast(request, "记下了：今天确认过，没有变化。")
    return page.see_other(file_of(id))


def step(request: Request, id: UUID, action: str) -> HttpResponse:
    """流程表里的一步; what it asks and what comes of it stands on its page."""
    head = files.head(request.viewer, id)
    if action == TRANSFER:
        return page.see_other(reverse("registry:propose_transfer", kwargs={"id": id}))
    if action not in ACTS and action != EXIT:
        raise Http404
    form = _step_form(request, head, action)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        more = (
            {"reason": given["reason"], "on": given["on"]}
            if action == EXIT
            else {"why": given["why"]}
        )
        act: Act = actions.exit_child if action == EXIT else ACTS[action]
        if did(request, lambda: act(by=request.viewer, child=id, **more), form):
            page.toast(request, showing.DONE[action])
            return page.see_other(file_of(id))
    return asked(request, head, form, showing.STEPS[action])


def _step_form(request: Request, head: Head, action: str) -> forms.Form:
    data = posted(request)
    if action == EXIT:
        reasons = actions.exit_reasons(matters.profile_of(request.viewer, head.id))
        return Leaving(data, tuple(reasons.items()))
    return Reason(data) if action in MUST_SAY else MayReason(data)


def assign(request: Request, id: UUID) -> HttpResponse:
    """落实责任人."""
    head = files.head(request.viewer, id)
    workers = onlookers.workers(request.viewer, head.division)
    form = Assigning(posted(request), workers)
    if request.method == "POST" and form.is_valid():
        worker = UUID(form.cleaned_data["worker"])
        if did(request, lambda: actions.assign(by=request.viewer, child=id, worker=worker), form):
            page.toast(
                request, f"{head.name}由{dict(workers)[str(worker)].partition('，')[0]}负责了。"
            )
            return page.see_other(file_of(id))
    return asked(request, head, form, showing.ASSIGN)


def hazards(request: Request, id: UUID) -> HttpResponse:
    """记一条隐患; those that are open stand below."""
    head = files.head(request.viewer, id)
    form = Danger(posted(request), initial=showing.today())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = did(request, lambda: actions.raise_hazard(
            by=request.viewer, child=id, kind=given["kind"], found_on=given["found_on"], note=given["note"],
        ), form)  # fmt: skip
        if done:
            page.toast(
                request, f"记下了：{HazardKind(given['kind']).label}。消除以前一直显示在档案上。"
            )
            return page.see_other(file_of(id))
    return asked(request, head, form, showing.HAZARD)


def clear_hazard(request: Request, id: UUID, hazard: UUID) -> HttpResponse:
    """消除隐患."""
    head, found = files.head(request.viewer, id), one_of(matters.hazard(request.viewer, id, hazard))
    form = Cleared(posted(request))
    if request.method == "POST" and form.is_valid():
        done = did(request, lambda: actions.clear_hazard(
            by=request.viewer, hazard=hazard, how=form.cleaned_data["how"]
        ), form)  # fmt: skip
        if done:
            page.toast(request, f"记下了：{found.kind}已消除。")
            return page.see_other(file_of(id))
    return asked(request, head, form, showing.clearing(found))


def asked(request: Request, head: Head, form: forms.Form, asks: Any) -> HttpResponse:
    """The page of a step: question, what it asks, what comes of it."""
    return page.render(
        request, "registry/file_step.html", head=head, form=form_view(form), asks=asks,
        back=file_of(head.id), status=422 if request.method == "POST" else 200,
    )  # fmt: skip
