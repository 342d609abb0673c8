"""台账的页: handing one in, what its columns are, what it would change, taking all or some of it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse

from tonghu.core.routes import Request
from tonghu.registry.actions import ledger as deeds
from tonghu.registry.forms.lists import LedgerForm
from tonghu.registry.queries import ledgers as queries
from tonghu.registry.showing import ledgers as showing
from tonghu.registry.showing.lists import chosen_ids
from tonghu.registry.views.trying import did, one_of, tried
from tonghu.registry.workbook.words import LedgerState
from tonghu.ui import page
from tonghu.ui.fields import form_view


def ledgers(request: Request) -> HttpResponse:
    """台账: those handed in, and handing in another."""
    form = LedgerForm(request.POST, request.FILES) if request.method == "POST" else LedgerForm()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = tried(request, lambda: deeds.hand_in_ledger(
            by=request.viewer, upload=said["file"], stated_on=said["stated_on"]
        ), form)  # fmt: skip
        if made:
            return page.see_other(f"/children/ledgers/{made}/")
    return page.render(
        request,
        "registry/ledgers.html",
        form=form_view(form),
        ledgers=queries.ledgers(request.viewer),
    )


def ledger(request: Request, id: UUID) -> HttpResponse:
    """一份台账: how far it is, or what each row would do."""
    line = one_of(queries.ledger(request.viewer, id))
    if line.state in showing.GOING:
        return _going(request, line)
    if line.state == LedgerState.MAPPING:
        return page.see_other(f"/children/ledgers/{id}/columns/")
    kind = showing.kind_of(line, request.GET.get("kind", ""))
    start = request.GET.get("start", "")
    found = queries.rows(
        request.viewer,
        id,
        kind,
        start=int(start) if start.isascii() and start.isdigit() and len(start) < 8 else 0,
    )
    return page.render(
        request, "registry/ledger.html", ledger=line, found=found, kind=kind, title=showing.title(line),
        kinds=showing.tabs(line, kind), paging=showing.paging(found),
    )  # fmt: skip


def _going(request: Request, line: queries.LedgerLine) -> HttpResponse:
    job, poll = (
        showing.job_view(line, queries.ledger_job(request.viewer, line)),
        f"/children/ledgers/{line.id}/",
    )
    if request.headers.get("HX-Request"):
        return page.fragment(request, "ui/progress.html", job=job, poll_url=poll)
    return page.render(request, "registry/list_work.html", job=job, poll_url=poll)


def columns(request: Request, id: UUID) -> HttpResponse:
    """每一列是什么."""
    if request.method == "POST":
        said = request.POST
        fields = {int(k[1:]): str(said[k]) for k in said if k[:1] == "c" and k[1:].isdigit()}
        act = partial(deeds.map_ledger, by=request.viewer, ledger=id, fields=fields)
        if did(request, act):
            return page.see_other(f"/children/ledgers/{id}/")
        return page.see_other(f"/children/ledgers/{id}/columns/")
    line = one_of(queries.ledger(request.viewer, id))
    return page.render(
        request, "registry/ledger_columns.html", ledger=line, columns=queries.columns(request.viewer, id),
        choices=queries.choices(request.viewer),
    )  # fmt: skip


def take(request: Request, id: UUID) -> HttpResponse:
    """采用选中的几行, or every row of the kinds."""
    rows, kinds = chosen_ids(request.POST.getlist("row")), request.POST.getlist("kinds")
    tried(
        request,
        lambda: deeds.take_ledger(
            by=request.viewer, ledger=id, rows=rows, kinds=() if rows else kinds
        ),
    )
    return page.see_other(f"/children/ledgers/{id}/")


def drop(request: Request, id: UUID) -> HttpResponse:
    """不用这份台账."""
    if did(request, partial(deeds.drop_ledger, by=request.viewer, ledger=id)):
        page.toast(request, "这份台账没有采用，文件已经销毁，儿童档案没有动")
    return page.see_other("/children/ledgers/")
