"""The invented county with its bureaus, a ledger, and hands to leave facts with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.test import Client

from tests import people
from tests.factories import directory
from tests.people import COUNTY, Person
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.directory.models import Unit
from tonghu.duties import actions

NOVEMBER = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
POLICE, POLITICAL = UUID(int=0x601), UUID(int=0x602)
FUNCTIONS = {
    people.EDUCATION.id: "education", people.CIVIL_AFFAIRS.id: "civil_affairs",
    people.SCHOOL.id: "school", people.OTHER_SCHOOL.id: "school",
    people.STATION.id: "police_station", people.HOSPITAL.id: "hospital",
}  # fmt: skip
Browse = Callable[[Person], Client]


def seated() -> None:
    """Places, people, bureaus with what they answer for."""
    with scope(people.SYSTEM):
        directory.county()
    people.seat()
    with scope(people.SYSTEM):
        rows = Unit.objects.all_of_them(reason="test")
        for id_, function in FUNCTIONS.items():
            rows.filter(pk=id_).update(function=function)
        for id_, name, function in (
            (POLICE, "演示县公安局", "police"), (POLITICAL, "演示县综治办", "political_legal"),
        ):  # fmt: skip
            directory.unit(name, id=id_, kind="bureau", function=function, division=COUNTY)


@pytest.fixture
def november() -> Iterator[None]:
    with clock.at(NOVEMBER):
        yield


@pytest.fixture
def county(db: None, november: None) -> None:
    """The county, its ledger opened and counted."""
    seated()
    actions.open_book(division=COUNTY, profile="songyang")
    actions.recount(division=COUNTY, whole=True)


@pytest.fixture
def browse(county: None) -> Browse:
    """A browser in which one of the cast has signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        people.sign_in(client, person)
        return client

    return signed_in
