"""Every page for every role: sign-in, 403, 200 as the verbs say; few queries; the danger page for all."""

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import directory
from tests.people import CAST, SCHOOL, STATION, SYSTEM, TOWN_A, WANG
from tests.reference.conftest import As
from tests.reference.test_profile_pages import plain, text_of
from tonghu.access.permissions import P
from tonghu.access.roles import ROLES
from tonghu.core.database import scope
from tonghu.directory import actions
from tonghu.directory.models import Unit

pytestmark = pytest.mark.django_db
PAGES = {
    "/reference/": P.PROFILE_VIEW,
    "/reference/profiles/songyang/": P.PROFILE_VIEW,
    "/reference/profiles/songyang/clause/?doc=sy-2017-139&at=一": P.PROFILE_VIEW,
    "/reference/profiles/songyang/try/": P.PROFILE_VIEW,
    "/reference/profiles/songyang/compare/cn/": P.PROFILE_VIEW,
    "/reference/divisions/": P.DIRECTORY_VIEW,
    f"/reference/divisions/{TOWN_A}/": P.DIRECTORY_VIEW,
    "/reference/units/": P.DIRECTORY_VIEW,
    f"/reference/units/{SCHOOL.id}/": P.DIRECTORY_VIEW,
    "/reference/units/excel/": P.DIRECTORY_VIEW,
    "/reference/units/new/": P.DIRECTORY_EDIT,
    "/reference/units/import/": P.DIRECTORY_EDIT,
    "/reference/units/import/template/": P.DIRECTORY_EDIT,
}


@pytest.mark.parametrize("one", CAST, ids=lambda one: one.login)
def test_each_role_gets_what_its_verbs_say(signed_in: As, one: object) -> None:
    from tests.people import Person

    assert isinstance(one, Person)
    client = signed_in(one.login)
    verbs = ROLES[one.role].permissions
    for path, needs in PAGES.items():
        assert client.get(path).status_code == (200 if needs in verbs else 403), (one.login, path)


def test_without_signing_in_everything_but_danger_leads_to_the_door(client: Client) -> None:
    for path in PAGES:
        answer = client.get(path)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (303, "/sign-in/"), path
    assert client.get("/danger/").status_code == 200


def test_the_danger_page_begins_with_110_and_follows_the_document(client: Client) -> None:
    answer = client.get("/danger/")
    html = answer.content.decode()
    assert html.index('href="tel:110"') < html.index("再告诉谁")
    text = plain(text_of(client, "/danger/"))
    assert "孩子有危险，先打110" in text
    assert "填报告的表还没有做好" in text
    assert "报告人的身份不告诉别人" in text


def test_whoever_is_signed_in_gets_the_numbers_of_the_own_town(signed_in: As) -> None:
    client = signed_in(WANG.login)
    with scope(SYSTEM):
        actions.load_local_units(division="990101", by=SYSTEM)
        Unit.objects.all_of_them(reason="test").filter(pk=STATION.id).update(phone="0578-8000110")
    html = client.get("/danger/").content.decode()
    assert 'href="tel:0578-8000110"' in html
    assert "甲镇演示派出所" in html
    assert "甲镇人民政府" in html
    assert "乙镇" not in html
    assert "还没有登记电话" in html
    assert "公安机关、乡镇（街道）" in html  # addressees of Songyang, the profile of the test


@pytest.mark.parametrize("path", [*PAGES, "/danger/"])
def test_no_page_asks_the_database_more_than_fifteen_times(office: Client, path: str) -> None:
    from django.db import connections

    with scope(SYSTEM):
        for number in range(30):
            directory.unit(f"演示第{number}小学")
    office.get(path)
    with CaptureQueriesContext(connections["default"]) as asked:
        assert office.get(path).status_code == 200
    own = [one for one in asked.captured_queries if "set_config" not in one["sql"]]
    assert len(own) <= 15, [one["sql"][:90] for one in own]
