"""会议: planned, changed, called, held, cancelled; a day off is said before it is fixed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.actions.common import (
    DESK,
    WHY,
    body_of,
    found,
    managed_body,
    managed_meeting,
    moment,
    need,
    office_role,
    profile_of,
    runs,
    today,
)
from tonghu.conference.actions.inviting import invite_seats, reshare
from tonghu.conference.contributions.meetings import (
    ANSWER,
    BODY,
    LIAISON,
    MEETING,
    PLENARY,
    PREPARE,
)
from tonghu.conference.models import AgendaItem, Attendance, Body, Holder, Meeting
from tonghu.conference.rules.meeting import (
    chair_roles,
    day_check,
    liaison_before,
    meeting_title,
    reply_by,
)
from tonghu.conference.rules.membership import Wrong
from tonghu.conference.states import AgendaState, ComingState, MeetingKind, MeetingState
from tonghu.conference.workflow.meetings import MEETING as FLOW
from tonghu.core import events
from tonghu.core.calendar import cn_date
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.policy import Profile
from tonghu.policy.questions.conference import may_call_temporary
from tonghu.worklist import actions as worklist

ATTENDANCE = "conference.attendance"


@dataclass(frozen=True, slots=True)
class Plan:
    """会议安排, as it is typed."""

    on: date
    starts: time | None = None
    place: str = ""
    day_note: str = ""
    chair: UUID | None = None  # a head who chairs; or, by delegation, somebody named
    chair_role: str = ""
    chair_name: str = ""
    chair_post: str = ""
    reason: str = ""
    instruction: str = ""
    purpose: str = ""
    before: UUID | None = None


def plan_meeting(*, by: Viewer, body: UUID, kind: str, plan: Plan) -> UUID:
    """筹备一次会议: who is asked follows from the kind; the liaison meeting's last day is counted back."""
    row, wanted = managed_body(by, body), MeetingKind(kind)
    if row.until_on is not None:
        raise NotNow(f"{row.name}已经撤销，不能再开会。")
    made = _planned(row, wanted, plan)
    invite_seats(made, row)
    events.record(
        "meeting.plan", by=by, subject=made, unit=row.host_id,
        changes={"title": made.title, "on": made.on, "kind": kind, "instruction": made.instruction},
    )  # fmt: skip
    if wanted is MeetingKind.PLENARY:
        _ask_for_liaison_meeting(by, made, row)
        worklist.close_task(by=by, kind=PLENARY, subject=(BODY, f"{row.id}:{made.year}"))
    return made.id


def instruct_temporary(*, by: Viewer, body: UUID, on: date, purpose: str, reason: str = "") -> UUID:
    """指示召开临时会议 (D-049): by a leader; the office gets it to prepare."""
    need(by, P.CONFERENCE_DECIDE)
    row = body_of(by, body)
    if not purpose.strip():
        raise Wrong("purpose", "请写要研究什么事。")
    policy = _policy(row)
    why = reason or policy.sheet.conference.temporary_on[0]
    plan = Plan(
        on=on, purpose=purpose, reason=why, instruction=f"{by.name}指示", day_note="领导指示"
    )
    made = _planned(row, MeetingKind.TEMPORARY, plan)
    with scope(DESK):
        invite_seats(made, row)
    events.record(
        "meeting.instruct", by=by, subject=made, why=purpose,
        changes={"title": made.title, "on": on, "reason": why},
    )  # fmt: skip
    worklist.open_task(
        by=by, kind=PREPARE, subject=(MEETING, made.id), division=row.division,
        role=office_role(row.division), title=f"筹备{made.title}", why=f"{by.name}指示：{purpose[:60]}",
        due=on, basis=policy.basis("conference", "temporary_on"), profile=row.profile,
    )  # fmt: skip
    return made.id


def _policy(row: Body) -> Profile:
    return profile_of("" if row.profile.startswith("own:") else row.profile)


