"""The file and its form in a real browser: axe, targets, width, without scripts."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from playwright.sync_api import Page

from tests import people
from tests.browser import PageAt, faults_of, small_targets, width_of
from tests.factories import reconcile, registry
from tests.journeys.on_screen.conftest import enter
from tests.registry_pages.conftest import NUMBER
from tonghu.core.database import scope
from tonghu.registry import actions
from tonghu.registry.states import SourceKind

SignedIn = Callable[[people.Person, int], Page]
WIDTHS = (1280, 360)


@pytest.fixture
def told(live_server: object) -> UUID:
    """A file of which village, school and family say different things, committed."""
    reconcile.land()
    with scope(people.SYSTEM):
        made = registry.child(
            name="潘梓涵", born=date(2016, 3, 12), id_number=NUMBER, father_name="潘建军",
            father_phone="13900003318", residence_address="蔡宅里弄23号", mother_phone="13600007702",
            grandmother_deceased=True, grandfather_name="潘根土", grandfather_birth="1955",
        ).pk  # fmt: skip
        for source, values in (
            (SourceKind.POLICE, {"name": "潘梓涵", "sex": "2", "birth_date": "2016-03-12"}),
            (SourceKind.SCHOOL, {"name": "潘子涵", "grade": "五年级", "boarding": False}),
            (
                SourceKind.FAMILY,
                {"parent_contact_on": "2026-09-20", "parent_contact_means": "video"},
            ),
        ):
            actions.update(by=people.SYSTEM, child=made, values=values, source=source)
    return made


@pytest.fixture
def signed_in(live_server: object, told: UUID, page_at: PageAt) -> SignedIn:
    def make_page(person: people.Person, width: int) -> Page:
        page = page_at(width)
        enter(page, str(live_server), person)
        return page

    return make_page


def seen(page: Page, name: str, width: int) -> None:
    """What every page must keep; with TONGHU_SHOTS a picture to look at."""
    if folder := os.environ.get("TONGHU_SHOTS"):
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    assert faults_of(page) == []
    assert width_of(page) <= width
    if width < 700:
        assert small_targets(page) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.django_db(transaction=True)
def test_the_file_and_its_form_read_on_a_desk_and_on_a_phone(
    signed_in: SignedIn, told: UUID, live_server: object, width: int
) -> None:
    page = signed_in(people.LI, width)
    for name, path in (
        ("file", ""), ("edit", "edit/person/"), ("family", "edit/family/"), ("step", "steps/exit/"),
        ("sayings", "sayings/name/"), ("story", "story/"), ("hazards", "hazards/"),
        ("assign", "assign/"),
    ):  # fmt: skip
        page.goto(f"{live_server}/children/{told}/{path}")
        seen(page, name, width)
    page.goto(f"{live_server}/children/new/")
    seen(page, "new", width)
