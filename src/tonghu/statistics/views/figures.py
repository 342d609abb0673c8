"""统计页和指标说明."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from tonghu.core import clock
from tonghu.core.indicators import Indicator, indicators
from tonghu.core.routes import Request, Subject
from tonghu.core.suppression import Audience
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import CodeError, full, level_of
from tonghu.directory.queries.clauses import clause_chip
from tonghu.statistics import actions
from tonghu.statistics.queries.dashboard import Dashboard, dashboard
from tonghu.statistics.queries.places import place_names
from tonghu.statistics.rules.audience import audience_of, home_of, may_open
from tonghu.statistics.showing.dashboard import view
from tonghu.statistics.showing.sheets import blocks_of, workbook
from tonghu.statistics.views.tried import did
from tonghu.survey.queries.common import profile_of
from tonghu.ui import page, words
from tonghu.ui.shapes import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    Column("指标"), Column("数什么"), Column("单位"), Column("最细到"), Column("什么时候的"), Column("依据"),
)  # fmt: skip


def place_subject(viewer: Viewer, *, division: str) -> Subject | None:
    """A place whose figures are within reach."""
    try:
        code = full(division)
        level_of(code)
    except CodeError:
        return None
    if code != division or not may_open(viewer, code):
        return None
    name = place_names([code]).get(code)
    return Subject("division", code, code, name=name) if name else None


def home(request: Request) -> HttpResponse:
    """统计: the viewer's own place."""
    return place(request, home_of(request.viewer))


def place(request: Request, division: str) -> HttpResponse:
    """一个地方的统计页."""
    viewer = request.viewer
    name = place_names([division]).get(division, "")
    found = dashboard(viewer, division, name)
    crumbs = [("统计", "/statistics/")] if division != home_of(viewer) else []
    if found is None or not found.own.cells:
        return page.render(
            request, "statistics/empty.html", crumbs=crumbs, keeps=_keeps(viewer),
            why=_why(viewer, division),
        )  # fmt: skip
    return page.render(
        request, "statistics/home.html", view=view(found), crumbs=crumbs, place=division,
        keeps=_keeps(viewer), above=found.above, period_note=_period(found),
        cut_foot="" if found.audience is Audience.TRUE else "小数目已经遮盖。",
    )  # fmt: skip


def _keeps(viewer: Viewer) -> bool:
    return viewer.may("statistics.keep") and viewer.level.value == "county"


def _period(found: Dashboard) -> str:
    if found.audience is Audience.TRUE:
        return "每天夜里数一次，季度过完数到村，都留着，以后随时能照原样再量。"
    return "给本单位看的是每季公布的数。"


def _why(viewer: Viewer, division: str) -> str:
    if audience_of(viewer, division) is Audience.TRUE:
        return "每天夜里自己数一次。要现在就看，按“现在数一次”。"
    return "第一个季度过完、县里锁定排查以后公布，到时这里就有。"


def take(request: Request) -> HttpResponse:
    """现在数一次."""
    if did(lambda: actions.take_now(by=request.viewer), request):
        page.toast(request, "数好了，下面是刚才的数")
    return page.see_other("/statistics/")


def excel(request: Request, division: str) -> HttpResponse:
    """导出Excel: what the page says to this reader, and no more."""
    name = place_names([division]).get(division, "")
    found = dashboard(request.viewer, division, name)
    if found is None:
        raise Http404
    shown = view(found)
    who = f"{words.exact(clock.now())}{request.viewer.place}{request.viewer.name}导出"
    body = workbook(
        shown.title,
        f"{shown.note}；{who}。{shown.cut}",
        blocks_of((*shown.charts, *shown.structure)),
    )
    return download(body, f"{name}统计.xlsx")


def download(body: bytes, name: str) -> HttpResponse:
    """A workbook."""
    answer = HttpResponse(body, content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


@dataclass(frozen=True, slots=True)
class Told:
    """指标说明的一行."""

    code: str
    label: str
    definition: str
    by: str
    unit: str
    grain: str
    when: str
    clause: tuple[str, str] | None


def indicator_list(request: Request) -> HttpResponse:
    """指标说明: what each counts, its clause in the viewer's own document, its unit."""
    rows = tuple(_told(request.viewer.profile, one) for one in indicators())
    return page.render(request, "statistics/indicators.html", rows=rows, columns=COLUMNS)


def _told(profile: str, one: Indicator) -> Told:
    basis = profile_of(profile).basis(*one.basis.split(".")) if one.basis else ""
    when = "锁定的季度" if one.per_quarter else "每天，季度末"
    return Told(
        one.code, one.label, one.definition, "、".join(one.by), one.unit, one.grain.label, when,
        clause_chip(profile, basis) if basis else None,
    )  # fmt: skip
