"""A quarter on a server of its own, a real browser in front of it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page

from tests import people
from tests.browser import PageAt
from tests.factories import directory
from tests.factories import registry as files
from tests.journeys.on_screen.conftest import enter
from tests.people import COUNTY, VILLAGE_B, ZHOU, Person
from tests.survey.conftest import SECOND
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.survey import actions

SignedIn = Callable[[Person, int], Page]


@pytest.fixture
def quarter(live_server: object) -> UUID:
    """Three villages, five children, the present quarter's round, committed."""
    with scope(people.SYSTEM):
        directory.county()
    people.seat()
    with scope(people.SYSTEM):
        files.children(
            *(files.new_child(name=f"演示甲{word}") for word in "一二三"),
            files.new_child(name="演示乙一", division=SECOND),
            files.new_child(name="演示丙一", division=VILLAGE_B),
        )
    with scope(ZHOU.viewer):
        return actions.open_round(
            by=ZHOU.viewer, division=COUNTY, cycle="quarterly", on=clock.today()
        )


@pytest.fixture
def signed_in(live_server: object, quarter: UUID, page_at: PageAt) -> SignedIn:
    """A page on which one of the cast has signed in, as wide as asked."""

    def make_page(person: Person, width: int) -> Page:
        page = page_at(width)
        enter(page, str(live_server), person)
        return page

    return make_page
