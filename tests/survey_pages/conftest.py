"""The county of `tests/survey` with a quarter under way, and a browser for each of the cast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.test import Client

from tests import people
from tests.people import COUNTY, VILLAGE_A, ZHOU, Person
from tests.survey.conftest import county, september
from tonghu.core.database import scope
from tonghu.survey import actions, queries
from tonghu.survey.queries.shapes import Walk

__all__ = ["county", "september"]
Browse = Callable[[Person], Client]


@pytest.fixture
def quarter(county: list[UUID]) -> UUID:
    """The third quarter's round, open."""
    with scope(ZHOU.viewer):
        return actions.open_round(by=ZHOU.viewer, division=COUNTY, cycle="quarterly")


@pytest.fixture
def browse(county: list[UUID]) -> Iterator[Browse]:
    """A browser in which one of the cast has signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        people.sign_in(client, person)
        return client

    return signed_in


def walk(person: Person, round: UUID, village: str = VILLAGE_A) -> Walk:
    """A village's round as one of the cast sees it."""
    with scope(person.viewer):
        found = queries.village_walk(person.viewer, round, village)
    assert found is not None
    return found


def at(round: UUID, village: str = VILLAGE_A) -> str:
    """Where a village's pages lie."""
    return f"/rounds/{round}/village/{village}/"
