"""查会议: one with who is asked, its topics and materials; those of a year; one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from tonghu.conference.models import Attendance, Body, Material, Meeting
from tonghu.conference.queries.body import BodyLine, body_line, gaps, policy_of, runs, seats
from tonghu.conference.rules.meeting import Demand, Held, demands
from tonghu.conference.states import AttendeeClass, ComingState, MeetingKind, MeetingState
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer

DESK = Viewer.for_system("会议上写的是哪个联席会议")


@dataclass(frozen=True, slots=True)
class Counts:
    """回复情况."""

    asked: int
    coming: int
    leave: int
    waiting: int
    came: int


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """一次会议, as lists show it."""

    id: UUID
    body: UUID
    body_name: str
    division: str
    kind: MeetingKind
    year: int
    number: int
    title: str
    state: MeetingState
    on: date
    starts: time | None
    place: str
    held_on: date | None
    topics: int
    counts: Counts
    before: UUID | None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """一次会议, all of it."""

    line: MeetingLine
    day_note: str
    chair: UUID | None
    chair_role: str
    chair_role_label: str
    chair_name: str
    chair_post: str
    reason: str
    reason_label: str
    instruction: str
    purpose: str
    before_title: str
    before_on: date | None
    due_on: date | None
    due_how: str
    fixed_at: datetime | None
    fixed_in_title: str
    called_at: datetime | None
    notice: UUID | None
    reply_by: date | None
    record: str
    cancelled_why: str
    basis: str
    runs: bool
    host: UUID | None
    host_name: str
    profile: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """一个参会的人: of which unit, as whom, what was answered."""

    id: UUID
    unit: UUID | None
    unit_name: str
    cls: AttendeeClass
    person: str
    post_title: str
    state: ComingState
    delegate: str
    delegate_post: str
    reason: str
    answered_by: str
    answered_at: datetime | None
    paper_number: str
    seat: UUID | None
    mine: bool

    @property
    def present(self) -> str:
        """Who sat there: the delegate, else the person."""
        return self.delegate or self.person


@dataclass(frozen=True, slots=True)
class UnitAtMeeting:
    """参会单位: a unit and whether anybody of it came; who endorses the minutes."""

    unit: UUID | None
    unit_name: str
    classes: tuple[AttendeeClass, ...]
    came: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """一份会议材料."""

    id: UUID
    title: str
    file: UUID
    unit: UUID | None
    unit_name: str
    topic: UUID | None
    topic_title: str
    added_by: str
    added_at: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class YearPage:
    """会议年: what the document demands this year, what has been done, what is next."""

    body: BodyLine
    year: int
    years: tuple[int, ...]
    demands: tuple[Demand, ...]
    meetings: tuple[MeetingLine, ...]
    gaps: int
    pool: int


def one(viewer: Viewer, meeting: UUID) -> MeetingView | None:
    """一次会议."""
    rows = Meeting.objects.visible_to(viewer).select_related("before", "fixed_in")
    row = rows.filter(pk=meeting).first()
    if row is None:
        return None
    whose = _bodies([row])[row.body_id]
    policy = policy_of(whose.profile)
    words = policy.vocabulary.lists
    heads = {**words["head_roles"], "office_director": "办公室主任"}
    return MeetingView(
        line=_lines(viewer, [row])[0], day_note=row.day_note, chair=row.chair_id,
        chair_role=row.chair_role, chair_role_label=heads.get(row.chair_role, ""),
        chair_name=row.chair_name, chair_post=row.chair_post, reason=row.reason,
        reason_label=words["meeting_reasons"].get(row.reason, ""), instruction=row.instruction,
        purpose=row.purpose, before_title=row.before.title if row.before else "",
        before_on=row.before.on if row.before else None, due_on=row.due_on, due_how=row.due_how,
        fixed_at=row.fixed_at, fixed_in_title=row.fixed_in.title if row.fixed_in else "",
        called_at=row.called_at, notice=row.notice, reply_by=row.reply_by, record=row.record,
        cancelled_why=row.cancelled_why, basis=row.basis, runs=runs(viewer, row.division),
        host=whose.host_id, host_name=whose.host_name, profile=whose.profile,
    )  # fmt: skip


def meetings(viewer: Viewer, body: UUID, year: int | None = None) -> tuple[MeetingLine, ...]:
    """会议 of a body, latest first."""
    rows = Meeting.objects.visible_to(viewer).filter(body=body)
    if year is not None:
        rows = rows.filter(year=year)
    return _lines(viewer, list(rows.order_by("-on", "-id")))


def mine(viewer: Viewer) -> tuple[MeetingLine, ...]:
    """请我们单位参加的会议, the next first."""
    if viewer.unit is None:
        return ()
    asked = Attendance.objects.visible_to(viewer).filter(unit_id=viewer.unit)
    rows = (
        Meeting.objects.visible_to(viewer)
        .filter(pk__in=asked.values("meeting"), called_at__isnull=False)
        .exclude(state=MeetingState.CANCELLED)
    )
    return _lines(viewer, list(rows.order_by("-on")[:20]))


def to_answer(viewer: Viewer) -> frozenset[UUID]:
    """要回复的会议: called, and somebody of one's own unit has not answered."""
    if viewer.unit is None:
        return frozenset()
    rows = Attendance.objects.visible_to(viewer).filter(
        unit_id=viewer.unit, state=ComingState.INVITED, meeting__state=MeetingState.CALLED
    )
    return frozenset(rows.values_list("meeting_id", flat=True))


