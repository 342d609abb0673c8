"""A county with a finished run, and a browser for each of the cast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.test import Client

from tests import people
from tests.compared import Compared, compared
from tests.factories import reconcile as make
from tonghu.core.database import scope
from tonghu.reconcile import actions, queries
from tonghu.reconcile.queries import FindingFilter
from tonghu.reconcile.queries.shapes import FindingLine, QuestionLine


@pytest.fixture
def land(request: pytest.FixtureRequest, db: None) -> Iterator[Compared | None]:
    """Places, units and people; with rosters compared where a test begins with a run."""
    if "run" in request.fixturenames:
        with compared() as found:
            yield found
    else:
        make.land()
        yield None


@pytest.fixture
def browser(land: None) -> Callable[[people.Person], Client]:
    """A browser in which one of the cast has signed in."""

    def signed_in(person: people.Person) -> Client:
        client = Client()
        people.sign_in(client, person)
        return client

    return signed_in


@pytest.fixture
def call(land: None) -> UUID:
    """A call for rosters, open."""
    with scope(people.ZHOU.viewer):
        return actions.open_call(by=people.ZHOU.viewer, division=people.COUNTY, year=2026)


@pytest.fixture
def run(land: Compared) -> UUID:
    """The rosters of town A handed in and compared."""
    return land.run


def findings(run: UUID, **wanted: object) -> tuple[FindingLine, ...]:
    """Findings as the county sees them."""
    with scope(people.ZHOU.viewer):
        return queries.findings(people.ZHOU.viewer, run, FindingFilter(**wanted)).lines  # type: ignore[arg-type]


def questions(run: UUID, person: people.Person) -> tuple[QuestionLine, ...]:
    """Questions as one of the cast sees them."""
    with scope(person.viewer):
        return queries.questions(person.viewer, run=run)
