"""安排会议的样子: forms filled from what is known, the day said in words, ticks read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from tonghu.conference.forms.meetings import AnswerForm, OutcomesForm, PlanForm
from tonghu.conference.queries.agenda import TopicLine
from tonghu.conference.queries.body import BodyLine, policy_of, seats
from tonghu.conference.queries.meetings import Attendee, MeetingView, meetings
from tonghu.conference.rules.meeting import DayCheck, Demand, chair_roles, day_check, liaison_before
from tonghu.conference.states import ComingState, MeetingKind, MeetingState, SeatRole
from tonghu.core.calendar import cn_date
from tonghu.core.viewer import Viewer
from tonghu.policy.explain.spoken import citation
from tonghu.worklist import queries as worklist

EXPECTED = (ComingState.COMING, ComingState.DELEGATED)


def plan_form(
    viewer: Viewer, line: BodyLine, kind: MeetingKind, sent: Any, view: MeetingView | None = None
) -> PlanForm:
    """The plan of a meeting: chairs by the profile, reasons it allows, the plenary it prepares."""
    policy = policy_of(line.profile)
    allowed = chair_roles(policy, kind)
    there = seats(viewer, line.id)
    chairs = [
        (str(one.holder), f"{one.role_label}{one.name}")
        for one in there
        if one.holder and (one.role.value in allowed or (kind is not MeetingKind.LIAISON and one.role in (SeatRole.VICE_CONVENOR,)))
    ]  # fmt: skip
    words = policy.vocabulary.lists["meeting_reasons"]
    every = tuple(words) if line.own else policy.sheet.conference.temporary_on
    return PlanForm(
        kind, sent, initial=_known(view) if view else _first(viewer, line, kind), chairs=chairs,
        reasons=[(one, words[one]) for one in every],
        plenaries=[
            (str(one.id), f"{one.title}（{cn_date(one.on)}）")
            for one in (meetings(viewer, line.id) if kind is MeetingKind.LIAISON else ())
            if one.kind is MeetingKind.PLENARY and one.state in (MeetingState.PLANNED, MeetingState.CALLED)
        ],
        delegates="delegate" in allowed, day_off=_day_off(line, sent, view),
    )  # fmt: skip


def _known(view: MeetingView) -> dict[str, Any]:
    chair = str(view.chair) if view.chair else "delegate" if view.chair_name else ""
    return {
        "on": view.line.on, "starts": view.line.starts, "place": view.line.place, "chair": chair,
        "chair_name": "" if view.chair else view.chair_name,
        "chair_post": "" if view.chair else view.chair_post, "reason": view.reason,
        "instruction": view.instruction, "purpose": view.purpose, "day_note": view.day_note,
        "before": str(view.line.before) if view.line.before else "",
    }  # fmt: skip


def _first(viewer: Viewer, line: BodyLine, kind: MeetingKind) -> dict[str, Any]:
    """A liaison meeting is most often for the next plenary, on its last day at the latest."""
    if kind is not MeetingKind.LIAISON:
        return {}
    coming = [
        one for one in meetings(viewer, line.id)
        if one.kind is MeetingKind.PLENARY and one.state in (MeetingState.PLANNED, MeetingState.CALLED)
    ]  # fmt: skip
    if not coming or line.own:
        return {}
    plenary = min(coming, key=lambda one: one.on)
    due = liaison_before(policy_of(line.profile), plenary.on)
    return {"before": str(plenary.id), **({"on": due.due} if due else {})}


def _day_off(line: BodyLine, sent: Any, view: MeetingView | None) -> bool:
    on = _typed_day(sent) or (view.line.on if view else None)
    return bool(on) and not day_check(policy_of(line.profile), on).worked if on else False


def _typed_day(sent: Any) -> date | None:
    try:
        return date.fromisoformat(str(sent["on"])) if sent else None
    except (KeyError, ValueError):
        return None


def day_of(line: BodyLine, form: PlanForm) -> DayCheck | None:
    """What is to be said of the day typed; nothing where none is."""
    on = _typed_day(form.data) if form.is_bound else form.initial.get("on")
    return day_check(policy_of(line.profile), on) if isinstance(on, date) else None


def asked(viewer: Viewer, line: BodyLine, kind: MeetingKind) -> Demand | None:
    """Which demand of the document the meeting answers."""
    if line.own:
        return None
    policy = policy_of(line.profile)
    key = {"plenary": "plenary_per_year", "temporary": "temporary_on"}.get(
        kind.value, "liaison_meeting"
    )
    silent = policy.silent("conference", key)
    words = {
        "plenary": f"每年{policy.sheet.conference.plenary_per_year}次",
        "temporary": "按" + "、".join(policy.vocabulary.label("meeting_reasons", one) for one in policy.sheet.conference.temporary_on) + "召开",
        "liaison": policy.vocabulary.label("liaison_meetings", policy.sheet.conference.liaison_meeting),
    }[kind.value]  # fmt: skip
    clause = citation(policy, policy.basis("conference", key))
    return Demand(kind.value, kind.label, "文件没写，按通例：" + words if silent else words, "silent" if silent else "now", None, "" if silent else clause, silent)  # fmt: skip


def answer_form(one: Attendee, *, office: bool) -> AnswerForm:
    """What was answered before is there again."""
    known = one.state.value if one.state in (*EXPECTED, ComingState.LEAVE) else ""
    return AnswerForm(
        office=office, prefix=None, auto_id=f"a_{one.id}_%s",
        initial={"state": known, "delegate": one.delegate, "delegate_post": one.delegate_post, "reason": one.reason},
    )  # fmt: skip


def ticked(sent: Mapping[str, Any], people: Sequence[Attendee]) -> dict[UUID, str]:
    """The ticks of the sheet: whoever asked for leave and did not come stays on leave."""
    found: dict[UUID, str] = {}
    for one in people:
        if sent.get(f"came_{one.id}"):
            found[one.id] = ComingState.CAME.value
        elif one.state is ComingState.LEAVE:
            found[one.id] = ComingState.LEAVE.value
        else:
            found[one.id] = ComingState.ABSENT.value
    return found


def outcomes_form(topics: Iterable[TopicLine], sent: Any = None) -> OutcomesForm:
    """A text for each topic."""
    return OutcomesForm([(str(one.id), one.title, one.outcome, one.major) for one in topics], sent)


def moved(order: Sequence[UUID], id: UUID | None, to: str) -> tuple[UUID, ...]:
    """One place up or down."""
    if id is None or id not in order:
        return tuple(order)
    rest = list(order)
    at = rest.index(id)
    other = max(0, at - 1) if to == "up" else min(len(rest) - 1, at + 1)
    rest[at], rest[other] = rest[other], rest[at]
    return tuple(rest)


def agenda_title(view: MeetingView, listed: Sequence[TopicLine]) -> str:
    """How far the list of topics is."""
    if view.line.state is MeetingState.HELD:
        open_ones = sum(not one.outcome for one in listed)
        return f"还有{open_ones}项没记议定情况" if open_ones else f"议了{len(listed)}项，都记下了"
    if not listed:
        return "还没有列入议题"
    return f"列入{len(listed)}项，已定下" if view.fixed_at else f"列入{len(listed)}项，还没定下"


def pool_title(pool: Sequence[TopicLine], keeps: bool) -> str:
    """How many wait."""
    if keeps:
        return f"备选{len(pool)}项议题" if pool else "没有备选的议题"
    return f"我们提出的议题有{len(pool)}项在备选" if pool else "我们没有议题在备选"


def fixing_meetings(viewer: Viewer, view: MeetingView) -> list[tuple[str, str]]:
    """Held liaison meetings at which the list may have been fixed."""
    if view.fixed_at or not view.runs:
        return []
    return [
        (str(one.id), one.title)
        for one in meetings(viewer, view.line.body)
        if one.kind is MeetingKind.LIAISON and one.state is MeetingState.HELD
        and (one.before in (None, view.line.id))
    ]  # fmt: skip


def topics_asked(viewer: Viewer, body: UUID) -> bool:
    """Whether one's own unit still owes an answer to the call for topics."""
    from tonghu.conference.contributions.meetings import TOPICS

    asked = worklist.open_subjects(viewer, kind=TOPICS, subject_type="conference.body")
    return f"{body}:{viewer.unit}" in asked


def unit_choices(viewer: Viewer, line: BodyLine) -> list[tuple[str, str]]:
    """Units of the body that may have sent a topic on paper."""
    found = {
        str(one.unit): one.unit_name
        for one in seats(viewer, line.id)
        if one.unit and one.role is SeatRole.MEMBER and not one.mine
    }
    return list(found.items())
