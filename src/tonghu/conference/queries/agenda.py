"""查议题: those in the pool, those listed, those the system proposes with their figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tonghu.conference.models import AgendaItem, Body, Meeting
from tonghu.conference.queries.body import gaps, seats
from tonghu.conference.rules.agenda import Offer, fresh
from tonghu.conference.states import AgendaState, Gap, MeetingKind, MeetingState
from tonghu.core import clock
from tonghu.core.contributions import contributed
from tonghu.core.viewer import Viewer
from tonghu.worklist.contributions import AgendaProposer, Proposed


@dataclass(frozen=True, slots=True)
class TopicLine:
    """一个议题."""

    id: UUID
    body: UUID
    meeting: UUID | None
    meeting_title: str
    title: str
    question: str
    proposal: str
    unit: UUID | None
    unit_name: str
    source: str
    source_label: str
    link: str
    count: int
    as_of: datetime | None
    major: bool
    place: int
    state: AgendaState
    outcome: str
    why: str
    proposed_by: str
    proposed_at: datetime | None
    paper_number: str
    mine: bool


def topics(viewer: Viewer, meeting: UUID) -> tuple[TopicLine, ...]:
    """列入议程的, in their order."""
    rows = AgendaItem.objects.visible_to(viewer).filter(
        meeting=meeting, state__in=[AgendaState.LISTED, AgendaState.DISCUSSED]
    )
    return tuple(
        _line(viewer, one) for one in rows.select_related("meeting").order_by("place", "id")
    )


def pool(viewer: Viewer, body: UUID) -> tuple[TopicLine, ...]:
    """备选的 of a body; a unit sees its own."""
    rows = AgendaItem.objects.visible_to(viewer).filter(body=body, state=AgendaState.POOL)
    return tuple(
        _line(viewer, one) for one in rows.select_related("meeting").order_by("proposed_at", "id")
    )


def past(viewer: Viewer, body: UUID) -> tuple[TopicLine, ...]:
    """提过的 that are settled, latest first."""
    rows = AgendaItem.objects.visible_to(viewer).filter(body=body).exclude(state=AgendaState.POOL)
    found = rows.select_related("meeting").order_by("-proposed_at", "-id")[:50]
    return tuple(_line(viewer, one) for one in found)


def _line(viewer: Viewer, one: AgendaItem) -> TopicLine:
    return TopicLine(
        id=one.id, body=one.body_id, meeting=one.meeting_id,
        meeting_title=one.meeting.title if one.meeting else "", title=one.title,
        question=one.question, proposal=one.proposal, unit=one.unit_id, unit_name=one.unit_name,
        source=one.source, source_label=source_label(one.source), link=one.link, count=one.count,
        as_of=one.as_of, major=one.major, place=one.place, state=AgendaState(one.state),
        outcome=one.outcome, why=one.why, proposed_by=one.proposed_by,
        proposed_at=one.proposed_at, paper_number=one.paper_number,
        mine=bool(viewer.unit and viewer.unit == one.unit_id),
    )  # fmt: skip


def source_label(code: str) -> str:
    """Where a topic of the system came from."""
    known = {one.code: one.label for one in contributed(AgendaProposer)}
    return known.get(code, "")


def offers(viewer: Viewer, body: UUID, division: str = "") -> tuple[Offer, ...]:
    """系统提出的: from every module that has something to say, less what was taken already."""
    where = division or _division(viewer, body)
    if not where:
        return ()
    since = _since(viewer, body)
    found = [
        Offer(one.code, one.label, one.order, p.subject, p.title, p.question, p.link, p.count)
        for one in contributed(AgendaProposer)
        for p in one.find(viewer, where, since)
    ]
    known = AgendaItem.objects.visible_to(viewer).filter(
        body=body, state__in=[AgendaState.POOL, AgendaState.LISTED]
    ).exclude(source="")  # fmt: skip
    return fresh(found, set(known.values_list("source", "source_id")))


def _division(viewer: Viewer, body: UUID) -> str:
    rows = Body.objects.visible_to(viewer).filter(pk=body)
    return rows.values_list("division", flat=True).first() or ""


def _since(viewer: Viewer, body: UUID) -> date:
    """From the last plenary; from a year ago where there was none."""
    last = (
        Meeting.objects.visible_to(viewer)
        .filter(body=body, kind=MeetingKind.PLENARY, state=MeetingState.HELD)
        .order_by("-held_on")
        .values_list("held_on", flat=True)
        .first()
    )
    today = clock.today()
    year_ago = today.replace(year=today.year - 1, day=min(today.day, 28))
    return last or year_ago


def units_without_liaison(viewer: Viewer, division: str, since: date) -> tuple[Proposed, ...]:
    """没有联络员的单位, one topic for all of a body."""
    made: list[Proposed] = []
    for row in Body.objects.visible_to(viewer).filter(division=division, until_on=None):
        lacking = [
            one
            for one in gaps(viewer, row.id, seats(viewer, row.id, changes=False))
            if one.gap is Gap.NO_LIAISON
        ]
        if lacking:
            names = "、".join(one.unit_name for one in lacking[:5])
            more = f"等{len(lacking)}个单位" if len(lacking) > 5 else f"，共{len(lacking)}个单位"
            made.append(
                Proposed(
                    title="补齐成员单位联络员", question=f"{names}{more}还没有联络员，请明确。",
                    link=f"/conference/{row.id}/members/#gaps", count=len(lacking),
                    subject=f"liaisons:{row.id}",
                )
            )  # fmt: skip
    return tuple(made)


def topic(viewer: Viewer, id: UUID) -> TopicLine | None:
    """One topic."""
    row = AgendaItem.objects.visible_to(viewer).select_related("meeting").filter(pk=id).first()
    return _line(viewer, row) if row else None


def sits(viewer: Viewer, body: UUID) -> bool:
    """本单位在不在这项制度里: whether a form about it is worth showing."""
    if viewer.unit is None:
        return False
    rows = Body.objects.visible_to(viewer)
    return rows.filter(pk=body, shared_with__contains=[viewer.unit]).exists()
