"""会议的页: planning, the meeting itself, notice, answers, who came, materials."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from tonghu.access.permissions import P
from tonghu.conference.actions import inviting
from tonghu.conference.actions import materials as papers
from tonghu.conference.actions import meetings as deeds
from tonghu.conference.actions.printing import print_sheet
from tonghu.conference.forms.body import InviteForm, WhyForm
from tonghu.conference.forms.meetings import AnswerForm, HoldForm, InstructForm, MaterialForm
from tonghu.conference.queries import agenda, minutes
from tonghu.conference.queries import body as bodies
from tonghu.conference.queries import meetings as queries
from tonghu.conference.queries.files import opened_material
from tonghu.conference.showing import meetings as showing
from tonghu.conference.showing import planning
from tonghu.conference.states import ComingState, MeetingKind, MeetingState
from tonghu.core import clock
from tonghu.core.routes import Request
from tonghu.directory import queries as directory
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.ui.trying import did, id_of, one_of, tried


def plan(request: Request, body: UUID) -> HttpResponse:
    """筹备一次会议: a day off is said before it is fixed, the next working day offered."""
    viewer, kind = request.viewer, _kind(request)
    line = one_of(bodies.body_line(viewer, body))
    form = planning.plan_form(
        viewer, line, kind, request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: deeds.plan_meeting(by=viewer, body=body, kind=kind, plan=form.plan()))  # fmt: skip
        if made:
            page.toast(request, "安排好了，接着定议题、发通知")
            return page.see_other(f"/conference/meetings/{made}/")
    return page.render(
        request, "conference/arrange.html", line=line, kind=kind, form=form_view(form),
        title=f"安排{kind.label}", day=planning.day_of(line, form), demand=planning.asked(viewer, line, kind),
        action=f"/conference/{body}/meetings/new/?kind={kind.value}", back=f"/conference/{body}/", meeting=None,
    )  # fmt: skip


def _kind(request: Request) -> MeetingKind:
    asked = request.GET.get("kind", "plenary")
    return MeetingKind(asked) if asked in MeetingKind.values else MeetingKind.PLENARY


def edit(request: Request, meeting: UUID) -> HttpResponse:
    """改会议安排."""
    viewer = request.viewer
    view = one_of(queries.one(viewer, meeting))
    line = one_of(bodies.body_line(viewer, view.line.body))
    form = planning.plan_form(viewer, line, view.line.kind, request.POST if request.method == "POST" else None, view)  # fmt: skip
    if request.method == "POST" and form.is_valid():
        done = did(form, lambda: deeds.change_meeting(by=viewer, meeting=meeting, plan=form.plan()))
        if done:
            page.toast(request, "改好了")
            return page.see_other(f"/conference/meetings/{meeting}/")
    return page.render(
        request, "conference/arrange.html", line=line, kind=view.line.kind, form=form_view(form),
        title=f"改{view.line.title}的安排", day=planning.day_of(line, form), demand=None,
        action=f"/conference/meetings/{meeting}/edit/", back=f"/conference/meetings/{meeting}/",
        meeting=view,
    )  # fmt: skip


def instruct(request: Request, body: UUID) -> HttpResponse:
    """指示召开临时会议: by a leader."""
    line = one_of(bodies.body_line(request.viewer, body))
    form = InstructForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: deeds.instruct_temporary(by=request.viewer, body=body, **form.cleaned_data))  # fmt: skip
        if made:
            page.toast(request, "交给办公室筹备了")
            return page.see_other(f"/conference/meetings/{made}/")
    return page.render(request, "conference/instruct.html", line=line, form=form_view(form))


def meeting_page(
    request: Request, meeting: UUID, form: forms.Form | None = None, which: str = "",
    answering: UUID | None = None,
) -> HttpResponse:  # fmt: skip
    """一次会议."""
    viewer = request.viewer
    view = one_of(queries.one(viewer, meeting))
    people = queries.attendees(viewer, meeting)
    open_ = view.line.state in (MeetingState.PLANNED, MeetingState.CALLED)
    mine = [one for one in people if one.mine]
    given = {which: form} if form else {}
    invite, material = given.get("invite", InviteForm()), given.get("material", MaterialForm())
    hold = given.get("hold", HoldForm(initial={"held_on": view.line.on}))
    return page.render(
        request, "conference/meeting.html", view=view, title=showing.meeting_title(view),
        stages=showing.stages(view), figures=showing.figures(view), groups=showing.grouped(people),
        looks=showing.LOOKS, topics=agenda.topics(viewer, meeting), open=open_, mine=mine,
        materials=queries.materials(viewer, meeting), due=view.line.on <= clock.today(),
        answers=[(one, form_view(form if form and answering == one.id else planning.answer_form(one, office=False))) for one in mine],
        answer_open=open_ and view.called_at is not None and viewer.may(P.CONFERENCE_ACT),
        on_paper=form_view(form if which == "paper" and form else AnswerForm(office=True)),
        invite=form_view(invite), material=form_view(material), hold=form_view(hold),
        why=form_view(given.get("why", WhyForm())), may_issue=viewer.may(P.PAPER_ISSUE),
        may_add=view.runs or (bool(mine) and viewer.may(P.CONFERENCE_ACT)),
        came=view.line.counts.came, minutes=minutes.of_meeting(viewer, meeting), waiting=[one for one in people if one.state is ComingState.INVITED],
    )  # fmt: skip


def call(request: Request, meeting: UUID) -> HttpResponse:
    """发会议通知: the paper, and a task for each unit."""
    told = tried(None, lambda: _called(request, meeting), request)
    if told is not None:
        page.toast(request, f"通知发给了{told}个单位，他们首页上看得到")
    return page.see_other(f"/conference/meetings/{meeting}/")


def _called(request: Request, meeting: UUID) -> int:
    paper = None
    if request.viewer.may(P.PAPER_ISSUE) and "paper" in request.POST:
        paper = print_sheet(by=request.viewer, meeting=meeting, kind="conference.notice")
    return deeds.call_meeting(by=request.viewer, meeting=meeting, notice=paper)


def postpone(request: Request, meeting: UUID) -> HttpResponse:
    """改期."""
    why = request.POST.get("why", "")
    if did(None, lambda: deeds.postpone(by=request.viewer, meeting=meeting, why=why), request):
        page.toast(request, "退回筹备了，改好日期再发一次通知")
        return page.see_other(f"/conference/meetings/{meeting}/edit/")
    return page.see_other(f"/conference/meetings/{meeting}/")


def cancel(request: Request, meeting: UUID) -> HttpResponse:
    """取消会议."""
    why = request.POST.get("why", "")
    if did(None, lambda: deeds.cancel_meeting(by=request.viewer, meeting=meeting, why=why), request):  # fmt: skip
        page.toast(request, "取消了，列入的议题回到备选")
    return page.see_other(f"/conference/meetings/{meeting}/")


def invite(request: Request, meeting: UUID) -> HttpResponse:
    """增加参会人员."""
    form, viewer = InviteForm(request.POST), request.viewer
    view = one_of(queries.one(viewer, meeting))
    if form.is_valid():
        said = form.cleaned_data
        unit = directory.find_unit_by_name(viewer, said["unit_name"], view.line.division)
        if did(form, lambda: inviting.invite(by=viewer, meeting=meeting, unit=unit.id if unit else None, **said)):  # fmt: skip
            page.toast(request, f"请了{said['unit_name']}")
            return page.see_other(f"/conference/meetings/{meeting}/")
    return meeting_page(request, meeting, form, "invite")


def uninvite(request: Request, attendance: UUID) -> HttpResponse:
    """不请了."""
    where = one_of(queries.meeting_of_attendance(request.viewer, attendance))
    if did(None, lambda: inviting.uninvite(by=request.viewer, attendance=attendance), request):
        page.toast(request, "从名单里去掉了")
    return page.see_other(f"/conference/meetings/{where}/")


def answer(request: Request, attendance: UUID) -> HttpResponse:
    """回复会议通知: one's own, or from paper."""
    where = one_of(queries.meeting_of_attendance(request.viewer, attendance))
    office = "paper_number" in request.POST
    form = AnswerForm(request.POST, office=office)
    if form.is_valid() and did(form, lambda: inviting.answer(by=request.viewer, attendance=attendance, **form.cleaned_data)):  # fmt: skip
        page.toast(request, "回复了")
        return page.see_other(f"/conference/meetings/{where}/")
    return meeting_page(request, where, form, "paper" if office else "answer", attendance)


