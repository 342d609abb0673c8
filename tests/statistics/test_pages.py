"""统计页: answers first, true for the office, cut for others, few questions to the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from io import BytesIO
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests import people
from tests.people import CHEN, COUNTY, DENG, LI, PREFECTURE, QIAN, TOWN_A, VILLAGE_A, ZHOU, Person
from tests.requirement import requirement
from tests.statistics.conftest import OCTOBER, Q3
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.events.models import Event
from tonghu.statistics import actions
from tonghu.statistics.models import ReferenceFigure, StatReturn
from tonghu.worklist.models import Task

pytestmark = pytest.mark.django_db
Browse = Callable[[Person], Client]


@pytest.fixture
def browse(october: UUID) -> Iterator[Browse]:
    """A browser in which one of the cast has signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        people.sign_in(client, person)
        return client

    with clock.at(OCTOBER):
        yield signed_in


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_the_title_is_the_answer_and_the_numbers_are_compared_with_last_quarter(
    browse: Browse,
) -> None:
    for who in (ZHOU, DENG):
        html = read(browse(who), "/statistics/")
        assert "留守儿童5人，同2026年三季度末一样" in html
        assert "甲镇" in html
        assert "data-chart" in html


def test_a_chart_has_its_table_and_no_script_in_the_page(browse: Browse) -> None:
    html = read(browse(ZHOU), "/statistics/")
    assert html.count("data-chart=") >= 2
    assert html.count("<table") >= 6
    assert "echarts.min.js" in html
    assert "echarts" not in read(browse(ZHOU), "/statistics/indicators/")


def test_an_office_opens_the_list_behind_a_number_and_a_leader_does_not(browse: Browse) -> None:
    assert 'href="/children/?place=' in read(browse(ZHOU), "/statistics/")
    assert 'href="/children/' not in read(browse(DENG), "/statistics/")


def test_a_liaison_reads_what_was_published_and_no_link_of_a_child(browse: Browse) -> None:
    html = read(browse(CHEN), "/statistics/")
    assert "2026年三季度的数" in html
    assert "不公布" in html
    assert 'href="/children/' not in html
    with scope(ZHOU.viewer):
        assert "4人" not in html


def test_a_town_reads_its_own_and_the_countys_published(browse: Browse) -> None:
    client = browse(LI)
    assert "留守儿童4人" in read(client, "/statistics/")
    assert "2026年三季度的数" in read(client, f"/statistics/{COUNTY}/")
    assert client.get("/statistics/990101002000/").status_code == 404


def test_the_prefecture_sums_what_its_counties_published(browse: Browse) -> None:
    html = read(browse(QIAN), f"/statistics/{PREFECTURE}/")
    assert "留守儿童5人" in html
    assert "本地口径和国家口径" in html


def test_a_page_asks_few_questions(browse: Browse) -> None:
    for who, address in ((ZHOU, "/statistics/"), (QIAN, "/statistics/"), (CHEN, "/statistics/")):
        client = browse(who)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        told = [
            q["sql"]
            for q in asked
            if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "SELECT set_config"))
        ]
        assert len(told) <= 15, "\n".join(one[:160] for one in told)


def test_the_workbook_says_no_more_than_the_page(browse: Browse) -> None:
    answer = browse(ZHOU).get(f"/statistics/{COUNTY}/excel/")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert any("留守儿童5人" in str(row[0]) for row in rows)


def test_every_indicator_says_what_it_counts(browse: Browse) -> None:
    html = read(browse(CHEN), "/statistics/indicators/")
    for code in ("children.scheme", "survey.flow", "rosters.coverage", "tasks.open"):
        assert f'id="{code}"' in html


def made(by: Person = ZHOU) -> UUID:
    with scope(by.viewer):
        return actions.make(by=by.viewer, kind="quarter", period=Q3)


def kinds() -> list[str]:
    with scope(people.SYSTEM):
        rows = Event.objects.all_of_them(reason="test").filter(kind__startswith="return.")
        return list(rows.order_by("at").values_list("kind", flat=True))


@requirement("D-239", "D-313", "D-337")
def test_a_return_is_made_checked_submitted_and_received(browse: Browse) -> None:
    client, id = browse(ZHOU), made()
    page = read(client, f"/statistics/returns/{id}/")
    assert "各类儿童增减" in page
    assert "留守儿童年龄和性别" in page
    for action in ("check", "submit"):
        client.post(f"/statistics/returns/{id}/note/", {"note": "名册期满补报"})
        assert client.post(f"/statistics/returns/{id}/step/", {"action": action}).status_code == 303
    with scope(people.SYSTEM):
        task = Task.objects.visible_to(people.SYSTEM).get(kind="statistics.receive")
        assert (task.division, task.role) == (PREFECTURE, "superior")
    above = browse(QIAN)
    assert "接收这份报表" in read(above, f"/statistics/returns/{id}/")
    above.post(f"/statistics/returns/{id}/step/", {"action": "receive"})
    with scope(people.SYSTEM):
        row = StatReturn.objects.visible_to(people.SYSTEM).get(pk=id)
        assert (row.state, row.received_name) == ("received", "钱上级")
    assert [k for k in kinds() if k != "return.explain"] == [
        "return.make", "return.check", "return.submit", "return.receive",
    ]  # fmt: skip


