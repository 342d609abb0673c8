"""A page of a round reads the database at most fifteen times, whoever opens it."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests import people
from tests.factories import registry as files
from tests.people import DENG, LI, TOWN_A, VILLAGE_A, WANG, ZHOU
from tests.reconcile_pages.test_queries import MOST, reads
from tests.survey import steps
from tests.survey_pages.conftest import Browse, at, walk
from tonghu.core.database import scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(county: list[UUID]) -> None:
    """Twenty more children in village A, so that a query a child would be seen."""
    with scope(people.SYSTEM):
        files.children(
            *(
                files.new_child(name=f"演示多{word}")
                for word in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
            )
        )


def test_no_page_of_a_round_reads_more_than_fifteen_times(
    many: None, browse: Browse, quarter: UUID
) -> None:
    where = at(quarter)
    kid = walk(WANG, quarter).children[0].child
    steps.nothing_changed(quarter, VILLAGE_A, WANG)
    pages = {
        WANG: ("/", "/rounds/", where, f"{where}pack/", f"{where}change/?child={kid}&kind=carer", f"{where}children/",
               f"{where}sign/", "/rounds/declarations/"),
        LI: ("/", f"/rounds/{quarter}/", f"{where}review/", f"/rounds/{quarter}/towns/{TOWN_A}/"),
        ZHOU: ("/", "/rounds/", f"/rounds/{quarter}/?open={TOWN_A}", f"/rounds/{quarter}/lock/", f"/rounds/{quarter}/list/?figure=opening",
               f"/rounds/{quarter}/feedback/", "/rounds/open/"),
        DENG: ("/", f"/rounds/{quarter}/"),
    }  # fmt: skip
    told = []
    for person, addresses in pages.items():
        client = browse(person)
        client.get("/")
        told += [
            f"{person.login} {address}: {len(found)}\n" + "\n".join(one[:160] for one in found)
            for address in addresses
            if len(found := reads(client, address)) > MOST
        ]
    assert not told, "\n".join(told)
