"""代班的页: who stands in for whom, asking somebody, ending it early."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from tonghu.core.errors import NotNow
from tonghu.core.routes import Request
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.worklist import actions, queries
from tonghu.worklist.forms import StandInForm


def stand_ins(request: Request, form: StandInForm | None = None) -> HttpResponse:
    """代班."""
    people = queries.candidates(request.viewer) if request.viewer.may("task.do") else ()
    shown = form or StandInForm(people=people)
    return page.render(
        request, "worklist/stand_ins.html", rows=queries.stand_ins(request.viewer),
        form=form_view(shown) if people else None, may_end=request.viewer.may("task.remind"),
    )  # fmt: skip


def name(request: Request) -> HttpResponse:
    """请人代班."""
    form = StandInForm(request.POST, people=queries.candidates(request.viewer))
    if not form.is_valid():
        return stand_ins(request, form)
    try:
        actions.name_stand_in(by=request.viewer, **form.said())
    except NotNow as refusal:
        form.add_error(None, str(refusal))
        return stand_ins(request, form)
    page.toast(request, "定好了，代班人和上一级都会收到通知")
    return page.see_other(reverse("worklist:stand_ins"))


def end(request: Request, stand_in: UUID) -> HttpResponse:
    """提前结束."""
    actions.end_stand_in(by=request.viewer, stand_in=stand_in)
    page.toast(request, "代班已经结束，待办回到本人")
    return page.see_other(reverse("worklist:stand_ins"))
