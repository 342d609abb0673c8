"""The year of a conference on a server of its own, a real browser in front of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import people
from tests.browser import PageAt
from tests.conference_pages.year import Year, made
from tests.factories import directory
from tests.journeys.on_screen.conftest import enter
from tests.people import Person
from tonghu.core.database import scope

SignedIn = Callable[[Person, int], Page]


@pytest.fixture
def year(live_server: object) -> Year:
    """Committed."""
    with scope(people.SYSTEM):
        directory.county()
    people.seat()
    return made()


@pytest.fixture
def signed_in(live_server: object, year: Year, page_at: PageAt) -> SignedIn:
    """A page on which one of the cast has signed in, as wide as asked."""

    def make_page(person: Person, width: int) -> Page:
        page = page_at(width)
        enter(page, str(live_server), person)
        return page

    return make_page