def _planned(row: Body, kind: MeetingKind, plan: Plan) -> Meeting:
    policy = _policy(row)
    _check(policy, row, kind, plan)
    year = plan.on.year
    rows = Meeting.objects.all_of_them(reason=WHY).filter(body=row, year=year, kind=kind)
    last = rows.order_by("-number").values_list("number", flat=True).first() or 0
    made = Meeting(
        body=row, division=row.division, kind=kind, year=year, number=last + 1,
        title=meeting_title(kind, year, last + 1), state=MeetingState.PLANNED,
        profile_hash=policy.hash, basis=policy.basis("conference", "plenary_per_year")[:200],
    )  # fmt: skip
    _write(made, policy, plan)
    made.save(force_insert=True)
    return made


def _check(policy: Profile, row: Body, kind: MeetingKind, plan: Plan) -> None:
    if kind is MeetingKind.TEMPORARY:
        if not plan.reason:
            raise Wrong("reason", "临时会议要写事由。")
        if not row.profile.startswith("own:") and not may_call_temporary(policy, plan.reason).value:
            label = policy.vocabulary.label("meeting_reasons", plan.reason)
            raise Wrong("reason", f"这项制度没有写可以因{label}召开临时会议。")
        if plan.reason == "leader_instruction" and not plan.instruction.strip():
            raise Wrong("instruction", "请写是谁的指示，或者批示的文件。")
        if not plan.purpose.strip():
            raise Wrong("purpose", "请写临时会议要研究什么事。")
    check = day_check(policy, plan.on)
    if not check.worked and not plan.day_note.strip():
        raise Wrong("on", f"{check.sentence}一定要在这天开，请写明理由。")


def _write(made: Meeting, policy: Profile, plan: Plan) -> None:
    made.on, made.starts, made.place = plan.on, plan.starts, plan.place.strip()[:120]
    made.day_note = "" if day_check(policy, plan.on).worked else plan.day_note.strip()[:200]
    made.reason, made.instruction = plan.reason, plan.instruction.strip()[:200]
    made.purpose = plan.purpose.strip()
    _seat_chair(made, policy, plan)
    if made.kind == MeetingKind.LIAISON and plan.before:
        plenary = found(
            Meeting.objects.all_of_them(reason=WHY)
            .filter(pk=plan.before, body_id=made.body_id, kind=MeetingKind.PLENARY)
            .first()
        )
        due = liaison_before(policy, plenary.on)
        made.before = plenary
        made.due_on, made.due_how = (due.due, due.how[:200]) if due else (None, "")


def _seat_chair(made: Meeting, policy: Profile, plan: Plan) -> None:
    """主持: one of the roles the profile lets chair; a delegate is named with who delegates."""
    allowed = chair_roles(policy, MeetingKind(made.kind))
    if plan.chair:
        holder = found(
            Holder.objects.all_of_them(reason=WHY)
            .select_related("seat")
            .filter(pk=plan.chair, seat__body_id=made.body_id)
            .first()
        )
        role = holder.seat.role
        if role not in allowed and "delegate" not in allowed:
            told = "、".join(policy.vocabulary.label("head_roles", one) for one in allowed)
            raise Wrong("chair", f"这项制度写明由{told}主持。")
        made.chair, made.chair_name, made.chair_post = holder, holder.name, holder.post_title
        made.chair_role = role if role in allowed else "delegate"
        return
    made.chair, made.chair_role = None, ""
    made.chair_name, made.chair_post = plan.chair_name.strip()[:40], plan.chair_post.strip()[:80]
    if made.chair_name:
        made.chair_role = plan.chair_role or "delegate"
        if made.chair_role not in allowed:
            raise Wrong("chair_name", "这项制度没有写可以委托别人主持，请从召集人里选。")


def _ask_for_liaison_meeting(by: Viewer, plenary: Meeting, row: Body) -> None:
    policy = _policy(row)
    due = liaison_before(policy, plenary.on)
    if due is None:
        return
    worklist.open_task(
        by=by, kind=LIAISON, subject=(BODY, f"{row.id}:{plenary.id}"), division=row.division,
        role=office_role(row.division), title=f"{plenary.title}之前召开联络员会议",
        why=f"{plenary.title}定在{cn_date(plenary.on)}", due=due.due, counted=due.how,
        basis=policy.basis("conference", "liaison_meeting"), profile=row.profile,
    )  # fmt: skip


