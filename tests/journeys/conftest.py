"""What a story begins with: places, people, units, and a browser in which one of them has signed in."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from tests import people
from tests.factories import reconcile as make


@pytest.fixture
def land(db: None) -> None:
    make.land()


@pytest.fixture
def browser(land: None) -> Callable[[people.Person], Client]:
    """A browser in which one of the cast has signed in."""

    def signed_in(person: people.Person) -> Client:
        client = Client()
        people.sign_in(client, person)
        return client

    return signed_in


@pytest.fixture
def run(land: None) -> UUID:
    """Town A's rosters handed in and compared."""
    from tonghu.core.database import scope
    from tonghu.reconcile import actions

    with scope(people.ZHOU.viewer):
        actions.open_call(by=people.ZHOU.viewer, division=people.COUNTY, year=2026)
        make.handed_in_all(*make.county_rosters())
    return make.ran().id
