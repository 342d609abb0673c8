"""改一块、登记一名: forms that lose nothing, whatever happens in between."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from tonghu.access.door import drafts
from tonghu.core.idempotency import OtherBody, new_key, once_of
from tonghu.core.routes import Request
from tonghu.registry import actions
from tonghu.registry.actions import EditedMeanwhile
from tonghu.registry.forms.block import STOOD, VERSION, BlockForm
from tonghu.registry.forms.boxes import Asking
from tonghu.registry.forms.new import VILLAGE, NewChild
from tonghu.registry.forms.steps import FromWhom
from tonghu.registry.queries import files
from tonghu.registry.queries.held import blanks_of, codes_seen
from tonghu.registry.queries.places import villages_of
from tonghu.registry.queries.shapes import Editable
from tonghu.registry.showing import editing as showing
from tonghu.registry.showing.lines import TITLES
from tonghu.registry.views.trying import tried
from tonghu.ui import page
from tonghu.ui.fields import form_view

KEPT = "登录超时前填的内容都在下面，核对后再存一次。"


def edit(request: Request, id: UUID, block: str) -> HttpResponse:
    """改一块."""
    if block not in TITLES:
        raise Http404
    held = files.editable(request.viewer, id, block)
    if request.method == "POST":
        return _save(request, held, block)
    typed = drafts.taken(request, request.viewer)
    form, whom = _forms(request, held, block, typed)
    return _shown(request, held, block, form, whom, said=KEPT if typed else "")


def _forms(request: Request, held: Editable, block: str, data: Any) -> tuple[BlockForm, FromWhom]:
    asking = Asking(request.viewer, held.names)
    form = BlockForm(
        data, blanks_of(request.viewer, block), held.values, asking, others=held.rest,
        masked=held.masked,
    )  # fmt: skip
    return form, FromWhom(data, showing.own_source(request.viewer))


def _save(request: Request, held: Editable, block: str) -> HttpResponse:
    data = showing.settled(request.POST, held)
    form, whom = _forms(request, held, block, data)
    if not (form.is_valid() & whom.is_valid()):
        return _shown(request, held, block, form, whom, status=422)
    try:
        done = tried(request, lambda: _update(request, held, form, whom), form)
    except EditedMeanwhile as both:
        return _meanwhile(request, held, block, form, whom, both)
    except OtherBody as other:
        form.add_error(None, str(other))
        done = None
    if done is None:
        return _shown(request, held, block, form, whom, status=422)
    return page.see_other(done)


def _update(request: Request, held: Editable, form: BlockForm, whom: FromWhom) -> str:
    """Once for each form, however often it is sent."""
    to = reverse("registry:file", kwargs={"id": held.id})
    with once_of(request, by=request.viewer) as act:
        if act.again:
            return act.location
        if form.changed:
            given = whom.cleaned_data
            done = actions.update(
                by=request.viewer, child=held.id, values=form.changed,
                version=showing.version_of(request.POST, held), source=given["source"],
                stated_on=given["stated_on"],
            )  # fmt: skip
            page.toast(request, showing.saved(done))
        else:
            page.toast(request, "没有改动，档案照旧。")
        act.answered(303, to)
    return to


def _meanwhile(
    request: Request, held: Editable, block: str, form: BlockForm, whom: FromWhom,
    both: EditedMeanwhile,
) -> HttpResponse:  # fmt: skip
    """Both versions side by side; what else was typed stands below, untouched."""
    rows = showing.both_versions(both, form, held.names)
    data = showing.rebased(request.POST, form, held)
    again, whom = _forms(request, held, block, data)
    return _shown(request, held, block, again, whom, rows=rows, status=409)


def _shown(
    request: Request, held: Editable, block: str, form: BlockForm, whom: FromWhom, *,
    rows: Any = (), said: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    key = request.POST.get("_once") if status == 422 and not form.non_field_errors() else ""
    shown = form_view(form)
    return page.render(
        request, "registry/file_edit.html", status=status, name=held.name, id=held.id, block=block,
        title=TITLES[block], form=shown, whom=form_view(whom), rows=rows, said=said,
        hidden={
            "_once": key or new_key(), VERSION: str(showing.version_of(form.data, held)),
            STOOD: form.hidden, drafts.FIELD: drafts.marked(request.viewer, request.path),
        },
    )  # fmt: skip


def new(request: Request) -> HttpResponse:
    """登记一名儿童."""
    typed = request.POST if request.method == "POST" else drafts.taken(request, request.viewer)
    villages = villages_of(request.viewer)
    form = NewChild(typed, villages, Asking(request.viewer, {}), may=codes_seen(request.viewer))
    if request.method != "POST" or not form.is_valid():
        return _new_shown(request, form, 422 if request.method == "POST" else 200, bool(typed))
    try:
        done = tried(request, lambda: _enter(request, form), form)
    except OtherBody as other:
        form.add_error(None, str(other))
        done = None
    return page.see_other(done) if done else _new_shown(request, form, 422)


def _enter(request: Request, form: NewChild) -> str:
    """Known here leads to the file; checked above says no more than that."""
    with once_of(request, by=request.viewer) as act:
        if act.again:
            return act.location
        done = actions.enter(
            by=request.viewer, values=form.values, division=form.cleaned_data[VILLAGE],
            source=showing.own_source(request.viewer),
        )  # fmt: skip
        to = reverse("registry:file", kwargs={"id": done.child}) if done.child else "/children/"
        page.toast(request, showing.entered(done))
        act.answered(303, to)
    return to


def _new_shown(request: Request, form: NewChild, status: int, kept: bool = False) -> HttpResponse:
    said = KEPT if kept and status == 200 else ""
    return page.render(
        request, "registry/file_new.html", status=status, form=form_view(form), said=said,
        hidden={
            "_once": (request.POST.get("_once") if not form.non_field_errors() else "") or new_key(),
            STOOD: "{}", drafts.FIELD: drafts.marked(request.viewer, request.path),
        },
    )  # fmt: skip


def alike(request: Request) -> HttpResponse:
    """边填边看: files of the same name within reach, and nothing of anybody else's."""
    found = files.same_name(request.viewer, request.POST.get("name", ""))
    return page.fragment(request, "registry/_file_alike.html", found=found)
