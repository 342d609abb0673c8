"""First page, long list, today's list, search, danger: as each of the cast sees them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from tests.factories import worklist as make
from tests.journeys.steps import opens, presses
from tests.people import HE, LI, SCHOOL, STATION, SUN, TOWN_A, WANG, ZHAO, Person
from tonghu.core.contributions import contribute
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.ui.shapes import Danger
from tonghu.worklist.contributions import DangerSource, Hit, HomePanel, SearchSource

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


def tasks() -> tuple[UUID, UUID]:
    with scope(Viewer.for_system("备料")):
        late = make.task(
            title="核对学校名册的列", why="收到了，列还没核对", division=TOWN_A, role="town_worker",
            due_on=date(2026, 9, 22), basis="sy-2017-139 三(三)", link="/rosters/",
        )  # fmt: skip
        station = make.task(
            title="交派出所名册",
            unit_id=STATION.id,
            unit_name=STATION.name,
            due_on=date(2026, 9, 24),
        )
        make.task(
            title="催村里交名册", division=TOWN_A, role="town_worker", due_on=date(2026, 9, 30)
        )
        make.task(title="交学校名册", unit_id=SCHOOL.id, due_on=date(2026, 9, 24))
    return late.id, station.id


def test_the_first_page_answers_what_to_do_today(browser: Browser) -> None:
    tasks()
    page = opens(browser(LI), "/")
    assert "有1件已经迟了" in page
    assert "迟了2个工作日" in page
    assert "再过1个工作日会报给县级民政部门" in page
    assert "三（三）" in page
    assert "看全部2件" in page
    assert page.index("核对学校名册的列") < page.index("催村里交名册")
    assert "交派出所名册" not in page


def test_on_a_phone_the_first_page_is_called_today(browser: Browser) -> None:
    page = browser(LI).get("/").content.decode()
    assert "今天</a>" in page.split('aria-label="手机菜单"')[1]
    assert "首页</a>" in page.split('aria-label="手机菜单"')[0]


def test_nobody_sees_another_ones_first_page(browser: Browser) -> None:
    tasks()
    assert "今天要办1件" in opens(browser(SUN), "/")
    assert "没有待办" in opens(browser(ZHAO), "/")
    assert "没有待办" in opens(browser(HE), "/")


def test_nobody_in_particular_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code in (302, 303)
    assert "/sign-in/" in answer["Location"]


def test_the_next_task_opens_where_it_is_done(browser: Browser) -> None:
    tasks()
    answer = browser(LI).get("/tasks/next/")
    assert (answer.status_code, answer["Location"]) == (303, "/rosters/")
    assert browser(ZHAO).get("/tasks/next/")["Location"] == "/"


def test_the_long_list_reads_as_a_sentence(browser: Browser) -> None:
    tasks()
    client = browser(LI)
    page = opens(client, "/tasks/?whose=below&q=派出所")
    assert "共1件" in page
    assert "本级和下级的" in page
    assert "含“派出所”" in page
    assert "没有这样的待办" in opens(client, "/tasks/?state=done")
    assert "共2件" in opens(client, "/tasks/?state=nonsense&size=x&start=-1&sort=%01")


def test_todays_list_is_for_paper(browser: Browser) -> None:
    tasks()
    page = opens(browser(LI), "/tasks/today/")
    assert "今日清单，共1件" in page
    assert "松政办发〔2017〕139号 三(三)" in page
    assert "办好打勾" in page


def test_a_task_has_a_page_within_reach_only(browser: Browser) -> None:
    late, station = tasks()
    assert "应于2026年9月22日" in opens(browser(LI), f"/tasks/{late}/")
    opens(browser(ZHAO), f"/tasks/{late}/", 404)
    opens(browser(WANG), f"/tasks/{station}/", 404)


def test_a_town_records_a_stations_step_from_paper(browser: Browser) -> None:
    _, station = tasks()
    town = browser(LI)
    assert "代甲镇演示派出所办结" in opens(town, f"/tasks/{station}/")
    page = presses(town, f"/tasks/{station}/on-behalf/", paper_number="", note="")
    assert "还没写来文编号" in page
    page = presses(town, f"/tasks/{station}/on-behalf/", paper_number="甲公〔2026〕3号", note="")
    assert "代录" in page
    assert "甲公〔2026〕3号" in page


def test_whoever_stands_above_says_that_they_know(browser: Browser) -> None:
    from tonghu.worklist import actions

    with scope(Viewer.for_system("备料")):
        make.task(
            title="交学校名册", unit_id=SCHOOL.id, unit_name=SCHOOL.name, due_on=date(2026, 9, 22)
        )
    actions.escalate_overdue()
    town = browser(LI)
    assert "过问1件迟办" in opens(town, "/")
    address = town.get("/tasks/next/")["Location"]
    page = town.get(address).content.decode()
    assert "知道了，会过问" in page
    seen = page.split('/seen/"')[0].rsplit('action="', 1)[1]
    assert "你已经知道这些迟了" in presses(town, f"{seen}/seen/")
    assert "没有待办" in opens(town, "/")


def test_modules_bring_dangers_panels_and_results(browser: Browser) -> None:
    contribute(
        DangerSource("test", lambda viewer: (Danger("有孩子独自在家", "灯塔村，13岁", "/x/"),)),
        HomePanel("test", 1, "worklist/task.html", lambda viewer: None),
        SearchSource("test", "演示的东西", "", lambda viewer, text: (Hit("找到的一条", "/x/"),)),
    )
    client = browser(LI)
    page = opens(client, "/")
    assert page.index("有孩子独自在家") > page.index("没有待办")
    assert "马上处理" in page
    assert "找到的一条" in looks_for(client, "一")


def looks_for(client: Client, text: str) -> str:
    answer = client.post("/search/", {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


def test_search_finds_units_and_places_and_says_when_it_does_not(browser: Browser) -> None:
    client = browser(LI)
    assert "甲镇演示小学" in looks_for(client, "演示小学")
    assert "乙镇" in looks_for(client, "yz")
    assert "没有找到" in looks_for(client, "不存在的东西")
    assert "想查什么" in opens(client, "/search/")


def test_what_one_looks_for_never_stands_in_an_address(browser: Browser) -> None:
    client = browser(LI)
    page = client.get("/search/?q=演示小学").content.decode()
    assert "想查什么" in page
    assert "演示小学" not in page
    for form in page.split("<form")[1:]:
        if 'name="q"' in form.split("</form>")[0]:
            assert 'method="post"' in form.split(">")[0]
            assert "csrfmiddlewaretoken" in form.split("</form>")[0]
    assert page.count('role="search" method="post"') == 2


def test_danger_says_110_before_anybody_signs_in(client: Client) -> None:
    page = opens(client, "/danger/")
    assert "先打110" in page
