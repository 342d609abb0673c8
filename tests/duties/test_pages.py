"""The pages: the title answers, few reads, each sees its own."""

from __future__ import annotations

import pytest

from tests.duties.conftest import POLICE, Browse
from tests.duties.test_counting import leave
from tests.people import (
    CHEN,
    COUNTY,
    DENG,
    EDUCATION,
    LI,
    QIAN,
    SUN,
    TOWN_A,
    VILLAGE_A,
    WANG,
    ZHOU,
    Person,
)
from tests.reconcile_pages.test_queries import MOST, reads
from tonghu.duties import actions

pytestmark = pytest.mark.django_db
BOOK, EDU, TOWN = (
    f"/duties/books/{COUNTY}/",
    f"/duties/units/{EDUCATION.id}/",
    f"/duties/places/{TOWN_A}/",
)


def text(browse: Browse, person: Person, address: str) -> str:
    answer = browse(person).get(address, follow=True)
    assert answer.status_code == 200, (person.login, address, answer.status_code)
    return str(answer.content.decode())


def test_a_liaison_opens_its_own_unit_with_what_is_missing(county: None, browse: Browse) -> None:
    leave("roster.handed_in", CHEN)
    actions.recount(division=COUNTY)
    page = text(browse, CHEN, "/duties/")
    assert "件有凭据" in page
    assert "还缺" in page
    assert "督导中小学、幼儿园每年9月初" in page
    assert f"{EDU}education.roster/" in page


def test_the_office_sees_everybody_the_silent_first(county: None, browse: Browse) -> None:
    page = text(browse, ZHOU, BOOK)
    assert "今年还没有任何凭据" in page
    assert "演示县公安局" in page
    assert "名录里还没有，请先登记" in page


def test_a_leader_sees_the_numbers_and_not_the_facts(county: None, browse: Browse) -> None:
    leave("roster.handed_in", CHEN)
    actions.recount(division=COUNTY)
    assert "有凭据" in text(browse, DENG, EDU)
    assert "你这里只看得到件数" in text(browse, DENG, f"{EDU}education.roster/")


def test_a_liaison_does_not_see_another_unit(county: None, browse: Browse) -> None:
    client = browse(CHEN)
    assert client.get(f"/duties/units/{POLICE}/").status_code == 404
    assert client.get(BOOK).status_code == 404
    assert client.get(TOWN).status_code == 404


def test_the_facts_behind_a_line_open_for_the_unit(county: None, browse: Browse) -> None:
    leave("roster.handed_in", SUN, state="confirmed")
    leave("roster.handed_in", CHEN)
    actions.recount(division=COUNTY)
    page = text(browse, CHEN, f"{EDU}education.roster/")
    assert "11月2件" in page
    assert "交来花名册" in page
    assert "另有1件是别的单位留下的记录" in page  # the school's own
    both = text(browse, ZHOU, f"{EDU}education.roster/")
    assert "另有" not in both
    assert "甲镇演示小学" in both


def test_no_page_reads_more_than_fifteen_times(county: None, browse: Browse) -> None:
    for person in (CHEN, SUN, WANG, LI):
        leave("roster.handed_in", person)
    actions.recount(division=COUNTY)
    pages = {
        ZHOU: (BOOK, f"{BOOK}?group=towns", f"{BOOK}?group=villages", f"{BOOK}?group=bodies", EDU,
               f"{EDU}education.roster/", TOWN, "/duties/claims/", f"{EDU}claim/"),
        CHEN: (EDU, f"{EDU}education.roster/", f"{EDU}claim/", "/duties/claims/"),
        LI: (TOWN, f"/duties/places/{VILLAGE_A}/"),
        DENG: (BOOK, EDU), QIAN: (BOOK,),
    }  # fmt: skip
    told = []
    for person, addresses in pages.items():
        client = browse(person)
        client.get("/")
        told += [
            f"{person.login} {address}: {len(found)}\n" + "\n".join(one[:140] for one in found)
            for address in addresses
            if len(found := reads(client, address)) > MOST
        ]
    assert not told, "\n".join(told)


def test_the_workbook_holds_the_rows_of_the_page(county: None, browse: Browse) -> None:
    answer = browse(ZHOU).get(f"{BOOK}excel/?group=towns")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
