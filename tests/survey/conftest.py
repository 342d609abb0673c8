"""An invented county with people, three villages and their children."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from tests import people
from tests.factories import directory
from tests.factories import registry as files
from tests.people import COUNTY, ZHOU
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.survey import actions

SECOND = "990101001002"  # the second village of town A
SEPTEMBER = datetime(2026, 9, 7, 1, 0, tzinfo=UTC)  # a Monday


@pytest.fixture
def september() -> Iterator[None]:
    """The clock stands at the opening of the third quarter's round."""
    with clock.at(SEPTEMBER):
        yield


@pytest.fixture
def county(db: None, september: None) -> list[UUID]:
    """Places, people, three children in village A, one in the second, one in village B."""
    with scope(people.SYSTEM):
        directory.county()
    people.seat()
    with scope(people.SYSTEM):
        return files.children(
            files.new_child(name="演示甲一"),
            files.new_child(name="演示甲二"),
            files.new_child(name="演示甲三", schooling="dropout"),
            files.new_child(name="演示乙一", division=SECOND),
            files.new_child(name="演示丙一", division=people.VILLAGE_B),
        )


@pytest.fixture
def quarter(county: list[UUID]) -> UUID:
    """The third quarter's round, opened by the county."""
    with scope(ZHOU.viewer):
        return actions.open_round(by=ZHOU.viewer, division=COUNTY, cycle="quarterly")
