"""A county's conference with a change proposed and a meeting called, and its like in the next county."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests import people
from tests.pages.table import Example
from tonghu.conference.actions.common import share
from tonghu.conference.models import (
    AgendaItem,
    Attendance,
    Body,
    Holder,
    Material,
    Meeting,
    MemberChange,
    Seat,
)
from tonghu.core import clock
from tonghu.core.database import scope

KEEPER = frozenset({"zhou"})
ABOVE = frozenset({"qian"})  # reads what lies below, sits in none of it
MEMBERS = frozenset({"zhou", "chen", "deng", "qian"})
FAR = people.OTHER_COUNTY


def build() -> dict[str, Example]:
    with scope(people.SYSTEM):
        here, far = _set(people.COUNTY, people.EDUCATION.id), _set(FAR, None)
    return _examples(here, far)


def _set(division: str, unit: UUID | None) -> dict[str, UUID]:
    """One of everything; at the cast's county the education bureau's."""
    body = Body.objects.put(
        division=division, profile="dali", name="演示联席会议", kind="joint_conference",
        from_on=date(2024, 1, 1), host_name="演示民政局",
    )  # fmt: skip
    seats = [
        Seat.objects.put(
            body=body, division=division, role=role, unit_id=one, unit_name="演示县教育局",
            function="education", from_on=body.from_on,
        )
        for role, one in (("member", unit), ("liaison", unit))
    ]  # fmt: skip
    if division == people.COUNTY:
        Seat.objects.put(
            body=body, division=division, role="member", unit_id=people.CIVIL_AFFAIRS.id,
            unit_name="演示县民政局", from_on=body.from_on,
        )  # fmt: skip
    share(body)
    return _with(body, seats[0], division, unit)


def _with(body: Body, seat: Seat, division: str, unit: UUID | None) -> dict[str, UUID]:
    """Somebody in the seat, a change proposed, a meeting called."""
    Holder.objects.put(
        seat=seat, division=division, name="演示成员", from_on=body.from_on,
        shared_with=body.shared_with,
    )  # fmt: skip
    on = clock.today() + timedelta(days=9)
    meeting = Meeting.objects.put(
        body=body, division=division, kind="plenary", year=on.year, number=1, title="第一次全体会议",
        state="called", on=on, starts=time(9), place="演示楼", chair_name="演示主持",
        called_at=clock.now(), shared_with=body.shared_with,
    )  # fmt: skip
    change = MemberChange.objects.put(
        body=body, seat=seat, division=division, unit_id=unit, unit_name="演示县教育局",
        mode="proposed_and_decided", new_name="演示新任", old_name="演示成员", from_on=on,
    )  # fmt: skip
    coming = Attendance.objects.put(
        meeting=meeting, division=division, unit_id=unit, unit_name="演示县教育局", cls="leader",
        shared_with=body.shared_with,
    )  # fmt: skip
    topic = AgendaItem.objects.put(
        body=body, division=division, unit_id=unit, unit_name="演示县教育局", title="控辍保学"
    )
    material = Material.objects.put(
        meeting=meeting, division=division, unit_id=unit, unit_name="演示县教育局", title="材料",
        file=uuid4(), shared_with=body.shared_with,
    )  # fmt: skip
    return {
        "body": body.id, "seat": seat.id, "change": change.id, "meeting": meeting.id,
        "attendance": coming.id, "topic": topic.id, "material": material.id,
    }  # fmt: skip


def _examples(here: dict[str, UUID], far: dict[str, UUID]) -> dict[str, Example]:
    """Those above read both counties'; only the county's own office keeps its body."""

    def given(names: str, key: str, seen: frozenset[str], **more: Any) -> dict[str, Example]:
        one = Example(
            {key: here[key]}, seen, outside={key: far[key]}, missing={key: uuid4()},
            outside_seen_by=frozenset({"qian"}) & seen, **more,
        )  # fmt: skip
        return {f"conference:{name}": one for name in names.split()}

    own = KEEPER | {"chen"}
    kept_body = (
        "names ask_holders add_seat follow print_list end_body plan offers take_offers ask_topics"
    )
    kept_meeting = (
        "edit call postpone cancel invite sign_in hold record print_sheet list_topics order_topics "
        "fix_agenda outcomes"
    )
    return (
        given("year members history topics", "body", MEMBERS)
        | given("instruct", "body", MEMBERS, data={"on": "2026-12-01", "purpose": "研究", "title": "议题"})
        | given("propose_topic no_topics", "body", MEMBERS, data={"title": "议题"}, beside=ABOVE, refused=ABOVE)
        | given(kept_body, "body", KEEPER)
        | given("seat", "seat", MEMBERS)
        | given("name_holder propose_change", "seat", own)
        | given("end_seat", "seat", KEEPER)
        | given("change", "change", MEMBERS)
        | given("approve_change", "change", MEMBERS)
        | given("decide_change refuse_change", "change", KEEPER)
        | given("withdraw_change", "change", frozenset({"chen"}))
        | given("meeting agenda", "meeting", MEMBERS)
        | given(kept_meeting, "meeting", KEEPER)
        | given("add_material", "meeting", own)
        | given("answer", "attendance", own)
        | given("uninvite", "attendance", KEEPER)
        | given("material", "material", MEMBERS, may_be_empty=True)
        | given("remove_material", "material", own)
        | given("unlist_topic drop_topic restore_topic", "topic", KEEPER)
        | given("withdraw_topic", "topic", frozenset({"chen"}))
    )  # fmt: skip
