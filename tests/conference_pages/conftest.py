"""The year of a conference, and a browser without a screen for each of the cast."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests import people
from tests.conference_pages.year import Year, made
from tests.factories import directory
from tests.people import Person
from tonghu.core.database import scope

Browse = Callable[[Person], Client]


@pytest.fixture
def given(db: None) -> Year:
    """A county whose conference stands in the middle of its year."""
    with scope(people.SYSTEM):
        directory.county()
    people.seat()
    return made()


@pytest.fixture
def browse(given: Year) -> Browse:
    """A browser in which one of the cast has signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        people.sign_in(client, person)
        return client

    return signed_in
