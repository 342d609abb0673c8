"""一轮的页 (mock f): the list, the board, a list behind a number, reminders, recount, opening, locking."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from tonghu.access.permissions import P
from tonghu.core import clock
from tonghu.core.routes import Request
from tonghu.core.viewer import Level
from tonghu.survey import actions, queries
from tonghu.survey.forms import LockForm, OpenForm
from tonghu.survey.queries.shapes import Board, Locked, Recount
from tonghu.survey.showing import board as showing
from tonghu.survey.showing import lists
from tonghu.survey.showing.sheet import board_sheet
from tonghu.survey.states import RoundState
from tonghu.survey.views.tried import did, one_of, tried
from tonghu.ui import page, words
from tonghu.ui.fields import form_view

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rounds(request: Request) -> HttpResponse:
    """每一轮: what runs first, both cycles side by side."""
    found = queries.rounds(request.viewer)
    mine = next((one.id for one in found if one.state == RoundState.OPEN and one.own), None)
    return page.render(
        request,
        "survey/rounds.html",
        title=showing.rounds_title(found),
        groups=lists.grouped(found),
        mine=mine,
    )


def board(request: Request, id: UUID, recount: Recount | None = None) -> HttpResponse:
    """进度板; a village goes to its own children."""
    if request.viewer.level is Level.VILLAGE:
        return page.see_other(f"/rounds/{id}/walk/")
    found = one_of(queries.board(request.viewer, id))
    own = queries.locked(request.viewer, id) if found.round.state == RoundState.LOCKED else None
    names = request.viewer.may(P.CHILD_LIST)
    view = showing.board(
        found, request.viewer, open_=request.GET.get("open", ""), all_="all" in request.GET
    )
    return page.render(
        request, "survey/board.html", board=found, view=view, chip=None, recount=recount,
        may_manage=request.viewer.may(P.ROUND_MANAGE), own_locked=own,
        own_terms=showing.terms(own, names) if own else (), own_note=_note(own),
        previous_terms=showing.terms(found.previous, names) if found.previous else (),
        previous_note=_note(found.previous),
    )  # fmt: skip


def _note(locked: Locked | None) -> str:
    if locked is None:
        return ""
    at = words.moment(locked.locked_at, clock.now())
    return f"{locked.title}，{at}{locked.locked_by}锁定，之后谁也改不了"


def recount(request: Request, id: UUID) -> HttpResponse:
    """重算核对: on the page of the round whose figures are asked for."""
    return board(request, id, queries.recount(request.viewer, id))


def remind(request: Request, id: UUID) -> HttpResponse:
    """催报: exactly those that are late, or the one village or town that was pressed."""
    chosen = [one for many in request.POST.getlist("villages") for one in many.split(",") if one]
    told = tried(
        None, lambda: actions.remind(by=request.viewer, round=id, villages=chosen), request
    )
    if told:
        page.toast(request, f"催了{told}个村，他们首页上看得到")
    return page.see_other(f"/rounds/{id}/")


def listed(request: Request, id: UUID) -> HttpResponse:
    """一个数背后的名单, now or as it was frozen."""
    asked = request.GET
    found = one_of(queries.listed(
        request.viewer, id, division=asked.get("division", ""), scheme=asked.get("scheme", "register"),
        figure=asked.get("figure", "closing"),
    ))  # fmt: skip
    return page.render(
        request,
        "survey/listed.html",
        found=found,
        title=lists.listed_title(found),
        columns=lists.LISTED,
    )


def excel(request: Request, id: UUID) -> HttpResponse:
    """导出Excel: the figures of the board, no child."""
    found = one_of(queries.board(request.viewer, id))
    answer = HttpResponse(board_sheet(found, request.viewer), content_type=XLSX)
    name = f"{found.round.title}进度.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def open_(request: Request) -> HttpResponse:
    """发出一轮: the periods that the profile asks for and that are not there yet."""
    choices = lists.plan_choices(
        queries.rounds(request.viewer), request.viewer.profile, clock.today()
    )
    form = OpenForm(choices, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        cycle, _, period = form.cleaned_data["plan"].partition(":")
        made = tried(form, lambda: actions.open_round(
            by=request.viewer, division=request.viewer.division, cycle=cycle, period=period
        ))  # fmt: skip
        if made:
            page.toast(request, "发出了，每个村的首页上都看得到")
            return page.see_other(f"/rounds/{made}/")
    return page.render(request, "survey/open.html", form=form_view(form), any=bool(choices))


def open_draft(request: Request, id: UUID) -> HttpResponse:
    """发出到了日子自动提出的一轮."""
    if did(None, lambda: actions.open_draft(by=request.viewer, round=id), request):
        page.toast(request, "发出了，每个村的首页上都看得到")
    return page.see_other(f"/rounds/{id}/")


def lock(request: Request, id: UUID) -> HttpResponse:
    """锁定: what will stand for ever, and why what is missing is missing."""
    found = one_of(queries.board(request.viewer, id))
    open_ones = [(one.division, one.name, one.what) for one in found.open_exceptions]
    form = LockForm(
        found.round.title, open_ones, request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: actions.lock(
            by=request.viewer, round=id, exceptions=form.reasons(), why=form.cleaned_data["why"]
        ))  # fmt: skip
        if done:
            page.toast(request, f"锁定了，名单指纹{done[:4]}…{done[-4:]}")
            return page.see_other(f"/rounds/{id}/")
    return page.render(
        request, "survey/lock.html", board=found, form=form_view(form), changes=_changes(found)
    )


def _changes(found: Board) -> tuple[object, ...]:
    return lists.lock_changes(found)