def test_a_superior_sees_no_return_before_it_is_submitted(browse: Browse) -> None:
    id = made()
    assert browse(QIAN).get(f"/statistics/returns/{id}/").status_code == 404


def test_numbers_of_a_return_stay_while_the_register_moves_on(browse: Browse) -> None:
    from tests.factories import registry as files

    id = made()
    with scope(people.SYSTEM):
        before = StatReturn.objects.visible_to(people.SYSTEM).get(pk=id).tables
        files.child(name="演示后到")
        actions.take(by=people.SYSTEM, county=COUNTY)
        assert StatReturn.objects.visible_to(people.SYSTEM).get(pk=id).tables == before
    tables = {one["code"]: one for one in before}
    flow = {row[0]: row[1:] for row in tables["flow"]["rows"]}
    opening, added, left, closing = flow["在册儿童"]
    assert opening + added - left == closing == 5
    assert tables["age_sex:register"]["rows"][-1][-1] == 5
    assert sum(row[1] for row in tables["towns"]["rows"]) == 5


def test_a_return_sent_back_is_made_anew_as_the_next_version(browse: Browse) -> None:
    id = made()
    with scope(ZHOU.viewer):
        actions.explain(by=ZHOU.viewer, id=id, note="照实报，原因已查")
        actions.check(by=ZHOU.viewer, id=id)
        actions.submit(by=ZHOU.viewer, id=id)
    above = browse(QIAN)
    assert (
        "请写明理由" in above.post(f"/statistics/returns/{id}/back/", {"why": ""}).content.decode()
    )
    above.post(f"/statistics/returns/{id}/back/", {"why": "口径写错了，请重做"})
    client = browse(ZHOU)
    assert "口径写错了" in read(client, f"/statistics/returns/{id}/")
    to = client.post(f"/statistics/returns/{id}/step/", {"action": "replace"})["Location"]
    assert "第2版" in read(client, to)
    with scope(people.SYSTEM):
        assert StatReturn.objects.visible_to(people.SYSTEM).get(pk=id).state == "replaced"


@requirement("D-426")
def test_a_return_is_printed_as_a_paper_without_a_seal(browse: Browse) -> None:
    id = made()
    with scope(ZHOU.viewer):
        actions.explain(by=ZHOU.viewer, id=id, note="照实报，原因已查")
        actions.check(by=ZHOU.viewer, id=id)
    client = browse(ZHOU)
    answer = client.post(f"/statistics/returns/{id}/step/", {"action": "print"})
    assert answer["Location"].startswith("/papers/")
    assert "不盖联席会议的章" in read(client, f"/statistics/returns/{id}/")


@requirement("D-104", "D-105", "D-106", "D-224", "D-225")
def test_what_the_statistics_bureau_says_stands_beside_the_register_and_apart(
    browse: Browse,
) -> None:
    client = browse(ZHOU)
    form = {
        "group": "left_behind", "item": "农村留守儿童", "value": "120", "measure": "人",
        "year": "2020", "source": "census", "unit_name": "演示县统计局", "method": "全国统一普查办法",
        "document": "2020年人口普查资料第12页", "as_of": "2020-11-01",
    }  # fmt: skip
    refused = client.post("/statistics/reference/add/", {**form, "value": "许多"})
    assert "数值认不出来" in refused.content.decode()
    client.post("/statistics/reference/add/", form)
    html = read(client, "/statistics/reference/")
    assert "台账少115" in html
    assert "全国统一普查办法" in html
    with scope(people.SYSTEM):
        row = ReferenceFigure.objects.visible_to(people.SYSTEM).get()
        assert row.value == Decimal(120)
    client.post(f"/statistics/reference/{row.id}/withdraw/", {"why": "年鉴印错了"})
    html = read(client, "/statistics/reference/")
    assert "已撤下：年鉴印错了" in html
    assert "台账少115" not in html


def test_noting_and_withdrawing_a_reference_leave_one_event_each(october: UUID) -> None:
    with scope(ZHOU.viewer):
        id = actions.add_reference(
            by=ZHOU.viewer, source="department", unit_name="演示县人社局", year=2025, group="work",
            item="返乡就业人数", measure="人", value=Decimal(300), method="年报", document="年报",
        )  # fmt: skip
        actions.withdraw_reference(by=ZHOU.viewer, id=id, why="重复")
    with scope(people.SYSTEM):
        rows = Event.objects.all_of_them(reason="test").filter(kind__startswith="reference.")
        assert sorted(rows.values_list("kind", flat=True)) == [
            "reference.add",
            "reference.withdraw",
        ]


def test_the_town_of_nobody_in_the_county_is_as_missing(browse: Browse) -> None:
    client = browse(CHEN)
    assert client.get("/statistics/990102000000/").status_code == 404
    assert client.get(f"/statistics/{TOWN_A}/").status_code == 200


def test_villages_are_read_by_whoever_may_list_their_children(browse: Browse) -> None:
    town, village = f"/statistics/{TOWN_A}/", f"/statistics/{VILLAGE_A}/"
    for who in (ZHOU, LI):
        client = browse(who)
        assert village in read(client, town)
        assert "留守儿童3人" in read(client, village)
    leader = browse(DENG)
    assert "留守儿童4人" in read(leader, town)
    assert village not in read(leader, town)
    assert leader.get(village).status_code == 404
