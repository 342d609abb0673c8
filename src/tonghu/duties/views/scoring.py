"""考核的页: the year's sheets by place, one sheet with its facts, and each step of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tonghu.core import clock
from tonghu.core.routes import Request
from tonghu.duties import actions
from tonghu.duties.forms import CloseForm, TextForm, YearForm, points_of
from tonghu.duties.papers.assessment import issue_assessment
from tonghu.duties.queries import sheets as queries
from tonghu.duties.queries.common import book_of, home_of, profile_at
from tonghu.duties.showing import sheets as showing
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.ui.trying import did, one_of, tried


def sheets(request: Request) -> HttpResponse:
    """年度考核: every place within reach, and what followed."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() else clock.today().year
    home = home_of(request.viewer)
    profile = profile_at(home, book_of(request.viewer, home))
    found = queries.sheets(request.viewer, year=year)
    return page.render(
        request, "duties/sheets.html", rows=showing.rows(found), columns=showing.COLUMNS, year=year,
        title=showing.title(found, year), years=queries.years(request.viewer), home=home,
        variants=showing.variants(profile), followed=queries.followed(request.viewer),
        silent=profile.silent("evaluation", "variants"),
    )  # fmt: skip


def open_year(request: Request, division: str) -> HttpResponse:
    """开始一年的考核."""
    form = YearForm(request.POST)
    if form.is_valid():
        made = tried(None, lambda: actions.open_year(
            by=request.viewer, division=division, **form.cleaned_data), request)  # fmt: skip
        if made is not None:
            page.toast(
                request, f"开始了，{made}个地方的得分按记录算好了" if made else "都已经开始过"
            )
    return page.see_other("/duties/sheets/")


def paper(request: Request, division: str) -> HttpResponse:
    """印考核表."""
    form = YearForm(request.POST)
    if form.is_valid():
        made = tried(None, lambda: issue_assessment(
            by=request.viewer, division=division, **form.cleaned_data), request)  # fmt: skip
        if made is not None:
            return page.see_other(f"/papers/{made}/")
    return page.see_other("/duties/sheets/")


def sheet(
    request: Request, id: UUID, form: TextForm | None = None, closing: CloseForm | None = None
) -> HttpResponse:
    """一张考核表."""
    found = one_of(queries.sheet(request.viewer, id))
    return page.render(
        request, "duties/sheet.html", found=found, title=showing.title_of(found),
        form=form_view(form or TextForm(initial={"text": found.report if "report" in found.buttons else ""})),
        closing=form_view(closing or CloseForm(found.results)), word=showing.WORDS[found.row.state],
        clause=showing.clause(found),
    )  # fmt: skip


def refresh(request: Request, id: UUID) -> HttpResponse:
    """重新取数."""
    if did(None, lambda: actions.refresh(by=request.viewer, sheet=id) or True, request):
        page.toast(request, "按现在的记录重新算了")
    return page.see_other(f"/duties/sheets/{id}/")


def report(request: Request, id: UUID) -> HttpResponse:
    """交自评."""
    form = TextForm(request.POST)
    if form.is_valid() and did(form, lambda: actions.report(
        by=request.viewer, sheet=id, **form.cleaned_data)):  # fmt: skip
        page.toast(request, "自评交上去了")
        return page.see_other(f"/duties/sheets/{id}/")
    return sheet(request, id, form)


def score(request: Request, id: UUID) -> HttpResponse:
    """打分."""
    given = points_of(request.POST)
    number = request.POST.get("paper_number", "")[:80]
    made = tried(None, lambda: actions.score(
        by=request.viewer, sheet=id, given=given, paper_number=number), request)  # fmt: skip
    if made is not None:
        page.toast(request, f"打了分，得{made:g}分，他们看得到，可以提异议")
    return page.see_other(f"/duties/sheets/{id}/")


def object_(request: Request, id: UUID) -> HttpResponse:
    """提异议."""
    form = TextForm(request.POST)
    if form.is_valid() and did(form, lambda: actions.object_(
        by=request.viewer, sheet=id, **form.cleaned_data)):  # fmt: skip
        page.toast(request, "异议交上去了，等答复")
        return page.see_other(f"/duties/sheets/{id}/")
    return sheet(request, id, form)


def answer(request: Request, id: UUID) -> HttpResponse:
    """答复异议."""
    form = TextForm(request.POST)
    if form.is_valid():
        made = tried(form, lambda: actions.answer(
            by=request.viewer, sheet=id, given=points_of(request.POST), **form.cleaned_data))  # fmt: skip
        if made is not None:
            page.toast(request, f"答复了，现在是{made:g}分")
            return page.see_other(f"/duties/sheets/{id}/")
    return sheet(request, id, form)


def close(request: Request, id: UUID) -> HttpResponse:
    """定结果."""
    found = one_of(queries.sheet(request.viewer, id))
    form = CloseForm(found.results, request.POST)
    if form.is_valid() and did(form, lambda: actions.close(
        by=request.viewer, sheet=id, **form.cleaned_data)):  # fmt: skip
        page.toast(request, "定了")
        return page.see_other(f"/duties/sheets/{id}/")
    return sheet(request, id, closing=form)
