"""An invented county whose conference is founded on a document, seen on a working day of September."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from tests import people
from tests.factories import directory
from tests.people import CHEN, COUNTY, ZHOU
from tonghu.conference.actions import bodies
from tonghu.conference.models import Body, Seat
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.events.models import Event
from tonghu.directory.models import Unit

SEPTEMBER = datetime(2026, 9, 7, 1, 0, tzinfo=UTC)  # a Monday


@pytest.fixture
def september() -> Iterator[None]:
    """The clock stands still."""
    with clock.at(SEPTEMBER):
        yield


@pytest.fixture
def county(db: None, september: None) -> None:
    """Places, people; the cast's bureaus answer for what their names say."""
    with scope(people.SYSTEM):
        directory.county()
    people.seat()
    with scope(people.SYSTEM):
        rows = Unit.objects.all_of_them(reason="the cast's own bureaus")
        rows.filter(pk=people.EDUCATION.id).update(function="education")
        rows.filter(pk=people.CIVIL_AFFAIRS.id).update(function="civil_affairs")


def founded(profile: str) -> UUID:
    """A body of the invented county on one of the five documents, the cast's bureaus in it."""
    with scope(ZHOU.viewer):
        made = bodies.found_body(by=ZHOU.viewer, division=COUNTY, profile=profile)
    with scope(people.SYSTEM):
        seats = Seat.objects.all_of_them(reason="the cast sits in it").filter(body=made)
        seats.filter(function="education").update(
            unit=people.EDUCATION.id, unit_name=people.EDUCATION.name
        )
        seats.filter(function="civil_affairs").update(unit=people.CIVIL_AFFAIRS.id)
        row = Body.objects.all_of_them(reason="share").get(pk=made)
        row.host_id = people.CIVIL_AFFAIRS.id
        row.host_name = people.CIVIL_AFFAIRS.name
        row.save()
        from tonghu.conference.actions.common import share

        share(row)
    return made


@pytest.fixture
def dali(county: None) -> UUID:
    """Proposed and decided, liaison meeting before the plenary."""
    return founded("dali")


@pytest.fixture
def songyang(county: None) -> UUID:
    """Automatic succession, two deputies, no liaisons."""
    return founded("songyang")


def seat_of(body: UUID, function: str, role: str = "member") -> Seat:
    """A seat by its unit's function."""
    with scope(people.SYSTEM):
        rows = Seat.objects.all_of_them(reason="test").select_related("unit")
        return rows.get(body=body, function=function, role=role, part_of=None)


def kinds(since: int = 0) -> list[str]:
    """Kinds of the events left, without those of tasks."""
    with scope(people.SYSTEM):
        rows = Event.objects.all_of_them(reason="test").order_by("id")
        found = list(rows.values_list("kind", flat=True))
    return [one for one in found if not one.startswith(("task.", "notice.", "session."))][since:]


__all__ = ["CHEN", "county", "dali", "founded", "kinds", "seat_of", "september", "songyang"]
