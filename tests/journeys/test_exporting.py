"""The county orders a workbook, leaves, comes back and takes it; others may not."""

from __future__ import annotations

import io
from collections.abc import Callable
from uuid import UUID

import openpyxl
import pytest
from django.test import Client

from tests.journeys.steps import opens
from tests.people import DENG, LI, ZHOU, Person
from tonghu.core.jobs import work

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


def test_the_workbook_is_made_in_the_background_and_fetched(browser: Browser, run: UUID) -> None:
    county = browser(ZHOU)
    answer = county.post(f"/reconcile/{run}/excel/", {"kind": "omission"})
    address = answer["Location"]
    assert "可以离开" in opens(county, address)
    work.run(UUID(address.rstrip("/").rsplit("/", 1)[1]))
    assert "下载Excel" in opens(county, address)
    file = county.get(f"{address}download/")
    assert file.status_code == 200
    assert "filename*=utf-8''" in file["Content-Disposition"]
    rows = list(openpyxl.load_workbook(io.BytesIO(file.content)).active.iter_rows(values_only=True))
    assert len(rows) > 1


def test_nobody_fetches_anothers_workbook(browser: Browser, run: UUID) -> None:
    answer = browser(ZHOU).post(f"/reconcile/{run}/excel/", {})
    work.run(UUID(answer["Location"].rstrip("/").rsplit("/", 1)[1]))
    opens(browser(LI), f"{answer['Location']}download/", 404)
    opens(browser(DENG), f"{answer['Location']}download/", 403)
