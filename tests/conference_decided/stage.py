"""A conference of the invented county with four units, its plenary just held. Called inside a scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tests import people
from tests.factories import directory
from tests.people import CIVIL_AFFAIRS, COUNTY, EDUCATION, Person, UnitOf
from tonghu.conference.models import AgendaItem, Attendance, Body, Meeting, Seat
from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Unit
from tonghu.directory.states import UnitKind

POLICE = UnitOf(UUID(int=0x511), "演示县公安局", "bureau", COUNTY)
HEALTH = UnitOf(UUID(int=0x512), "演示县卫生健康局", "bureau", COUNTY)
GONG = Person(41, "gong", "龚公安", "liaison", COUNTY, POLICE)
WEI = Person(42, "wei", "卫健康", "liaison", COUNTY, HEALTH)
MEMBERS = (CIVIL_AFFAIRS, EDUCATION, POLICE, HEALTH)
FUNCTIONS = ("civil_affairs", "education", "police", "health")


@dataclass(frozen=True)
class Stage:
    """What a test needs to know."""

    body: UUID
    meeting: UUID
    topics: tuple[UUID, ...]


def units() -> None:
    """The two that the cast has not."""
    for one in (POLICE, HEALTH):
        directory.unit(one.name, id=one.id, kind=UnitKind.BUREAU, division=COUNTY, function="")


def body(
    profile: str = "dali",
    division: str = COUNTY,
    name: str = "演示县农村留守儿童关爱保护工作联席会议",
) -> Body:
    made = Body.objects.put(
        division=division, profile=profile, name=name, kind="joint_conference", host_id=CIVIL_AFFAIRS.id,
        host_name=CIVIL_AFFAIRS.name, from_on=date(2024, 1, 1),
        shared_with=[one.id for one in MEMBERS],
    )  # fmt: skip
    for place, (unit, function) in enumerate(zip(MEMBERS, FUNCTIONS, strict=True)):
        for role in ("member", "liaison"):
            Seat.objects.put(
                body=made, division=division, role=role, unit_id=unit.id, unit_name=unit.name,
                function=function, place=place, from_on=made.from_on, shared_with=made.shared_with,
            )  # fmt: skip
    return made


def meeting(of: Body, **given: Any) -> Meeting:
    today = clock.today()
    fields: dict[str, Any] = {
        "body": of, "division": of.division, "kind": "plenary", "year": today.year, "number": 1,
        "title": f"{of.name}{today.year}年第1次全体会议", "state": "held", "on": today, "held_on": today,
        "chair_name": "演示召集", "chair_post": "副县长", "shared_with": of.shared_with,
    }  # fmt: skip
    return Meeting.objects.put(**{**fields, **given})


def attend(at: Meeting, unit: UnitOf, person: str = "演示到会", **given: Any) -> Attendance:
    fields: dict[str, Any] = {
        "meeting": at, "division": at.division, "unit_id": unit.id, "unit_name": unit.name,
        "cls": "leader", "person": person, "state": "came", "shared_with": at.shared_with,
    }  # fmt: skip
    return Attendance.objects.put(**{**fields, **given})


def topic(at: Meeting, title: str, outcome: str = "", **given: Any) -> AgendaItem:
    fields: dict[str, Any] = {
        "body": at.body, "meeting": at, "division": at.division, "title": title, "outcome": outcome,
        "state": "discussed", "shared_with": at.shared_with,
    }  # fmt: skip
    return AgendaItem.objects.put(**{**fields, **given})


def held(profile: str = "dali") -> Stage:
    """Civil affairs, education and police came, health sent a delegate, a charity was invited."""
    units()
    of = body(profile)
    at = meeting(of)
    attend(at, CIVIL_AFFAIRS, "演示民政", place=0)
    attend(at, EDUCATION, "演示教育", place=1)
    attend(at, POLICE, "演示公安", place=2)
    attend(at, HEALTH, "演示卫健", place=3, delegate="演示代表")
    attend(at, people.HOSPITAL, "演示医院", place=4, cls="invited")
    topics = (
        topic(at, "秋季集中排查情况", "会议听取了秋季集中排查情况，同意按锁定的数上报。", place=1),
        topic(at, "控辍保学", "由县教育局牵头劝返，县公安局配合查找去向。", place=2),
    )
    return Stage(of.id, at.id, tuple(one.id for one in topics))


def viewer(person: Person) -> Viewer:
    """As whom."""
    return person.viewer


def dissolve(unit: UnitOf, into: UnitOf | None) -> None:
    """A unit is no more since today; another follows it."""
    rows = Unit.objects.all_of_them(reason="test").filter(pk=unit.id)
    rows.update(valid_to=clock.today(), successor=into.id if into else None)
