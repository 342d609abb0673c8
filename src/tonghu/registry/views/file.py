"""一人一档的页: the file, its story, what sources say, numbers shown for a purpose, print, who sees it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from tonghu.access.permissions import P
from tonghu.core import events
from tonghu.core.errors import NotNow
from tonghu.core.routes import Request
from tonghu.registry import actions
from tonghu.registry.actions import paper as papers
from tonghu.registry.fields import BY_CODE
from tonghu.registry.forms.steps import Purpose
from tonghu.registry.queries import files, matters, onlookers
from tonghu.registry.queries.shapes import ChildFile
from tonghu.registry.showing import editing
from tonghu.registry.showing import page as showing
from tonghu.registry.views.trying import did, tried
from tonghu.ui import page

PAGE = 50


def show(request: Request, id: UUID) -> HttpResponse:
    """一人一档."""
    return _shown(request, files.one(request.viewer, id))


def by_code(request: Request, code: str) -> HttpResponse:
    """纸上的档案码找到电子档案."""
    if request.subject is None:
        raise Http404
    return page.see_other(reverse("registry:file", kwargs={"id": request.subject.id}))


def _shown(
    request: Request, file: ChildFile, revealed: tuple[str, str] | None = None, wrong: str = ""
) -> HttpResponse:
    viewer, head = request.viewer, file.head
    edits = viewer.may(P.CHILD_EDIT) and file.open and viewer.covers(head.division)
    return page.render(
        request, "registry/file.html", head=head, file=file, facts=showing.facts_line(head),
        states=showing.states_of(head), blocks=showing.blocks_shown(file, edits), toc=showing.toc(file),
        verdicts=showing.verdicts_shown(file.verdicts), entries=showing.entries(file.happened),
        strip=showing.strip(head, showing.number(head)), tasks=showing.tasks(file.tasks, viewer),
        edits=edits, may={verb.name: viewer.may(verb) for verb in P}, revealed=revealed, wrong=wrong,
        hidden=file.hidden,
        purposes=Purpose.base_fields["purpose"].choices, left=showing.left(head),  # type: ignore[attr-defined]
        pending=matters.pending(viewer, head), circled=showing.CIRCLED,
    )  # fmt: skip


def identity(request: Request, id: UUID) -> HttpResponse:
    """写明事由后查看: the whole number, once, logged."""
    form = Purpose(request.POST)
    if not form.is_valid():
        wrong = "".join(str(one[0]) for one in form.errors.values())
        return _shown(request, files.one(request.viewer, id), wrong=wrong)
    shown = files.reveal(request.viewer, id, form.cleaned_data["field"], form.said)
    return _shown(request, files.one(request.viewer, id), shown)


def story(request: Request, id: UUID) -> HttpResponse:
    """全部经过, paged."""
    text = request.GET.get("start", "")
    start = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    found, total = files.happened(request.viewer, id, most=PAGE, skip=start)
    return page.render(
        request, "registry/file_story.html", head=files.head(request.viewer, id),
        entries=showing.entries(found), total=total, first=start + 1 if found else 0,
        last=start + len(found), size=PAGE,
        before=f"?start={max(0, start - PAGE)}" if start else "",
        after=f"?start={start + PAGE}" if start + PAGE < total else "",
    )  # fmt: skip


def sayings(request: Request, id: UUID, field: str) -> HttpResponse:
    """各处怎么说: every source of one blank with its day; a desk decides."""
    found = matters.sayings(request.viewer, id, field)
    if not found:
        raise Http404
    return page.render(
        request, "registry/file_sayings.html", head=files.head(request.viewer, id), field=field,
        label=BY_CODE[field].label, rows=found, may_decide=request.viewer.may(P.CHILD_DECIDE),
    )  # fmt: skip


def decide(request: Request, id: UUID, field: str) -> HttpResponse:
    """采用这个: a desk settles what sources say differently."""
    value = matters.said_by(request.viewer, id, field, request.POST.get("record", ""))
    done = did(request, lambda: actions.update(
        by=request.viewer, child=id, values={field: value}, decided=True,
        source=editing.own_source(request.viewer), why="各处说法不同，核定采用这一种",
    ))  # fmt: skip
    if done:
        page.toast(request, f"{BY_CODE[field].label}按选的定下来了，别的说法留着备查。")
    return page.see_other(reverse("registry:file", kwargs={"id": id}))


def printed(request: Request, id: UUID) -> HttpResponse:
    """打印登记表: issued, with number and code, as PDF and Word."""
    paper = tried(request, lambda: papers.print_form(by=request.viewer, child=id))
    back = reverse("registry:file", kwargs={"id": id})
    return page.see_other(f"/papers/{paper}/" if paper else back)


def who(request: Request, id: UUID) -> HttpResponse:
    """谁能看到这名儿童，为什么; of the child itself an auditor is told nothing."""
    if request.subject is None:
        raise NotNow("这份档案找不到了，请刷新。")
    events.looked(by=request.viewer, what="registry.who", ids=[id])
    reads = request.viewer.may(P.CHILD_LIST)
    return page.render(
        request, "registry/file_who.html",
        name=files.head(request.viewer, id).name if reads else "", id=id if reads else None,
        rows=onlookers.who_can_see(request.viewer, request.subject), looked=onlookers.looked(request.viewer, id),
    )  # fmt: skip
