"""A county on a server of its own, a real browser in front of it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page

from tests import people
from tests.browser import PageAt
from tests.factories import reconcile as make
from tonghu.core.database import scope
from tonghu.reconcile import actions

SignedIn = Callable[[people.Person, int], Page]


@pytest.fixture
def run(live_server: object) -> UUID:
    """Town A's rosters handed in and compared, committed."""
    make.land()
    with scope(people.ZHOU.viewer):
        actions.open_call(by=people.ZHOU.viewer, division=people.COUNTY, year=2026)
        make.handed_in_all(*make.county_rosters())
    return make.ran().id


@pytest.fixture
def signed_in(live_server: object, run: UUID, page_at: PageAt) -> SignedIn:
    """A page on which one of the cast has signed in, as wide as asked."""

    def make_page(person: people.Person, width: int) -> Page:
        page = page_at(width)
        enter(page, str(live_server), person)
        return page

    return make_page


def enter(page: Page, server: str, person: people.Person) -> None:
    """Through the door with name and password."""
    page.goto(f"{server}/sign-in/")
    page.locator("form.form input[name=login]").fill(person.login)
    page.locator("form.form input[name=password]").fill(people.PASSWORD)
    page.locator("form.form button").first.click()
    page.wait_for_url(f"{server}/")
