"""A meeting from its plan to its topics agreed, seen by those asked to it and by nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import people
from tests.conference.conftest import founded, kinds, seat_of
from tests.people import CHEN, DENG, FANG, QIAN, ZHOU
from tests.requirement import requirement
from tonghu.conference.actions import agenda, inviting, materials, meetings, members, reminding
from tonghu.conference.actions.meetings import Plan
from tonghu.conference.models import Attendance, Meeting
from tonghu.conference.queries import agenda as topic_queries
from tonghu.conference.queries import meetings as queries
from tonghu.conference.queries.files import opened_material
from tonghu.conference.rules.membership import Wrong
from tonghu.conference.states import ComingState, MeetingState
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.events.models import Event
from tonghu.worklist import queries as worklist

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 15)
PLAN = Plan(on=ON, starts=time(14, 30), place="演示楼三楼")
AFTER = datetime(2026, 9, 16, 1, 0, tzinfo=UTC)


def titles_of(person: people.Person) -> list[str]:
    with scope(person.viewer):
        return [one.title for group in worklist.mine(person.viewer).groups for one in group.tasks]


def _plenary(body: UUID, plan: Plan = PLAN) -> UUID:
    with scope(ZHOU.viewer):
        head = seat_of(body, "government", "general_convenor")
        holder = members.name_holder(by=ZHOU.viewer, seat=head.id, name="演示总召集人")
        return meetings.plan_meeting(
            by=ZHOU.viewer, body=body, kind="plenary", plan=replace(plan, chair=holder)
        )


def called(body: UUID) -> UUID:
    meeting = _plenary(body)
    with scope(ZHOU.viewer):
        meetings.call_meeting(by=ZHOU.viewer, meeting=meeting)
    return meeting


def _mine(meeting: UUID, person: people.Person = CHEN) -> queries.Attendee:
    with scope(person.viewer):
        return next(one for one in queries.attendees(person.viewer, meeting) if one.mine)


def hold_it(meeting: UUID) -> None:
    with clock.at(AFTER), scope(ZHOU.viewer):
        people_asked = queries.attendees(ZHOU.viewer, meeting)
        came = {one.id: "came" for one in people_asked[:20]}
        inviting.sign_in(by=ZHOU.viewer, meeting=meeting, came=came)
        meetings.hold_meeting(by=ZHOU.viewer, meeting=meeting, held_on=ON)


@requirement("D-045")
def test_a_plenary_asks_heads_and_members_and_the_liaison_meeting_is_due_before_it(
    dali: UUID,
) -> None:
    before = len(kinds())
    meeting = _plenary(dali)
    with scope(ZHOU.viewer):
        view = queries.one(ZHOU.viewer, meeting)
    assert view is not None
    assert view.line.title == "2026年第一次全体会议"
    assert view.line.counts.asked == 2 + 1 + 24
    assert kinds(before).count("meeting.plan") == 1
    assert "2026年第一次全体会议之前召开联络员会议" in titles_of(ZHOU)


def test_a_day_off_wants_a_reason(dali: UUID) -> None:
    plan = replace(PLAN, on=date(2026, 10, 1))
    with scope(ZHOU.viewer):
        with pytest.raises(Wrong, match="2026年10月8日") as wrong:
            meetings.plan_meeting(by=ZHOU.viewer, body=dali, kind="plenary", plan=plan)
        assert wrong.value.field == "on"
        made = meetings.plan_meeting(
            by=ZHOU.viewer, body=dali, kind="plenary", plan=replace(plan, day_note="防汛急需")
        )
        view = queries.one(ZHOU.viewer, made)
    assert view is not None
    assert view.day_note == "防汛急需"


def test_only_whom_the_document_names_may_chair(dali: UUID) -> None:
    with scope(ZHOU.viewer):
        seat = seat_of(dali, "education")
        holder = members.name_holder(by=ZHOU.viewer, seat=seat.id, name="演示成员")
        with pytest.raises(Wrong) as wrong:
            meetings.plan_meeting(
                by=ZHOU.viewer, body=dali, kind="plenary", plan=replace(PLAN, chair=holder)
            )
        assert wrong.value.field == "chair"
        with pytest.raises(Wrong):
            meetings.plan_meeting(
                by=ZHOU.viewer, body=dali, kind="plenary",
                plan=replace(PLAN, chair_name="某人", chair_role="delegate"),
            )  # fmt: skip


def test_where_the_document_says_delegate_somebody_may_be_named(county: None) -> None:
    body = founded("xinbei")
    plan = replace(PLAN, chair_name="演示受托", chair_role="delegate", chair_post="副主任")
    with scope(ZHOU.viewer):
        made = meetings.plan_meeting(by=ZHOU.viewer, body=body, kind="plenary", plan=plan)
        view = queries.one(ZHOU.viewer, made)
    assert view is not None
    assert (view.chair_role, view.chair_name) == ("delegate", "演示受托")


@requirement("D-049")
def test_a_temporary_meeting_has_a_reason_the_document_allows(dali: UUID) -> None:
    plan = replace(PLAN, purpose="研究防溺水", reason="leader_instruction")
    with scope(ZHOU.viewer):
        with pytest.raises(Wrong) as wrong:
            meetings.plan_meeting(by=ZHOU.viewer, body=dali, kind="temporary", plan=plan)
        assert wrong.value.field == "instruction"
        with pytest.raises(Wrong) as wrong:
            meetings.plan_meeting(
                by=ZHOU.viewer, body=dali, kind="temporary",
                plan=replace(plan, reason="important_matter"),
            )  # fmt: skip
        assert wrong.value.field == "reason"
        made = meetings.plan_meeting(
            by=ZHOU.viewer, body=dali, kind="temporary",
            plan=replace(plan, instruction="州长批示"),
        )  # fmt: skip
        view = queries.one(ZHOU.viewer, made)
    assert view is not None
    assert view.instruction == "州长批示"


@requirement("D-049")
def test_a_leader_instructs_and_the_office_prepares(dali: UUID) -> None:
    before = len(kinds())
    with scope(DENG.viewer):
        made = meetings.instruct_temporary(by=DENG.viewer, body=dali, on=ON, purpose="研究防溺水")
    assert kinds(before) == ["meeting.instruct"]
    assert "筹备2026年第一次临时会议" in titles_of(ZHOU)
    with scope(CHEN.viewer), pytest.raises(NotYours):
        meetings.instruct_temporary(by=CHEN.viewer, body=dali, on=ON, purpose="研究")
    with scope(ZHOU.viewer):
        view = queries.one(ZHOU.viewer, made)
    assert view is not None
    assert view.instruction == "邓领导指示"


def test_before_the_notice_no_unit_sees_the_meeting_and_after_it_those_asked_do(dali: UUID) -> None:
    meeting = _plenary(dali)
    with scope(CHEN.viewer):
        assert queries.one(CHEN.viewer, meeting) is None
    before = len(kinds())
    with scope(ZHOU.viewer):
        told = meetings.call_meeting(by=ZHOU.viewer, meeting=meeting)
    assert told > 20
    assert kinds(before) == ["meeting.call"]
    with scope(CHEN.viewer):
        assert queries.one(CHEN.viewer, meeting) is not None
        assert [one.id for one in queries.mine(CHEN.viewer)] == [meeting]
    assert "回复2026年第一次全体会议的通知" in titles_of(CHEN)
    with scope(FANG.viewer):
        assert queries.one(FANG.viewer, meeting) is None
    with scope(QIAN.viewer):
        assert queries.one(QIAN.viewer, meeting) is not None


def test_a_notice_has_time_and_place(dali: UUID) -> None:
    meeting = _plenary(dali, replace(PLAN, place=""))
    with scope(ZHOU.viewer), pytest.raises(NotNow, match="时间和地点"):
        meetings.call_meeting(by=ZHOU.viewer, meeting=meeting)


@requirement("D-060")
def test_a_unit_sends_somebody_and_its_task_ends(dali: UUID) -> None:
    meeting = called(dali)
    mine = _mine(meeting)
    with scope(CHEN.viewer):
        with pytest.raises(Wrong) as wrong:
            inviting.answer(by=CHEN.viewer, attendance=mine.id, state="delegated")
        assert wrong.value.field == "delegate"
        with pytest.raises(Wrong) as wrong:
            inviting.answer(by=CHEN.viewer, attendance=mine.id, state="leave")
        assert wrong.value.field == "reason"
        before = len(kinds())
        inviting.answer(by=CHEN.viewer, attendance=mine.id, state="delegated", delegate="演示代表")
    assert kinds(before) == ["meeting.answer"]
    assert _mine(meeting).state is ComingState.DELEGATED
    assert "回复2026年第一次全体会议的通知" not in titles_of(CHEN)


def test_the_office_answers_for_a_unit_only_from_paper(dali: UUID) -> None:
    meeting = called(dali)
    mine = _mine(meeting)
    with scope(ZHOU.viewer):
        with pytest.raises(Wrong) as wrong:
            inviting.answer(by=ZHOU.viewer, attendance=mine.id, state="coming")
        assert wrong.value.field == "paper_number"
        inviting.answer(by=ZHOU.viewer, attendance=mine.id, state="coming", paper_number="回执1号")
    assert _mine(meeting).paper_number == "回执1号"
    with scope(FANG.viewer), pytest.raises(Missing):
        inviting.answer(by=FANG.viewer, attendance=mine.id, state="coming")


def test_on_another_day_everybody_is_asked_anew(dali: UUID) -> None:
    meeting = called(dali)
    with scope(CHEN.viewer):
        inviting.answer(by=CHEN.viewer, attendance=_mine(meeting).id, state="coming")
    with scope(ZHOU.viewer):
        meetings.change_meeting(
            by=ZHOU.viewer, meeting=meeting, plan=replace(PLAN, on=date(2026, 9, 17))
        )
    assert _mine(meeting).state is ComingState.INVITED
    assert "回复2026年第一次全体会议的通知" in titles_of(CHEN)


def test_a_postponed_meeting_takes_its_tasks_back_until_the_next_notice(dali: UUID) -> None:
    meeting = called(dali)
    before = len(kinds())
    with scope(ZHOU.viewer):
        meetings.postpone(by=ZHOU.viewer, meeting=meeting, why="领导出差")
    assert kinds(before) == ["meeting.postpone"]
    assert "回复2026年第一次全体会议的通知" not in titles_of(CHEN)
    with scope(ZHOU.viewer):
        meetings.call_meeting(by=ZHOU.viewer, meeting=meeting)
    assert "回复2026年第一次全体会议的通知" in titles_of(CHEN)


def test_a_cancelled_meetings_topics_go_back_to_the_pool(dali: UUID) -> None:
    meeting = called(dali)
    with scope(ZHOU.viewer):
        topic = agenda.propose_topic(by=ZHOU.viewer, body=dali, title="研究防溺水")
        agenda.list_topics(by=ZHOU.viewer, meeting=meeting, topics=[topic])
        meetings.cancel_meeting(by=ZHOU.viewer, meeting=meeting, why="防汛")
        pool = topic_queries.pool(ZHOU.viewer, dali)
    assert [one.id for one in pool] == [topic]


@requirement("D-060")
def test_departments_and_social_organisations_are_asked_by_hand(dali: UUID) -> None:
    meeting = called(dali)
    with scope(ZHOU.viewer):
        made = inviting.invite(
            by=ZHOU.viewer,
            meeting=meeting,
            cls="social",
            unit_name="演示社工服务中心",
            person="演示丙",
        )
        with pytest.raises(NotNow):
            inviting.invite(
                by=ZHOU.viewer,
                meeting=meeting,
                cls="social",
                unit_name="演示社工服务中心",
                person="演示丙",
            )
        inviting.invite(by=ZHOU.viewer, meeting=meeting, cls="invited", unit=people.HOSPITAL.id)
    with scope(FANG.viewer):
        assert queries.one(FANG.viewer, meeting) is not None
    with scope(ZHOU.viewer):
        before = len(kinds())
        inviting.uninvite(by=ZHOU.viewer, attendance=made)
    assert kinds(before) == ["meeting.uninvite"]


def test_holding_wants_somebody_who_came_and_a_chair_and_credits_the_host(dali: UUID) -> None:
    meeting = called(dali)
    with scope(ZHOU.viewer), pytest.raises(Wrong):
        meetings.hold_meeting(by=ZHOU.viewer, meeting=meeting)
    with clock.at(AFTER), scope(ZHOU.viewer), pytest.raises(NotNow, match="到会名单"):
        meetings.hold_meeting(by=ZHOU.viewer, meeting=meeting)
    before = len(kinds())
    hold_it(meeting)
    assert kinds(before) == ["meeting.sign_in", "meeting.hold"]
    with scope(people.SYSTEM):
        event = Event.objects.all_of_them(reason="test").get(kind="meeting.hold")
        assert event.for_unit == people.CIVIL_AFFAIRS.id
    with scope(ZHOU.viewer):
        view = queries.one(ZHOU.viewer, meeting)
        assert view is not None
        assert view.line.state is MeetingState.HELD
        assert view.line.counts.came == 20
        came = [one for one in queries.participants(ZHOU.viewer, meeting) if one.came]
    assert came
    with scope(ZHOU.viewer), pytest.raises(NotNow):
        meetings.hold_meeting(by=ZHOU.viewer, meeting=meeting, held_on=date(2026, 9, 1))


def test_a_meeting_without_chair_is_nothold_it(dali: UUID) -> None:
    with scope(ZHOU.viewer):
        meeting = meetings.plan_meeting(by=ZHOU.viewer, body=dali, kind="plenary", plan=PLAN)
    with clock.at(AFTER), scope(ZHOU.viewer):
        one = queries.attendees(ZHOU.viewer, meeting)[0]
        inviting.sign_in(by=ZHOU.viewer, meeting=meeting, came={one.id: "came"})
        with pytest.raises(NotNow, match="主持"):
            meetings.hold_meeting(by=ZHOU.viewer, meeting=meeting)


@requirement("D-050")
def test_the_liaison_meeting_fixes_the_list_of_the_plenary(dali: UUID) -> None:
    plenary = _plenary(dali)
    plan = replace(
        PLAN, on=date(2026, 9, 8), chair_name="周县办", chair_role="delegate", before=plenary
    )
    with scope(ZHOU.viewer):
        liaison = meetings.plan_meeting(by=ZHOU.viewer, body=dali, kind="liaison", plan=plan)
        view = queries.one(ZHOU.viewer, liaison)
        assert view is not None
        assert view.due_on == date(2026, 8, 31)
        topic = agenda.propose_topic(by=ZHOU.viewer, body=dali, title="研究防溺水")
        with pytest.raises(NotNow):
            agenda.fix_agenda(by=ZHOU.viewer, meeting=plenary)
        agenda.list_topics(by=ZHOU.viewer, meeting=plenary, topics=[topic])
        with pytest.raises(NotNow, match="联络员会议"):
            agenda.fix_agenda(by=ZHOU.viewer, meeting=plenary, fixed_in=liaison)
    with clock.at(datetime(2026, 9, 9, 1, tzinfo=UTC)), scope(ZHOU.viewer):
        one = queries.attendees(ZHOU.viewer, liaison)[0]
        inviting.sign_in(by=ZHOU.viewer, meeting=liaison, came={one.id: "came"})
        meetings.hold_meeting(by=ZHOU.viewer, meeting=liaison)
        before = len(kinds())
        assert agenda.fix_agenda(by=ZHOU.viewer, meeting=plenary, fixed_in=liaison) == 1
    assert kinds(before) == ["meeting.fix"]
    assert "2026年第一次全体会议之前召开联络员会议" not in titles_of(ZHOU)
    with scope(ZHOU.viewer):
        page = queries.year(ZHOU.viewer, dali, 2026)
    assert page is not None
    assert {one.code: one.state for one in page.demands}["liaison"] == "done"


def test_materials_are_for_those_asked_and_may_be_taken_off(dali: UUID) -> None:
    meeting = called(dali)
    upload = SimpleUploadedFile("材料.pdf", b"%PDF-1.4\n%%EOF\n")
    with scope(CHEN.viewer):
        made = materials.add_material(
            by=CHEN.viewer, meeting=meeting, upload=upload, title="经费测算"
        )
    with scope(ZHOU.viewer):
        name, chunks = opened_material(ZHOU.viewer, made)
        assert name == "经费测算.pdf"
        assert b"".join(chunks).startswith(b"%PDF")
    with scope(FANG.viewer), pytest.raises(Missing):
        opened_material(FANG.viewer, made)
    with scope(CHEN.viewer):
        materials.remove_material(by=CHEN.viewer, material=made, why="数字改了")
        assert queries.materials(CHEN.viewer, meeting) == ()


@pytest.mark.parametrize("deed", ["plan", "call", "fix"])
def test_those_above_read_and_do_not_write(dali: UUID, deed: str) -> None:
    meeting = _plenary(dali)
    deeds = {
        "plan": lambda: meetings.plan_meeting(by=QIAN.viewer, body=dali, kind="plenary", plan=PLAN),
        "call": lambda: meetings.call_meeting(by=QIAN.viewer, meeting=meeting),
        "fix": lambda: agenda.fix_agenda(by=QIAN.viewer, meeting=meeting),
    }
    with scope(QIAN.viewer), pytest.raises(NotYours, match="自己的办公室"):
        deeds[deed]()


def test_the_last_quarter_without_plenary_is_a_task_once(dali: UUID) -> None:
    with clock.at(datetime(2026, 10, 12, 1, tzinfo=UTC)):
        assert reminding.remind_of_meetings() == "提醒开会1次"
        reminding.remind_of_meetings()
        assert titles_of(ZHOU).count("2026年还要召开1次全体会议") == 1
        with scope(ZHOU.viewer):
            meetings.plan_meeting(
                by=ZHOU.viewer, body=dali, kind="plenary", plan=replace(PLAN, on=date(2026, 11, 3))
            )
        assert "2026年还要召开1次全体会议" not in titles_of(ZHOU)


def test_two_meetings_of_a_year_are_numbered_and_two_editors_lose_nothing(dali: UUID) -> None:
    first, second = _plenary(dali), None
    with scope(ZHOU.viewer):
        second = meetings.plan_meeting(by=ZHOU.viewer, body=dali, kind="plenary", plan=PLAN)
        one = queries.one(ZHOU.viewer, second)
    assert one is not None
    assert (one.line.number, one.line.title) == (2, "2026年第二次全体会议")
    with scope(people.SYSTEM):
        assert (
            Meeting.objects.all_of_them(reason="test").filter(pk__in=[first, second]).count() == 2
        )
        assert Attendance.objects.all_of_them(reason="test").filter(meeting=second).count() == 27
