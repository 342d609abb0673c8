"""One compared county for a whole test: rosters in, a run done, everything rolled back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.compared import Compared, compared
from tests.factories import reconcile as made
from tests.people import SYSTEM
from tonghu.core.database import scope
from tonghu.reconcile.models import Run


@pytest.fixture
def county(db: None) -> None:
    """Places, units and people."""
    made.land()


@pytest.fixture
def ready(db: None) -> Iterator[Compared]:
    """The year's call, three rosters with their troubles, compared."""
    with compared() as found:
        yield found


@pytest.fixture
def run(ready: Compared) -> Run:
    """That run."""
    with scope(SYSTEM):
        return Run.objects.visible_to(SYSTEM).get(pk=ready.run)
