"""What stands in an address, in the session and in the log of requests: never a child's name."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import reconcile as make
from tests.people import LI, SUN, ZHOU, Person
from tests.reconcile_pages.conftest import findings, questions
from tonghu.core.database import scope
from tonghu.core.jobs.models import JobRun

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]
NAME = make.child(52).name
MOST = 15
NOT_ASKED = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


@pytest.mark.parametrize("list_", ["findings", "children"])
def test_a_search_goes_by_post_and_its_address_carries_no_name(
    browser: Browser, run: UUID, list_: str
) -> None:
    client, base = browser(ZHOU), f"/reconcile/{run}/{list_}/"
    sent = client.post(f"{base}?size=100", {"search": NAME})
    assert sent.status_code == 303
    address = sent.headers["Location"]
    assert address.startswith(f"{base}?size=100&s=")
    shown = client.get(address).content.decode()
    assert "共1" in shown
    assert NAME in shown
    assert make.child(50).name not in shown
    for link in shown.split('href="')[1:]:
        assert NAME not in link.partition('"')[0]
    assert NAME not in str(dict(client.session))
    ended = client.post(address, {"search": ""}).headers["Location"]
    assert ended == f"{base}?size=100"
    by_get = client.get(f"{base}?search={NAME}").content.decode()
    assert make.child(50).name in by_get, "an address is not searched"
    other = browser(LI).get(address).content.decode()
    assert make.child(50).name in other, "another's token is nothing"


def test_a_verdict_leaves_no_name_in_the_session(browser: Browser, run: UUID) -> None:
    client, pair = browser(ZHOU), findings(run, pairs=True)[0]
    sent = client.post(
        f"/reconcile/findings/{pair.id}/judge/", {"verdict": "same", "reason": "问过村里"}
    )
    assert sent.status_code == 303
    kept = str(dict(client.session))
    assert pair.case in kept
    assert pair.name
    assert pair.name not in kept


def test_an_excel_of_another_post_or_run_is_not_there(browser: Browser, run: UUID) -> None:
    client = browser(ZHOU)
    address = client.post(f"/reconcile/{run}/excel/", {}).headers["Location"]
    assert client.get(address).status_code == 200
    job = address.rstrip("/").rpartition("/")[2]
    with scope(ZHOU.viewer):
        JobRun.objects.visible_to(ZHOU.viewer).filter(pk=job).update(post=UUID(int=5))
    assert client.get(address).status_code == 404
    assert client.get(f"{address}download/").status_code == 404


def test_every_query_of_a_page_is_counted_and_they_are_few(browser: Browser, run: UUID) -> None:
    pair, plain = findings(run, pairs=True)[0].id, findings(run, kind="conflict")[0].id
    base = f"/reconcile/{run}/"
    of_run = (base, f"{base}children/", f"{base}findings/", f"/reconcile/findings/{pair}/",
              f"/reconcile/findings/{plain}/", "/rosters/", "/rosters/questions/")  # fmt: skip
    pages = {
        ZHOU: of_run,
        LI: of_run,
        SUN: (
            "/rosters/",
            "/rosters/questions/",
            f"/rosters/questions/{questions(run, SUN)[0].id}/",
        ),
    }
    told, many = [], False
    for person, addresses in pages.items():
        client = browser(person)
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200, address
            asked = [q["sql"] for q in seen if not q["sql"].startswith(NOT_ASKED)]
            told.append(f"{person.login} {address.replace(str(run), 'run')}: {len(asked)}")
            many = many or len(asked) > MOST
    assert not many, "\n".join(told)
