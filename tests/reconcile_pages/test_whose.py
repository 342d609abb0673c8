"""代很多单位交: one of many units is chosen first, and no page of it is heavy."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import access
from tests.factories import reconcile as make
from tests.people import LI, SCHOOL, SUN, SYSTEM, TOWN_A, TOWN_B, ZHOU, Person, UnitOf
from tonghu.core.database import scope
from tonghu.reconcile.models import HandIn

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]
PAGE, LIGHT = "/rosters/hand-in/", 8_000


@pytest.fixture
def many(land: None) -> None:
    """As many units as a county of nineteen towns has in two."""
    with scope(SYSTEM):
        for town, word in ((TOWN_A, "甲镇"), (TOWN_B, "乙镇")):
            for n in range(200):
                access.unit(UnitOf(uuid4(), f"{word}第{n}演示小学", "school", town))


def seen(client: Client, address: str) -> str:
    """A page, which is light."""
    html = client.get(address).content.decode()
    size = len(gzip.compress(html.encode(), 6))
    assert size <= LIGHT, f"{address}: {size} bytes gzipped"
    return html


@pytest.mark.usefixtures("many")
def test_the_county_finds_a_unit_by_town_or_by_a_few_characters(browser: Browser) -> None:
    county = browser(ZHOU)
    first = seen(county, PAGE)
    assert "甲镇第7演示小学" not in first
    in_town = seen(county, f"{PAGE}?town={quote('甲镇')}")
    assert in_town.count("?unit=") == 30
    assert "没有列出来" in in_town
    named = seen(county, f"{PAGE}?text={quote('甲镇第7演示')}")
    (chosen,) = re.findall(r'href="(\?unit=[0-9a-f-]+)"', named)
    form = seen(county, PAGE + chosen)
    assert "代甲镇第7演示小学交名册" in form
    assert '<select id="id_unit"' not in form
    assert "没有名称含" in seen(county, f"{PAGE}?text={quote('丙镇')}")


@pytest.mark.usefixtures("many")
def test_what_is_missing_is_said_with_the_unit_kept_and_then_it_arrives(browser: Browser) -> None:
    county = browser(ZHOU)
    typed = {"unit": str(SCHOOL.id), "kind": "school", "population": "all"}
    refused = county.post(PAGE, typed).content.decode()
    assert "还没选文件" in refused
    assert f'name="unit" value="{SCHOOL.id}"' in refused
    file = make.sheet("school", [make.child(1)])
    sent = county.post(PAGE, {**typed, "paper_number": "演示〔2026〕2号", "file": file})
    assert sent.status_code == 303
    with scope(SYSTEM):
        assert HandIn.objects.visible_to(SYSTEM).filter(unit_id=SCHOOL.id).count() == 1


@pytest.mark.usefixtures("many")
def test_a_town_with_many_units_is_asked_for_a_name(browser: Browser) -> None:
    page = seen(browser(LI), PAGE)
    assert page.count("?unit=") == 30
    assert "?town=" not in page


@pytest.mark.usefixtures("land")
def test_those_with_few_units_choose_in_the_form(browser: Browser) -> None:
    for person in (LI, SUN):
        assert 'type="file"' in seen(browser(person), PAGE)
