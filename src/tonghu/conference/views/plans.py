"""计划的页."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tonghu.conference.actions import planning
from tonghu.conference.forms.followed import DoneForm, ItemForm, PlanForm
from tonghu.conference.queries import plans as queries
from tonghu.conference.queries import resolutions as bodies
from tonghu.conference.states.decided import PlanKind
from tonghu.conference.views.deciding import (
    deed,
    done,
    form_page,
    given,
    sent_files,
    shown,
    unit_choices,
)
from tonghu.core import clock
from tonghu.core.routes import Request
from tonghu.core.viewer import Level, Viewer
from tonghu.ui import page
from tonghu.ui.trying import id_of, one_of, tried

LIST = "/conference/plans/"
CRUMB = ("计划", LIST)


def _at(id: UUID) -> str:
    return f"{LIST}{id}/"


def plans(request: Request) -> HttpResponse:
    """计划和工作安排."""
    lines = queries.plans(request.viewer)
    late = sum(one.late for one in lines)
    open_ = sum(one.items - one.done for one in lines)
    title = f"计划里还有{open_}件没办完，{late}件过期" if late else f"计划里还有{open_}件没办完" if open_ else f"{len(lines)}份计划" if lines else "还没有计划"  # fmt: skip
    return page.render(
        request,
        "conference/plans.html",
        lines=lines,
        title=title,
        may_write=bool(kinds(request.viewer)),
    )


def kinds(viewer: Viewer) -> list[tuple[str, str]]:
    """Which plans a person may write."""
    if viewer.level is Level.TOWN:
        return [(PlanKind.TOWN.value, str(PlanKind.TOWN.label))]
    own = [(PlanKind.UNIT.value, str(PlanKind.UNIT.label))] if viewer.unit else []
    of_body = any(keeps for _, _, keeps in bodies.bodies(viewer))
    both = (
        [(one.value, str(one.label)) for one in (PlanKind.YEARLY, PlanKind.KEY_POINTS)]
        if of_body
        else []
    )
    return [*both, *own]


def _draft(said: dict[str, object]) -> planning.Draft:
    return planning.Draft(
        title=str(said["title"]), text=str(said["text"]), agenda_on=said.get("agenda_on"),  # type: ignore[arg-type]
        livelihood=str(said.get("livelihood") or ""), staff=str(said.get("staff") or ""),
    )  # fmt: skip


def new(request: Request) -> HttpResponse:
    """起草一份计划."""
    viewer, which = request.viewer, kinds(request.viewer)
    town = viewer.level is Level.TOWN
    follows = id_of(request.GET.get("follows"))
    before = queries.plan(viewer, follows) if follows else None
    body = next((id for id, _, keeps in bodies.bodies(viewer) if keeps or viewer.unit), None)
    start = {
        "kind": PlanKind.UNIT if before else (which[0][0] if len(which) == 1 else ""),
        "year": clock.today().year,
    }
    if before:
        start["title"] = f"{viewer.unit_name}落实{before.line.title}的工作安排"
    form = (
        PlanForm(which, request.POST, town=town)
        if request.method == "POST"
        else PlanForm(which, initial=start, town=town)
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        answer = done(request, form, lambda: planning.draft_plan(
            by=viewer, kind=said["kind"], year=said["year"], draft=_draft(said), body=body, follows=follows
        ), lambda made: _at(made), "起草好了，再添要办的事")  # fmt: skip
        if answer:
            return answer
    note = f"落实{before.line.title}，分给你们的事会自动列进来" if before else ""
    return form_page(
        request, form, title="起草计划", crumbs=[CRUMB], save="起草", cancel=LIST, note=note
    )


def plan(request: Request, id: UUID) -> HttpResponse:
    """一份计划."""
    return page.render(
        request,
        "conference/work_plan.html",
        found=one_of(queries.plan(request.viewer, id)),
        base=_at(id),
    )


def edit(request: Request, id: UUID) -> HttpResponse:
    """改计划的正文."""
    found = one_of(queries.plan(request.viewer, id))
    town, line = found.line.kind == PlanKind.TOWN, found.line
    start = {"kind": line.kind, "year": line.year, "title": line.title, "text": found.text, "agenda_on": found.agenda_on, "livelihood": found.livelihood, "staff": found.staff}  # fmt: skip
    which = [(str(line.kind), str(line.kind_label))]
    form = (
        PlanForm(which, request.POST, town=town)
        if request.method == "POST"
        else PlanForm(which, initial=start, town=town)
    )
    sent = request.POST.get("based_on", "")
    if request.method == "POST" and form.is_valid():
        saved = tried(form, lambda: (planning.edit_plan(by=request.viewer, plan=id, based_on=int(sent) if sent.isdigit() else found.version, draft=_draft(form.cleaned_data)),))  # fmt: skip
        if saved == (True,):
            page.toast(request, "存好了")
            return page.see_other(_at(id))
        if saved == (False,):
            form.add_error(
                None,
                f"{found.edited_by}在你打开以后存了第{found.version}稿，你写的还在下面。对照他的一稿改好再存。",
            )
    return page.render(request, "conference/plan_edit.html", form=shown(form), title=f"改{line.title}", back=_at(id), based_on=found.version, other=found.text if form.errors else "", action=f"{_at(id)}edit/")  # fmt: skip


def add_item(request: Request, id: UUID) -> HttpResponse:
    """添一件事."""
    found = one_of(queries.plan(request.viewer, id))
    of_body = found.line.kind in (PlanKind.YEARLY, PlanKind.KEY_POINTS)
    form = given(request, ItemForm, unit_choices(request.viewer, found.body) if found.body else [])
    if not of_body:
        form.fields.pop("unit")
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        item = planning.NewItem(
            said["title"], said["measure"], id_of(said.get("unit")), said["supports"], said["due"]
        )
        answer = done(
            request,
            form,
            lambda: planning.add_item(by=request.viewer, plan=id, item=item),
            _at(id),
            "添上了",
        )
        if answer:
            return answer
    return form_page(
        request,
        form,
        title="添一件要办的事",
        crumbs=[CRUMB, (found.line.title, _at(id))],
        save="添上",
        cancel=_at(id),
    )


def issue(request: Request, id: UUID) -> HttpResponse:
    """印发."""
    number = request.POST.get("own_number", "")
    return deed(
        request,
        lambda: planning.issue_plan(by=request.viewer, plan=id, own_number=number),
        _at(id),
        "印发了，每件事都交给了牵头单位",
    )


def correct(request: Request, id: UUID) -> HttpResponse:
    """另出更正."""
    made = tried(None, lambda: planning.correct_plan(by=request.viewer, plan=id), request)
    return page.see_other(_at(made or id))


def do(request: Request, id: UUID) -> HttpResponse:
    """报告一件事办完."""
    plan_id, title, unit = one_of(queries.plan_of_item(request.viewer, id))
    form = given(request, DoneForm)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        answer = done(request, form, lambda: planning.do_item(by=request.viewer, item=id, note=said["note"], files=sent_files(request), paper_number=said["paper_number"]), _at(plan_id), "记下了，已办")  # fmt: skip
        if answer:
            return answer
    return form_page(request, form, title=f"{title}：办完了", crumbs=[CRUMB, ("这份计划", _at(plan_id))], save="报告办完", cancel=_at(plan_id), upload=True, note=unit)  # fmt: skip