def sign_in(request: Request, meeting: UUID) -> HttpResponse:
    """登记到会情况: a tick for each; who stood in is written beside."""
    viewer = request.viewer
    view = one_of(queries.one(viewer, meeting))
    people = queries.attendees(viewer, meeting)
    if request.method == "POST":
        came = planning.ticked(request.POST, people)
        stood = {one.id: request.POST.get(f"by_{one.id}", one.delegate) for one in people}
        count = tried(None, lambda: inviting.sign_in(by=viewer, meeting=meeting, came=came, stood_in=stood), request)  # fmt: skip
        if count is not None:
            page.toast(request, f"登记到会{count}人")
            return page.see_other(f"/conference/meetings/{meeting}/")
    return page.render(
        request, "conference/sign_in.html", view=view, groups=showing.grouped(people),
        looks=showing.LOOKS, expected=sum(one.state in planning.EXPECTED for one in people),
        early=view.line.on > clock.today(), came=view.line.counts.came,
    )  # fmt: skip


def hold(request: Request, meeting: UUID) -> HttpResponse:
    """登记召开."""
    form = HoldForm(request.POST)
    if form.is_valid() and did(form, lambda: deeds.hold_meeting(by=request.viewer, meeting=meeting, **form.cleaned_data)):  # fmt: skip
        page.toast(request, "登记了，接着记议定情况")
        return page.see_other(f"/conference/meetings/{meeting}/agenda/")
    return meeting_page(request, meeting, form, "hold")


