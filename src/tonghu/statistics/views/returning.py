"""统计报表的页."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse

from tonghu.core import clock
from tonghu.core.routes import Request
from tonghu.core.viewer import Level
from tonghu.statistics import actions
from tonghu.statistics.forms import NoteForm, WhyForm
from tonghu.statistics.queries.returning import one_return, returns
from tonghu.statistics.showing import returns as showing
from tonghu.statistics.showing.sheets import blocks_of_return, workbook
from tonghu.statistics.states import ReturnState
from tonghu.statistics.views.figures import download
from tonghu.statistics.views.tried import did
from tonghu.ui import page
from tonghu.ui.fields import form_view

EDITABLE = (ReturnState.MADE, ReturnState.CHECKED)
DONE = {"check": "核对过了", "submit": "报送给上级了", "receive": "接收了"}


def listed(request: Request) -> HttpResponse:
    """全部报表."""
    rows = returns(request.viewer)
    county = request.viewer.level is Level.COUNTY
    empty = "还没有做过报表。上面可以做上一季的。" if county else "下面还没有报送上来的报表。"
    return page.render(
        request, "statistics/returns.html", rows=showing.lines(rows), columns=showing.COLUMNS,
        title=showing.title(request.viewer, rows), empty=empty,
        makes=showing.makes(request.viewer, rows, clock.today()),
    )  # fmt: skip


def make(request: Request) -> HttpResponse:
    """做一份."""
    kind, period = request.POST.get("kind", ""), request.POST.get("period", "")
    if (kind, period) not in [m[:2] for m in showing.makes(request.viewer, (), clock.today())]:
        page.toast(request, "这一期现在不能做报表。")
        return page.see_other("/statistics/returns/")
    made = did(lambda: actions.make(by=request.viewer, kind=kind, period=period), request)
    return page.see_other(f"/statistics/returns/{made}/" if made else "/statistics/returns/")


def one(request: Request, id: UUID, note: NoteForm | None = None, back: WhyForm | None = None) -> HttpResponse:  # fmt: skip
    """一份报表."""
    found = one_return(request.viewer, id)
    if found is None:
        raise Http404
    above = not found.line.own and found.line.state == ReturnState.SUBMITTED
    return page.render(
        request, "statistics/return.html", found=found, state=showing.STATUS[ReturnState(found.line.state)], steps=showing.steps(request.viewer, found),
        facts=showing.facts(found), tables=showing.tables(found),
        explains=found.line.own and found.line.state in EDITABLE and request.viewer.may("statistics.keep"),
        note_form=form_view(note or NoteForm(initial={"note": found.note})),
        returns_it=above and request.viewer.may("statistics.keep"), back_form=form_view(back or WhyForm()),
    )  # fmt: skip


def step(request: Request, id: UUID) -> HttpResponse:
    """走一步: the button that was pressed."""
    viewer, action = request.viewer, request.POST.get("action", "")
    if action == "replace":
        made = did(lambda: actions.remake(by=viewer, id=id), request)
        return page.see_other(f"/statistics/returns/{made or id}/")
    if action == "print":
        paper = did(lambda: actions.print_return(by=viewer, id=id), request)
        return page.see_other(f"/papers/{paper}/" if paper else f"/statistics/returns/{id}/")
    act = {"check": actions.check, "submit": actions.submit, "receive": actions.receive}.get(action)
    if act is None:
        raise Http404
    if did(lambda: act(by=viewer, id=id), request):
        page.toast(request, DONE[action])
    return page.see_other(f"/statistics/returns/{id}/")


def explain(request: Request, id: UUID) -> HttpResponse:
    """存说明."""
    form = NoteForm(request.POST)
    if form.is_valid() and did(
        lambda: actions.explain(by=request.viewer, id=id, note=form.cleaned_data["note"]),
        request,
        form,
    ):
        return page.see_other(f"/statistics/returns/{id}/")
    return one(request, id, note=form)


def send_back(request: Request, id: UUID) -> HttpResponse:
    """退回."""
    form = WhyForm(request.POST)
    if form.is_valid() and did(
        lambda: actions.send_back(by=request.viewer, id=id, why=form.cleaned_data["why"]),
        request,
        form,
    ):
        page.toast(request, "退回了，县里的待办里看得到")
        return page.see_other(f"/statistics/returns/{id}/")
    return one(request, id, back=form)


def excel(request: Request, id: UUID) -> HttpResponse:
    """导出Excel."""
    found = one_return(request.viewer, id)
    if found is None:
        raise Http404
    note = f"{found.line.place}，第{found.line.version}版，制表{found.made_name}，指纹{found.fingerprint[:8]}"
    body = workbook(found.line.title, note, blocks_of_return(found.tables))
    return download(body, f"{found.line.title}.xlsx")
