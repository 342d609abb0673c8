"""席位和成员调整的页: one seat, naming somebody, proposing, deciding, refusing, withdrawing."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse

from tonghu.access.permissions import P
from tonghu.conference.actions import bodies as deeds
from tonghu.conference.actions import members as seating
from tonghu.conference.forms.body import ChangeForm, DecideForm, EndForm, NameForm, WhyForm
from tonghu.conference.queries import body as queries
from tonghu.conference.queries import meetings as meeting_queries
from tonghu.conference.queries.history import history
from tonghu.conference.rules.membership import may_choose_mode
from tonghu.conference.showing import meetings as showing
from tonghu.conference.states import HEADS, ChangeMode, ChangeState, MeetingState, SeatRole
from tonghu.core.routes import Request
from tonghu.core.viewer import Viewer
from tonghu.policy.explain.spoken import citation
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.ui.trying import did, id_of, one_of, tried


def seat_page(request: Request, seat: UUID, form: forms.Form | None = None) -> HttpResponse:
    """一个席位: who sits in it, who did, and naming or changing them."""
    line, one = one_of(queries.seat(request.viewer, seat))
    may = request.viewer.may(P.CONFERENCE_ACT) and (one.mine or line.runs)
    shown = form or (_change_form(request.viewer, line, one) if one.name else NameForm())
    return page.render(
        request, "conference/seat.html", line=line, seat=one, form=form_view(shown) if may else None,
        rows=history(request.viewer, line.id, seat), may=may,
        rule=_rule(line, one), end=form_view(EndForm()),
    )  # fmt: skip


def _rule(line: queries.BodyLine, one: queries.SeatLine) -> tuple[str, str, bool]:
    """How this seat changes, by which clause, whether the document says nothing."""
    if line.own or one.role not in (SeatRole.MEMBER, *HEADS):
        return "由单位自己换，报办公室登记", "", False
    policy = queries.policy_of(line.profile)
    word = policy.sheet.conference.member_change
    return (
        policy.vocabulary.label("member_changes", word),
        citation(policy, policy.basis("conference", "member_change")), may_choose_mode(policy),
    )  # fmt: skip


def _change_form(
    viewer: Viewer, line: queries.BodyLine, one: queries.SeatLine, sent: object = None
) -> ChangeForm:
    silent = _rule(line, one)[2]
    modes = [(mode.value, mode.label) for mode in ChangeMode] if silent else []
    return ChangeForm(sent, office=line.runs and not one.mine, modes=modes)


def name(request: Request, seat: UUID) -> HttpResponse:
    """登记任席的人."""
    form = NameForm(request.POST)
    if form.is_valid() and did(form, lambda: seating.name_holder(by=request.viewer, seat=seat, **form.cleaned_data)):  # fmt: skip
        page.toast(request, f"登记了{form.cleaned_data['name']}")
        return page.see_other(f"/conference/seats/{seat}/")
    return seat_page(request, seat, form)


def propose(request: Request, seat: UUID) -> HttpResponse:
    """提出成员调整: the page of the change says how it goes on."""
    line, one = one_of(queries.seat(request.viewer, seat))
    form = _change_form(request.viewer, line, one, request.POST)
    if form.is_valid():
        made = tried(form, lambda: seating.propose_change(by=request.viewer, seat=seat, **form.cleaned_data))  # fmt: skip
        if made:
            page.toast(request, "写好了")
            return page.see_other(f"/conference/changes/{made}/")
    return seat_page(request, seat, form)


def end_seat(request: Request, seat: UUID) -> HttpResponse:
    """取消席位."""
    line, _ = one_of(queries.seat(request.viewer, seat))
    form = EndForm(request.POST)
    if form.is_valid() and did(None, lambda: deeds.end_seat(by=request.viewer, seat=seat, **form.cleaned_data), request):  # fmt: skip
        page.toast(request, "席位取消了，担任过的人留在沿革里")
        return page.see_other(f"/conference/{line.id}/members/")
    if not form.is_valid():
        page.toast(request, "没有取消：日期和原因都要写。")
    return page.see_other(f"/conference/seats/{seat}/")


def change_page(
    request: Request, change: UUID, form: forms.Form | None = None, which: str = "") -> HttpResponse:  # fmt: skip
    """一项成员调整: who for whom, by which rule, where it stands."""
    viewer = request.viewer
    one = one_of(queries.change(viewer, change))
    waits = one.state in (ChangeState.PROPOSED, ChangeState.APPROVED)
    keeps = queries.runs(viewer, one.division) and waits
    decide = form if which == "decide" and form else DecideForm(_held(viewer, one.body))
    refuse = form if which == "refuse" and form else WhyForm()
    return page.render(
        request, "conference/change.html", one=one, problem=_unshown(form, keeps), look=showing.LOOKS[one.state],
        decide=form_view(decide) if keeps else None,
        refuse=form_view(refuse) if keeps and one.state is ChangeState.PROPOSED else None,
        may_approve=viewer.may(P.CONFERENCE_DECIDE) and one.state is ChangeState.PROPOSED,
        may_withdraw=one.mine and one.state is ChangeState.PROPOSED and viewer.may(P.CONFERENCE_ACT),
    )  # fmt: skip


def _unshown(form: forms.Form | None, shown: bool) -> str:
    """A refusal whose form is no longer there: another has settled it meanwhile."""
    if form is None or shown:
        return ""
    return "".join(str(one) for one in form.non_field_errors())


def _held(viewer: Viewer, body: UUID) -> list[tuple[str, str]]:
    lines = meeting_queries.meetings(viewer, body)
    return [(str(one.id), one.title) for one in lines if one.state is MeetingState.HELD]


def approve(request: Request, change: UUID) -> HttpResponse:
    """领导同意."""
    if did(None, lambda: seating.approve_change(by=request.viewer, change=change), request):
        page.toast(request, "同意了，由办公室登记")
    return page.see_other(f"/conference/changes/{change}/")


def decide(request: Request, change: UUID) -> HttpResponse:
    """确定."""
    one = one_of(queries.change(request.viewer, change))
    form = DecideForm(_held(request.viewer, one.body), request.POST)
    if form.is_valid():
        said = form.cleaned_data
        done = did(form, lambda: seating.decide_change(
            by=request.viewer, change=change, decided_on=said["decided_on"],
            decision=said["decision"], meeting=id_of(said["meeting"]),
        ))  # fmt: skip
        if done:
            page.toast(request, "名单换好了")
            return page.see_other(f"/conference/changes/{change}/")
    return change_page(request, change, form, "decide")


def refuse(request: Request, change: UUID) -> HttpResponse:
    """不同意."""
    form = WhyForm(request.POST)
    if form.is_valid() and did(form, lambda: seating.refuse_change(by=request.viewer, change=change, answer=form.cleaned_data["why"])):  # fmt: skip
        page.toast(request, "回复了，单位看得到理由")
        return page.see_other(f"/conference/changes/{change}/")
    return change_page(request, change, form, "refuse")


def withdraw(request: Request, change: UUID) -> HttpResponse:
    """撤回."""
    if did(None, lambda: seating.withdraw_change(by=request.viewer, change=change), request):
        page.toast(request, "撤回了")
    return page.see_other(f"/conference/changes/{change}/")