def record(request: Request, meeting: UUID) -> HttpResponse:
    """写会议记录."""
    text = request.POST.get("record", "")[:20_000]
    if did(None, lambda: deeds.write_record(by=request.viewer, meeting=meeting, record=text), request):  # fmt: skip
        page.toast(request, "记录存好了")
    return page.see_other(f"/conference/meetings/{meeting}/")


def add_material(request: Request, meeting: UUID) -> HttpResponse:
    """放上材料."""
    form = MaterialForm(request.POST, request.FILES)
    if form.is_valid():
        said = form.cleaned_data
        made = tried(form, lambda: papers.add_material(
            by=request.viewer, meeting=meeting, upload=said["file"], title=said["title"],
            topic=id_of(request.POST.get("topic")),
        ))  # fmt: skip
        if made:
            page.toast(request, "放上了，请到会的单位都看得到")
            return page.see_other(f"/conference/meetings/{meeting}/")
    return meeting_page(request, meeting, form, "material")


def material(request: Request, material: UUID) -> HttpResponse:
    """取一份材料: the access log keeps who."""
    name, chunks = opened_material(request.viewer, material)
    answer = HttpResponse(b"".join(chunks), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def remove_material(request: Request, material: UUID) -> HttpResponse:
    """撤下材料."""
    where = one_of(queries.meeting_of_material(request.viewer, material))
    if did(None, lambda: papers.remove_material(by=request.viewer, material=material), request):
        page.toast(request, "撤下了")
    return page.see_other(f"/conference/meetings/{where}/")


def issue(request: Request, meeting: UUID) -> HttpResponse:
    """印通知、议程、记录、签到表."""
    kind = request.POST.get("kind", "conference.agenda")
    made = tried(None, lambda: print_sheet(by=request.viewer, meeting=meeting, kind=kind), request)
    return page.see_other(f"/papers/{made}/" if made else f"/conference/meetings/{meeting}/")
