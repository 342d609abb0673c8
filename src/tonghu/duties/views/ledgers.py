"""台账的页: everybody's, one's own, and the facts behind a line."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from tonghu.core.routes import Request
from tonghu.duties import actions
from tonghu.duties.queries import claims as claims_of
from tonghu.duties.queries import ledger as queries
from tonghu.duties.queries.common import book_of, home_of, profile_of
from tonghu.duties.queries.opened import opened
from tonghu.duties.showing import book as showing
from tonghu.duties.showing import unit as one_shown
from tonghu.duties.states import Group
from tonghu.ui import page
from tonghu.ui.trying import one_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def home(request: Request) -> HttpResponse:
    """我的履职: one's own page, or the ledger one looks down on."""
    key = queries.own_key(request.viewer)
    if key.startswith("u:") and not request.viewer.lo:
        return page.see_other(f"/duties/units/{key[2:]}/")
    if key.startswith("p:"):
        return page.see_other(f"/duties/places/{key[2:]}/")
    return page.see_other(f"/duties/books/{home_of(request.viewer)}/")


def book(request: Request, division: str) -> HttpResponse:
    """总台账: all units, late and silent first."""
    wanted = showing.filters(request.viewer, request.GET.dict())
    found = queries.ledger(
        request.viewer, division, year=wanted.year, group=wanted.group, town=_town(wanted)
    )
    shown = showing.chosen(found, wanted)
    return page.render(
        request, "duties/book.html", book=found, wanted=wanted, title=showing.title(found),
        figures=showing.figures(found), rows=showing.rows(found, shown), count=len(shown),
        groups=tuple((one.value, one.label, found.sizes[one]) for one in Group),
        columns=showing.COLUMNS, years=showing.years(),
        towns=[("", "全部乡镇"), *found.towns],
        others=queries.other_books(request.viewer, division),
        waiting=claims_of.waiting(request.viewer, division),
    )  # fmt: skip


def _town(wanted: showing.Filters) -> str:
    return wanted.town if wanted.group in (Group.VILLAGES, Group.BODIES) else ""


def excel(request: Request, division: str) -> HttpResponse:
    """总台账的Excel, of the filter on the page."""
    wanted = showing.filters(request.viewer, request.GET.dict())
    found = queries.ledger(
        request.viewer, division, year=wanted.year, group=wanted.group, town=_town(wanted)
    )
    made = showing.workbook(found, showing.chosen(found, wanted), request.viewer)
    answer = HttpResponse(made, content_type=XLSX)
    name = f"{found.place}{found.year}年{found.group.label}履职台账.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def recount(request: Request, division: str) -> HttpResponse:
    """现在就算."""
    if book_of(request.viewer, division) is None:
        actions.open_book(by=request.viewer, division=division, profile=request.viewer.profile)
    actions.recount(by=request.viewer, division=division)
    page.toast(request, "算好了，数是到这一刻的")
    return page.see_other(f"/duties/books/{division}/")


def unit(request: Request, id: UUID) -> HttpResponse:
    """一个单位的履职页."""
    subject = one_of(request.subject)
    return _one(request, subject.division, f"u:{id}")


def place(request: Request, division: str) -> HttpResponse:
    """一个乡镇、一个村的履职页."""
    return _one(request, division, key_of(division))


def key_of(division: str) -> str:
    """A town's or village's key; above them, that of the government."""
    return f"{'g' if division[6:9] == '000' else 'p'}:{division}"


def _one(request: Request, division: str, key: str) -> HttpResponse:
    year = showing.filters(request.viewer, request.GET.dict()).year
    found = one_of(queries.of_key(request.viewer, division, key, year))
    profile = profile_of(found.profile)
    return page.render(
        request, "duties/unit.html", found=found, title=one_shown.title(found),
        figures=one_shown.figures(found), base=one_shown.address(found),
        parts=one_shown.parts(request.viewer, found, profile, request.GET.get("show", "")),
        may_claim=one_shown.may_claim(request.viewer, found), profile_name=profile.name,
        claims=claims_of.of_holder(request.viewer, found.holder.key),
    )  # fmt: skip


def unit_line(request: Request, id: UUID, duty: str) -> HttpResponse:
    """点开一行: of a unit."""
    return _line(request, one_of(request.subject).division, f"u:{id}", duty)


def place_line(request: Request, division: str, duty: str) -> HttpResponse:
    """点开一行: of a town or village."""
    return _line(request, division, key_of(division), duty)


def _line(request: Request, division: str, key: str, code: str) -> HttpResponse:
    viewer = request.viewer
    year = showing.filters(viewer, request.GET.dict()).year
    found = one_of(queries.of_key(viewer, division, key, year))
    line = one_of(next((one for one in found.lines if one.duty.code == code), None))
    behind = opened(
        viewer,
        found.register,
        found.holder.key,
        line.duty,
        year=year,
        month=_month(request.GET.get("month", "")),
    )
    base = one_shown.address(found)
    return page.render(
        request, "duties/line.html", found=found, line=line, behind=behind, base=base,
        row=one_shown.row_of(viewer, found, profile_of(found.profile), line),
    )  # fmt: skip


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return None
