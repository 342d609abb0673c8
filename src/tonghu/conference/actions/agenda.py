"""议题: proposed by units and by the system, kept in a pool, listed, put in order, discussed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from tonghu.access.permissions import P
from tonghu.conference.actions.common import (
    DESK,
    WHY,
    body_of,
    found,
    manage,
    managed_body,
    managed_meeting,
    moment,
    need,
    runs,
    speaks_for,
    units_of,
)
from tonghu.conference.contributions.meetings import BODY, TOPICS
from tonghu.conference.models import AgendaItem, Meeting
from tonghu.conference.rules.agenda import Offer, renumbered, why_not_list
from tonghu.conference.rules.membership import Wrong
from tonghu.conference.states import AgendaState, MeetingKind, MeetingState
from tonghu.conference.workflow.meetings import TOPIC
from tonghu.core import events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.worklist import actions as worklist


def propose_topic(
    *, by: Viewer, body: UUID, title: str, question: str = "", proposal: str = "",
    major: bool = False, unit: UUID | None = None, paper_number: str = "",
) -> UUID:  # fmt: skip
    """提出议题: by a unit, or by the office for its own or another unit's paper."""
    row = body_of(by, body)
    whose = unit or by.unit
    known = directory.unit(DESK, whose) if whose else None
    if whose != by.unit or by.unit is None:
        speaks_for(by, whose, known.name if known else "", row.division, paper_number)
    elif not runs(by, row.division):
        need(by, P.CONFERENCE_ACT)
    with scope(DESK):
        _sits_here(row.id, whose, by, row.division)
        if not title.strip():
            raise Wrong("title", "还没写议题。")
        made = AgendaItem.objects.put(
            body=row, division=row.division, unit_id=whose, proposed_at=moment(),
            unit_name=known.name if known else "联席会议办公室", title=title.strip()[:120],
            question=question.strip(), proposal=proposal.strip(), major=major,
            proposed_by=by.name, paper_number=paper_number.strip()[:80],
        )  # fmt: skip
    events.record(
        "topic.propose", by=by, subject=made, unit=whose,
        changes={"title": made.title, "unit": made.unit_name, "paper": made.paper_number},
    )  # fmt: skip
    if whose:
        worklist.close_task(by=by, kind=TOPICS, subject=(BODY, f"{row.id}:{whose}"))
    return made.id


def _sits_here(body: UUID, unit: UUID | None, by: Viewer, division: str) -> None:
    row = body_of(DESK, body)
    if unit is not None and unit in units_of(row):
        return
    if unit is None or runs(by, division):
        return
    raise NotYours("提出议题的要是成员单位。")


def take_offers(*, by: Viewer, body: UUID, offers: Iterable[Offer]) -> int:
    """收进系统提出的议题: each once, with the number of the moment; the figures stay a link."""
    row = managed_body(by, body)
    made = 0
    for one in offers:
        try:
            with transaction.atomic():
                topic = AgendaItem.objects.put(
                    body=row, division=row.division, source=one.source[:40],
                    source_id=one.subject[:80], unit_name="系统提出", title=one.title[:120],
                    question=one.question, link=one.link[:200], count=one.count, as_of=moment(),
                    proposed_by=by.name, proposed_at=moment(),
                )  # fmt: skip
        except IntegrityError:  # another took it a moment ago (topic_source_once)
            continue
        events.record(
            "topic.take", by=by, subject=topic,
            changes={"title": topic.title, "source": one.source, "count": one.count},
        )  # fmt: skip
        made += 1
    return made


def ask_for_topics(*, by: Viewer, body: UUID, until: date) -> int:
    """征集议题: a task for every member unit."""
    row = managed_body(by, body)
    units = units_of(row)
    names = {id: directory.unit(DESK, id) for id in units}
    worklist.open_tasks(
        by=by,
        tasks=[
            worklist.NewTask(
                kind=TOPICS, subject=(BODY, f"{row.id}:{id}"), title="报提交联席会议的议题",
                why="没有议题也请回个话：在页面上点没有议题", division=row.division, unit=id,
                unit_name=one.name if one else "", due=until, profile=row.profile,
                link=f"/conference/{row.id}/topics/",
            )
            for id, one in names.items()
        ],
        again=True,
    )  # fmt: skip
    events.record("topic.ask", by=by, subject=row, changes={"units": len(units), "until": until})
    return len(units)


def no_topics(*, by: Viewer, body: UUID) -> None:
    """没有议题: an answer too."""
    row = body_of(by, body)
    need(by, P.CONFERENCE_ACT)
    if by.unit is None:
        raise NotYours("由成员单位回复。")
    worklist.close_task(by=by, kind=TOPICS, subject=(BODY, f"{row.id}:{by.unit}"), note="没有议题")


def list_topics(*, by: Viewer, meeting: UUID, topics: Iterable[UUID]) -> int:
    """列入议程 of a meeting, at the end of what is listed."""
    row = managed_meeting(by, meeting)
    _may_list(row)
    last = _listed(row).count()
    done = 0
    for id in topics:
        topic = _topic(row.body_id, id)
        if topic is None or topic.state != AgendaState.POOL:
            continue
        topic.meeting, topic.place, topic.shared_with = row, last + done + 1, row.shared_with
        topic.save(update_fields=["meeting", "place", "shared_with"])
        move(
            TOPIC, topic, "list", by=by, division=row.division, unit=topic.unit_id,
            changes={"meeting": row.title, "title": topic.title},
        )  # fmt: skip
        done += 1
    return done


