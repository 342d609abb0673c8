"""日历、今日汇总、导出Excel."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from tonghu.core import clock
from tonghu.core.jobs.queries import JobStatus
from tonghu.core.routes import Request
from tonghu.files.queries import opened
from tonghu.ui import page
from tonghu.ui.shapes import JobView
from tonghu.worklist import actions, queries
from tonghu.worklist.forms import filter_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def calendar(request: Request) -> HttpResponse:
    """待办日历."""
    whose = "below" if request.GET.get("whose") == "below" else "mine"
    first = _month(request.GET.get("month", ""))
    return page.render(
        request, "worklist/calendar.html", whose=whose,
        month=queries.month(request.viewer, first, whose=whose),
    )  # fmt: skip


def digest(request: Request) -> HttpResponse:
    """今日汇总, on one sheet of paper."""
    return page.render(request, "worklist/digest.html", found=queries.digest(request.viewer))


def excel(request: Request) -> HttpResponse:
    """导出Excel: the list of the address, written in the background."""
    order = actions.order_excel(by=request.viewer, wanted=filter_of(request.POST))
    return page.see_other(reverse("worklist:excel_progress", kwargs={"order": order}))


def excel_progress(request: Request, order: UUID) -> HttpResponse:
    """导出的进度."""
    found, poll = _export(request, order), request.path
    shown = JobView(
        found.label, found.done, found.total, found.step or "等着开始", str(found.state),
        result_url="download/" if found.ended else "", result_label="下载Excel", problem=found.problem,
    )  # fmt: skip
    if request.headers.get("HX-Request"):
        return page.fragment(request, "ui/progress.html", job=shown, poll_url=poll)
    return page.render(request, "worklist/excel.html", job=shown, poll_url=poll)


def download(request: Request, order: UUID) -> HttpResponse:
    """下载做好的Excel: the permission is asked again, the taking logged."""
    kept = _export(request, order).result.get("file")
    if kept is None:
        raise Http404
    file = actions.excel_to_download(by=request.viewer, file=UUID(kept))
    with opened(request.viewer, file, purpose="导出待办") as held:
        answer = HttpResponse(b"".join(held.chunks()), content_type=XLSX)
        answer["Content-Disposition"] = content_disposition_header(True, held.row.name) or ""
    return answer


def _export(request: Request, order: UUID) -> JobStatus:
    found = queries.export(request.viewer, order)
    if found is None:
        raise Http404
    return found


def _month(text: str) -> date:
    """2026-09; this month for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return clock.today().replace(day=1)
