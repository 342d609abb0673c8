"""A county with its people, its conference's plenary just held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests import people
from tests.conference_decided import stage
from tests.conference_decided.stage import Stage
from tests.factories import directory
from tonghu.core import clock
from tonghu.core.database import scope

NOVEMBER = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # a Tuesday


@pytest.fixture
def november() -> Iterator[None]:
    with clock.at(NOVEMBER):
        yield


@pytest.fixture
def cast(db: None, november: None) -> None:
    people.seat()
    with scope(people.SYSTEM):
        directory.county()


@pytest.fixture
def held(cast: None) -> Stage:
    """Under a document that says: issued when those who took part agree."""
    with scope(people.SYSTEM):
        return stage.held("dali")
