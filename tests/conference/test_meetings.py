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
from tonghu.conference.rules.agenda import Offer
from tonghu.conference.rules.membership import Wrong
from tonghu.conference.states import AgendaState, ComingState, MeetingState
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.events.models import Event
from tonghu.worklist import queries as worklist

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 15)
PLAN = Plan(on=ON, starts=time(14, 30), place="演示楼三楼")
AFTER = datetime(2026, 9, 16, 1, 0, tzinfo=UTC)


def _titles(person: people.Person) -> list[str]:
    with scope(person.viewer):
        return [one.title for group in worklist.mine(person.viewer).groups for one in group.tasks]


def _plenary(body: UUID, plan: Plan = PLAN) -> UUID:
    with scope(ZHOU.viewer):
        head = seat_of(body, "government", "general_convenor")
        holder = members.name_holder(by=ZHOU.viewer, seat=head.id, name="演示总召集人")
        return meetings.plan_meeting(
            by=ZHOU.viewer, body=body, kind="plenary", plan=replace(plan, chair=holder)
        )


def _called(body: UUID) -> UUID:
    meeting = _plenary(body)
    with scope(ZHOU.viewer):
        meetings.call_meeting(by=ZHOU.viewer, meeting=meeting)
    return meeting


def _mine(meeting: UUID, person: people.Person = CHEN) -> queries.Attendee:
    with scope(person.viewer):
        return next(one for one in queries.attendees(person.viewer, meeting) if one.mine)


def _held(meeting: UUID) -> None:
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
    assert "2026年第一次全体会议之前召开联络员会议" in _titles(ZHOU)


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
    assert "筹备2026年第一次临时会议" in _titles(ZHOU)
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
    assert "回复2026年第一次全体会议的通知" in _titles(CHEN)
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
    meeting = _called(dali)
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
    assert "回复2026年第一次全体会议的通知" not in _titles(CHEN)


def test_the_office_answers_for_a_unit_only_from_paper(dali: UUID) -> None:
    meeting = _called(dali)
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
    meeting = _called(dali)
    with scope(CHEN.viewer):
        inviting.answer(by=CHEN.viewer, attendance=_mine(meeting).id, state="coming")
    with scope(ZHOU.viewer):
        meetings.change_meeting(
            by=ZHOU.viewer, meeting=meeting, plan=replace(PLAN, on=date(2026, 9, 17))
        )
    assert _mine(meeting).state is ComingState.INVITED
    assert "回复2026年第一次全体会议的通知" in _titles(CHEN)


def test_a_postponed_meeting_takes_its_tasks_back_until_the_next_notice(dali: UUID) -> None:
    meeting = _called(dali)
    before = len(kinds())
    with scope(ZHOU.viewer):
        meetings.postpone(by=ZHOU.viewer, meeting=meeting, why="领导出差")
    assert kinds(before) == ["meeting.postpone"]
    assert "回复2026年第一次全体会议的通知" not in _titles(CHEN)
    with scope(ZHOU.viewer):
        meetings.call_meeting(by=ZHOU.viewer, meeting=meeting)
    assert "回复2026年第一次全体会议的通知" in _titles(CHEN)


def test_a_cancelled_meetings_topics_go_back_to_the_pool(dali: UUID) -> None:
    meeting = _called(dali)
    with scope(ZHOU.viewer):
        topic = agenda.propose_topic(by=ZHOU.viewer, body=dali, title="研究防溺水")
        agenda.list_topics(by=ZHOU.viewer, meeting=meeting, topics=[topic])
        meetings.cancel_meeting(by=ZHOU.viewer, meeting=meeting, why="防汛")
        pool = topic_queries.pool(ZHOU.viewer, dali)
    assert [one.id for one in pool] == [topic]


@requirement("D-060")
def test_departments_and_social_organisations_are_asked_by_hand(dali: UUID) -> None:
    meeting = _called(dali)
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
    meeting = _called(dali)
    with scope(ZHOU.viewer), pytest.raises(Wrong):
        meetings.hold_meeting(by=ZHOU.viewer, meeting=meeting)
    with clock.at(AFTER), scope(ZHOU.viewer), pytest.raises(NotNow, match="到会名单"):
        meetings.hold_meeting(by=ZHOU.viewer, meeting=meeting)
    before = len(kinds())
    _held(meeting)
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


def test_a_meeting_without_chair_is_not_held(dali: UUID) -> None:
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
    assert "2026年第一次全体会议之前召开联络员会议" not in _titles(ZHOU)
    with scope(ZHOU.viewer):
        page = queries.year(ZHOU.viewer, dali, 2026)
    assert page is not None
    assert {one.code: one.state for one in page.demands}["liaison"] == "done"