def change_meeting(*, by: Viewer, meeting: UUID, plan: Plan) -> None:
    """改会议安排: also after the notice, then everybody asked is told."""
    row = managed_meeting(by, meeting)
    if row.state not in (MeetingState.PLANNED, MeetingState.CALLED):
        raise NotNow(f"{row.title}{MeetingState(row.state).label}，安排不能再改。")
    policy = _policy(row.body)
    _check(policy, row.body, MeetingKind(row.kind), plan)
    before = {name: getattr(row, name) for name in ("on", "starts", "place", "chair_name")}
    if plan.on.year != row.year:
        raise Wrong("on", f"这是{row.year}年的会议，换年份请取消后另开。")
    if row.kind == MeetingKind.LIAISON and row.before_id and plan.before is None:
        plan = replace(plan, before=row.before_id)
    _write(row, policy, plan)
    row.save()
    after = {name: getattr(row, name) for name in before}
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    events.record("meeting.edit", by=by, subject=row, unit=row.body.host_id, changes=changed)
    if row.kind == MeetingKind.PLENARY and "on" in changed:
        _ask_for_liaison_meeting(by, row, row.body)
    if row.state == MeetingState.CALLED and changed:
        if "on" in changed:
            row.reply_by = max(reply_by(policy, row.on), today())
            row.save(update_fields=["reply_by"])
            _forget_answers(row)
        _ask_answers(by, row)


def call_meeting(*, by: Viewer, meeting: UUID, notice: UUID | None = None) -> int:
    """发会议通知: everybody asked gets it and a task to answer; returns how many units."""
    row = managed_meeting(by, meeting)
    if not row.place or row.starts is None:
        raise NotNow("先写上开会的时间和地点，再发通知。")
    if row.on < today():
        raise NotNow(f"开会日期{cn_date(row.on)}已经过了，请先改日期，或者直接登记召开。")
    row.called_at, row.notice = moment(), notice
    row.reply_by = max(reply_by(_policy(row.body), row.on), today())
    row.save(update_fields=["called_at", "notice", "reply_by"])
    with scope(DESK):
        reshare(row)
    move(
        FLOW, row, "call", by=by, division=row.division, unit=row.body.host_id,
        changes={"title": row.title, "on": row.on, "units": len(row.shared_with)},
    )  # fmt: skip
    worklist.close_task(by=by, kind=PREPARE, subject=(MEETING, row.id))
    return _ask_answers(by, row)


def _ask_answers(by: Viewer, row: Meeting) -> int:
    """One task per unit, however many of its people are asked; answered ones ask again on a new day."""
    rows = Attendance.objects.all_of_them(reason=WHY).filter(
        meeting=row, unit_id__isnull=False, state=ComingState.INVITED
    )
    units = dict(rows.values_list("unit_id", "unit_name"))
    when = f"{cn_date(row.on)}{row.starts:%H:%M}" if row.starts else cn_date(row.on)
    made = worklist.open_tasks(
        by=by,
        tasks=[
            worklist.NewTask(
                kind=ANSWER, subject=(MEETING, f"{row.id}:{unit}"), title=f"回复{row.title}的通知",
                why=f"{when}，{row.place}", division=row.division, unit=unit, unit_name=name,
                due=row.reply_by, link=f"/conference/meetings/{row.id}/", profile=row.body.profile,
            )
            for unit, name in units.items() if unit
        ],
        again=True,
    )  # fmt: skip
    return len(made)


def postpone(*, by: Viewer, meeting: UUID, why: str) -> None:
    """改期: back to planning; answers are asked again with the new notice."""
    row = managed_meeting(by, meeting)
    if not why.strip():
        raise Wrong("why", "请写改期的原因，参会单位看得到。")
    move(FLOW, row, "postpone", by=by, division=row.division, unit=row.body.host_id, note=why)
    _end_answers(by, row, f"{row.title}改期")
    _forget_answers(row)


