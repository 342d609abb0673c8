"""The list as a page: what stands in addresses, what is asked of the database, saved filters, bulk deeds."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.factories import registry as make
from tests.people import LI, WANG, ZHAO, ZHOU
from tests.registry_lists.conftest import Browser, row
from tonghu.core.contributions import contribute
from tonghu.core.database import scope
from tonghu.core.jobs.models import JobRun
from tonghu.core.jobs.work import run
from tonghu.registry.queries.wanted import ListFilter

pytestmark = pytest.mark.django_db
MOST = 15
NOT_ASKED = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def worked(address: str) -> JobRun:
    """The work of a page of progress, done."""
    order = UUID(address.rstrip("/").split("/")[-1])
    run(order)
    with scope(people.SYSTEM):
        return JobRun.objects.all_of_them(reason="test").get(pk=order)


def test_a_search_goes_by_post_and_its_address_carries_no_name(browser: Browser) -> None:
    client = browser(ZHOU)
    sent = client.post("/children/?grade=四年级", {"text": "潘梓涵"})
    address = sent.headers["Location"]
    assert sent.status_code == 303
    assert "s=" in address
    assert "潘" not in address
    shown = client.get(address).content.decode()
    assert "潘梓涵" in shown
    assert "欧阳云" not in shown
    for link in shown.split('href="')[1:]:
        assert "潘" not in link.partition('"')[0]
    assert "潘梓涵" not in str(dict(client.session))
    other = browser(LI).get(address).content.decode()
    assert "欧阳云" in other, "another's token is nothing"
    assert "欧阳云" in client.get("/children/?text=潘梓涵").content.decode(), (
        "an address is not searched"
    )
    ended = client.post(address, {"text": ""}).headers["Location"]
    assert "s=" not in ended


@pytest.mark.parametrize("person", [WANG, LI, ZHOU])
def test_a_list_asks_little_however_long_it_is(browser: Browser, person: people.Person) -> None:
    with scope(people.SYSTEM):
        make.children(*(make.new_child(name=f"演示{n:03d}".translate(DIGITS)) for n in range(60)))
    client = browser(person)
    client.get("/children/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        shown = client.get("/children/").content.decode()
    assert shown.count("data-row") >= 50
    said = [one["sql"] for one in asked if not one["sql"].startswith(NOT_ASKED)]
    assert len(said) <= MOST, "\n".join(said)


DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")


def test_pages_sorts_and_sizes(browser: Browser) -> None:
    with scope(people.SYSTEM):
        make.children(*(make.new_child(name=f"演示{n:03d}".translate(DIGITS)) for n in range(60)))
    client = browser(ZHOU)
    first = client.get("/children/").content.decode()
    assert "第1–50条，共64条" in first
    assert "第51–64条，共64条" in client.get("/children/?start=50").content.decode()
    assert "第1–64条" in client.get("/children/?size=100&sort=-age").content.decode()
    for odd in (
        "?start=x",
        "?size=7",
        "?sort=pk;drop",
        "?place=99",
        "?state=nobody",
        "?start=99999",
    ):
        assert client.get(f"/children/{odd}").status_code == 200, odd


def test_an_empty_list_says_what_to_do(browser: Browser) -> None:
    client = browser(ZHAO)
    shown = client.get("/children/?grade=高三").content.decode()
    assert "去掉一个筛选条件再看" in shown
    missed = client.post("/children/", {"text": "查无此人"}).headers["Location"]
    assert "没有查到" in client.get(missed).content.decode()


def test_a_filter_is_kept_under_a_name_and_for_oneself(browser: Browser) -> None:
    client = browser(LI)
    client.post("/children/filters/", {"query": "grade=四年级&worker=none", "name": "四年级的"})
    shown = client.get("/children/").content.decode()
    assert "四年级的" in shown
    assert "grade=%E5%9B%9B%E5%B9%B4%E7%BA%A7" in shown
    assert "四年级的" not in browser(ZHOU).get("/children/").content.decode()
    said = client.post("/children/filters/", {"query": "", "name": "空的"}, follow=True)
    assert "还没有选筛选条件" in said.content.decode()
    address = shown.split("/children/filters/")[1:]
    drop = next(one.partition('"')[0] for one in address if "/drop/" in one[:60])
    assert browser(ZHOU).post(f"/children/filters/{drop}").status_code == 404
    client.post(f"/children/filters/{drop}")
    assert "四年级的" not in client.get("/children/").content.decode().replace(
        "删去了常用筛选“四年级的”", ""
    )


def test_what_was_typed_is_not_kept_with_a_filter(browser: Browser) -> None:
    client = browser(LI)
    token = (
        client.post("/children/?grade=四年级", {"text": "潘梓涵"})
        .headers["Location"]
        .split("s=")[1]
    )
    client.post("/children/filters/", {"query": f"grade=四年级&s={token}", "name": "存的"})
    kept = next(
        one for one in client.get("/children/").content.decode().split('href="') if "存的" in one
    )
    assert "s=" not in kept.partition('"')[0]


def test_a_higher_module_narrows_the_list(children: dict[str, UUID], browser: Browser) -> None:
    from tonghu.core import contributions

    contribute(
        ListFilter(
            "test_twins", "试一试", lambda viewer: (("yes", "只看姓潘的"),),
            lambda viewer, rows, value: rows.filter(name__startswith="潘"),
        )
    )  # fmt: skip
    try:
        client = browser(ZHOU)
        assert "试一试" in client.get("/children/").content.decode()
        shown = client.get("/children/?x-test_twins=yes").content.decode()
        assert "欧阳云" not in shown
        assert "潘小一" in shown
    finally:
        contributions._items[ListFilter].clear()


def test_chosen_children_get_a_responsible_person(
    children: dict[str, UUID], browser: Browser
) -> None:
    client = browser(LI)
    ids = [str(children["潘梓涵"]), str(children["潘小一"])]
    asked = client.post("/children/assign/", {"child": ids, "query": ""}).content.decode()
    assert "选中的2名" in asked
    assert "王一村" in asked
    sent = client.post(
        "/children/assign/", {"child": ids, "query": "", "worker_is": str(people.LI.user)}
    )
    assert worked(sent.headers["Location"]).state == "done"
    assert row(children["潘小一"]).worker == people.LI.user
    assert row(children["欧阳云"]).worker != people.LI.user
    shown = client.get(sent.headers["Location"]).content.decode()
    assert "办好了" in shown
    assert browser(ZHOU).get(sent.headers["Location"]).status_code == 404, "another's work"


def test_nobody_becomes_responsible_without_a_post_there(
    children: dict[str, UUID], browser: Browser
) -> None:
    client = browser(ZHOU)
    sent = client.post(
        "/children/assign/",
        {"child": [str(children["潘梓涵"])], "query": "", "worker_is": str(people.ZHAO.user)},
    )
    done = worked(sent.headers["Location"])
    assert done.state == "failed"
    assert "没有管到本村的岗位" in done.problem


@pytest.mark.requirement("D-420")
def test_a_printed_list_holds_one_scope_and_no_numbers(browser: Browser) -> None:
    printed = browser(ZHAO).post("/children/print/", {"query": ""}).content.decode()
    assert "潘乙村" in printed
    assert "潘梓涵" not in printed
    assert make.id_number(make.date(2016, 5, 20), "1", 2) not in printed
    by_id = browser(ZHAO).post("/children/print/", {"query": "", "child": [str(UUID(int=5))]})
    assert "没有符合条件" in by_id.content.decode()


def test_another_villages_child_cannot_be_chosen(
    children: dict[str, UUID], browser: Browser
) -> None:
    ids = [str(children["潘梓涵"])]
    printed = browser(ZHAO).post("/children/print/", {"query": "", "child": ids}).content.decode()
    assert "潘梓涵" not in printed
