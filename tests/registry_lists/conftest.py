"""Children of two villages, and a browser for each of the cast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from tests import people
from tests.factories import reconcile as land
from tests.factories import registry as make
from tonghu.core.database import scope
from tonghu.registry.models import Child

BORN = date(2016, 5, 20)
Browser = Callable[[people.Person], Client]


@pytest.fixture
def children(db: None) -> dict[str, UUID]:
    """Three children of village A, one of village B, by name."""
    land.land()
    rows = [
        make.new_child(
            name="潘梓涵",
            sex="2",
            id_number=make.id_number(BORN, "2", 1),
            carer_phone="13800000001",
        ),
        make.new_child(name="潘小一", sex="1", father_name="潘大山", grade="一年级"),
        make.new_child(
            name="欧阳云", sex="2", school_name="甲镇演示中心校", relief=["minimum_living"]
        ),
        make.new_child(
            name="潘乙村",
            sex="1",
            division=people.VILLAGE_B,
            id_number=make.id_number(BORN, "1", 2),
        ),
    ]
    with scope(people.SYSTEM):
        ids = make.children(*rows)
    return dict(zip(("潘梓涵", "潘小一", "欧阳云", "潘乙村"), ids, strict=True))


@pytest.fixture
def browser(children: dict[str, UUID]) -> Browser:
    """A browser in which one of the cast has signed in."""

    def signed_in(person: people.Person) -> Client:
        client = Client()
        people.sign_in(client, person)
        return client

    return signed_in


def row(child: UUID) -> Child:
    """A file as it stands."""
    with scope(people.SYSTEM):
        return Child.objects.all_of_them(reason="test").get(pk=child)
