"""A county with a locked quarter and readings of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from tests.people import COUNTY, SYSTEM
from tests.survey import conftest as rounds
from tests.survey.steps import locked
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.statistics import actions

county, quarter = rounds.county, rounds.quarter
OCTOBER = datetime(2026, 10, 12, 1, 0, tzinfo=UTC)
Q3 = "2026Q3"


@pytest.fixture
def september() -> Iterator[None]:
    """The clock stands at the opening of the third quarter's round."""
    with clock.at(rounds.SEPTEMBER):
        yield


@pytest.fixture
def october(quarter: UUID) -> Iterator[UUID]:
    """The quarter is over and locked; its reading and today's are taken."""
    locked(quarter)
    with clock.at(OCTOBER):
        with scope(SYSTEM):
            actions.take(by=SYSTEM, county=COUNTY, quarter=Q3)
            actions.take(by=SYSTEM, county=COUNTY)
        yield quarter
