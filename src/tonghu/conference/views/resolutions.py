"""议定事项的页: the ledger, one matter with its reports, what goes up for approval."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from tonghu.conference.actions import ledgers, major, reporting, resolving
from tonghu.conference.forms import decided as forms
from tonghu.conference.queries import evidence as kept
from tonghu.conference.queries import resolutions as queries
from tonghu.conference.showing import decided as showing
from tonghu.conference.states.decided import ResolutionState
from tonghu.conference.views.deciding import (
    deed,
    done,
    form_page,
    given,
    sent_files,
    shown,
    unit_choices,
)
from tonghu.conference.views.minutes import wanted_of
from tonghu.core.routes import Request
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.ui.trying import id_of, one_of, tried

LEDGER = "/conference/resolutions/"
STATES = (
    ("", "全部"), ("owed", "没办完的"), ("late", "过期的"), ("reported", "等办公室核"),
    ("declined", "提出不办的"), ("cleared", "已销号"), ("withdrawn", "已撤销"),
)  # fmt: skip


def _at(id: UUID) -> str:
    return f"{LEDGER}{id}/"


def wanted(request: Request) -> queries.Wanted:
    """The filters of an address; what nobody knows is left out."""
    sent = request.GET
    state, year = sent.get("state", ""), sent.get("year", "")
    known = state in {"late", "owed", *ResolutionState.values}
    return queries.Wanted(
        body=id_of(sent.get("body")), state=state if known else "", unit=id_of(sent.get("unit")),
        year=int(year) if year.isdigit() and len(year) == 4 else None,
        text=sent.get("text", "").strip()[:60], sort=sent.get("sort", ""),
    )  # fmt: skip


def ledger(request: Request) -> HttpResponse:
    """议定事项台账."""
    asked = wanted(request)
    at = request.GET.get("page", "")
    found = queries.ledger(request.viewer, asked, int(at) if at.isdigit() and len(at) < 6 else 1)
    form = forms.LedgerForm(request.GET)
    form.fields["state"].choices = STATES  # type: ignore[attr-defined]
    form.fields["unit"].choices = [("", "全部"), *found.units]  # type: ignore[attr-defined]
    form.fields["year"].choices = [("", "全部"), *((str(y), f"{y}年") for y in found.years)]  # type: ignore[attr-defined]
    return page.render(
        request, "conference/ledger.html", found=found, wanted=asked, form=form_view(form),
        title=showing.ledger_title(found, asked, bool(request.viewer.unit and not request.viewer.lo)),
        said=showing.ledger_words(asked, found), bodies=queries.bodies(request.viewer),
        query=request.META.get("QUERY_STRING", ""),
    )  # fmt: skip


def ledger_paper(request: Request) -> HttpResponse:
    """把台账印成文书: Excel, PDF and Word, with a number."""
    made = tried(
        None, lambda: ledgers.issue_ledger(by=request.viewer, wanted=wanted(request)), request
    )
    return page.see_other(f"/papers/{made}/" if made else LEDGER)


def resolution(request: Request, id: UUID) -> HttpResponse:
    """一件议定事项."""
    found = one_of(queries.resolution(request.viewer, id))
    choices = unit_choices(request.viewer, found.line.body) if found.runs else []
    return page.render(
        request, "conference/resolution.html", found=found, title=showing.resolution_title(found),
        base=_at(id), decline=shown(forms.WhyForm()), urge=shown(forms.UrgeForm()),
        reassign=shown(forms.ReassignForm(choices)),
    )  # fmt: skip


def assign(request: Request, body: UUID) -> HttpResponse:
    """交办会议以外的事 (D-033)."""
    form = given(request, forms.ResolutionForm, unit_choices(request.viewer, body))
    if request.method == "POST" and form.is_valid():
        told = wanted_of(form.cleaned_data)
        answer = done(request, form, lambda: resolving.assign_resolution(by=request.viewer, body=body, wanted=told), lambda made: _at(made), "交办了，牵头单位首页上看得到")  # fmt: skip
        if answer:
            return answer
    return form_page(request, form, title="交办一件事", crumbs=[("议定事项", LEDGER)], save="交办", cancel=LEDGER, note="政府交办、不经会议议定的事，和议定事项一样跟到底。")  # fmt: skip


def drop(request: Request, id: UUID) -> HttpResponse:
    """删去拟的，或者撤销."""
    found = one_of(queries.resolution(request.viewer, id))
    to = (
        f"/conference/minutes/{found.minutes}/"
        if found.minutes and found.line.state == "proposed"
        else _at(id)
    )
    why = request.POST.get("why", "")
    return deed(
        request,
        lambda: resolving.drop_resolution(by=request.viewer, resolution=id, why=why),
        to,
        "撤下了",
    )


def report(request: Request, id: UUID) -> HttpResponse:
    """报告进展."""
    found = one_of(queries.resolution(request.viewer, id))
    form = given(request, forms.ReportForm)
    unit = id_of(request.POST.get("unit") or request.GET.get("unit"))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        answer = done(request, form, lambda: reporting.report(
            by=request.viewer, resolution=id, text=said["text"], final=said["final"], files=sent_files(request),
            unit=unit, paper_number=said["paper_number"],
        ), _at(id), "报给办公室了，等他们核")  # fmt: skip
        if answer:
            return answer
    if found.owes:
        form.fields.pop("paper_number")
        if not found.leads_it:
            form.fields.pop("final")
    who = "你们" if found.owes else f"代{found.line.lead}"
    return form_page(request, form, title=f"{who}报进展：{found.line.title}", crumbs=[("议定事项", LEDGER), (found.line.number, _at(id))], save="报给办公室", cancel=_at(id), upload=True, note=found.line.measure)  # fmt: skip


def check(request: Request, id: UUID) -> HttpResponse:
    """接收或者退回一份进展."""
    to = _at(one_of(kept.resolution_of(request.viewer, id)))
    accept, note = request.POST.get("accept") == "yes", request.POST.get("note", "")
    return deed(request, lambda: reporting.check_report(by=request.viewer, progress=id, accept=accept, note=note), to, "接收了" if accept else "退回了，缘由单位看得到")  # fmt: skip


def decline(request: Request, id: UUID) -> HttpResponse:
    """牵头单位提出不办."""
    sent = request.POST
    return deed(request, lambda: resolving.decline(by=request.viewer, resolution=id, why=sent.get("why", ""), paper_number=sent.get("paper_number", "")), _at(id), "提给办公室了，等他们定")  # fmt: skip


def reassign(request: Request, id: UUID) -> HttpResponse:
    """改由别的单位牵头."""
    sent = request.POST
    return deed(request, lambda: resolving.reassign(by=request.viewer, resolution=id, lead=id_of(sent.get("lead")), why=sent.get("why", "")), _at(id), "改派了，新的牵头单位首页上看得到")  # fmt: skip


def insist(request: Request, id: UUID) -> HttpResponse:
    """仍由原单位牵头."""
    why = request.POST.get("why", "")
    return deed(
        request,
        lambda: resolving.insist(by=request.viewer, resolution=id, why=why),
        _at(id),
        "答复了，仍由它牵头",
    )


def urge(request: Request, id: UUID) -> HttpResponse:
    """督办."""
    form = forms.UrgeForm(request.POST)
    if not form.is_valid():
        page.toast(request, "请写要求哪一天以前报告。")
        return page.see_other(_at(id))
    said = form.cleaned_data
    return deed(
        request,
        lambda: reporting.urge(by=request.viewer, resolution=id, **said),
        _at(id),
        "督办通知签发了",
    )


def evidence(request: Request, id: UUID) -> HttpResponse:
    """取佐证材料: first the log, then the file."""
    content, name = kept.evidence_content(request.viewer, id)
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def majors(request: Request, body: UUID) -> HttpResponse:
    """拟一件报批的重大事项."""
    form = given(request, forms.MajorForm)
    meeting = id_of(request.GET.get("meeting"))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        answer = done(request, form, lambda: major.prepare_major(by=request.viewer, body=body, meeting=meeting, **said), lambda made: f"/conference/major/{made}/", "拟好了，核对以后上报")  # fmt: skip
        if answer:
            return answer
    return form_page(request, form, title="报批一件重大事项", crumbs=[("会议纪要", "/conference/minutes/")], save="拟好", note="以办公室所在单位的名义上报，批复登记在这里。")  # fmt: skip


def major_page(request: Request, id: UUID) -> HttpResponse:
    """一件重大事项."""
    found = one_of(queries.major(request.viewer, id))
    form = given(request, forms.ResultForm)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        approved = said.pop("approved") == "yes"
        answer = done(request, form, lambda: major.decide_major(by=request.viewer, matter=id, approved=approved, **said), f"/conference/major/{id}/", "登记了")  # fmt: skip
        if answer:
            return answer
    return page.render(request, "conference/major.html", found=found, form=shown(form))


def submit_major(request: Request, id: UUID) -> HttpResponse:
    """上报."""
    return deed(
        request,
        lambda: major.submit_major(by=request.viewer, matter=id),
        f"/conference/major/{id}/",
        "上报了，等批复",
    )
