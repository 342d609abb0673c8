"""单位和机构: the list, one unit, the list as Excel."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse

from tonghu.access.permissions import P
from tonghu.core.routes import Request
from tonghu.directory import queries as directory
from tonghu.directory.workbook.writing import listed
from tonghu.reference.forms import UnitFilterForm
from tonghu.reference.reading import profile_page
from tonghu.reference.showing.tabs import tabs
from tonghu.reference.views.profiles import mine
from tonghu.ui import page
from tonghu.ui.fields import form_view

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIZES = (50, 100, 200)
MOST = 20_000  # rows of one workbook


def units(request: Request) -> HttpResponse:
    """单位的单子."""
    viewer = request.viewer
    form = UnitFilterForm(request.GET, towns=towns(request))
    number = request.GET.get("page", "1")
    size = request.GET.get("size", "")
    county = directory.county_of(viewer, viewer.division) if viewer.division else None
    shown = directory.units(
        viewer, **form.wanted(viewer), page=int(number) if number.isdigit() else 1,
        size=int(size) if size.isdigit() and int(size) in SIZES else SIZES[0],
    )  # fmt: skip
    return page.render(
        request, "reference/units.html", form=form_view(form), chips=form.chips(), shown=shown,
        may_edit=viewer.may(P.DIRECTORY_EDIT), doors=tabs(viewer, "units"),
        any=directory.any_units(viewer), county=county.full_name if county else "",
        county_name=county.name if county else "",
    )  # fmt: skip


def unit(request: Request, id: UUID) -> HttpResponse:
    """一个单位: names, days, heirs, what the document asks of it, which rosters it owes."""
    found = directory.unit(request.viewer, id)
    if found is None:
        raise Http404("没有这个单位。")
    profile = mine(request)
    owed = profile_page(profile).unit(found.function)
    return page.render(
        request, "reference/unit.html", one=found, duties=owed, profile_code=profile.code,
        rosters=directory.rosters_of_unit(found, profile), doors=tabs(request.viewer, "units"),
        heirs_of=directory.predecessors(request.viewer, id),
        may_edit=request.viewer.may(P.DIRECTORY_EDIT) and request.viewer.covers(found.division),
    )  # fmt: skip


def excel(request: Request) -> HttpResponse:
    """The same list, all of it, as a workbook that can be changed and handed in again."""
    form = UnitFilterForm(request.GET, towns=towns(request))
    found = directory.units(request.viewer, **form.wanted(request.viewer), size=MOST)
    return workbook(listed(found.rows), "单位和机构.xlsx")


def workbook(content: bytes, name: str) -> HttpResponse:
    """A workbook to keep."""
    return HttpResponse(
        content, content_type=EXCEL,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{_quoted(name)}"},
    )  # fmt: skip


def towns(request: Request) -> tuple[tuple[str, str], ...]:
    """The towns of the viewer's county, to choose from."""
    return directory.town_choices(request.viewer)


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name)