def _lines(viewer: Viewer, rows: list[Meeting]) -> tuple[MeetingLine, ...]:
    ids = [row.id for row in rows]
    counted = {
        row["meeting"]: row
        for row in Attendance.objects.visible_to(viewer)
        .filter(meeting__in=ids)
        .order_by()
        .values("meeting")
        .annotate(
            asked=Count("id"),
            coming=Count("id", filter=Q(state__in=["coming", "delegated"])),
            leave=Count("id", filter=Q(state="leave")),
            waiting=Count("id", filter=Q(state="invited")),
            came=Count("id", filter=Q(state="came")),
        )
    }
    topics, whose = topic_counts(viewer, ids), _bodies(rows)
    return tuple(
        _line(row, whose[row.body_id].name, counted.get(row.id), topics.get(row.id, 0))
        for row in rows
    )


def _bodies(rows: Iterable[Meeting]) -> dict[UUID, Body]:
    """Whose meetings these are: a guest reads the name of a body and no more of it."""
    with scope(DESK):
        found = Body.objects.all_of_them(reason="the name over a meeting one may see")
        return {one.id: one for one in found.filter(pk__in={row.body_id for row in rows})}


def topic_counts(viewer: Viewer, meetings: list[UUID]) -> dict[UUID, int]:
    """How many topics each meeting has."""
    from tonghu.conference.models import AgendaItem

    rows = AgendaItem.objects.visible_to(viewer).filter(meeting__in=meetings)
    return dict(rows.order_by().values_list("meeting").annotate(n=Count("id")))


def _line(
    row: Meeting, body_name: str, counted: Mapping[str, Any] | None, topics: int
) -> MeetingLine:
    told = counted or {}
    return MeetingLine(
        id=row.id, body=row.body_id, body_name=body_name, division=row.division,
        kind=MeetingKind(row.kind), year=row.year, number=row.number, title=row.title,
        state=MeetingState(row.state), on=row.on, starts=row.starts, place=row.place,
        held_on=row.held_on, topics=topics, before=row.before_id,
        counts=Counts(
            *(int(told.get(name, 0)) for name in ("asked", "coming", "leave", "waiting", "came"))
        ),
    )  # fmt: skip


