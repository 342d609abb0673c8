"""督查的页."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tonghu.conference.actions import inspecting
from tonghu.conference.forms.followed import FindingForm, InspectionForm, MendForm, SummaryForm
from tonghu.conference.queries import inspections as queries
from tonghu.conference.queries import resolutions as bodies
from tonghu.conference.states.decided import CheckResult
from tonghu.conference.views.deciding import (
    deed,
    done,
    form_page,
    given,
    sent_files,
    shown,
    unit_choices,
)
from tonghu.core.routes import Request
from tonghu.directory import queries as directory
from tonghu.ui import page
from tonghu.ui.trying import id_of, one_of, tried

LIST = "/conference/inspections/"
CRUMB = ("督查", LIST)
RESULTS = tuple((one.value, one.label) for one in CheckResult)


def _at(id: UUID) -> str:
    return f"{LIST}{id}/"


def inspections(request: Request) -> HttpResponse:
    """督查, and what one has to mend."""
    lines, mine = queries.inspections(request.viewer), queries.my_findings(request.viewer)
    owed = [one for one in mine if one.state == "open"]
    left = sum(one.unmended for one in lines)
    title = f"你们有{len(owed)}个问题要整改" if owed else f"督查发现的问题还有{left}个没有销号" if left else f"{len(lines)}次督查" if lines else "还没有督查"  # fmt: skip
    keeps = next((id for id, _, one in bodies.bodies(request.viewer) if one), None)
    return page.render(
        request, "conference/inspections.html", lines=lines, mine=mine, title=title, body=keeps
    )


def new(request: Request, body: UUID) -> HttpResponse:
    """安排督查."""
    towns = directory.town_choices(request.viewer)
    form = given(request, InspectionForm, towns)
    if request.method == "POST" and form.is_valid():
        said, names = form.cleaned_data, dict(towns)
        wanted = inspecting.Arrangement(
            title=said["title"], begins_on=said["begins_on"], ends_on=said["ends_on"],
            places=[(code, names[code]) for code in said["places"]], team=said["team"], topic=said["topic"],
            checklist=said["checklist"].splitlines(), sample_size=said["sample_size"] or 0,
        )  # fmt: skip
        answer = done(request, form, lambda: inspecting.plan_inspection(by=request.viewer, body=body, wanted=wanted), lambda made: _at(made), "安排好了")  # fmt: skip
        if answer:
            return answer
    return form_page(request, form, title="安排一次督查", crumbs=[CRUMB], save="安排", cancel=LIST)


def inspection(request: Request, id: UUID) -> HttpResponse:
    """一次督查."""
    found = one_of(queries.inspection(request.viewer, id))
    return page.render(
        request, "conference/inspection.html", found=found, base=_at(id), results=RESULTS,
        summary=shown(SummaryForm(initial={"summary": found.summary})),
        again=queries.drawn_again(request.viewer, id) if "again" in request.GET and found.may_draw else "",
    )  # fmt: skip


def checks(request: Request, id: UUID) -> HttpResponse:
    """存检查单."""
    found = one_of(queries.inspection(request.viewer, id))
    sent = request.POST
    told = [
        (c.id, sent.get(f"r-{c.id}", ""), sent.get(f"n-{c.id}", ""))
        for _, cells in found.grid
        for c in cells
    ]
    return deed(
        request,
        lambda: inspecting.note_checks(by=request.viewer, inspection=id, results=told),
        _at(id),
        "检查单存好了",
    )


def draw(request: Request, id: UUID) -> HttpResponse:
    """抽查."""
    made = tried(None, lambda: (inspecting.draw_cases(by=request.viewer, inspection=id),), request)
    if made:
        page.toast(request, f"抽了{made[0]}名")
    return page.see_other(_at(id))


def case(request: Request, id: UUID) -> HttpResponse:
    """记一名抽查的情况."""
    sent = request.POST
    to = f"{LIST}{request.POST['inspection']}/" if id_of(sent.get("inspection")) else LIST
    return deed(request, lambda: inspecting.note_case(by=request.viewer, case=id, result=sent.get("result", ""), note=sent.get("note", "")), to, "记下了")  # fmt: skip


def add_finding(request: Request, id: UUID) -> HttpResponse:
    """记一个问题."""
    found = one_of(queries.inspection(request.viewer, id))
    form = given(request, FindingForm, unit_choices(request.viewer, found.body))
    form.fields["place"].choices = [("", "请选"), *found.places]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        answer = done(request, form, lambda: inspecting.add_finding(by=request.viewer, inspection=id, text=said["text"], unit=id_of(said["unit"]), place=said["place"], due=said["due"]), _at(id), "记下了，责任单位首页上看得到")  # fmt: skip
        if answer:
            return answer
    return form_page(
        request,
        form,
        title="记一个问题",
        crumbs=[CRUMB, (found.line.title, _at(id))],
        save="交给它整改",
        cancel=_at(id),
    )


def hold(request: Request, id: UUID) -> HttpResponse:
    """督查完成."""
    text = request.POST.get("summary", "")
    return deed(
        request,
        lambda: inspecting.hold(by=request.viewer, inspection=id, summary=text),
        _at(id),
        "记下了，可以签发通报",
    )


def report(request: Request, id: UUID) -> HttpResponse:
    """签发督查通报."""
    return deed(
        request,
        lambda: inspecting.report_inspection(by=request.viewer, inspection=id),
        _at(id),
        "通报签发了",
    )


def finding(request: Request, id: UUID) -> HttpResponse:
    """一个问题."""
    found = one_of(queries.finding(request.viewer, id))
    return page.render(
        request, "conference/finding.html", found=found, base=f"/conference/findings/{id}/"
    )


def mend(request: Request, id: UUID) -> HttpResponse:
    """报告整改."""
    found, at = one_of(queries.finding(request.viewer, id)), f"/conference/findings/{id}/"
    form = given(request, MendForm)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        answer = done(request, form, lambda: inspecting.mend(by=request.viewer, finding=id, text=said["text"], files=sent_files(request), paper_number=said["paper_number"]), at, "报给办公室了，等复查")  # fmt: skip
        if answer:
            return answer
    if found.mine:
        form.fields.pop("paper_number")
    return form_page(
        request,
        form,
        title="报告整改",
        crumbs=[CRUMB, ("这个问题", at)],
        save="报给办公室",
        cancel=at,
        upload=True,
        note=found.text,
    )


def recheck(request: Request, id: UUID) -> HttpResponse:
    """复查."""
    passed, note = request.POST.get("passed") == "yes", request.POST.get("note", "")
    return deed(request, lambda: inspecting.recheck(by=request.viewer, finding=id, passed=passed, note=note), f"/conference/findings/{id}/", "销号了" if passed else "退回去了")  # fmt: skip