def test_units_propose_topics_and_see_their_own(dali: UUID) -> None:
    with scope(CHEN.viewer):
        mine = agenda.propose_topic(by=CHEN.viewer, body=dali, title="控辍保学经费")
    with scope(ZHOU.viewer):
        agenda.propose_topic(by=ZHOU.viewer, body=dali, title="办公室的事")
    with scope(CHEN.viewer):
        assert [one.id for one in topic_queries.pool(CHEN.viewer, dali)] == [mine]
        agenda.withdraw_topic(by=CHEN.viewer, topic=mine)
    with scope(ZHOU.viewer):
        assert [one.title for one in topic_queries.pool(ZHOU.viewer, dali)] == ["办公室的事"]


def test_a_topic_that_is_not_listed_says_why(dali: UUID) -> None:
    with scope(CHEN.viewer):
        topic = agenda.propose_topic(by=CHEN.viewer, body=dali, title="控辍保学经费")
    with scope(ZHOU.viewer):
        with pytest.raises(Wrong):
            agenda.drop_topic(by=ZHOU.viewer, topic=topic, why="")
        agenda.drop_topic(by=ZHOU.viewer, topic=topic, why="由教育局自己定")
    with scope(CHEN.viewer):
        past = topic_queries.past(CHEN.viewer, dali)
    assert (past[0].state, past[0].why) == (AgendaState.DROPPED, "由教育局自己定")
    with scope(ZHOU.viewer):
        agenda.restore_topic(by=ZHOU.viewer, topic=topic)
    assert kinds()[-1] == "topic.restore"


def test_units_are_asked_for_topics_and_may_say_none(dali: UUID) -> None:
    with scope(ZHOU.viewer):
        assert agenda.ask_for_topics(by=ZHOU.viewer, body=dali, until=ON) > 20
    assert "报提交联席会议的议题" in _titles(CHEN)
    with scope(CHEN.viewer):
        agenda.no_topics(by=CHEN.viewer, body=dali)
    assert "报提交联席会议的议题" not in _titles(CHEN)


def test_the_system_proposes_units_without_liaison_and_each_topic_once(dali: UUID) -> None:
    with scope(ZHOU.viewer):
        offers = topic_queries.offers(ZHOU.viewer, dali)
        mine = next(one for one in offers if one.source == "conference.without_liaison")
        assert mine.count == 25
        assert mine.link.startswith("/conference/")
        assert agenda.take_offers(by=ZHOU.viewer, body=dali, offers=[mine]) == 1
        assert agenda.take_offers(by=ZHOU.viewer, body=dali, offers=[mine]) == 0
        left = {one.source for one in topic_queries.offers(ZHOU.viewer, dali)}
    assert "conference.without_liaison" not in left


def test_topics_in_order_then_what_was_agreed(dali: UUID) -> None:
    meeting = _called(dali)
    with scope(ZHOU.viewer):
        one, two = (agenda.propose_topic(by=ZHOU.viewer, body=dali, title=t) for t in ("甲", "乙"))
        agenda.list_topics(by=ZHOU.viewer, meeting=meeting, topics=[one, two])
        agenda.order_topics(by=ZHOU.viewer, meeting=meeting, order=[two])
        assert [t.title for t in topic_queries.topics(ZHOU.viewer, meeting)] == ["乙", "甲"]
        with pytest.raises(NotNow):
            agenda.discuss(by=ZHOU.viewer, meeting=meeting, outcomes={one: "同意"})
    with scope(CHEN.viewer):
        assert len(topic_queries.topics(CHEN.viewer, meeting)) == 2
    _held(meeting)
    with scope(ZHOU.viewer):
        before = len(kinds())
        done = agenda.discuss(
            by=ZHOU.viewer, meeting=meeting, outcomes={one: "同意", two: ""}, major=[one]
        )
        with pytest.raises(NotNow):
            agenda.unlist_topic(by=ZHOU.viewer, topic=two)
        found = {t.id: t for t in topic_queries.topics(ZHOU.viewer, meeting)}
    assert done == 1
    assert kinds(before) == ["topic.discuss"]
    assert found[one].major
    assert found[two].state is AgendaState.LISTED


def test_materials_are_for_those_asked_and_may_be_taken_off(dali: UUID) -> None:
    meeting = _called(dali)
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
        assert _titles(ZHOU).count("2026年还要召开1次全体会议") == 1
        with scope(ZHOU.viewer):
            meetings.plan_meeting(
                by=ZHOU.viewer, body=dali, kind="plenary", plan=replace(PLAN, on=date(2026, 11, 3))
            )
        assert "2026年还要召开1次全体会议" not in _titles(ZHOU)


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


def test_an_offer_of_another_is_not_taken_twice_by_two_at_once(dali: UUID) -> None:
    offer = Offer("x", "x", 1, "same", "同一件", "", "/", 3)
    with scope(ZHOU.viewer):
        agenda.take_offers(by=ZHOU.viewer, body=dali, offers=[offer, offer])
        assert len(topic_queries.pool(ZHOU.viewer, dali)) == 1
