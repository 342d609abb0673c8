"""A change of members goes as the profile says, and nobody is lost on the way."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from tests import people
from tests.conference.conftest import founded, kinds, seat_of
from tests.people import CHEN, DENG, QIAN, ZHOU
from tests.requirement import requirement
from tonghu.conference.actions import members
from tonghu.conference.queries import body as queries
from tonghu.conference.queries.history import history
from tonghu.conference.rules.membership import Wrong, check_change, mode_for
from tonghu.conference.states import ChangeMode, ChangeState, SeatRole
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.events.models import Event
from tonghu.policy import load
from tonghu.worklist import queries as worklist

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 7)


@requirement("D-042")
@requirement("D-043")
@pytest.mark.parametrize(
    ("code", "mode"),
    [
        ("dali", ChangeMode.PROPOSED), ("xinbei", ChangeMode.PROPOSED),
        ("songyang", ChangeMode.AUTOMATIC), ("wuqing", ChangeMode.PROPOSED), ("cn", ChangeMode.PROPOSED),
    ],
)  # fmt: skip
def test_members_change_by_the_profiles_rule(code: str, mode: ChangeMode) -> None:
    assert mode_for(load(code), SeatRole.MEMBER) is mode


def test_liaisons_are_the_units_own_to_name() -> None:
    assert mode_for(load("dali"), SeatRole.LIAISON) is ChangeMode.AUTOMATIC


def test_where_the_document_is_silent_the_office_chooses() -> None:
    chosen = mode_for(load("wuqing"), SeatRole.MEMBER, "automatic")
    assert chosen is ChangeMode.AUTOMATIC
    assert mode_for(load("dali"), SeatRole.MEMBER, "automatic") is ChangeMode.PROPOSED


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"new": ""}, "name"), ({"new": "甲"}, "name"), ({"from_on": date(2019, 1, 1)}, "from_on"),
        ({"from_on": date(2029, 1, 1)}, "from_on"), ({"reason": ""}, "reason"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(given: dict[str, object], field: str) -> None:
    asked = {
        "old": "甲", "new": "乙", "old_from": date(2020, 1, 1), "from_on": TODAY, "today": TODAY,
        "reason": "工作变动",
    }  # fmt: skip
    with pytest.raises(Wrong) as wrong:
        check_change(**{**asked, **given})  # type: ignore[arg-type]
    assert wrong.value.field == field


def _named(body: UUID, name: str = "演示老张") -> UUID:
    seat = seat_of(body, "education")
    with scope(ZHOU.viewer):
        members.name_holder(by=ZHOU.viewer, seat=seat.id, name=name, from_on=date(2024, 1, 1))
    return seat.id


def _holder(body: UUID) -> str:
    with scope(ZHOU.viewer):
        return next(
            one.name for one in queries.seats(ZHOU.viewer, body) if one.function == "education"
        )


def _proposed(seat: UUID) -> UUID:
    with scope(CHEN.viewer):
        return members.propose_change(
            by=CHEN.viewer, seat=seat, name="演示老李", reason="工作变动", proposal="演教函1号"
        )


def test_a_proposed_change_waits_and_the_office_has_a_task(dali: UUID) -> None:
    seat = _named(dali)
    before = len(kinds())
    change = _proposed(seat)
    assert _holder(dali) == "演示老张"
    assert kinds(before) == ["member.propose"]
    with scope(ZHOU.viewer):
        titles = [one.title for group in worklist.mine(ZHOU.viewer).groups for one in group.tasks]
        one = queries.change(ZHOU.viewer, change)
    assert any("提出调整成员" in title for title in titles)
    assert one is not None
    assert one.state is ChangeState.PROPOSED


def test_a_decision_has_a_document_and_then_the_new_one_sits(dali: UUID) -> None:
    change = _proposed(_named(dali))
    with scope(ZHOU.viewer):
        with pytest.raises(Wrong):
            members.decide_change(by=ZHOU.viewer, change=change)
        before = len(kinds())
        members.decide_change(by=ZHOU.viewer, change=change, decision="会议纪要〔2026〕1号")
    assert _holder(dali) == "演示老李"
    assert kinds(before) == ["member.change"]
    with scope(people.SYSTEM):
        event = Event.objects.all_of_them(reason="test").get(kind="member.change")
        assert event.for_unit == people.EDUCATION.id
    with scope(ZHOU.viewer):
        told = [one.text for one in history(ZHOU.viewer, dali)]
    assert any("演示老张不再任成员" in one for one in told)


def test_a_leaders_yes_is_decision_enough(dali: UUID) -> None:
    change = _proposed(_named(dali))
    with scope(DENG.viewer):
        members.approve_change(by=DENG.viewer, change=change)
    with scope(ZHOU.viewer):
        members.decide_change(by=ZHOU.viewer, change=change)
    assert _holder(dali) == "演示老李"


def test_a_successor_follows_at_once_where_the_document_says_so(songyang: UUID) -> None:
    seat = _named(songyang)
    before = len(kinds())
    change = _proposed(seat)
    assert _holder(songyang) == "演示老李"
    assert kinds(before) == ["member.change"]
    with scope(CHEN.viewer):
        one = queries.change(CHEN.viewer, change)
    assert one is not None
    assert one.state is ChangeState.DECIDED


def test_refused_with_a_reason_the_unit_reads(dali: UUID) -> None:
    change = _proposed(_named(dali))
    with scope(ZHOU.viewer):
        members.refuse_change(by=ZHOU.viewer, change=change, answer="请派负责人")
    with scope(CHEN.viewer):
        one = queries.change(CHEN.viewer, change)
    assert one is not None
    assert (one.state, one.answer) == (ChangeState.REFUSED, "请派负责人")
    assert _holder(dali) == "演示老张"


def test_withdrawn_by_the_unit_and_by_nobody_else(dali: UUID) -> None:
    change = _proposed(_named(dali))
    with scope(ZHOU.viewer), pytest.raises(NotYours):
        members.withdraw_change(by=ZHOU.viewer, change=change)
    with scope(CHEN.viewer):
        members.withdraw_change(by=CHEN.viewer, change=change)
    assert kinds()[-1] == "member.withdraw"


def test_two_who_propose_for_the_same_seat_are_told(dali: UUID) -> None:
    seat = _named(dali)
    _proposed(seat)
    with scope(CHEN.viewer), pytest.raises(NotNow, match="等着定"):
        members.propose_change(by=CHEN.viewer, seat=seat, name="演示老王", reason="工作变动")


def test_the_office_writes_for_a_unit_only_from_paper(dali: UUID) -> None:
    seat = _named(dali)
    with scope(ZHOU.viewer):
        with pytest.raises(Wrong) as wrong:
            members.propose_change(by=ZHOU.viewer, seat=seat, name="演示老李", reason="工作变动")
        assert wrong.value.field == "paper_number"
        made = members.propose_change(
            by=ZHOU.viewer, seat=seat, name="演示老李", reason="工作变动", paper_number="演教函1号"
        )
        one = queries.change(ZHOU.viewer, made)
    assert one is not None
    assert one.paper_number == "演教函1号"


def test_those_above_read_and_do_not_write(dali: UUID) -> None:
    change = _proposed(_named(dali))
    with scope(QIAN.viewer):
        assert queries.change(QIAN.viewer, change) is not None
        with pytest.raises(NotYours):
            members.decide_change(by=QIAN.viewer, change=change, decision="批示")


def test_units_with_empty_seats_are_asked_once(dali: UUID) -> None:
    with scope(ZHOU.viewer):
        told = members.ask_for_holders(by=ZHOU.viewer, body=dali)
        again = members.ask_for_holders(by=ZHOU.viewer, body=dali)
    assert told == again > 40
    with scope(CHEN.viewer):
        titles = [one.title for group in worklist.mine(CHEN.viewer).groups for one in group.tasks]
    assert titles.count("补报本单位在联席会议的联络员") == 1
    seat = seat_of(dali, "education", "liaison")
    with scope(CHEN.viewer):
        members.name_holder(by=CHEN.viewer, seat=seat.id, name="陈联络", phone="13800000000")
        titles = [one.title for group in worklist.mine(CHEN.viewer).groups for one in group.tasks]
    assert "补报本单位在联席会议的联络员" not in titles


def test_a_seat_that_is_taken_is_not_named_over(dali: UUID) -> None:
    seat = _named(dali)
    with scope(ZHOU.viewer), pytest.raises(NotNow, match="走成员调整"):
        members.name_holder(by=ZHOU.viewer, seat=seat, name="演示老王")


def test_the_silent_document_asks_which_way(county: None) -> None:
    body = founded("wuqing")
    seat = _named(body)
    with scope(ZHOU.viewer):
        members.propose_change(
            by=ZHOU.viewer, seat=seat, name="演示老李", reason="工作变动", paper_number="1号",
            mode="automatic",
        )  # fmt: skip
    assert _holder(body) == "演示老李"
