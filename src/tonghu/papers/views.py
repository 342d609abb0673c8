"""文书的页: the ledger, one paper, the way in from a page code, drafts, downloads."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from tonghu.access.views.typed import remember, remembered
from tonghu.core.errors import NotNow
from tonghu.core.routes import Request
from tonghu.directory import queries as directory
from tonghu.papers import actions, queries, showing
from tonghu.papers.actions.taking import Taken
from tonghu.papers.contributions import INDEX
from tonghu.papers.forms import FilterForm, SearchForm, VoidForm
from tonghu.papers.queries.index import index
from tonghu.ui import page
from tonghu.ui.fields import form_view

SIZES = (50, 100, 200)
KEPT = ("kind", "period", "place", "state", "size")


def papers(request: Request) -> HttpResponse:
    """文书台账."""
    if request.method == "POST":
        return remember(request, "text", KEPT)
    form, text = _filter(request), remembered(request)
    wanted = form.wanted(text)
    start, size = _number(request, "start", 0), _number(request, "size", SIZES[0])
    shown = queries.issued(
        request.viewer, wanted, start=start, size=size if size in SIZES else SIZES[0]
    )
    return page.render(
        request, "papers/papers.html", shown=shown, form=form_view(form), said=form.said(), text=text,
        search=form_view(SearchForm(initial={"text": text})), size=size, query=request.GET.urlencode(),
    )  # fmt: skip


def excel(request: Request) -> HttpResponse:
    """台账做成Excel, in the background."""
    form = _filter(request)
    wanted = form.wanted(remembered(request))
    said = "，".join(label for label, _ in form.said())
    job = actions.draft(
        by=request.viewer, kind=INDEX, content=index(request.viewer, wanted, said), format="xlsx"
    )
    return page.see_other(f"/papers/drafts/{job}/")


def show(request: Request, id: UUID, form: VoidForm | None = None) -> HttpResponse:
    """一份文书: while it is printed, how far; then its files."""
    if request.headers.get("HX-Request"):
        return _progress(request, id)
    found = queries.paper(request.viewer, id)
    if found is None:
        raise Http404
    status = None if found.is_printed else queries.progress_of(request.viewer, id)
    return page.render(
        request, "papers/paper.html", found=found, facts=showing.facts(found),
        entries=showing.entries(found.happened), poll_url=f"/papers/{id}/",
        job=showing.job_view(status, f"/papers/{id}/", "看文书") if status else None,
        form=form_view(form or VoidForm()) if found.may_void else None,
    )  # fmt: skip


def _progress(request: Request, id: UUID) -> HttpResponse:
    status = queries.progress_of(request.viewer, id)
    if status is None:
        raise Http404
    job, poll = showing.job_view(status, f"/papers/{id}/", "看文书"), f"/papers/{id}/"
    return page.fragment(request, "ui/progress.html", job=job, poll_url=poll)


def by_code(request: Request, code: str) -> HttpResponse:
    """从页脚的文书码找来."""
    assert request.subject is not None
    return page.see_other(f"/papers/{request.subject.id}/")


def download(request: Request, id: UUID, format: str) -> HttpResponse:
    """取一种文件."""
    try:
        return _sent(actions.take(by=request.viewer, paper=id, format=format))
    except NotNow as refusal:
        page.toast(request, str(refusal))
        return page.see_other(f"/papers/{id}/")


def void(request: Request, id: UUID) -> HttpResponse:
    """作废."""
    form = VoidForm(request.POST)
    if not form.is_valid():
        return show(request, id, form)
    try:
        with transaction.atomic():
            actions.void(by=request.viewer, paper=id, why=form.cleaned_data["why"])
    except NotNow as refusal:
        form.add_error(None, str(refusal))
        return show(request, id, form)
    page.toast(request, "作废了，缘由写在登记里")
    return page.see_other(f"/papers/{id}/")


def print_again(request: Request, id: UUID) -> HttpResponse:
    """重印没印成的."""
    try:
        with transaction.atomic():
            actions.print_again(by=request.viewer, paper=id)
    except NotNow as refusal:
        page.toast(request, str(refusal))
    return page.see_other(f"/papers/{id}/")


def draft(request: Request, job: UUID) -> HttpResponse:
    """草稿: progress, then the download."""
    found = queries.draft(request.viewer, job)
    if found is None:
        raise Http404
    poll = f"/papers/drafts/{job}/"
    shown = showing.job_view(found.status, f"{poll}download/", f"下载{found.format.label}")
    if request.headers.get("HX-Request"):
        return page.fragment(request, "ui/progress.html", job=shown, poll_url=poll)
    return page.render(request, "papers/draft.html", found=found, job=shown, poll_url=poll)


def draft_download(request: Request, job: UUID) -> HttpResponse:
    """取草稿."""
    try:
        return _sent(actions.take_draft(by=request.viewer, job=job))
    except NotNow as refusal:
        page.toast(request, str(refusal))
        return page.see_other(f"/papers/drafts/{job}/")


def _sent(taken: Taken) -> HttpResponse:
    answer = HttpResponse(taken.content, content_type=taken.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, taken.name) or ""
    return answer


def _filter(request: Request) -> FilterForm:
    kinds, periods = queries.choices(request.viewer)
    places = directory.place_choices(request.viewer)
    return FilterForm(request.GET, kinds=kinds, periods=periods, places=places)


def _number(request: Request, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else otherwise
