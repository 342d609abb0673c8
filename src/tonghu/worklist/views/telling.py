"""收件箱、提醒方式、催办."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from tonghu.core.errors import NotNow
from tonghu.core.routes import Request
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.worklist import actions, queries
from tonghu.worklist.forms import RemindForm, RemindingForm


def inbox(request: Request) -> HttpResponse:
    """通知: the newest first."""
    rows = queries.inbox(request.viewer)
    return page.render(
        request, "worklist/inbox.html", rows=rows, unread=sum(1 for one in rows if not one.read)
    )


def read(request: Request) -> HttpResponse:
    """都看过了."""
    count = actions.mark_read(by=request.viewer)
    page.toast(request, f"{count}条通知已标为看过" if count else "没有新的通知")
    return page.see_other(reverse("worklist:inbox"))


def open_notice(request: Request, notice: UUID) -> HttpResponse:
    """看这一条: read, and on to what it is about."""
    rows = {one.id: one for one in queries.inbox(request.viewer)}
    actions.mark_read(by=request.viewer, notice=notice)
    found = rows.get(notice)
    return page.see_other(found.link if found and found.link else reverse("worklist:inbox"))


def reminding(request: Request) -> HttpResponse:
    """提醒方式 of oneself."""
    known = queries.reminding(request.viewer)
    form = RemindingForm(request.POST or None, initial={
        "mail": known.mail, "mobile": known.mobile, "by_mail": list(known.by_mail),
        "by_sms": list(known.by_sms),
    })  # fmt: skip
    if request.method == "POST" and form.is_valid():
        actions.set_reminding(by=request.viewer, **form.cleaned_data)
        page.toast(request, "提醒方式已改好")
        return page.see_other(reverse("worklist:reminding"))
    return page.render(request, "worklist/reminding.html", form=form_view(form))


def remind(request: Request, task: UUID) -> HttpResponse:
    """催办这一件."""
    form = RemindForm(request.POST)
    form.is_valid()
    told = actions.remind(by=request.viewer, tasks=[task], **form.said())
    if not told:
        raise NotNow("这一件今天已经催过，或者已经办完。一定要再催，请写明原因。")
    page.toast(request, "催过了，他们的通知里会看到")
    return page.see_other(reverse("worklist:task", kwargs={"task": task}))
