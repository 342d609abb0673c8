"""The pages of rosters and runs as the cast sees them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from tests.people import ZHOU, Person
from tests.reconcile_pages.conftest import findings

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return str(answer.content.decode())


def test_every_page_of_a_run_answers_the_county(browser: Browser, run: UUID) -> None:
    client = browser(ZHOU)
    for end in ("", "?by=unit", "?sort=name", "findings/", "findings/?kind=omission&state=left",
                "children/", "children/?standing=111", "children/?reason=explained", "withdraw/", "sample/"):  # fmt: skip
        text(client, f"/reconcile/{run}/{end}")
    for finding in findings(run):
        text(client, f"/reconcile/findings/{finding.id}/")
    for address in ("/rosters/", "/rosters/receipts/", "/rosters/questions/", "/reconcile/",
                    "/reconcile/start/", "/rosters/hand-in/", "/rosters/open/"):  # fmt: skip
        text(client, address)


def test_the_result_answers_before_anything_else(browser: Browser, run: UUID) -> None:
    page = text(browser(ZHOU), f"/reconcile/{run}/")
    assert "三份名册对得上多少" in page
    assert "要问清的" in page
    assert page.index("三份都有") < page.index("各乡镇（街道）") < page.index("交名册的单位")
