"""A conference with its people, a liaison meeting held, a plenary called, topics and a change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from uuid import UUID

from tests import people
from tests.people import CHEN, EDUCATION, ZHOU
from tonghu.conference.actions import agenda, inviting, meetings, members
from tonghu.conference.actions.bodies import found_body
from tonghu.conference.actions.common import share
from tonghu.conference.actions.meetings import Plan
from tonghu.conference.models import Body, Seat
from tonghu.conference.queries import body as queries
from tonghu.conference.queries import meetings as meeting_queries
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.policy import load
from tonghu.policy.questions.deadlines import working_days


@dataclass(frozen=True)
class Year:
    """What a test needs to know."""

    body: UUID
    seat: UUID
    change: UUID
    liaison: UUID
    plenary: UUID
    topic: UUID


def worked(day: date) -> date:
    """The day, or the next that is worked."""
    return working_days(load("dali")).next_working_day(day)


def founded(profile: str = "dali") -> UUID:
    """The body, with the cast's bureaus in it and everybody named but a few liaisons."""
    with scope(ZHOU.viewer):
        body = found_body(by=ZHOU.viewer, division=people.COUNTY, profile=profile)
    with scope(people.SYSTEM):
        seats = Seat.objects.all_of_them(reason="the cast sits in it").filter(body=body)
        seats.filter(function="education").update(unit=EDUCATION.id, unit_name=EDUCATION.name)
        seats.filter(function="civil_affairs").update(unit=people.CIVIL_AFFAIRS.id)
        row = Body.objects.all_of_them(reason="share").get(pk=body)
        row.host_id, row.host_name = people.CIVIL_AFFAIRS.id, people.CIVIL_AFFAIRS.name
        row.save()
        share(row)
    return body


def made() -> Year:
    """The year of Dali's document, as of today."""
    body = founded()
    seat, head = _named(body)
    with scope(CHEN.viewer):
        change = members.propose_change(
            by=CHEN.viewer,
            seat=seat,
            name="演示新任",
            reason="工作变动",
            proposal="演教函〔2026〕3号",
        )
        topic = agenda.propose_topic(
            by=CHEN.viewer, body=body, title="农村寄宿制学校心理辅导经费", question="请研究从哪项经费列支"
        )  # fmt: skip
    plenary, liaison = _planned(body, head)
    _go_on(body, plenary, liaison, topic)
    return Year(body, seat, change, liaison, plenary, topic)


def _named(body: UUID) -> tuple[UUID, UUID | None]:
    """Everybody but a few liaisons has a name; education's seat, and whoever heads it all."""
    with scope(ZHOU.viewer):
        for n, one in enumerate(queries.seats(ZHOU.viewer, body)):
            if not one.sub_of and not (one.role == "liaison" and n % 9 == 0):
                members.name_holder(
                    by=ZHOU.viewer, seat=one.id, name=f"演示{'赵钱孙李周吴郑王'[n % 8]}{n}",
                    post_title=one.post or "负责人", from_on=date(2024, 3, 1),
                )  # fmt: skip
        seats = queries.seats(ZHOU.viewer, body)
    seat = next(one.id for one in seats if one.function == "education" and one.role == "member")
    return seat, next(one.holder for one in seats if one.role == "general_convenor")


def _planned(body: UUID, head: UUID | None) -> tuple[UUID, UUID]:
    """A plenary in three weeks, the liaison meeting that prepares it."""
    today = clock.today()
    plan = Plan(
        on=worked(today + timedelta(days=20)),
        starts=time(14, 30),
        place="县政府三楼会议室",
        chair=head,
    )
    with scope(ZHOU.viewer):
        plenary = meetings.plan_meeting(by=ZHOU.viewer, body=body, kind="plenary", plan=plan)
        liaison = meetings.plan_meeting(
            by=ZHOU.viewer, body=body, kind="liaison",
            plan=replace(plan, chair=None, chair_name="周县办", chair_role="delegate", on=worked(today), day_note="补开", before=plenary),
        )  # fmt: skip
    return plenary, liaison


def _go_on(body: UUID, plenary: UUID, liaison: UUID, topic: UUID) -> None:
    today = clock.today()
    with scope(ZHOU.viewer):
        meetings.change_meeting(
            by=ZHOU.viewer, meeting=liaison,
            plan=Plan(on=today, starts=time(9), place="县民政局会议室", chair_name="周县办", chair_role="delegate", day_note="补开"),
        )  # fmt: skip
        asked = meeting_queries.attendees(ZHOU.viewer, liaison)
        inviting.sign_in(
            by=ZHOU.viewer, meeting=liaison, came={one.id: "came" for one in asked[:18]}
        )
        meetings.hold_meeting(
            by=ZHOU.viewer, meeting=liaison, held_on=today, record="会议讨论了各单位提出的议题。"
        )
        own = agenda.propose_topic(
            by=ZHOU.viewer, body=body, title="寒假前集中走访的分工", question="请明确哪些单位参加"
        )
        agenda.list_topics(by=ZHOU.viewer, meeting=plenary, topics=[topic, own])
        agenda.fix_agenda(by=ZHOU.viewer, meeting=plenary, fixed_in=liaison)
        meetings.call_meeting(by=ZHOU.viewer, meeting=plenary)
        first = meeting_queries.attendees(ZHOU.viewer, plenary)
        for one in first[2:8]:
            if one.unit:
                inviting.answer(by=ZHOU.viewer, attendance=one.id, state="coming", paper_number="电话记录1号")  # fmt: skip
        inviting.answer(by=ZHOU.viewer, attendance=first[9].id, state="leave", reason="下乡", paper_number="电话记录2号")  # fmt: skip
        agenda.propose_topic(by=ZHOU.viewer, body=body, title="统一联络员培训", question="要不要办")
