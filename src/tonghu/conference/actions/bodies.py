"""成立、撤销联席会议; seats added and ended; a seat follows the unit that succeeds its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.actions.common import (
    DESK,
    WHY,
    found,
    managed_body,
    need,
    profile_of,
    runs,
    seat_of,
    share,
    today,
)
from tonghu.conference.models import Body, Holder, Meeting, Seat
from tonghu.conference.rules.membership import PLACES, SeatPlan, Wrong, seat_plans
from tonghu.conference.states import MeetingState, SeatRole
from tonghu.core import events
from tonghu.core.calendar import cn_date
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.viewer import Viewer
from tonghu.directory import actions as directory_actions
from tonghu.directory import queries as directory
from tonghu.directory.divisions import full
from tonghu.directory.models import Unit
from tonghu.policy import Profile
from tonghu.policy.questions.conference import body_on
from tonghu.policy.schema.conference import Body as Written

NO_UNITS = "units stand in an open directory"


@dataclass(frozen=True, slots=True)
class NewSeat:
    """要加的席位 of a body that no document lists."""

    role: SeatRole
    unit_name: str
    post: str = ""
    name: str = ""
    post_title: str = ""


def found_body(
    *, by: Viewer, division: str, profile: str = "", name: str = "", kind: str = "",
    from_on: date | None = None, document: str = "", own: bool = False,
    seats: Iterable[NewSeat] = (), follows: UUID | None = None,
) -> UUID:  # fmt: skip
    """成立: from the profile, with every seat its document lists; `own`: a body without a list (D-065)."""
    place = full(division)
    need(by, P.CONFERENCE_MANAGE)
    if not runs(by, place):
        raise NotYours("联席会议由它所在地的办公室登记。")
    policy = profile_of(profile or by.profile)
    written = None if own else body_on(policy, from_on or today()).value
    row = _new_body(by, place, policy, written, name, kind, from_on, document, own, follows)
    made = _own_seats(row, seats) if own else _listed_seats(by, row, policy)
    with scope(DESK):
        _fill_host(row, policy, own)
        share(row)
    events.record(
        "conference.found", by=by, subject=row, division=place, unit=row.host_id,
        changes={"name": row.name, "from": row.from_on, "profile": row.profile, "seats": len(made)},
    )  # fmt: skip
    return row.id


def _new_body(
    by: Viewer, place: str, policy: Profile, written: Written | None, name: str, kind: str,
    from_on: date | None, document: str, own: bool, follows: UUID | None,
) -> Body:  # fmt: skip
    called = name.strip() or (written.name if written else "")
    if not called:
        raise Wrong("name", "还没填名称，文件里也没有写这一天的机构名称。")
    code = f"own:{place}" if own else policy.code
    rows = Body.objects.all_of_them(reason=WHY).filter(division=place, profile=code)
    if rows.filter(until_on=None).exists():
        raise NotNow("这里按这项制度的联席会议已经登记过，请打开它改，不要再登记一个。")
    start = from_on or (written.from_ if written else today())
    return Body.objects.put(
        division=place, profile=code, profile_hash=policy.hash, name=called[:120],
        kind=kind or (written.kind if written else "joint_conference"), from_on=start,
        document=document.strip()[:120], follows_id=follows,
    )  # fmt: skip


def _listed_seats(by: Viewer, row: Body, policy: Profile) -> list[Seat]:
    with scope(DESK):
        directory_actions.load_profile_units(profile=policy, by=by, division=row.division)
    units = _units_at(row.division)
    by_function = {one.function: one for one in units.values() if one.valid_to is None}
    made: dict[tuple[SeatRole, str], Seat] = {}
    every: list[Seat] = []
    for plan in seat_plans(policy):
        seat = _seat(row, plan, units, by_function)
        parent = made.get((plan.role, plan.within))
        seat.part_of = parent
        every.append(seat)
        made.setdefault((plan.role, plan.function), seat)
    return Seat.objects.put_many(sorted(every, key=lambda one: one.part_of is not None))


def _units_at(division: str) -> dict[str, Unit]:
    rows = Unit.objects.all_of_them(reason=NO_UNITS).filter(division=division, kind="bureau")
    return {one.plain: one for one in rows.select_related("successor").order_by("valid_to")}


def _seat(row: Body, plan: SeatPlan, units: dict[str, Unit], by_function: dict[str, Unit]) -> Seat:
    """Its unit by the printed name, else by what it is responsible for."""
    from tonghu.directory.rules import plain

    unit = units.get(plain(plan.unit_name)) if plan.unit_name else None
    unit = unit or by_function.get(plan.function)
    name = plan.unit_name or (unit.name if unit else "")
    return Seat(
        body=row, division=row.division, role=plan.role, unit=unit, unit_name=name,
        function=plan.function, post=plan.post, place=plan.place, basis=plan.basis[:200],
        from_on=row.from_on,
    )  # fmt: skip


def _own_seats(row: Body, seats: Iterable[NewSeat]) -> list[Seat]:
    found_seats = list(seats)
    if not found_seats:
        raise Wrong("seats", "请写有哪些单位，一行一个。")
    made: list[Seat] = []
    for index, one in enumerate(found_seats):
        unit = directory.find_unit_by_name(DESK, one.unit_name, row.division)
        seat = Seat.objects.put(
            body=row, division=row.division, role=one.role, unit_id=unit.id if unit else None,
            unit_name=one.unit_name[:120], post=one.post[:120], place=PLACES[one.role] + index,
            function=unit.function if unit else "", from_on=row.from_on,
        )  # fmt: skip
        if one.name:
            Holder.objects.put(
                seat=seat, division=row.division, name=one.name[:40], from_on=row.from_on,
                post_title=one.post_title[:80],
            )  # fmt: skip
        made.append(seat)
    return made


def _fill_host(row: Body, policy: Profile, own: bool) -> None:
    """Where the office sits: the unit of the profile; of a body of its own, the first that has civil affairs."""
    function = policy.sheet.conference.office.seat
    seat = (
        Seat.objects.all_of_them(reason=WHY)
        .filter(body=row, function=function, unit__isnull=False)
        .select_related("unit")
        .first()
    )
    unit = seat.unit if seat else None
    if unit is None and not own:
        units = directory.members_of(DESK, row.division)
        known = units.get(function)
        rows = Unit.objects.all_of_them(reason=NO_UNITS)
        unit = rows.filter(pk=known).first() if known else None
    if unit is not None:
        row.host, row.host_name = unit, unit.name
        row.save(update_fields=["host", "host_name"])


def end_body(*, by: Viewer, body: UUID, on: date, why: str) -> None:
    """撤销: from a day, with the reason; what it did stays."""
    row = managed_body(by, body)
    if row.until_on is not None:
        raise NotNow(f"{row.name}已经在{cn_date(row.until_on)}撤销了。")
    if on < row.from_on:
        raise Wrong("on", "撤销日期不能早于成立日期。")
    if not why.strip():
        raise Wrong("why", "请写撤销的原因。")
    coming = Meeting.objects.all_of_them(reason=WHY).filter(
        body=row, state__in=[MeetingState.PLANNED, MeetingState.CALLED]
    )
    if coming.exists():
        raise NotNow("还有没开的会议，请先登记召开或者取消。")
    row.until_on, row.why_ended = on, why.strip()[:200]
    row.save(update_fields=["until_on", "why_ended"])
    events.record("conference.end", by=by, subject=row, why=why, changes={"until": [None, on]})


def add_seat(
    *, by: Viewer, body: UUID, role: str, unit: UUID | None = None, unit_name: str = "",
    post: str = "", from_on: date | None = None,
) -> UUID:  # fmt: skip
    """增加席位: a unit that joins, a member of the office, one who is invited (D-044)."""
    row = managed_body(by, body)
    wanted = SeatRole(role)
    if wanted is SeatRole.INVITED and not row.profile.startswith("own:"):
        _may_invite(profile_of(row.profile))
    known = directory.unit(DESK, unit) if unit else None
    name = known.name if known else unit_name.strip()
    if not name:
        raise Wrong("unit_name", "请选一个单位，或者写单位名称。")
    last = Seat.objects.all_of_them(reason=WHY).filter(body=row, role=wanted).count()
    seat = Seat.objects.put(
        body=row, division=row.division, role=wanted, unit_id=known.id if known else None,
        unit_name=name[:120], function=known.function if known else "", post=post.strip()[:120],
        place=PLACES[wanted] + 500 + last, from_on=from_on or today(),
    )  # fmt: skip
    with scope(DESK):
        share(row)
    events.record(
        "conference.seat_add", by=by, subject=seat, unit=seat.unit_id,
        changes={"role": role, "unit": name},
    )  # fmt: skip
    return seat.id


def _may_invite(policy: Profile) -> None:
    conference = policy.sheet.conference
    if not conference.invite_others:
        raise NotNow("这项制度写明不邀请其他部门参加。")


def end_seat(*, by: Viewer, seat: UUID, on: date, why: str) -> None:
    """取消席位: a unit that leaves; whoever held it ends with it."""
    known = seat_of(by, seat)
    row = managed_body(by, known.body_id)
    here = found(
        Seat.objects.all_of_them(reason=WHY).select_for_update(of=("self",)).filter(pk=seat).first()
    )
    if here.until_on is not None:
        raise NotNow("这个席位已经取消了。")
    if on < here.from_on:
        raise Wrong("on", "取消的日子不能早于设立的日子。")
    if not why.strip():
        raise Wrong("why", "请写取消的原因。")
    here.until_on, here.why_ended = on, why.strip()[:200]
    here.save(update_fields=["until_on", "why_ended"])
    Holder.objects.all_of_them(reason=WHY).filter(seat=here, until_on=None, from_on__lte=on).update(
        until_on=on
    )
    with scope(DESK):
        share(row)
    events.record(
        "conference.seat_end", by=by, subject=here, unit=here.unit_id, why=why,
        changes={"until": [None, on], "unit": here.unit_name},
    )  # fmt: skip


def follow_heirs(*, by: Viewer, body: UUID) -> int:
    """席位随单位承继: a dissolved unit's seats go to its heir; both names stay; returns how many."""
    row = managed_body(by, body)
    seats = (
        Seat.objects.all_of_them(reason=WHY)
        .select_for_update(of=("self",))
        .select_related("unit__successor")
        .filter(body=row, until_on=None, unit__valid_to__lte=today(), unit__successor__isnull=False)
    )
    moved = [_follow(by, one) for one in seats]
    if moved:
        with scope(DESK):
            share(row)
            _follow_host(row)
    return len(moved)


