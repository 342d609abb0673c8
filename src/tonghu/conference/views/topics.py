"""议题的页: the agenda of a meeting, the pool of a body, a unit's own topics."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse

from tonghu.access.permissions import P
from tonghu.conference.actions import agenda as deeds
from tonghu.conference.forms.meetings import AskForm, OutcomesForm, TopicForm
from tonghu.conference.queries import agenda as queries
from tonghu.conference.queries import body as bodies
from tonghu.conference.queries import meetings as meeting_queries
from tonghu.conference.showing import planning
from tonghu.conference.showing.meetings import LOOKS
from tonghu.conference.states import MeetingState
from tonghu.core.errors import NotYours
from tonghu.core.routes import Request
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.ui.trying import did, id_of, ids_of, one_of, tried

OPEN = (MeetingState.PLANNED, MeetingState.CALLED)


def agenda(request: Request, meeting: UUID, form: OutcomesForm | None = None) -> HttpResponse:
    """一次会议的议题: listed in order, below them the pool and what the system proposes."""
    viewer = request.viewer
    view = one_of(meeting_queries.one(viewer, meeting))
    listed = queries.topics(viewer, meeting)
    keeps, held = view.runs, view.line.state is MeetingState.HELD
    shown = form or planning.outcomes_form(listed) if keeps and held and listed else None
    open_ = view.line.state in OPEN
    return page.render(
        request, "conference/agenda.html", view=view, listed=listed, looks=LOOKS, open=open_,
        pool=queries.pool(viewer, view.line.body) if keeps and open_ else (),
        outcomes=form_view(shown) if shown else None, title=planning.agenda_title(view, listed),
        liaison=planning.fixing_meetings(viewer, view), may_issue=viewer.may(P.PAPER_ISSUE),
    )  # fmt: skip


def list_(request: Request, meeting: UUID) -> HttpResponse:
    """列入: the ticked ones of the pool."""
    wanted = ids_of(request.POST.getlist("topic"))
    done = tried(
        None, lambda: deeds.list_topics(by=request.viewer, meeting=meeting, topics=wanted), request
    )
    page.toast(request, f"列入了{done}项" if done else "没有列入：先勾上要列的议题。")
    return page.see_other(f"/conference/meetings/{meeting}/agenda/")


def order(request: Request, meeting: UUID) -> HttpResponse:
    """排次序: one topic up or down."""
    listed = [one.id for one in queries.topics(request.viewer, meeting)]
    moved = planning.moved(listed, id_of(request.POST.get("topic")), request.POST.get("to", "up"))
    did(None, lambda: deeds.order_topics(by=request.viewer, meeting=meeting, order=moved), request)
    return page.see_other(f"/conference/meetings/{meeting}/agenda/")


def fix(request: Request, meeting: UUID) -> HttpResponse:
    """定下议题."""
    at = id_of(request.POST.get("in"))
    done = tried(None, lambda: deeds.fix_agenda(by=request.viewer, meeting=meeting, fixed_in=at), request)  # fmt: skip
    if done:
        page.toast(request, f"议题定下了，共{done}项")
    return page.see_other(f"/conference/meetings/{meeting}/agenda/")


def outcomes(request: Request, meeting: UUID) -> HttpResponse:
    """记议定情况."""
    listed = queries.topics(request.viewer, meeting)
    form = planning.outcomes_form(listed, request.POST)
    if form.is_valid() and did(form, lambda: deeds.discuss(by=request.viewer, meeting=meeting, outcomes=form.outcomes(), major=form.major())):  # fmt: skip
        page.toast(request, "议定情况记下了")
        return page.see_other(f"/conference/meetings/{meeting}/agenda/")
    return agenda(request, meeting, form)


def topics(request: Request, body: UUID) -> HttpResponse:
    """议题: a unit's own, or the whole pool of the office."""
    viewer = request.viewer
    line = one_of(bodies.body_line(viewer, body))
    keeps = bodies.runs(viewer, line.division)
    pool = queries.pool(viewer, body)
    return page.render(
        request, "conference/topics.html", line=line, keeps=keeps, pool=pool,
        past=queries.past(viewer, body), looks=LOOKS, title=planning.pool_title(pool, keeps),
        asked=planning.topics_asked(viewer, body), ask=form_view(AskForm()),
        may_act=viewer.may(P.CONFERENCE_ACT) and (keeps or line.member),
    )  # fmt: skip


