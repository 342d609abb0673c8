"""请谁参加: from the seats and by hand; who answers, sends somebody, came; who may see it all."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q

from tonghu.conference.actions.common import (
    DESK,
    WHY,
    found,
    managed_meeting,
    meeting_of,
    moment,
    speaks_for,
    today,
)
from tonghu.conference.contributions.meetings import ANSWER, MEETING
from tonghu.conference.models import AgendaItem, Attendance, Body, Holder, Material, Meeting, Seat
from tonghu.conference.rules.meeting import CLASS_OF, asked_roles
from tonghu.conference.rules.membership import Wrong
from tonghu.conference.states import AttendeeClass, ComingState, MeetingKind, MeetingState, SeatRole
from tonghu.core import events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.worklist import actions as worklist

OPEN = (MeetingState.PLANNED, MeetingState.CALLED)
ANSWERS = (ComingState.COMING, ComingState.DELEGATED, ComingState.LEAVE)


def invite_seats(meeting: Meeting, body: Body) -> int:
    """请哪些人: everybody whose seat the kind of meeting asks; bracketed units come with their head."""
    seats = list(
        Seat.objects.all_of_them(reason=WHY)
        .filter(body=body, until_on=None, part_of=None, from_on__lte=meeting.on)
        .order_by("place", "id")
    )
    roles = asked_roles(MeetingKind(meeting.kind), (SeatRole(one.role) for one in seats))
    holders = sitting([one.id for one in seats], meeting)
    rows = [
        Attendance(
            meeting=meeting, division=meeting.division, unit_id=seat.unit_id,
            unit_name=seat.unit_name, cls=CLASS_OF[SeatRole(seat.role)], seat=seat,
            person=holders[seat.id].name if seat.id in holders else "",
            post_title=holders[seat.id].post_title if seat.id in holders else seat.post,
            place=index,
        )
        for index, seat in enumerate(one for one in seats if one.role in roles)
    ]  # fmt: skip
    Attendance.objects.put_many(rows)
    return len(rows)


def sitting(seats: list[UUID], meeting: Meeting) -> dict[UUID, Holder]:
    """Who holds these seats on the day of the meeting."""
    rows = Holder.objects.all_of_them(reason=WHY).filter(
        Q(until_on=None) | Q(until_on__gt=meeting.on), seat__in=seats, from_on__lte=meeting.on
    )
    return {one.seat_id: one for one in rows}


def reshare(meeting: Meeting) -> None:
    """给参会单位看: meeting, list, listed topics and materials; nothing before the notice is out."""
    units: list[UUID] = []
    if meeting.state != MeetingState.PLANNED or meeting.called_at:
        rows = Attendance.objects.all_of_them(reason=WHY).filter(
            meeting=meeting, unit_id__isnull=False
        )
        units = sorted(set(filter(None, rows.values_list("unit_id", flat=True))))
    meeting.shared_with = units
    meeting.save(update_fields=["shared_with"])
    Attendance.objects.all_of_them(reason=WHY).filter(meeting=meeting).update(shared_with=units)
    AgendaItem.objects.all_of_them(reason=WHY).filter(meeting=meeting).update(shared_with=units)
    Material.objects.all_of_them(reason=WHY).filter(meeting=meeting).update(shared_with=units)


def invite(
    *, by: Viewer, meeting: UUID, cls: str, unit: UUID | None = None, unit_name: str = "",
    person: str = "", post_title: str = "",
) -> UUID:  # fmt: skip
    """增加参会人员: another department, a bureau, a social organisation (D-044, D-060)."""
    row = managed_meeting(by, meeting)
    _still_open(row)
    known = directory.unit(DESK, unit) if unit else None
    name = known.name if known else unit_name.strip()
    if not name:
        raise Wrong("unit_name", "请写单位或组织的名称。")
    rows = Attendance.objects.all_of_them(reason=WHY).filter(meeting=row)
    if rows.filter(unit_name=name, cls=AttendeeClass(cls), person=person.strip()).exists():
        raise NotNow(f"{name}已经在名单里了。")
    made = Attendance.objects.put(
        meeting=row, division=row.division, unit_id=known.id if known else None,
        unit_name=name[:120], cls=cls, person=person.strip()[:40],
        post_title=post_title.strip()[:80], place=1000 + rows.count(),
    )  # fmt: skip
    with scope(DESK):
        reshare(row)
    events.record(
        "meeting.invite", by=by, subject=made, unit=made.unit_id,
        changes={"unit": name, "class": cls, "person": made.person},
    )  # fmt: skip
    if row.state == MeetingState.CALLED and made.unit_id:
        _task(by, row, made)
    return made.id


def uninvite(*, by: Viewer, attendance: UUID, why: str = "") -> None:
    """不请了: before the meeting; who came cannot be taken off."""
    one = found(Attendance.objects.visible_to(by).filter(pk=attendance).first())
    row = managed_meeting(by, one.meeting_id)
    _still_open(row)
    unit, name = one.unit_id, one.unit_name
    Attendance.objects.all_of_them(reason=WHY).filter(pk=one.pk).delete()
    rest = Attendance.objects.all_of_them(reason=WHY).filter(meeting=row, unit_id=unit)
    with scope(DESK):
        reshare(row)
    events.record(
        "meeting.uninvite", by=by, subject=row, unit=unit, why=why,
        changes={"unit": name, "person": one.person},
    )  # fmt: skip
    if unit and not rest.exists():
        worklist.cancel_task(
            by=by, kind=ANSWER, subject=(MEETING, f"{row.id}:{unit}"), note="不请这个单位了"
        )


def answer(
    *, by: Viewer, attendance: UUID, state: str, delegate: str = "", delegate_post: str = "",
    reason: str = "", paper_number: str = "",
) -> None:  # fmt: skip
    """回复会议通知: comes, sends somebody, asks for leave; the office from a paper reply."""
    one = found(Attendance.objects.visible_to(by).filter(pk=attendance).first())
    behalf = speaks_for(by, one.unit_id, one.unit_name, one.division, paper_number)
    wanted = ComingState(state)
    if wanted not in ANSWERS:
        raise Wrong("state", "请选参加、派人参加或者请假。")
    if wanted is ComingState.DELEGATED and not delegate.strip():
        raise Wrong("delegate", "派人参加，请写派谁来。")
    if wanted is ComingState.LEAVE and not reason.strip():
        raise Wrong("reason", "请假请写原因。")
    with scope(DESK):
        row = (
            Attendance.objects.all_of_them(reason=WHY)
            .select_for_update(of=("self",))
            .get(pk=one.pk)
        )
        if meeting_of(DESK, row.meeting_id).state not in OPEN:
            raise NotNow("会议已经开过或者取消，不用回复了。")
        was = row.state
        row.state, row.reason = wanted, reason.strip()[:200]
        row.delegate = delegate.strip()[:40] if wanted is ComingState.DELEGATED else ""
        row.delegate_post = delegate_post.strip()[:80] if wanted is ComingState.DELEGATED else ""
        row.answered_by, row.answered_at = by.name, moment()
        row.paper_number = paper_number.strip()[:80]
        row.save()
    events.record(
        "meeting.answer", by=by, subject=row, unit=row.unit_id, why=row.reason,
        changes={"state": [was, row.state], "delegate": row.delegate, "paper": row.paper_number},
    )  # fmt: skip
    _close_when_answered(by, row, behalf)


def _close_when_answered(by: Viewer, row: Attendance, behalf: worklist.OnBehalf | None) -> None:
    """The unit's task ends when everybody it was asked for has answered."""
    with scope(DESK):
        rest = Attendance.objects.all_of_them(reason=WHY).filter(
            meeting=row.meeting_id, unit_id=row.unit_id, state=ComingState.INVITED
        )
        open_ones = rest.exists()
    if row.unit_id and not open_ones:
        worklist.close_task(
            by=by, kind=ANSWER, subject=(MEETING, f"{row.meeting_id}:{row.unit_id}"),
            on_behalf=behalf,
        )  # fmt: skip


