"""The cast, and a browser for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client

from tests import people
from tests.factories import reconcile as make
from tonghu.core import clock, contributions
from tonghu.core.contributions import contribute
from tonghu.worklist.contributions import TaskKind

THURSDAY = datetime(2026, 9, 24, 9, 0, tzinfo=clock.CHINA)


@pytest.fixture(autouse=True)
def _errand(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {kind: list(items) for kind, items in contributions._items.items()}
    monkeypatch.setattr(contributions, "_items", kept)
    contribute(
        TaskKind(
            "test.errand",
            "跑腿",
            "bolt",
            "去办",
            lambda s: f"/errand/{s}/",
            on_behalf="roster.hand_in_for",
        )
    )


@pytest.fixture(autouse=True)
def _thursday() -> Iterator[None]:
    with clock.at(THURSDAY):
        yield


@pytest.fixture
def browser(db: None) -> Callable[[people.Person], Client]:
    """A browser in which one of the cast has signed in."""
    make.land()

    def signed_in(person: people.Person) -> Client:
        client = Client()
        people.sign_in(client, person)
        return client

    return signed_in
