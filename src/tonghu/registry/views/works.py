"""成批办的页: Excel, who becomes responsible, how far a work is, taking what was made."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from tonghu.access.permissions import P
from tonghu.core.routes import Request
from tonghu.files.queries import opened
from tonghu.registry.actions.bulk import order_assign
from tonghu.registry.actions.exports import excel_to_download, order_excel
from tonghu.registry.forms.lists import AssignForm, ExcelForm
from tonghu.registry.queries import orders, saved
from tonghu.registry.queries.wanted import Filter, rows_of
from tonghu.registry.showing import lists as showing
from tonghu.registry.views.lists import chosen
from tonghu.registry.views.trying import one_of, tried
from tonghu.registry.workbook.layouts import NAMES, layout
from tonghu.ui import page
from tonghu.ui.fields import form_view

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def excel(request: Request) -> HttpResponse:
    """导出Excel: which sheet and what for; then made in the background."""
    _, wanted = chosen(request)
    sent = "layout" in request.POST
    layouts = [(one.code, f"{one.label}：{one.note}") for one in map(_layout(request), NAMES)]
    form = ExcelForm(
        layouts,
        request.viewer.may(P.IDENTITY_SHOW),
        request.POST if sent else None,
        initial={"layout": NAMES[0]},
    )
    if sent and form.is_valid():
        job = tried(request, lambda: order_excel(
            by=request.viewer, wanted=wanted, sort=request.POST.get("sort", "place"), **form.cleaned_data
        ), form)  # fmt: skip
        if job:
            return page.see_other(f"/children/work/{job}/")
    return _ask(request, "registry/list_excel.html", form, wanted)


def _layout(request: Request):  # type: ignore[no-untyped-def]
    return lambda name: layout(name, request.viewer.profile)


def assign(request: Request) -> HttpResponse:
    """落实责任人 of the ticked children, or of the whole list."""
    _, wanted = chosen(request)
    people = tuple(
        (str(one.user), f"{one.name}，{one.place}{one.title}")
        for one in saved.workers(request.viewer)
    )
    sent = "worker_is" in request.POST
    form = AssignForm(
        (("", "请选"), ("village", "各村的儿童主任"), *people), request.POST if sent else None
    )
    if sent and form.is_valid():
        worker = form.cleaned_data["worker_is"]
        job = tried(request, lambda: order_assign(
            by=request.viewer, wanted=wanted, worker=None if worker == "village" else UUID(worker)
        ), form)  # fmt: skip
        if job:
            return page.see_other(f"/children/work/{job}/")
    return _ask(request, "registry/list_assign.html", form, wanted)


def _ask(
    request: Request, template: str, form: ExcelForm | AssignForm, wanted: Filter
) -> HttpResponse:
    total = rows_of(request.viewer, wanted).count()
    hidden = {"query": request.POST.get("query", ""), "sort": request.POST.get("sort", "place")}
    return page.render(
        request, template, form=form_view(form), hidden=hidden, only=[str(one) for one in wanted.only],
        which=showing.counted(wanted, total), total=total,
    )  # fmt: skip


def work(request: Request, job: UUID) -> HttpResponse:
    """办到哪里: can be left, comes back by its address."""
    found = one_of(orders.order(request.viewer, job))
    shown, poll = showing.job_view(found), f"/children/work/{job}/"
    if request.headers.get("HX-Request"):
        return page.fragment(request, "ui/progress.html", job=shown, poll_url=poll)
    return page.render(request, "registry/list_work.html", job=shown, poll_url=poll)


def download(request: Request, job: UUID) -> HttpResponse:
    """下载做好的Excel: the permission is asked again, the taking logged."""
    found = one_of(orders.order(request.viewer, job))
    file = excel_to_download(by=request.viewer, file=UUID(one_of(found.result.get("file"))))
    with opened(request.viewer, file, purpose="导出儿童名单") as held:
        answer = HttpResponse(b"".join(held.chunks()), content_type=XLSX)
        answer["Content-Disposition"] = content_disposition_header(True, held.row.name) or ""
    return answer