def unlist_topic(*, by: Viewer, topic: UUID) -> None:
    """退回备选."""
    row = _managed(by, topic)
    if row.meeting is not None:
        _may_list(row.meeting)
    move(TOPIC, row, "unlist", by=by, division=row.division, unit=row.unit_id)
    row.meeting, row.shared_with, row.place = None, [], 0
    row.save(update_fields=["meeting", "shared_with", "place"])


def drop_topic(*, by: Viewer, topic: UUID, why: str) -> None:
    """不列入: the unit that proposed it reads why."""
    row = _managed(by, topic)
    if not why.strip():
        raise Wrong("why", "请写不列入的理由，提出的单位看得到。")
    row.why = why.strip()[:200]
    row.save(update_fields=["why"])
    move(TOPIC, row, "drop", by=by, division=row.division, unit=row.unit_id, note=why)


def restore_topic(*, by: Viewer, topic: UUID) -> None:
    """重新备选."""
    row = _managed(by, topic)
    move(TOPIC, row, "restore", by=by, division=row.division, unit=row.unit_id)


def withdraw_topic(*, by: Viewer, topic: UUID) -> None:
    """撤回: by the unit that proposed it, while it is in the pool."""
    row = found(AgendaItem.objects.visible_to(by).filter(pk=topic).first())
    if not by.system and (row.unit_id is None or by.unit != row.unit_id):
        raise NotYours("由提出的单位撤回。")
    move(TOPIC, row, "withdraw", by=by, division=row.division, unit=row.unit_id)


def order_topics(*, by: Viewer, meeting: UUID, order: Iterable[UUID]) -> None:
    """排次序: those named first, the rest as they stood."""
    row = managed_meeting(by, meeting)
    _may_list(row)
    rows = {str(one.id): one for one in _listed(row).select_for_update(of=("self",))}
    before = list(rows)
    after = renumbered(before, (str(one) for one in order))
    for place, id in enumerate(after, start=1):
        rows[id].place = place
    AgendaItem._reached.bulk_update(list(rows.values()), ["place"])
    events.record(
        "topic.order", by=by, subject=row, changes={"order": [before[:60], list(after)[:60]]}
    )


def fix_agenda(*, by: Viewer, meeting: UUID, fixed_in: UUID | None = None) -> int:
    """定下议题 (D-050): at the liaison meeting, or by the office where the document has none."""
    row = managed_meeting(by, meeting)
    _may_list(row)
    count = _listed(row).count()
    if not count:
        raise NotNow("还没有列入议题，先从备选里列入。")
    at = None
    if fixed_in:
        at = found(
            Meeting.objects.all_of_them(reason=WHY)
            .filter(pk=fixed_in, body_id=row.body_id, kind=MeetingKind.LIAISON)
            .first()
        )
        if at.state != MeetingState.HELD:
            raise NotNow("那次联络员会议还没有登记召开。")
    row.fixed_at, row.fixed_in = moment(), at
    row.save(update_fields=["fixed_at", "fixed_in"])
    events.record(
        "meeting.fix", by=by, subject=row, unit=row.body.host_id,
        changes={"topics": count, "in": at.title if at else ""},
    )  # fmt: skip
    return count


def discuss(
    *, by: Viewer, meeting: UUID, outcomes: Mapping[UUID, str], major: Iterable[UUID] = ()
) -> int:
    """记议定情况: what was agreed on each topic; the minutes are drafted from it."""
    row = managed_meeting(by, meeting)
    if row.state != MeetingState.HELD:
        raise NotNow("会议登记召开以后再记议定情况。")
    heavy, done = set(major), 0
    for id, outcome in outcomes.items():
        topic = _topic(row.body_id, id)
        if topic is None or topic.meeting_id != row.id or not outcome.strip():
            continue
        topic.outcome, topic.major = outcome.strip(), id in heavy or topic.major
        topic.save(update_fields=["outcome", "major"])
        if topic.state == AgendaState.LISTED:
            move(
                TOPIC, topic, "discuss", by=by, division=row.division, unit=topic.unit_id,
                changes={"title": topic.title, "meeting": row.title},
            )  # fmt: skip
            done += 1
    return done


def _listed(meeting: Meeting) -> QuerySet[AgendaItem]:
    rows = AgendaItem.objects.all_of_them(reason=WHY)
    return rows.filter(
        meeting=meeting, state__in=[AgendaState.LISTED, AgendaState.DISCUSSED]
    ).order_by("place", "id")


def _may_list(meeting: Meeting) -> None:
    refusal = why_not_list(meeting.state)
    if refusal:
        raise NotNow(refusal)


def _topic(body: UUID, id: UUID) -> AgendaItem | None:
    rows = AgendaItem.objects.all_of_them(reason=WHY).select_for_update(of=("self",))
    return rows.filter(pk=id, body_id=body).first()


def _managed(by: Viewer, topic: UUID) -> AgendaItem:
    row = found(AgendaItem.objects.visible_to(by).filter(pk=topic).first())
    manage(by, row.division)
    rows = AgendaItem.objects.all_of_them(reason=WHY).select_for_update(of=("self",))
    return rows.select_related("meeting").get(pk=row.pk)