def sign_in(
    *,
    by: Viewer,
    meeting: UUID,
    came: Mapping[UUID, str],
    stood_in: Mapping[UUID, str] | None = None,
) -> int:
    """登记到会情况: from the sheet signed at the door; state per person, name of who stood in."""
    row = managed_meeting(by, meeting)
    if row.state == MeetingState.CANCELLED:
        raise NotNow("会议已经取消。")
    if row.on > today():
        raise NotNow("还没到开会的日子。")
    rows = {
        one.id: one
        for one in Attendance.objects.all_of_them(reason=WHY)
        .select_for_update(of=("self",))
        .filter(meeting=row)
    }
    changed: list[Attendance] = []
    for id, state in came.items():
        one = rows.get(id)
        if one is None:
            continue
        wanted, name = ComingState(state), (stood_in or {}).get(id, one.delegate).strip()[:40]
        if (one.state, one.delegate) != (wanted, name):
            one.state, one.delegate = wanted, name
            changed.append(one)
    Attendance._reached.bulk_update(changed, ["state", "delegate"])
    counts = {"came": sum(one.state == ComingState.CAME for one in rows.values())}
    events.record(
        "meeting.sign_in", by=by, subject=row, unit=row.body.host_id,
        changes={**counts, "changed": len(changed), "asked": len(rows)},
    )  # fmt: skip
    return counts["came"]


def _still_open(row: Meeting) -> None:
    if row.state not in OPEN:
        raise NotNow(f"{row.title}{MeetingState(row.state).label}，名单不能再改。")


def _task(by: Viewer, row: Meeting, one: Attendance) -> None:
    worklist.open_task(
        by=by, kind=ANSWER, subject=(MEETING, f"{row.id}:{one.unit_id}"), division=row.division,
        title=f"回复{row.title}的通知", why=row.place, unit=one.unit_id, unit_name=one.unit_name,
        due=row.reply_by, link=f"/conference/meetings/{row.id}/", profile=row.body.profile,
    )  # fmt: skip
