"""逐名核对的页 (mock b): one child after the other, a change, a new child, the list, the signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse

from tonghu.core.routes import Request
from tonghu.survey import actions, queries
from tonghu.survey.forms import NewForm, SignForm
from tonghu.survey.offline import sealing, taking
from tonghu.survey.queries.shapes import Walk
from tonghu.survey.rules.given import Signed
from tonghu.survey.showing import walk as showing
from tonghu.survey.states import ADDED_LABELS
from tonghu.survey.views.tried import did, id_of, one_of, tried
from tonghu.ui import page
from tonghu.ui.fields import form_view

SCRIPTED = "X-Walk"  # asked by the script: the inside only


def own(request: Request, id: UUID) -> HttpResponse:
    """本村的核对."""
    found = one_of(queries.village_walk(request.viewer, id))
    return page.see_other(showing.base(id, found.division))


def walk(request: Request, id: UUID, division: str) -> HttpResponse:
    """下一名, or the one that was chosen."""
    found = _walk(request, id, division)
    return _shown(request, found, id_of(request.GET.get("child")))


def pack(request: Request, id: UUID, division: str) -> HttpResponse:
    """手机里备着的: held in memory by the script, never stored."""
    found = _walk(request, id, division)
    answer = page.fragment(
        request, "survey/_pack.html", cards=showing.cards(found), forms=taking.blanks(found)
    )
    answer[SCRIPTED] = "1"
    return answer


def answer(request: Request, id: UUID, division: str) -> HttpResponse:
    """没有变化: one tap."""
    return _done(
        request, id, division, lambda: taking.taken(request.viewer, id, request.POST, division)
    )


def undo(request: Request, id: UUID, division: str) -> HttpResponse:
    """撤销: the child is asked again."""
    child = one_of(id_of(request.POST.get("child")))
    act = lambda: actions.undo_answer(by=request.viewer, round=id, child=child)  # noqa: E731
    return _done(request, id, division, act, child)


def change(request: Request, id: UUID, division: str) -> HttpResponse:
    """有变化: only what changed is asked."""
    found, sent = _walk(request, id, division), request.method == "POST"
    said = request.POST if sent else request.GET
    kid = one_of(next((one for one in found.children if str(one.child) == said.get("child")), None))
    kind = one_of(
        next((one for one in showing.changes(found) if one.code == said.get("kind")), None)
    )
    form = taking.form_of(kind, found, request.POST if sent else None)
    if sent and form.is_valid() and did(form, lambda: taking.taken(
        request.viewer, id, said, division
    )):  # fmt: skip
        return _after(request, id, division)
    context: dict[str, Any] = {
        "view": showing.view_of(found, kid), "kid": kid, "change": kind, "form": form_view(form),
        "now_said": showing.now_said(kid, kind.code),
    }  # fmt: skip
    if SCRIPTED in request.headers:
        return _inside(page.fragment(request, "survey/_change_walk.html", **context))
    return page.render(request, "survey/change.html", sealing_key=sealing.public_key(), **context)


def new(request: Request, id: UUID, division: str) -> HttpResponse:
    """新增一名: a candidate that the town decides."""
    found = _walk(request, id, division)
    form = NewForm(
        ADDED_LABELS.items(),
        request.POST if request.method == "POST" else None,
        initial={"reason": "newly_found"},
    )
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.add_child(
            by=request.viewer, round=id, village=division, values=form.values(),
            reason=form.cleaned_data["reason"], key=request.POST.get("key", ""),
        ))  # fmt: skip
        if made:
            page.toast(request, made.sentence or "记下了，等镇里核定")
            return page.see_other(showing.base(id, division))
    return page.render(request, "survey/new.html", view=showing.walk(found), form=form_view(form))


def children(request: Request, id: UUID, division: str) -> HttpResponse:
    """本村名单: every child with its answer."""
    found = _walk(request, id, division)
    return page.render(request, "survey/children.html", view=showing.walk(found))


def sign(request: Request, id: UUID, division: str) -> HttpResponse:
    """签字上报: what is signed stands above the name."""
    found = _walk(request, id, division)
    form = SignForm(
        request.POST if request.method == "POST" else None, initial={"name": request.viewer.name}
    )
    stop = found.sign_stop
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: _sign(request, id, division, form.cleaned_data))
        if done and done.signed:
            page.toast(request, f"{found.village}签字上报了，等镇里审")
            mine = request.viewer.division == division
            return page.see_other("/rounds/" if mine else f"/rounds/{id}/")
        stop = done.sentence if done else stop
    return page.render(
        request, "survey/sign.html", view=showing.walk(found), stop=stop,
        own=request.viewer.division == division, form=form_view(form),
    )  # fmt: skip


def _sign(request: Request, id: UUID, division: str, said: dict[str, str]) -> Signed:
    """In one's own name for one's own village; from above in the name on the paper."""
    own = request.viewer.division == division
    return actions.sign(
        by=request.viewer, round=id, village=division, paper_number=said.get("paper_number", ""),
        name="" if own and said["name"] == request.viewer.name else said["name"],
    )  # fmt: skip


def _walk(request: Request, id: UUID, division: str) -> Walk:
    return one_of(queries.village_walk(request.viewer, id, division))


def _done(
    request: Request, id: UUID, division: str, act: Callable[[], object], child: UUID | None = None
) -> HttpResponse:
    """After an act: the next child, or the sentence of the refusal on the same page."""
    refused = forms.Form({})
    refused.is_valid()
    done = did(refused, act)
    problem = "" if done else " ".join(map(str, refused.non_field_errors()))
    return _after(request, id, division, child, problem)


def _after(
    request: Request, id: UUID, division: str, child: UUID | None = None, problem: str = ""
) -> HttpResponse:
    if SCRIPTED in request.headers:
        return _shown(request, _walk(request, id, division), child, problem)
    if problem:
        page.toast(request, problem)
    to = showing.base(id, division)
    return page.see_other(f"{to}?child={child}" if child else to)


def _shown(request: Request, found: Walk, child: UUID | None, problem: str = "") -> HttpResponse:
    view = showing.walk(found, child)
    if SCRIPTED in request.headers:
        return _inside(
            page.fragment(request, "survey/_walk.html", view=view, problem=problem), view.base
        )
    return page.render(
        request, "survey/walk.html", view=view, problem=problem, sealing_key=sealing.public_key()
    )


def _inside(answer: HttpResponse, at: str = "") -> HttpResponse:
    answer[SCRIPTED] = "1"
    if at:
        answer[f"{SCRIPTED}-At"] = at
    return answer
