"""The cast seated in the invented county, and a client for each."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import directory
from tests.people import BY_LOGIN, SYSTEM, seat, sign_in
from tonghu.access.models import Post
from tonghu.core.database import scope

As = Callable[[str], Client]


@pytest.fixture
def county(db: None) -> None:
    """Divisions, units and people."""
    seat()
    with scope(SYSTEM):
        directory.county()
        Post.objects.all_of_them(reason="test").update(profile="songyang")


@pytest.fixture
def signed_in(county: None) -> As:
    """`signed_in("zhou")`: a client that came through the door."""

    def come(login: str) -> Client:
        client = Client()
        sign_in(client, BY_LOGIN[login])
        return client

    return come


@pytest.fixture
def office(signed_in: As) -> Client:
    """The county office."""
    return signed_in("zhou")
