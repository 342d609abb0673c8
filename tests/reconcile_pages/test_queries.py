"""A page reads the database at most fifteen times, whoever opens it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people import DENG, LI, SUN, ZHOU, Person
from tests.reconcile_pages.conftest import findings

pytestmark = pytest.mark.django_db
MOST = 15
NOT_READS = ("SAVEPOINT", "RELEASE", "BEGIN", "SELECT set_config")


def reads(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200, address
    return [one["sql"] for one in seen if not one["sql"].startswith(NOT_READS)]


def test_no_page_reads_more_than_fifteen_times(
    browser: Callable[[Person], Client], run: UUID
) -> None:
    pair = findings(run, pairs=True)[0].id
    pages = {
        ZHOU: ("/", "/tasks/", "/search/?q=甲镇", f"/reconcile/{run}/", f"/reconcile/{run}/findings/",
               f"/reconcile/{run}/children/", f"/reconcile/findings/{pair}/", "/reconcile/", "/rosters/",
               "/rosters/receipts/", "/rosters/questions/", "/reconcile/start/"),
        LI: ("/", f"/reconcile/{run}/", f"/reconcile/{run}/findings/", "/rosters/"),
        DENG: ("/", f"/reconcile/{run}/"),
        SUN: ("/", "/rosters/", "/rosters/questions/", "/rosters/hand-in/"),
    }  # fmt: skip
    told = []
    for person, addresses in pages.items():
        client = browser(person)
        client.get("/")
        told += [
            f"{person.login} {address}: {len(found)}"
            for address in addresses
            if len(found := reads(client, address)) > MOST
        ]
    assert not told, "\n".join(told)
