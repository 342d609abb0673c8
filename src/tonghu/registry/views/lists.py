"""名单的页: the list, its search, saved filters, what is done with ticked rows, its print."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse, QueryDict

from tonghu.core import events
from tonghu.core.routes import Request
from tonghu.registry.actions.keeping import drop_filter, save_filter
from tonghu.registry.forms.lists import ListForm, SaveForm
from tonghu.registry.queries import listing, saved
from tonghu.registry.queries.wanted import Filter
from tonghu.registry.searching import kept
from tonghu.registry.showing import lists as showing
from tonghu.registry.views.trying import tried
from tonghu.ui import page
from tonghu.ui.fields import form_view

PRINTED = 500


def children(request: Request) -> HttpResponse:
    """儿童名单; the search box sends by POST, so that no name stands in an address."""
    if request.method == "POST":
        return page.see_other(kept.keep(request))
    form, wanted = asked(request, request.GET)
    size = _size(request.GET)
    found = listing.page(
        request.viewer,
        wanted,
        sort=request.GET.get("sort", "place"),
        start=_start(request.GET),
        size=size,
    )
    _looked(request, found)
    return page.render(
        request, "registry/list.html", form=form_view(form), said=form.said(), found=found, size=size,
        paging=showing.paging(found), heads=showing.HEADS, sort=request.GET.get("sort", "place"),
        title=showing.title(request.viewer, form.said(), wanted.typed, found.total), typed=wanted.typed,
        search_token=request.GET.get(kept.PARAMETER, ""), saved=saved.saved(request.viewer),
        query=request.GET.urlencode(), save=form_view(SaveForm()),
    )  # fmt: skip


def asked(request: Request, data: QueryDict) -> tuple[ListForm, Filter]:
    """The filter of an address or of hidden fields, with what was typed under its token."""
    form = ListForm(request.viewer, showing.places(request.viewer, data.get("place", "")), data)
    return form, form.wanted(kept.typed_of(request, data.get(kept.PARAMETER, "")))


def chosen(request: Request) -> tuple[ListForm, Filter]:
    """What a deed is about: the ticked rows, else the whole list as it was filtered."""
    data = QueryDict(request.POST.get("query", ""))
    form, wanted = asked(request, data)
    ids = showing.chosen_ids(request.POST.getlist("child"))
    return form, replace(wanted, only=ids) if ids else wanted


def _looked(request: Request, found: listing.Listing) -> None:
    if found.rows:
        events.looked(
            by=request.viewer, what="registry.list", ids=[one.id for one in found.rows], sensitivity="identity"
        )  # fmt: skip


def printed(request: Request) -> HttpResponse:
    """名单 for paper: as on the screen, numbers masked; marked with who printed it."""
    data = QueryDict(request.POST.get("query", ""))
    form, wanted = chosen(request)
    sort = data.get("sort", "place")
    found = listing.page(request.viewer, wanted, sort=sort, size=PRINTED)
    _looked(request, found)
    said = (
        f"选中的{len(wanted.only)}名"
        if wanted.only
        else showing.sentence(form.said(), wanted.typed)
    )
    return page.render(
        request,
        "registry/list_print.html",
        found=found,
        said=said,
        most=PRINTED,
        query=request.POST.get("query", ""),
    )


def keep(request: Request) -> HttpResponse:
    """存成常用."""
    query = request.POST.get("query", "")
    _, wanted = asked(request, QueryDict(query))
    form = SaveForm(request.POST)
    if not form.is_valid():
        page.toast(request, "".join(str(one[0]) for one in form.errors.values()))
    elif tried(request, lambda: save_filter(
        by=request.viewer, name=form.cleaned_data["name"], wanted=wanted
    )):  # fmt: skip
        page.toast(request, f"存好了，名单上面的“{form.cleaned_data['name']}”随时能点")
    return page.see_other(f"/children/?{query}" if query else "/children/")


def drop(request: Request, id: UUID) -> HttpResponse:
    """删去一组常用."""
    name = tried(request, lambda: drop_filter(by=request.viewer, id=id))
    if name:
        page.toast(request, f"删去了常用筛选“{name}”，儿童档案没有动")
    return page.see_other("/children/")


def _size(data: QueryDict) -> int:
    text = data.get("size", "")
    return int(text) if text in map(str, listing.SIZES) else listing.SIZES[0]


def _start(data: QueryDict) -> int:
    text = data.get("start", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