def _forget_answers(row: Meeting) -> None:
    """On another day everybody is asked anew."""
    Attendance.objects.all_of_them(reason=WHY).filter(meeting=row).update(
        state=ComingState.INVITED, delegate="", delegate_post="", answered_at=None, answered_by=""
    )


def cancel_meeting(*, by: Viewer, meeting: UUID, why: str) -> None:
    """取消会议: its topics go back to the pool."""
    row = managed_meeting(by, meeting)
    if not why.strip():
        raise Wrong("why", "请写取消的原因，参会单位看得到。")
    row.cancelled_why = why.strip()[:200]
    row.save(update_fields=["cancelled_why"])
    move(FLOW, row, "cancel", by=by, division=row.division, unit=row.body.host_id, note=why)
    back = AgendaItem.objects.all_of_them(reason=WHY).filter(meeting=row, state=AgendaState.LISTED)
    back.update(state=AgendaState.POOL, meeting=None, shared_with=[])
    _end_answers(by, row, f"{row.title}取消")
    worklist.cancel_task(by=by, kind=PREPARE, subject=(MEETING, row.id), note="会议取消")
    worklist.cancel_task(
        by=by, kind=LIAISON, subject=(BODY, f"{row.body_id}:{row.id}"), note="会议取消"
    )


def _end_answers(by: Viewer, row: Meeting, note: str) -> None:
    subjects = [(MEETING, f"{row.id}:{unit}") for unit in row.shared_with]
    worklist.cancel_tasks(by=by, kind=ANSWER, subjects=subjects, note=note)


def hold_meeting(
    *, by: Viewer, meeting: UUID, held_on: date | None = None, record: str = ""
) -> None:
    """登记召开: leaves `meeting.hold` to the office's unit; who came must stand in the list."""
    row = managed_meeting(by, meeting)
    on = held_on or row.on
    if on > today():
        raise Wrong("held_on", "还没到这一天，开过以后再登记。")
    here = Attendance.objects.all_of_them(reason=WHY).filter(meeting=row)
    if not here.filter(state=ComingState.CAME).exists():
        raise NotNow("先在到会名单里勾上到会的人，再登记召开。")
    row.held_on, row.record = on, record.strip() or row.record
    row.save(update_fields=["held_on", "record"])
    with scope(DESK):
        reshare(row)
    came = here.filter(state=ComingState.CAME).count()
    move(
        FLOW, row, "hold", by=by, division=row.division, unit=row.body.host_id,
        changes={"title": row.title, "kind": row.kind, "held_on": on, "came": came, "asked": here.count()},
    )  # fmt: skip
    here.exclude(state__in=[ComingState.CAME, ComingState.LEAVE]).update(state=ComingState.ABSENT)
    _end_answers(by, row, f"{row.title}已经开过")
    _closed_by_holding(by, row)


def _closed_by_holding(by: Viewer, row: Meeting) -> None:
    if row.kind == MeetingKind.PLENARY:
        worklist.close_task(by=by, kind=PLENARY, subject=(BODY, f"{row.body_id}:{row.year}"))
    if row.kind == MeetingKind.LIAISON:
        about = str(row.before_id) if row.before_id else "regular"
        worklist.close_task(by=by, kind=LIAISON, subject=(BODY, f"{row.body_id}:{about}"))
    worklist.close_task(by=by, kind=PREPARE, subject=(MEETING, row.id))


def write_record(*, by: Viewer, meeting: UUID, record: str) -> None:
    """会议记录: written during and after; the minutes are another thing."""
    row = managed_meeting(by, meeting)
    if row.state == MeetingState.CANCELLED:
        raise NotNow("会议已经取消。")
    row.record = record.strip()
    row.save(update_fields=["record"])
    events.record("meeting.record", by=by, subject=row, changes={"length": len(row.record)})


def may_run(by: Viewer, division: str) -> bool:
    """Whether the buttons of the office are shown."""
    return runs(by, division)


__all__ = [
    "NotYours", "Plan", "call_meeting", "cancel_meeting", "change_meeting", "hold_meeting",
    "instruct_temporary", "may_run", "plan_meeting", "postpone", "write_record",
]  # fmt: skip
