"""谁坐哪个席位: named, changed by the profile's rule, asked for where the list lacks somebody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.actions.common import (
    DESK,
    WHY,
    change_of,
    found,
    manage,
    managed_body,
    meeting_of,
    moment,
    need,
    office_role,
    profile_of,
    seat_of,
    speaks_for,
    today,
)
from tonghu.conference.contributions.meetings import CHANGE, DECIDE, NAME, SEAT
from tonghu.conference.models import Body, Holder, MemberChange, Seat
from tonghu.conference.rules.membership import Wrong, check_change, mode_for
from tonghu.conference.states import (
    OPEN_CHANGES,
    ChangeMode,
    ChangeState,
    HolderHow,
    SeatRole,
)
from tonghu.conference.workflow.meetings import MEMBER
from tonghu.core import events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.policy.explain.spoken import citation
from tonghu.worklist import actions as worklist
from tonghu.worklist.actions import OnBehalf


def name_holder(
    *, by: Viewer, seat: UUID, name: str, post_title: str = "", phone: str = "",
    from_on: date | None = None, user: UUID | None = None, paper_number: str = "",
) -> UUID:  # fmt: skip
    """登记任席的人 of a seat nobody has held: as the printed list names them, or as the unit reports."""
    one = seat_of(by, seat)
    behalf = _unit_or_office(by, one, paper_number)
    row = _locked(one)
    people = Holder.objects.all_of_them(reason=WHY).filter(seat=row)
    if people.filter(until_on=None).exists():
        raise NotNow("这个席位有人了，换人请走成员调整。")
    if not name.strip():
        raise Wrong("name", "还没填姓名。")
    founding = not people.exists()
    start = from_on or (row.from_on if founding else today())
    made = _seated(
        row, name, post_title, phone, user, start,
        HolderHow.FOUNDED if founding and start == row.from_on else HolderHow.NAMED, None,
    )  # fmt: skip
    events.record(
        "member.name", by=by, subject=row, unit=row.unit_id,
        changes={"role": row.role, "unit": row.unit_name, "name": made.name, "from": start},
    )  # fmt: skip
    worklist.close_task(by=by, kind=NAME, subject=(SEAT, row.id), on_behalf=behalf)
    return made.id


def _unit_or_office(by: Viewer, seat: Seat, paper_number: str) -> OnBehalf | None:
    """The office keeps the list; a unit reports its own; from paper the office says which."""
    if by.system or (by.may(P.CONFERENCE_MANAGE) and by.division == seat.division):
        if paper_number.strip() and seat.unit_id:
            return speaks_for(by, seat.unit_id, seat.unit_name, seat.division, paper_number)
        return None
    if seat.unit_id is None or by.unit != seat.unit_id:
        raise NotYours("这个席位由该单位报，或者由联席会议办公室登记。")
    need(by, P.CONFERENCE_ACT)
    return None


def propose_change(
    *, by: Viewer, seat: UUID, name: str, post_title: str = "", phone: str = "",
    reason: str = "", from_on: date | None = None, proposal: str = "", user: UUID | None = None,
    paper_number: str = "", mode: str = "",
) -> UUID:  # fmt: skip
    """提出成员调整 (D-042, D-043): waits for the conference, or is followed at once, by the profile."""
    one = seat_of(by, seat)
    behalf = speaks_for(by, one.unit_id, one.unit_name, one.division, paper_number)
    row, start = _locked(one), from_on or today()
    old = _holder(row)
    how, basis = _mode(one.body, SeatRole(row.role), mode)
    check_change(
        old=old.name if old else "", new=name.strip(), old_from=old.from_on if old else None,
        from_on=start, today=today(), reason=reason.strip(),
    )  # fmt: skip
    if _open_change(row) is not None:
        raise NotNow("这个席位已经有一项调整在等着定，请先撤回或者等它定下来。")
    with scope(DESK):
        change = MemberChange.objects.put(
            body=one.body, seat=row, division=row.division, unit_id=row.unit_id,
            unit_name=row.unit_name, mode=how, old_name=old.name if old else "",
            new_name=name.strip()[:40], new_post=post_title.strip()[:80],
            new_phone=phone.strip() or None, new_user=user, reason=reason.strip()[:200],
            from_on=start, proposal=proposal.strip()[:120], proposed_by=by.name,
            proposed_at=moment(), paper_number=paper_number.strip()[:80], basis=basis[:200],
            shared_with=[],
        )  # fmt: skip
    if how is ChangeMode.AUTOMATIC:
        _follow_at_once(by, change, row, behalf)
    else:
        _wait_for_decision(by, change, one.body)
    return change.id


def _mode(body: Body, role: SeatRole, chosen: str) -> tuple[ChangeMode, str]:
    if body.profile.startswith("own:"):
        return ChangeMode.AUTOMATIC, ""
    policy = profile_of(body.profile)
    how = mode_for(policy, role, chosen)
    if role in (
        SeatRole.LIAISON,
        SeatRole.OFFICE_DIRECTOR,
        SeatRole.OFFICE_MEMBER,
        SeatRole.INVITED,
    ):
        return how, ""
    return how, citation(policy, policy.basis("conference", "member_change"))


def _follow_at_once(by: Viewer, change: MemberChange, seat: Seat, behalf: OnBehalf | None) -> None:
    """自然替补: no decision is waited for."""
    with scope(DESK):
        change.state, change.decided_on, change.decided_by = ChangeState.DECIDED, today(), by.name
        change.save(update_fields=["state", "decided_on", "decided_by"])
        _replace(change, seat, HolderHow.AUTOMATIC)
    events.record(
        "member.change", by=by, subject=change, division=change.division, unit=change.unit_id,
        why=change.reason,
        changes={
            "name": [change.old_name, change.new_name], "mode": change.mode, "unit": change.unit_name,
            "from": change.from_on, "paper": change.paper_number,
        },
    )  # fmt: skip
    worklist.close_task(by=by, kind=NAME, subject=(SEAT, seat.id), on_behalf=behalf)


def _wait_for_decision(by: Viewer, change: MemberChange, body: Body) -> None:
    events.record(
        "member.propose", by=by, subject=change, division=change.division, unit=change.unit_id,
        why=change.reason,
        changes={
            "name": [change.old_name, change.new_name], "unit": change.unit_name,
            "proposal": change.proposal, "paper": change.paper_number,
        },
    )  # fmt: skip
    worklist.open_task(
        by=by, kind=DECIDE, subject=(CHANGE, change.id), division=change.division,
        role=office_role(change.division), title=f"{change.unit_name}提出调整成员，请提交联席会议确定",
        why=f"{change.unit_name}提出", basis=_raw_basis(body), profile=body.profile,
    )  # fmt: skip


def _raw_basis(body: Body) -> str:
    return profile_of(body.profile).basis("conference", "member_change")


def approve_change(*, by: Viewer, change: UUID) -> None:
    """同意成员调整: the leader says yes; the office writes it down."""
    need(by, P.CONFERENCE_DECIDE)
    row = change_of(by, change)
    move(MEMBER, row, "approve", by=by, division=row.division, unit=row.unit_id)
    with scope(DESK):
        MemberChange.objects.all_of_them(reason=WHY).filter(pk=row.pk).update(decided_by=by.name)


def decide_change(
    *, by: Viewer, change: UUID, decided_on: date | None = None, decision: str = "",
    meeting: UUID | None = None,
) -> None:  # fmt: skip
    """确定成员调整 (D-042): where and by which document; the new one sits from the day proposed."""
    row = change_of(by, change)
    manage(by, row.division)
    at = meeting_of(by, meeting) if meeting else None
    if at is not None and at.body_id != row.body_id:
        raise Wrong("meeting", "这次会议不是这个联席会议的。")
    if row.state == ChangeState.PROPOSED and at is None and not decision.strip():
        raise Wrong("decision", "请写在哪次会议上确定的，或者确定它的文件。")
    row.meeting, row.decision = at, decision.strip()[:120]
    row.decided_on = decided_on or (at.held_on if at and at.held_on else today())
    row.decided_by = row.decided_by or by.name
    row.save(update_fields=["meeting", "decision", "decided_on", "decided_by"])
    move(
        MEMBER, row, "change", by=by, division=row.division, unit=row.unit_id, note=row.reason,
        changes={
            "name": [row.old_name, row.new_name], "mode": row.mode, "unit": row.unit_name,
            "decision": row.decision or (at.title if at else ""), "from": row.from_on,
            "paper": row.paper_number,
        },
    )  # fmt: skip
    _replace(row, _locked(row.seat), HolderHow.DECIDED)
    worklist.close_task(by=by, kind=DECIDE, subject=(CHANGE, row.id))


def refuse_change(*, by: Viewer, change: UUID, answer: str) -> None:
    """没有同意: the unit reads why."""
    row = change_of(by, change)
    manage(by, row.division)
    if not answer.strip():
        raise Wrong("answer", "请写没有同意的理由，单位看得到。")
    row.answer, row.decided_on = answer.strip(), today()
    row.save(update_fields=["answer", "decided_on"])
    move(MEMBER, row, "refuse", by=by, division=row.division, unit=row.unit_id, note=answer)
    worklist.close_task(by=by, kind=DECIDE, subject=(CHANGE, row.id))


def withdraw_change(*, by: Viewer, change: UUID, why: str = "") -> None:
    """撤回: by the unit, until it is decided."""
    row = change_of(by, change)
    if not by.system and by.unit != row.unit_id:
        raise NotYours("由提出的单位撤回。")
    with scope(DESK):
        move(MEMBER, row, "withdraw", by=by, division=row.division, unit=row.unit_id, note=why)
    worklist.cancel_task(by=by, kind=DECIDE, subject=(CHANGE, row.id), note=why or "单位撤回")


def ask_for_holders(*, by: Viewer, body: UUID, seats: Iterable[UUID] = ()) -> int:
    """请单位补报: a task for every unit whose seat is vacant; those named, or all."""
    row = managed_body(by, body)
    rows = Seat.objects.all_of_them(reason=WHY).filter(
        body=row, until_on=None, unit__isnull=False, part_of=None
    )
    wanted = list(seats)
    vacant = [
        one for one in (rows.filter(pk__in=wanted) if wanted else rows) if _holder(one) is None
    ]
    for one in vacant:
        label = SeatRole(one.role).label
        worklist.open_task(
            by=by, kind=NAME, subject=(SEAT, one.id), title=f"补报本单位在联席会议的{label}",
            why=f"{row.name}的名单上还空着", division=row.division, unit=one.unit_id,
            unit_name=one.unit_name, role="", basis=one.basis, profile=row.profile,
        )  # fmt: skip
    if vacant:
        events.record(
            "member.ask", by=by, subject=row,
            changes={"seats": len(vacant), "units": [one.unit_name for one in vacant][:60]},
        )  # fmt: skip
    return len(vacant)


def _replace(change: MemberChange, seat: Seat, how: HolderHow) -> None:
    old = _holder(seat)
    if old is not None:
        old.until_on = max(change.from_on, old.from_on)
        old.save(update_fields=["until_on"])
    _seated(
        seat, change.new_name, change.new_post, change.new_phone or "", change.new_user,
        change.from_on, how, change,
    )  # fmt: skip


def _seated(
    seat: Seat, name: str, post_title: str, phone: str, user: UUID | None, from_on: date,
    how: HolderHow, change: MemberChange | None,
) -> Holder:  # fmt: skip
    with scope(DESK):
        return Holder.objects.put(
            seat=seat, division=seat.division, name=name.strip()[:40],
            post_title=post_title.strip()[:80], phone=phone.strip() or None, user=user, how=how,
            change=change, from_on=from_on, shared_with=seat.shared_with,
        )  # fmt: skip


def _holder(seat: Seat) -> Holder | None:
    return Holder.objects.all_of_them(reason=WHY).filter(seat=seat, until_on=None).first()


def _open_change(seat: Seat) -> MemberChange | None:
    rows = MemberChange.objects.all_of_them(reason=WHY)
    return rows.filter(seat=seat, state__in=OPEN_CHANGES).first()


def _locked(seat: Seat) -> Seat:
    with scope(DESK):
        rows = Seat.objects.all_of_them(reason=WHY).select_for_update(of=("self",))
        row = found(rows.select_related("unit").filter(pk=seat.pk).first())
    if row.until_on is not None:
        raise NotNow("这个席位已经取消了。")
    return row
