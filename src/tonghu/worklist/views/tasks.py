"""一件待办的页: what it is, by when, how it ended; doing it for a unit; having seen that it is late."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse

from tonghu.core.errors import NotNow
from tonghu.core.routes import Request
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.worklist import actions, queries
from tonghu.worklist.forms import OnBehalfForm, RemindForm
from tonghu.worklist.queries.showing import facts


def show(request: Request, task: UUID, form: OnBehalfForm | None = None) -> HttpResponse:
    """The page of one task."""
    found = queries.task(request.viewer, task)
    if found is None:
        raise Http404
    return page.render(
        request, "worklist/task.html", task=found,
        facts=facts(found, queries.calendar_of(request.viewer.profile)),
        form=form_view(form or OnBehalfForm()) if found.may_do_on_behalf else None,
        remind=form_view(RemindForm()) if found.may_remind else None,
    )  # fmt: skip


def on_behalf(request: Request, task: UUID) -> HttpResponse:
    """A unit's step recorded from its paper."""
    form = OnBehalfForm(request.POST)
    if not form.is_valid():
        return show(request, task, form)
    try:
        actions.do_on_behalf(by=request.viewer, task=task, **form.cleaned_data)
    except NotNow as refusal:
        form.add_error(None, str(refusal))
        return show(request, task, form)
    page.toast(request, "记下了，台账上写作代录")
    return page.see_other(f"/tasks/{task}/")


def acknowledge(request: Request, task: UUID) -> HttpResponse:
    """The viewer has seen that tasks below are late."""
    actions.acknowledge(by=request.viewer, task=task)
    page.toast(request, "记下了：你已经知道这些迟了")
    return page.see_other("/")
