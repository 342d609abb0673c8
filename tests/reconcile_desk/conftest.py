"""One compared county for a whole test: rosters in, a run done, everything rolled back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.factories import reconcile as made
from tests.people import COUNTY, ZHOU
from tonghu.core.database import scope
from tonghu.reconcile import actions
from tonghu.reconcile.models import Run


@pytest.fixture
def county(db: None) -> Iterator[None]:
    """Places, units and people."""
    made.land()
    return


@pytest.fixture
def run(county: None) -> Run:
    """The year's call, three rosters with their troubles, compared."""
    with scope(ZHOU.viewer):
        actions.open_call(by=ZHOU.viewer, division=COUNTY, year=2026)
        made.handed_in_all(*made.county_rosters())
    return made.ran()
