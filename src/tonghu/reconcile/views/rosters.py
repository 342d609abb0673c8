"""名册的页: calls, who owes what, handing in, the receipt, the columns."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tonghu.core import clock
from tonghu.core.routes import Request
from tonghu.reconcile import actions, queries
from tonghu.reconcile.forms import HandIn, HandInChoices
from tonghu.reconcile.showing import rosters as showing
from tonghu.reconcile.views.asking import CallForm, HandInForm, WhyForm
from tonghu.reconcile.views.tried import did, one_of, tried
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.worklist.queries import clause_chip


def calls(request: Request) -> HttpResponse:
    """名册: every call, what this unit still owes, the newest receipts."""
    found = queries.desk(request.viewer)
    return page.render(
        request, "reconcile/rosters.html", calls=found.calls, owed=found.owed, receipts=found.receipts,
    )  # fmt: skip


def open_call(request: Request) -> HttpResponse:
    """发起一次报送."""
    typed = {"year": clock.today().year, "survey_from": "village"}
    form = CallForm(request.POST if request.method == "POST" else None, initial=typed)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.open_call(
            by=request.viewer, division=request.viewer.division, **form.cleaned_data
        ))  # fmt: skip
        if made:
            return page.see_other(f"/rosters/{made}/")
    return page.render(request, "reconcile/open_call.html", form=form_view(form))


def call(request: Request, id: UUID) -> HttpResponse:
    """一次报送: who owes what, late first."""
    found = one_of(queries.call(request.viewer, id))
    wanted = request.GET.get("show", "")
    return page.render(
        request, "reconcile/call.html", call=found, show=wanted,
        owed=showing.owed_rows(found, wanted, request.viewer), bar=showing.bar(found), clause=clause_chip(request.viewer.profile, found.basis),
    )  # fmt: skip


def urge(request: Request, id: UUID) -> HttpResponse:
    """催交: exactly those that are asked for, or all that are missing."""
    found = one_of(queries.call(request.viewer, id))
    chosen = request.POST.getlist("owed")
    missing = tuple(one.id for one in found.owed if not one.received)
    ids = tuple(one for one in missing if not chosen or str(one) in chosen)
    said = tried(None, lambda: _urged(request, ids), request)
    if said:
        page.toast(request, said)
    return page.see_other("/" if "home" in request.POST else f"/rosters/{id}/")


def _urged(request: Request, ids: tuple[UUID, ...]) -> str:
    count = actions.urge(by=request.viewer, owed=ids)
    return f"催了{count}个单位，他们首页上看得到" if count else "没有要催的"


def hand_in(request: Request) -> HttpResponse:
    """交一份名册."""
    choices = queries.hand_in_choices(request.viewer)
    if request.method != "POST":
        initial = {**request.GET.dict(), **_owed(request)}
        if initial.get("unit") not in dict(choices.units) and (first := _whose(request, choices)):
            return first
        return _ask(request, HandInForm(choices, initial=initial))
    form = HandInForm(choices, request.POST, request.FILES)
    if form.is_valid():
        made = tried(form, lambda: actions.hand_in(by=request.viewer, form=_typed(form)))
        if made:
            return page.see_other(f"/rosters/receipts/{made}/")
    return _ask(request, form)


def _whose(request: Request, choices: HandInChoices) -> HttpResponse | None:
    """Where there are many units, one of them is chosen first."""
    town, text = (request.GET.get(name, "").strip()[:40] for name in ("town", "text"))
    found = showing.whose(choices, town, text)
    return page.render(request, "reconcile/hand_in_whose.html", whose=found) if found else None


def _owed(request: Request) -> dict[str, str]:
    """A task names what is owed: the unit and the kind follow from it."""
    asked = request.GET.get("owed", "")
    mine = queries.owed_by_me(request.viewer) if asked else ()
    return next(
        ({"unit": str(one.unit), "kind": one.kind} for one in mine if str(one.id) == asked), {}
    )


def _ask(request: Request, form: HandInForm) -> HttpResponse:
    one_of_many = showing.settled(form)
    return page.render(
        request, "reconcile/hand_in.html", form=form_view(form), title=showing.hand_in_title(form),
        one_of_many=one_of_many,
    )  # fmt: skip


def _typed(form: HandInForm) -> HandIn:
    said = form.cleaned_data
    return HandIn(
        unit=UUID(said["unit"]), kind=said["kind"], population=said["population"],
        as_of=said.get("as_of"), upload=said["file"], call=said.get("call"),
        paper_number=said.get("paper_number", ""), adds=said.get("adds", False),
    )  # fmt: skip


def receipts(request: Request) -> HttpResponse:
    """收到的名册."""
    asked = request.GET
    found = queries.receipts(
        request.viewer, kind=asked.get("kind", ""), state=asked.get("state", "")
    )
    return page.render(request, "reconcile/receipts.html", receipts=found)


def receipt(request: Request, id: UUID) -> HttpResponse:
    """回执: who, when, how many, which file, which children."""
    found = one_of(queries.receipt(request.viewer, id))
    return page.render(
        request, "reconcile/receipt.html", receipt=found, facts=showing.receipt_facts(found)
    )


def mapping(request: Request, id: UUID) -> HttpResponse:
    """每一列是什么: looked at once per sender."""
    found = one_of(queries.mapping(request.viewer, id))
    if request.method == "POST":
        fields = {name: request.POST[name] for name in request.POST if ":" in name}
        done = did(None, lambda: actions.confirm_mapping(
            by=request.viewer, hand_in=id, fields=fields, remember="forget" not in request.POST
        ), request)  # fmt: skip
        if done:
            page.toast(request, "列都记下了，以后同样的表不再问")
            return page.see_other(f"/rosters/receipts/{id}/")
    return page.render(
        request, "reconcile/mapping.html", preview=found, sheets=showing.sheets(found)
    )


def withdraw(request: Request, id: UUID) -> HttpResponse:
    """撤回一份名册."""
    found = one_of(queries.receipt(request.viewer, id))
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = did(form, lambda: actions.withdraw_hand_in(
            by=request.viewer, hand_in=id, why=form.cleaned_data["why"]
        ))  # fmt: skip
        if done:
            page.toast(request, "撤回了，可以再交一份")
            return page.see_other(f"/rosters/receipts/{id}/")
    return page.render(
        request, "reconcile/withdraw_hand_in.html", receipt=found, form=form_view(form)
    )
