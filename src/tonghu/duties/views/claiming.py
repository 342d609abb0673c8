"""佐证材料的页: handing in, the list the office works through, one with its files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from tonghu.core.routes import Request
from tonghu.duties import actions
from tonghu.duties.actions.claiming import Said
from tonghu.duties.forms import FILES, AgainForm, ClaimForm, WhyForm
from tonghu.duties.queries import claims as queries
from tonghu.duties.queries import ledger
from tonghu.duties.showing import claims as showing
from tonghu.duties.showing import unit as one_shown
from tonghu.duties.views.ledgers import key_of
from tonghu.files.queries import opened
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.ui.trying import did, one_of, tried


def claims(request: Request) -> HttpResponse:
    """交来的材料: those that wait first."""
    state = request.GET.get("state", "")
    found = queries.listed(request.viewer, state=state)
    return page.render(
        request, "duties/claims.html", lines=found, title=showing.title(found), state=state,
        states=showing.STATES,
    )  # fmt: skip


def claim(
    request: Request, id: UUID, form: WhyForm | None = None, again: AgainForm | None = None
) -> HttpResponse:
    """一份材料."""
    found = one_of(queries.claim(request.viewer, id))
    typed = {"title": found.line.title, "document": found.document, "story": found.story}
    return page.render(
        request, "duties/claim.html", found=found, facts=showing.facts(found),
        form=form_view(form or WhyForm()), again=form_view(again or AgainForm(initial=typed)),
        word=showing.WORDS[found.line.state], base=showing.base(found.line),
    )  # fmt: skip


def new_of_unit(request: Request, id: UUID) -> HttpResponse:
    """交材料: a unit's."""
    return _new(request, one_of(request.subject).division, f"u:{id}")


def new_of_place(request: Request, division: str) -> HttpResponse:
    """交材料: a town's or village's."""
    return _new(request, division, key_of(division))


def _new(request: Request, division: str, key: str) -> HttpResponse:
    viewer = request.viewer
    found = one_of(ledger.of_key(viewer, division, key, showing.this_year()))
    sent = request.POST if request.method == "POST" else None
    form = ClaimForm(
        showing.choices(found), sent, request.FILES or None, behalf=not found.own,
        initial={"duty": request.GET.get("duty", "")},
    )  # fmt: skip
    if sent is not None and form.is_valid():
        made = tried(form, lambda: actions.claim(
            by=viewer, key=found.holder.key, division=division, said=_said(form.cleaned_data),
            uploads=_uploads(form.cleaned_data),
        ))  # fmt: skip
        if made:
            page.toast(request, "交上去了，办公室核对以后算有据")
            return page.see_other(f"/duties/claims/{made}/")
    return page.render(
        request, "duties/claim_new.html", found=found, form=form_view(form),
        base=one_shown.address(found),
    )  # fmt: skip


def _said(given: dict[str, Any]) -> Said:
    return Said(**{name: given[name] for name in given if name not in FILES})


def _uploads(given: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(given[name] for name in FILES if given.get(name))


def accept(request: Request, id: UUID) -> HttpResponse:
    """核对无误."""
    if did(None, lambda: actions.accept(by=request.viewer, claim=id), request):
        page.toast(request, "核对了，这一项现在有据")
    return page.see_other(f"/duties/claims/{id}/")


def give_back(request: Request, id: UUID) -> HttpResponse:
    """退回."""
    form = WhyForm(request.POST)
    if form.is_valid() and did(
        form, lambda: actions.give_back(by=request.viewer, claim=id, **form.cleaned_data)
    ):
        page.toast(request, "退回了，他们首页上看得到")
        return page.see_other(f"/duties/claims/{id}/")
    return claim(request, id, form)


def again(request: Request, id: UUID) -> HttpResponse:
    """补好再交."""
    form = AgainForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        texts = {name: given[name] for name in ("title", "document", "story")}
        if did(form, lambda: actions.claim_again(
            by=request.viewer, claim=id, uploads=_uploads(given), **texts
        )):  # fmt: skip
            page.toast(request, "重新交上去了")
            return page.see_other(f"/duties/claims/{id}/")
    return claim(request, id, again=form)


def withdraw(request: Request, id: UUID) -> HttpResponse:
    """撤回材料."""
    if did(None, lambda: actions.withdraw(by=request.viewer, claim=id), request):
        page.toast(request, "撤回了，不再算凭据")
    return page.see_other(f"/duties/claims/{id}/")


def file(request: Request, id: UUID, file: UUID) -> HttpResponse:
    """附件: who opened it is logged."""
    name = one_of(queries.file_of(request.viewer, id, file))
    with opened(request.viewer, file, purpose="看履职佐证材料") as found:
        content = b"".join(found.chunks())
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, name or "附件") or ""
    return answer
