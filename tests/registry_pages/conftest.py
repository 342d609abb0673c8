"""A county with the cast and files of children in village A and in village B."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from tests import people
from tests.factories import reconcile, registry
from tonghu.core.database import scope
from tonghu.registry.models import Child

Browser = Callable[[people.Person], Client]


@pytest.fixture
def land(db: None) -> None:
    reconcile.land()


@pytest.fixture
def browser(land: None) -> Browser:
    """A browser in which one of the cast has signed in."""

    def signed_in(person: people.Person) -> Client:
        client = Client()
        people.sign_in(client, person)
        return client

    return signed_in


NUMBER = registry.id_number(date(2016, 3, 12), "2", 31)


@pytest.fixture
def child(land: None) -> UUID:
    """潘梓涵 of village A, registered."""
    with scope(people.SYSTEM):
        made: Child = registry.child(
            name="潘梓涵", born=date(2016, 3, 12), id_number=NUMBER, father_name="潘建军",
            father_phone="13900003318", residence_address="蔡宅里弄23号",
        )  # fmt: skip
        return made.pk


@pytest.fixture
def far(land: None) -> UUID:
    """A child of village B, whom nobody of A may find."""
    with scope(people.SYSTEM):
        made: Child = registry.child(
            name="叶子轩", born=date(2015, 7, 7), sex="1", division=people.VILLAGE_B,
            id_number=registry.id_number(date(2015, 7, 7), "1", 77),
        )  # fmt: skip
        return made.pk