def attendees(viewer: Viewer, meeting: UUID) -> tuple[Attendee, ...]:
    """参会名单, in the order of a sign-in sheet."""
    rows = Attendance.objects.visible_to(viewer).filter(meeting=meeting).order_by("place", "id")
    return tuple(
        Attendee(
            id=row.id, unit=row.unit_id, unit_name=row.unit_name, cls=AttendeeClass(row.cls),
            person=row.person, post_title=row.post_title, state=ComingState(row.state),
            delegate=row.delegate, delegate_post=row.delegate_post, reason=row.reason,
            answered_by=row.answered_by, answered_at=row.answered_at,
            paper_number=row.paper_number, seat=row.seat_id,
            mine=bool(viewer.unit and viewer.unit == row.unit_id),
        )
        for row in rows
    )  # fmt: skip


def participants(viewer: Viewer, meeting: UUID) -> tuple[UnitAtMeeting, ...]:
    """参会单位: each once, in the order of the list; who of it came."""
    by_unit: dict[object, list[Attendee]] = {}
    for row in attendees(viewer, meeting):
        by_unit.setdefault(row.unit or row.unit_name, []).append(row)
    return tuple(
        UnitAtMeeting(
            unit=some[0].unit, unit_name=some[0].unit_name,
            classes=tuple(dict.fromkeys(one.cls for one in some)),
            came=any(one.state is ComingState.CAME for one in some),
            names=tuple(
                one.present for one in some if one.state is ComingState.CAME and one.present
            ),
        )
        for some in by_unit.values()
    )  # fmt: skip


def materials(viewer: Viewer, meeting: UUID) -> tuple[MaterialLine, ...]:
    """会议材料 that lie before a meeting."""
    rows = (
        Material.objects.visible_to(viewer)
        .filter(meeting=meeting, removed_at=None)
        .select_related("topic")
        .order_by("added_at", "id")
    )
    return tuple(
        MaterialLine(
            id=row.id, title=row.title, file=row.file, unit=row.unit_id, unit_name=row.unit_name,
            topic=row.topic_id, topic_title=row.topic.title if row.topic else "",
            added_by=row.added_by, added_at=row.added_at,
            mine=bool(viewer.unit and viewer.unit == row.unit_id),
        )
        for row in rows
    )  # fmt: skip


def year(viewer: Viewer, body: UUID, year: int | None = None) -> YearPage | None:
    """会议年 of a body."""
    line = body_line(viewer, body)
    if line is None:
        return None
    asked = year or clock.today().year
    lines = meetings(viewer, body, asked)
    missing = len(gaps(viewer, body, seats(viewer, body)))
    known = Meeting.objects.visible_to(viewer).filter(body=body).order_by()
    years = {*known.values_list("year", flat=True).distinct(), clock.today().year, asked}
    return YearPage(
        body=line, year=asked, years=tuple(sorted(years, reverse=True)),
        demands=_demands(line, asked, lines, missing), meetings=lines, gaps=missing,
        pool=pool_size(viewer, body),
    )  # fmt: skip


def _demands(
    line: BodyLine, year: int, lines: Iterable[MeetingLine], gaps: int
) -> tuple[Demand, ...]:
    if line.own:
        return ()
    facts = [
        Held(
            one.kind, one.state.value, one.on, one.held_on, str(one.id),
            str(one.before) if one.before else "",
        )
        for one in lines
    ]  # fmt: skip
    return demands(policy_of(line.profile), year, facts, clock.today(), gaps)


def pool_size(viewer: Viewer, body: UUID) -> int:
    """How many topics wait in the pool."""
    from tonghu.conference.models import AgendaItem

    return AgendaItem.objects.visible_to(viewer).filter(body=body, state="pool").count()


def meeting_of_attendance(viewer: Viewer, attendance: UUID) -> UUID | None:
    """At which meeting somebody is asked."""
    rows = Attendance.objects.visible_to(viewer).filter(pk=attendance)
    return rows.values_list("meeting_id", flat=True).first()


def meeting_of_material(viewer: Viewer, material: UUID) -> UUID | None:
    """Before which meeting a material lies."""
    rows = Material.objects.visible_to(viewer).filter(pk=material)
    return rows.values_list("meeting_id", flat=True).first()
