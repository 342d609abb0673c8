"""队伍情况、一个机构、队伍统计、花名册."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse

from tonghu.core import clock
from tonghu.core.routes import Request
from tonghu.directory import queries
from tonghu.directory.divisions import CodeError, full
from tonghu.directory.forms import AsOfForm
from tonghu.directory.queries.clauses import clause_chip
from tonghu.directory.queries.staffing import Staffing
from tonghu.directory.states import BodyKind
from tonghu.directory.workbook.staff import staff_listed
from tonghu.ui import page
from tonghu.ui.fields import form_view

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EDIT = "body.edit"
TOWN_KINDS = (BodyKind.STATION, BodyKind.GROUP, BodyKind.SERVICE)


def staff(request: Request) -> HttpResponse:
    """队伍情况: findings first, then by town, or by village of a town."""
    form = AsOfForm(request.GET)
    found = queries.staffing(request.viewer, _place(request), form.day)
    return page.render(
        request, "directory/staff.html", found=found, form=form_view(form), kinds=TOWN_KINDS,
        clauses=_clauses(request, found), by_town=bool(found.rows) and found.rows[0].code[6:9] != "000"
        and found.rows[0].code[9:] == "000", centre=BodyKind.CENTRE, post=BodyKind.VILLAGE_POST,
        may_edit=request.viewer.may(EDIT) and _is_now(form.day),
    )  # fmt: skip


def body(request: Request, body: UUID) -> HttpResponse:
    """一个机构: who serves, who has left."""
    form = AsOfForm(request.GET)
    found = queries.body(request.viewer, body, form.day)
    if found is None:
        raise Http404
    return page.render(
        request, "directory/body.html", one=found, form=form_view(form), on=form.day,
        may_edit=request.viewer.may(EDIT) and _is_now(form.day) and found.until is None,
    )  # fmt: skip


def headcount(request: Request) -> HttpResponse:
    """队伍统计 (D-077)."""
    form = AsOfForm(request.GET)
    found = queries.headcount(request.viewer, _place(request), form.day)
    return page.render(request, "directory/headcount.html", found=found, form=form_view(form))


def excel(request: Request) -> HttpResponse:
    """花名册 as Excel; it can be changed and handed in again."""
    form = AsOfForm(request.GET)
    rows = queries.members(request.viewer, _place(request), form.day)
    return workbook(staff_listed(rows), "工作队伍花名册.xlsx")


def roster(request: Request) -> HttpResponse:
    """花名册, to read and to print."""
    form = AsOfForm(request.GET)
    kind = request.GET.get("kind", "")
    rows = queries.members(
        request.viewer, _place(request), form.day, kind if kind in set(BodyKind) else ""
    )
    return page.render(
        request, "directory/roster.html", rows=rows, form=form_view(form), kind=kind,
        kinds=tuple(BodyKind), on=form.day, may_edit=request.viewer.may(EDIT),
    )  # fmt: skip


def workbook(content: bytes, name: str) -> HttpResponse:
    """A workbook to keep."""
    held = f"attachment; filename*=UTF-8''{quote(name)}"
    return HttpResponse(content, content_type=EXCEL, headers={"Content-Disposition": held})


def _clauses(request: Request, found: Staffing) -> dict[str, tuple[str, str]]:
    chips = {one.basis: clause_chip(request.viewer.profile, one.basis) for one in found.findings}
    return {basis: chip for basis, chip in chips.items() if chip}


def _place(request: Request) -> str:
    """The town or village asked for, within reach; else the viewer's own place."""
    asked = request.GET.get("town", "")
    try:
        wanted = full(asked) if asked else ""
    except CodeError:
        wanted = ""
    return wanted if wanted and request.viewer.covers(wanted) else request.viewer.division


def _is_now(day: date | None) -> bool:
    return day is None or day == clock.today()
