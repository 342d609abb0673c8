"""镇里审的页: what a village answered, differences first; accept, return, all clean ones, the summary."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tonghu.access.permissions import P
from tonghu.core.routes import Request
from tonghu.survey import actions, queries
from tonghu.survey.forms import SummaryForm, WhyForm
from tonghu.survey.queries.shapes import TownRow
from tonghu.survey.showing import review as showing
from tonghu.survey.views.tried import did, one_of
from tonghu.ui import page
from tonghu.ui.fields import form_view


def review(request: Request, id: UUID, division: str, form: WhyForm | None = None) -> HttpResponse:
    """一个村报来的结果: what differs from last time stands above."""
    found = one_of(queries.village_walk(request.viewer, id, division))
    return page.render(
        request, "survey/review.html", view=showing.review(found), form=form_view(form or WhyForm()),
        may_review=request.viewer.may(P.ROUND_REVIEW),
    )  # fmt: skip


def accept(request: Request, id: UUID, division: str) -> HttpResponse:
    """接收: the next village that waits comes by itself."""
    if not did(
        None, lambda: actions.accept(by=request.viewer, round=id, village=division), request
    ):
        return page.see_other(showing.address(id, division))
    page.toast(request, "接收了，新增和退出已经入档")
    town = _town(request, id, division[:9] + "000")
    waiting = next((one for one in town.villages if one.state == "submitted"), None)
    return page.see_other(
        showing.address(id, waiting.division) if waiting else f"/rounds/{id}/towns/{town.division}/"
    )


def give_back(request: Request, id: UUID, division: str) -> HttpResponse:
    """退回: with the reason the village reads."""
    form = WhyForm(request.POST)
    if form.is_valid() and did(form, lambda: actions.return_(
        by=request.viewer, round=id, village=division, why=form.cleaned_data["why"]
    )):  # fmt: skip
        page.toast(request, "退回了，村里看得到原因")
        return page.see_other(f"/rounds/{id}/towns/{division[:9]}000/")
    return review(request, id, division, form)


def town(
    request: Request, id: UUID, division: str, form: SummaryForm | None = None
) -> HttpResponse:
    """一个镇: villages that wait, what is clean, the summary with its figures and hazards."""
    found = one_of(queries.summary(request.viewer, id, division))
    row = _town(request, id, division)
    return page.render(
        request, "survey/town.html", summary=found, view=showing.town(found, row),
        form=form_view(form or SummaryForm(initial={"note": found.note})),
        may_review=request.viewer.may(P.ROUND_REVIEW), may_manage=request.viewer.may(P.ROUND_MANAGE),
    )  # fmt: skip


def accept_clean(request: Request, id: UUID, division: str) -> HttpResponse:
    """没有例外的一起接收; those with exceptions stay and are named."""
    clean = showing.clean(_town(request, id, division))

    def act() -> None:
        for one in clean:
            actions.accept(by=request.viewer, round=id, village=one.division)

    if clean and did(None, act, request):
        page.toast(request, f"一起接收了{len(clean)}个村")
    return page.see_other(f"/rounds/{id}/towns/{division}/")


def summarise(request: Request, id: UUID, division: str) -> HttpResponse:
    """汇总上报."""
    form = SummaryForm(request.POST)
    if form.is_valid() and did(form, lambda: actions.summarise(
        by=request.viewer, round=id, town=division, note=form.cleaned_data["note"]
    )):  # fmt: skip
        page.toast(request, "汇总上报了，等县里接收")
        return page.see_other(f"/rounds/{id}/towns/{division}/")
    return town(request, id, division, form)


def take(request: Request, id: UUID, division: str) -> HttpResponse:
    """县里接收乡镇汇总."""
    if did(None, lambda: actions.take_summary(by=request.viewer, round=id, town=division), request):
        page.toast(request, "接收了乡镇汇总")
    return page.see_other(f"/rounds/{id}/towns/{division}/")


def return_town(request: Request, id: UUID, division: str) -> HttpResponse:
    """县里退回乡镇汇总, with a reason."""
    why = request.POST.get("why", "")[:200]
    if did(
        None,
        lambda: actions.return_summary(by=request.viewer, round=id, town=division, why=why),
        request,
    ):
        page.toast(request, "退回了，镇里看得到原因")
    return page.see_other(f"/rounds/{id}/towns/{division}/")


def hazards(request: Request, id: UUID, division: str) -> HttpResponse:
    """隐患清单 (D-089), to be printed and filed."""
    found = one_of(queries.summary(request.viewer, id, division))
    return page.render(request, "survey/hazards.html", summary=found)


def _town(request: Request, id: UUID, division: str) -> TownRow:
    return one_of(queries.town(request.viewer, id, division))