def _follow(by: Viewer, seat: Seat) -> Seat:
    before, heir = seat.unit, seat.unit.successor if seat.unit else None
    assert before is not None  # by the filter
    assert heir is not None
    last = heir
    while last.valid_to is not None and last.valid_to <= today() and last.successor is not None:
        last = last.successor
    on = before.valid_to or today()
    seat.was_unit = [
        *seat.was_unit,
        {"id": str(before.id), "name": seat.unit_name or before.name, "until": on.isoformat()},
    ]
    seat.unit, seat.unit_name = last, last.name
    seat.save(update_fields=["unit", "unit_name", "was_unit"])
    events.record(
        "conference.seat_follow", by=by, subject=seat, unit=last.id,
        changes={"unit": [before.name, last.name], "on": on},
    )  # fmt: skip
    return seat


def _follow_host(row: Body) -> None:
    host = row.host
    if host is not None and host.valid_to is not None and host.successor is not None:
        row.host, row.host_name = host.successor, host.successor.name
        row.save(update_fields=["host", "host_name"])


def follow_all_heirs() -> str:
    """Nightly: every body in force."""
    by = Viewer.for_system("单位承继，席位随之转过去")
    with scope(by):
        rows = Body.objects.all_of_them(reason=WHY).filter(until_on=None)
        moved = sum(follow_heirs(by=by, body=one.id) for one in rows)
    return f"{moved}个席位随单位承继"
