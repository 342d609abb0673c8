"""What a document demands of the year, on which day, who chairs: tables of boundaries."""

from __future__ import annotations

from datetime import date

import pytest

from tests.requirement import requirement
from tonghu.conference.rules import agenda, meeting
from tonghu.conference.rules.meeting import Held
from tonghu.conference.states import MeetingKind, MeetingState, SeatRole
from tonghu.policy import load

TODAY = date(2026, 9, 7)
PLENARY, LIAISON = MeetingKind.PLENARY, MeetingKind.LIAISON


def _by_code(profile: str, meetings: list[Held], today: date = TODAY) -> dict[str, str]:
    found = meeting.demands(load(profile), 2026, meetings, today)
    return {one.code: one.state for one in found}


@requirement("D-360")
@requirement("D-361")
@pytest.mark.parametrize(
    ("profile", "plenary", "liaison"),
    [
        ("dali", "now", "waiting"), ("wuqing", "now", "silent"), ("cn", "now", "late"),
        ("xinbei", "now", "silent"), ("songyang", "silent", "silent"),
    ],
)  # fmt: skip
def test_each_document_demands_its_own_meetings(profile: str, plenary: str, liaison: str) -> None:
    found = _by_code(profile, [])
    assert (found["plenary"], found["liaison"]) == (plenary, liaison)


@requirement("D-050")
def test_the_liaison_meeting_is_counted_back_from_the_plenary() -> None:
    due = meeting.liaison_before(load("dali"), date(2026, 12, 18))
    assert due is not None
    assert due.due == date(2026, 12, 3)
    assert due.silent  # Dali says before the plenary, not how many days
    assert meeting.liaison_before(load("wuqing"), date(2026, 12, 18)) is None


@requirement("D-051")
def test_the_national_office_meets_liaisons_regularly() -> None:
    due = meeting.next_regular(load("cn"), date(2026, 3, 10))
    assert due is not None
    assert due.due == date(2026, 9, 10)
    assert meeting.next_regular(load("dali"), date(2026, 3, 10)) is None


def test_a_held_plenary_is_done_and_a_missed_liaison_meeting_stays_late() -> None:
    held = Held(PLENARY, "held", date(2026, 9, 1), date(2026, 9, 1), "p")
    assert _by_code("dali", [held]) == {"members": "done", "liaison": "late", "plenary": "done"}
    before = Held(LIAISON, "held", date(2026, 8, 1), date(2026, 8, 1), "l", "p")
    assert _by_code("dali", [held, before])["liaison"] == "done"


@pytest.mark.parametrize(
    ("on", "worked", "following"),
    [
        (date(2026, 10, 1), False, date(2026, 10, 8)),  # National Day
        (date(2026, 9, 12), False, date(2026, 9, 14)),  # a Saturday
        (date(2026, 9, 7), True, date(2026, 9, 7)),
        (date(2026, 9, 20), True, date(2026, 9, 20)),  # a Sunday that is worked
    ],
)
def test_a_day_off_is_said_and_the_next_working_day_offered(
    on: date, worked: bool, following: date
) -> None:
    found = meeting.day_check(load("dali"), on)
    assert (found.worked, found.next) == (worked, following)
    assert worked or "下一个工作日" in found.sentence


def test_a_year_without_holiday_notice_is_said() -> None:
    assert "2031年" in meeting.day_check(load("dali"), date(2031, 3, 3)).warning


@pytest.mark.parametrize(
    ("profile", "today", "held", "coming", "reminded"),
    [
        ("dali", date(2026, 9, 30), 0, 0, False), ("dali", date(2026, 10, 1), 0, 0, True),
        ("dali", date(2026, 12, 31), 1, 0, False), ("dali", date(2026, 11, 1), 0, 1, False),
        ("songyang", date(2026, 12, 1), 0, 0, False),
    ],
)  # fmt: skip
def test_the_year_that_runs_out_is_reminded_of(
    profile: str, today: date, held: int, coming: int, reminded: bool
) -> None:
    assert meeting.reminds(load(profile), 2026, held, coming, today) is reminded


@requirement("D-045")
@requirement("D-046")
@requirement("D-047")
@requirement("D-048")
def test_who_may_chair_is_the_documents() -> None:
    chairs = {
        code: meeting.chair_roles(load(code), PLENARY)
        for code in ("dali", "wuqing", "cn", "xinbei")
    }
    assert chairs == {
        "dali": ("general_convenor", "convenor"), "wuqing": ("convenor",),
        "cn": ("convenor", "delegate"), "xinbei": ("convenor", "delegate"),
    }  # fmt: skip


def test_liaisons_are_asked_where_there_are_any_and_members_else() -> None:
    assert SeatRole.LIAISON in meeting.asked_roles(LIAISON, [SeatRole.MEMBER, SeatRole.LIAISON])
    assert SeatRole.MEMBER in meeting.asked_roles(LIAISON, [SeatRole.MEMBER])
    assert SeatRole.LIAISON not in meeting.asked_roles(PLENARY, [SeatRole.LIAISON])


@pytest.mark.parametrize(
    ("n", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一")]
)
def test_meetings_are_counted_in_words(n: int, words: str) -> None:
    assert meeting.counted(n) == words


def _offer(source: str, subject: str, order: int, count: int) -> agenda.Offer:
    return agenda.Offer(source, source, order, subject, subject, "", "", count)


def test_offers_come_by_source_then_by_number_and_not_twice() -> None:
    offers = [_offer("b", "1", 2, 9), _offer("a", "2", 1, 1), _offer("a", "3", 1, 5)]
    assert [one.subject for one in agenda.fresh(offers, {("b", "1")})] == ["3", "2"]


def test_topics_are_put_in_order_and_none_is_lost() -> None:
    assert agenda.renumbered(["1", "2", "3"], ["3", "9", "3"]) == ("3", "1", "2")


def test_a_held_meeting_takes_no_more_topics() -> None:
    assert agenda.why_not_list(MeetingState.PLANNED) is None
    assert agenda.why_not_list(MeetingState.HELD)
