"""What a story begins with: places, people, units, and a browser in which one of them has signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.test import Client

from tests import people
from tests.compared import Compared, compared
from tests.factories import reconcile as make


@pytest.fixture
def land(request: pytest.FixtureRequest, db: None) -> Iterator[Compared | None]:
    """Places, units and people; with rosters compared where a test begins with a run."""
    if "run" in request.fixturenames:
        with compared() as found:
            yield found
    else:
        make.land()
        yield None


@pytest.fixture
def browser(land: None) -> Callable[[people.Person], Client]:
    """A browser in which one of the cast has signed in."""

    def signed_in(person: people.Person) -> Client:
        client = Client()
        people.sign_in(client, person)
        return client

    return signed_in


@pytest.fixture
def run(land: Compared) -> UUID:
    """Town A's rosters handed in and compared."""
    return land.run