def propose(request: Request, body: UUID) -> HttpResponse:
    """提出议题."""
    viewer = request.viewer
    line = one_of(bodies.body_line(viewer, body))
    if not line.runs and not queries.sits(viewer, body):
        raise NotYours("提出议题的要是成员单位。")
    units = planning.unit_choices(viewer, line) if line.runs else []
    form = TopicForm(units, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        said["unit"] = id_of(said.get("unit"))
        if tried(form, lambda: deeds.propose_topic(by=viewer, body=body, **said)):
            page.toast(request, "提出了，办公室看得到")
            return page.see_other(f"/conference/{body}/topics/")
    return page.render(request, "conference/propose.html", line=line, form=form_view(form))


def offers(request: Request, body: UUID) -> HttpResponse:
    """系统提出的: counted from the ledgers of all modules, each opening its figures."""
    line = one_of(bodies.body_line(request.viewer, body))
    found = queries.offers(request.viewer, body, line.division)
    title = f"系统提请研究{len(found)}件事" if found else "系统没有要提请研究的"
    return page.render(request, "conference/offers.html", line=line, offers=found, title=title)


def take(request: Request, body: UUID) -> HttpResponse:
    """收进系统提出的议题."""
    chosen = set(request.POST.getlist("offer"))
    offers = [one for one in queries.offers(request.viewer, body) if f"{one.source}|{one.subject}" in chosen]  # fmt: skip
    done = tried(None, lambda: deeds.take_offers(by=request.viewer, body=body, offers=offers), request)  # fmt: skip
    page.toast(request, f"收进了{done}项" if done else "没有收：先勾上要收的。")
    return page.see_other(f"/conference/{body}/topics/")


def ask(request: Request, body: UUID) -> HttpResponse:
    """征集议题."""
    form = AskForm(request.POST)
    if form.is_valid():
        told = tried(None, lambda: deeds.ask_for_topics(by=request.viewer, body=body, until=form.cleaned_data["until"]), request)  # fmt: skip
        if told:
            page.toast(request, f"请{told}个单位报议题")
    else:
        page.toast(request, "没有发出：写上哪天以前报。")
    return page.see_other(f"/conference/{body}/topics/")


def none(request: Request, body: UUID) -> HttpResponse:
    """没有议题."""
    if did(None, lambda: deeds.no_topics(by=request.viewer, body=body), request):
        page.toast(request, "回复了没有议题")
    return page.see_other(f"/conference/{body}/topics/")


def _settled(request: Request, topic: UUID, act: Callable[[], object], said: str) -> HttpResponse:
    where = one_of(queries.topic(request.viewer, topic))
    if did(None, act, request):
        page.toast(request, said)
    if where.meeting and request.POST.get("back") == "agenda":
        return page.see_other(f"/conference/meetings/{where.meeting}/agenda/")
    return page.see_other(f"/conference/{where.body}/topics/")


def unlist(request: Request, topic: UUID) -> HttpResponse:
    """退回备选."""
    return _settled(request, topic, lambda: deeds.unlist_topic(by=request.viewer, topic=topic), "退回备选了")  # fmt: skip


def drop(request: Request, topic: UUID) -> HttpResponse:
    """不列入."""
    why = request.POST.get("why", "")
    return _settled(request, topic, lambda: deeds.drop_topic(by=request.viewer, topic=topic, why=why), "不列入，提出的单位看得到理由")  # fmt: skip


def restore(request: Request, topic: UUID) -> HttpResponse:
    """重新备选."""
    return _settled(request, topic, lambda: deeds.restore_topic(by=request.viewer, topic=topic), "重新备选了")  # fmt: skip


def withdraw(request: Request, topic: UUID) -> HttpResponse:
    """撤回议题."""
    return _settled(request, topic, lambda: deeds.withdraw_topic(by=request.viewer, topic=topic), "撤回了")  # fmt: skip
