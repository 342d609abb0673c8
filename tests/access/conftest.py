"""The cast in the database, and a browser for each of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests import people


@pytest.fixture
def cast(db: None) -> None:
    """Everybody of tests/people.py."""
    people.seat()


@pytest.fixture
def browser(cast: None) -> Callable[[people.Person], Client]:
    """A browser in which one of the cast has signed in."""

    def signed_in(person: people.Person) -> Client:
        client = Client()
        people.sign_in(client, person)
        return client

    return signed_in
