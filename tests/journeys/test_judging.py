"""The county compares, looks at a pair, judges it and takes it back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from tests.journeys.steps import opens, presses
from tests.people import DENG, LI, QIAN, SUN, WANG, ZHAO, ZHOU, Person
from tests.reconcile_pages.conftest import findings

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


def test_the_county_reads_the_result_and_the_first_pair(browser: Browser, run: UUID) -> None:
    county = browser(ZHOU)
    page = opens(county, f"/reconcile/{run}/")
    assert "三份名册对得上多少" in page
    assert "处理待判的" in page
    pair = opens(county, f"/reconcile/{run}/judge/")
    assert "这两条是不是同一个孩子？" in pair
    for words in ("拿不准，去问", "不是同一个", "是同一个孩子", "判定之后会怎样", "写明事由后查看"):
        assert words in pair
    assert "990101" not in pair.replace("990***", "")  # numbers show head and tail


def test_a_verdict_is_given_told_and_taken_back(browser: Browser, run: UUID) -> None:
    county = browser(ZHOU)
    pair = findings(run, pairs=True, state="left")[0].id
    address = f"/reconcile/findings/{pair}/"
    page = presses(county, f"{address}judge/", verdict="same", reason="名字少一个字，其他都对得上")
    assert "记下了" in page
    assert "撤销" in page
    judged = opens(county, address)
    assert "周县办" in judged
    assert "名字少一个字" in judged
    undo = (
        county.get(address).content.decode().split('action="/reconcile/verdicts/')[1].split('"')[0]
    )
    page = presses(county, f"/reconcile/verdicts/{undo}")
    assert "撤销了" in page
    assert "你的判定" in opens(county, address)


def test_nonsense_for_a_verdict_changes_nothing(browser: Browser, run: UUID) -> None:
    county = browser(ZHOU)
    pair = findings(run, pairs=True, state="left")[0].id
    county.post(f"/reconcile/findings/{pair}/judge/", {"verdict": "maybe", "reason": "x"})
    assert "你的判定" in opens(county, f"/reconcile/findings/{pair}/")


def test_the_numbers_are_shown_once_and_for_a_reason(browser: Browser, run: UUID) -> None:
    county = browser(ZHOU)
    pair = findings(run, pairs=True)[0].id
    page = presses(county, f"/reconcile/findings/{pair}/identity/", purpose="verify", minutes="15")
    assert "完整号码" in page
    assert "990101" in page
    assert "完整号码" not in opens(county, f"/reconcile/findings/{pair}/")
    page = presses(county, f"/reconcile/findings/{pair}/identity/", purpose="", minutes="15")
    assert "完整号码" not in page


def test_leaders_and_superiors_get_counts_and_no_children(browser: Browser, run: UUID) -> None:
    for person in (DENG, QIAN):
        client = browser(person)
        page = opens(client, f"/reconcile/{run}/")
        assert "三份名册对得上多少" in page
        assert (
            f"/reconcile/{run}/children/" not in client.get(f"/reconcile/{run}/").content.decode()
        )
        opens(client, f"/reconcile/{run}/children/", 403)
        pair = findings(run, pairs=True)[0].id
        opens(client, f"/reconcile/findings/{pair}/", 404)
    home = opens(browser(DENG), "/")
    assert "还要问清的" in home
    assert "名册没交" in home


def test_a_stranger_town_and_a_village_find_nothing(browser: Browser, run: UUID) -> None:
    pair = findings(run, pairs=True)[0].id
    for person in (ZHAO, WANG, SUN):
        client = browser(person)
        opens(client, f"/reconcile/{run}/", 404)
        opens(client, f"/reconcile/findings/{pair}/", 404)


def test_withdrawing_asks_for_the_name_of_the_run(browser: Browser, run: UUID) -> None:
    county = browser(ZHOU)
    address = f"/reconcile/{run}/withdraw/"
    title = opens(county, address).split("照样写一遍“")[1].split("”")[0]
    page = presses(county, address, typed="别的名称", why="名册用错了")
    assert "不一样，请照样写" in page
    page = presses(county, address, typed=title, why="名册用错了")
    assert f"撤回了{title}" in page
    assert "已撤回" in page


def test_the_town_sees_its_own_part(browser: Browser, run: UUID) -> None:
    page = opens(browser(LI), f"/reconcile/{run}/")
    assert "你只看到本乡镇的部分" in page
    assert "甲镇" in page
