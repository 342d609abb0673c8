"""A body is founded on what its document lists, and says what the list lacks."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from tests import people
from tests.conference.conftest import founded, kinds, seat_of
from tests.people import CHEN, COUNTY, LI, QIAN, TOWN_A, ZHOU
from tests.requirement import requirement
from tonghu.conference.actions import bodies, members
from tonghu.conference.actions.bodies import NewSeat
from tonghu.conference.models import Seat
from tonghu.conference.queries import body as queries
from tonghu.conference.queries.history import history
from tonghu.conference.rules.membership import Wrong, counts_differ, seat_plans
from tonghu.conference.states import Gap, SeatRole
from tonghu.core.database import scope
from tonghu.core.errors import NotNow, NotYours
from tonghu.directory.actions import close_unit
from tonghu.directory.models import Unit
from tonghu.policy import load

pytestmark = pytest.mark.django_db
FIVE = ("dali", "wuqing", "cn", "xinbei", "songyang")
# heads, members, liaisons, directors: as the five documents list them
LISTED = {
    "dali": (2, 24, 25, 1), "wuqing": (1, 20, 0, 0), "cn": (1, 27, 0, 0), "xinbei": (2, 19, 19, 0),
    "songyang": (3, 26, 0, 1),
}  # fmt: skip


def _counted(roles: list[SeatRole]) -> tuple[int, int, int, int]:
    heads = sum(
        one in (SeatRole.GENERAL_CONVENOR, SeatRole.CONVENOR, SeatRole.VICE_CONVENOR)
        for one in roles
    )
    return (
        heads, roles.count(SeatRole.MEMBER), roles.count(SeatRole.LIAISON),
        roles.count(SeatRole.OFFICE_DIRECTOR),
    )  # fmt: skip


@requirement("D-035")
@requirement("D-036")
@requirement("D-037")
@requirement("D-038")
@requirement("D-039")
@requirement("D-413")
@pytest.mark.parametrize("code", FIVE)
def test_every_document_makes_the_seats_it_lists(code: str) -> None:
    plans = [one for one in seat_plans(load(code)) if not one.within]
    assert _counted([one.role for one in plans]) == LISTED[code]


def test_bracketed_units_sit_with_theirs_and_have_no_liaison() -> None:
    plans = seat_plans(load("xinbei"))
    inside = [one for one in plans if one.within]
    assert len(inside) == 4
    assert {one.role for one in inside} == {SeatRole.MEMBER}


@requirement("D-040")
def test_a_silent_document_makes_no_office_director() -> None:
    assert all(one.role is not SeatRole.OFFICE_DIRECTOR for one in seat_plans(load("wuqing")))


def test_a_documents_own_totals_are_compared_with_its_list() -> None:
    assert {one.what for one in counts_differ(load("dali"))} == set()
    assert {one.what for one in counts_differ(load("wuqing"))} == set()


@pytest.mark.parametrize("code", FIVE)
def test_a_body_is_founded_on_any_of_the_five_and_leaves_one_event(county: None, code: str) -> None:
    before = len(kinds())
    made = founded(code)
    with scope(ZHOU.viewer):
        page = queries.body_page(ZHOU.viewer, made)
    assert page is not None
    assert _counted([one.role for one in page.seats if not one.sub_of]) == LISTED[code]
    assert kinds(before).count("conference.found") == 1
    assert page.line.runs


def test_the_same_body_is_not_founded_twice(dali: UUID) -> None:
    with scope(ZHOU.viewer), pytest.raises(NotNow, match="已经登记过"):
        bodies.found_body(by=ZHOU.viewer, division=COUNTY, profile="dali")


def test_nobody_founds_a_body_somewhere_else(county: None) -> None:
    with scope(QIAN.viewer), pytest.raises(NotYours):
        bodies.found_body(by=QIAN.viewer, division=COUNTY, profile="dali")


@requirement("D-065")
def test_a_town_founds_its_own_with_units_written_line_by_line(county: None) -> None:
    with scope(LI.viewer):
        made = bodies.found_body(
            by=LI.viewer, division=TOWN_A, name="甲镇未成年人保护工作领导小组", own=True,
            from_on=date(2026, 9, 1),
            seats=[
                NewSeat(SeatRole.CONVENOR, "甲镇人民政府", name="演示甲", post_title="镇长"),
                NewSeat(SeatRole.MEMBER, "甲镇演示派出所"),
            ],
        )  # fmt: skip
        page = queries.body_page(LI.viewer, made)
    assert page is not None
    assert [one.name for one in page.seats] == ["演示甲", ""]
    assert page.members[0].unit == people.STATION.id
    assert page.line.own


def test_a_body_without_units_is_refused_at_the_field(county: None) -> None:
    with scope(LI.viewer), pytest.raises(Wrong) as wrong:
        bodies.found_body(by=LI.viewer, division=TOWN_A, name="甲镇领导小组", own=True)
    assert wrong.value.field == "seats"


@requirement("D-406")
def test_the_unit_without_liaison_is_a_finding(county: None) -> None:
    made = founded("xinbei")
    with scope(ZHOU.viewer):
        page = queries.body_page(ZHOU.viewer, made)
        assert page is not None
        for one in page.liaisons:
            if one.function != "next_generation":
                members.name_holder(by=ZHOU.viewer, seat=one.id, name="演示联络")
        left = [one for one in queries.gaps(ZHOU.viewer, made) if one.gap is Gap.NO_LIAISON]
    assert len(left) == 1
    assert "关工委" in left[0].text


def test_member_units_see_the_body_and_others_do_not(dali: UUID) -> None:
    with scope(CHEN.viewer):
        assert queries.body_page(CHEN.viewer, dali) is not None
    for one in (people.FANG, people.SUN, LI):
        with scope(one.viewer):
            assert queries.body_page(one.viewer, dali) is None, one.login


@requirement("D-414")
def test_a_dissolved_units_seats_go_to_its_heir_with_both_names(dali: UUID) -> None:
    old = seat_of(dali, "political_legal")
    with scope(people.SYSTEM):
        heir = Unit.objects.put(
            name="演示县委政法委", plain="演示县委政法委", kind="bureau", function="political_legal",
            division=COUNTY,
        )  # fmt: skip
        close_unit(
            id=old.unit_id, on=date(2026, 9, 1), why="机构改革", successor=heir.id, by=people.SYSTEM
        )
    with scope(ZHOU.viewer):
        assert Gap.UNIT_SUCCEEDED in {one.gap for one in queries.gaps(ZHOU.viewer, dali)}
        before = len(kinds())
        assert bodies.follow_heirs(by=ZHOU.viewer, body=dali) == 2
        assert bodies.follow_heirs(by=ZHOU.viewer, body=dali) == 0
        page = queries.body_page(ZHOU.viewer, dali)
    assert page is not None
    moved = next(one for one in page.members if one.unit == heir.id)
    assert moved.unit_words == "演示县委政法委（原州综治办）"
    assert kinds(before).count("conference.seat_follow") == 2
    assert Gap.UNIT_SUCCEEDED not in {one.gap for one in page.findings}


def test_at_night_every_bodys_seats_follow(dali: UUID) -> None:
    assert bodies.follow_all_heirs() == "0个席位随单位承继"


@requirement("D-044")
def test_others_may_be_invited_and_an_ended_seat_stays_on_record(dali: UUID) -> None:
    with scope(ZHOU.viewer):
        seat = bodies.add_seat(
            by=ZHOU.viewer, body=dali, role="invited", unit_name="演示县编办", post="负责人"
        )
        members.name_holder(by=ZHOU.viewer, seat=seat, name="演示乙")
        bodies.end_seat(by=ZHOU.viewer, seat=seat, on=date(2026, 9, 7), why="不再邀请")
        told = [one.text for one in history(ZHOU.viewer, dali)]
        page = queries.body_page(ZHOU.viewer, dali)
    assert page is not None
    assert page.of(SeatRole.INVITED) == ()
    assert "演示县编办演示乙不再任受邀参加" in told
    assert kinds().count("conference.seat_end") == 1


def test_an_ended_body_keeps_what_it_did(dali: UUID) -> None:
    with scope(ZHOU.viewer):
        with pytest.raises(Wrong):
            bodies.end_body(by=ZHOU.viewer, body=dali, on=date(2026, 9, 7), why="")
        bodies.end_body(by=ZHOU.viewer, body=dali, on=date(2026, 9, 7), why="职责划入未保委")
        line = queries.body_line(ZHOU.viewer, dali)
    assert line is not None
    assert line.until_on == date(2026, 9, 7)
    with scope(people.SYSTEM):
        assert Seat.objects.all_of_them(reason="test").filter(body=dali).count() > 50
