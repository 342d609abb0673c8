"""The pages around the list: notices, reminding, stand-ins, the month, the digest, Excel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import directory
from tests.factories import worklist as make
from tests.people import (
    BY_LOGIN,
    LI,
    SCHOOL,
    SYSTEM,
    TOWN_A,
    VILLAGE_A,
    sign_in,
)  # fmt: skip
from tests.requirement import requirement
from tonghu.core.database import scope
from tonghu.core.jobs import work
from tonghu.core.jobs.models import JobRun
from tonghu.worklist.models import StandIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
As = Callable[[str], Client]


@pytest.fixture
def signed_in() -> As:
    with scope(SYSTEM):
        directory.county()

    def come(login: str) -> Client:
        client = Client()
        sign_in(client, BY_LOGIN[login])
        return client

    return come


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def sent(client: Client, address: str, **said: Any) -> str:
    answer = client.post(address, said)
    return answer["Location"] if answer.status_code == 303 else answer.content.decode()


def school_task(**given: Any) -> UUID:
    with scope(SYSTEM):
        return make.task(
            unit_id=SCHOOL.id, unit_name=SCHOOL.name,
            **{"title": "交学校名册", "due_on": date(2026, 9, 22), **given},
        ).id  # fmt: skip


@requirement("D-083")
def test_a_town_reminds_a_school_and_the_school_reads_it(signed_in: As) -> None:
    task, li, sun = school_task(), signed_in("li"), signed_in("sun")
    assert "还没有催过" in page(li, f"/tasks/{task}/")
    assert sent(li, f"/tasks/{task}/remind/", note="请今天交") == f"/tasks/{task}/"
    assert "李甲镇" in page(li, f"/tasks/{task}/")
    assert "今天已经催过" in sent(li, f"/tasks/{task}/remind/", note="再催")
    assert sent(li, f"/tasks/{task}/remind/", forced="县里明天要数") == f"/tasks/{task}/"
    assert "催过" in page(li, "/tasks/?whose=below")
    assert "通知2条没看" in page(sun, "/")
    shown = page(sun, "/tasks/inbox/")
    assert "有2条通知没看" in shown
    assert "请今天交" in shown
    assert sent(sun, "/tasks/inbox/read/") == "/tasks/inbox/"
    assert "通知都看过了" in page(sun, "/tasks/inbox/")


def test_a_notice_leads_to_what_it_is_about(signed_in: As) -> None:
    with scope(SYSTEM):
        one = make.notice(unit_id=SCHOOL.id, link="/tasks/?when=late")
    sun = signed_in("sun")
    assert sent(sun, f"/tasks/inbox/{one.id}/") == "/tasks/?when=late"
    assert "通知都看过了" in page(sun, "/tasks/inbox/")
    assert signed_in("ma").post(f"/tasks/inbox/{one.id}/").status_code == 404


def test_nobody_reminds_of_what_they_owe_themselves(signed_in: As) -> None:
    task = school_task()
    assert "催办这一件" not in page(signed_in("sun"), f"/tasks/{task}/")


def test_somebody_asks_for_a_stand_in_and_it_shows_everywhere(signed_in: As) -> None:
    with scope(SYSTEM):
        make.task(
            title="核对本村儿童",
            division=VILLAGE_A,
            role="village_worker",
            due_on=date(2026, 9, 24),
        )
    wang, li = signed_in("wang"), signed_in("li")
    shown = page(wang, "/tasks/stand-ins/")
    assert "李甲镇" in shown
    said = {
        "stand_in": LI.post,
        "from_on": "2026-09-24",
        "until_on": "2026-09-30",
        "reason": "培训",
    }
    assert "还没写原因" in sent(wang, "/tasks/stand-ins/new/", **{**said, "reason": ""})
    assert "早于第一天" in sent(wang, "/tasks/stand-ins/new/", **{**said, "until_on": "2026-09-01"})
    assert sent(wang, "/tasks/stand-ins/new/", **said) == "/tasks/stand-ins/"
    home = page(li, "/")
    assert "你正在替王一村（到9月30日）办待办" in home
    assert "替王一村办" in home
    assert "核对本村儿童" in home
    with scope(SYSTEM):
        row = StandIn.objects.all_of_them(reason="test").get()
    assert "正在代班" in page(li, "/tasks/stand-ins/")
    assert sent(li, f"/tasks/stand-ins/{row.id}/end/") == "/tasks/stand-ins/"
    assert "你正在替" not in page(li, "/")
    assert "王一村" not in page(signed_in("zhao"), "/tasks/stand-ins/")


def test_the_way_of_reminding_is_chosen_and_an_address_is_asked_for(signed_in: As) -> None:
    sun = signed_in("sun")
    assert "还要写邮箱" in sent(sun, "/tasks/reminding/", by_mail=["late"])
    assert "邮箱认不出来" in sent(sun, "/tasks/reminding/", mail="x", by_mail=["late"])
    assert "手机号要11位" in sent(sun, "/tasks/reminding/", mobile="139")
    assert (
        sent(sun, "/tasks/reminding/", mail="sun@example.cn", by_mail=["late"])
        == "/tasks/reminding/"
    )
    assert "sun@example.cn" in page(sun, "/tasks/reminding/")
    assert "sun@example.cn" not in page(signed_in("li"), "/tasks/reminding/")


def test_the_month_leads_to_the_list_of_a_day(signed_in: As) -> None:
    school_task()
    sun = signed_in("sun")
    shown = page(sun, "/tasks/calendar/?month=2026-09")
    assert "2026年9月，到期1件" in shown
    assert "中秋节" in shown
    assert "/tasks/?whose=mine&amp;when=2026-09-22" in shown
    listed = page(sun, "/tasks/?whose=mine&when=2026-09-22")
    assert "9月22日到期，共1件" in listed
    assert "交学校名册" in listed
    assert "交学校名册" not in page(sun, "/tasks/?when=2026-09-23")
    assert "2031年1月" in page(sun, "/tasks/calendar/?month=2031-01")


def test_the_digest_fits_the_desk_it_is_printed_for(signed_in: As) -> None:
    school_task()
    shown = page(signed_in("li"), "/tasks/digest/")
    assert "今天到期0件，已经迟了1件" in shown
    assert SCHOOL.name in shown
    assert "data-print" in shown


def test_the_list_goes_to_excel_in_the_background_as_it_is_filtered(signed_in: As) -> None:
    school_task()
    school_task(title="别的事", due_on=date(2026, 12, 1))
    li = signed_in("li")
    to = sent(li, "/tasks/excel/", whose="below", when="late")
    assert "正在写Excel" in page(li, to)
    with scope(SYSTEM):
        order = JobRun.objects.all_of_them(reason="test").get(kind="worklist.excel")
    work.run(order.id)
    assert "Excel做好了" in page(li, to)
    answer = li.get(f"{to}download/")
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert "李甲镇（li）2026-09-24" in str(rows[0][0])
    assert [row[0] for row in rows[2:]] == ["交学校名册"]
    assert rows[2][rows[1].index("迟了几个工作日")] == 2
    assert signed_in("zhou").get(to).status_code == 404
    assert signed_in("sun").post("/tasks/excel/").status_code == 403


@pytest.mark.parametrize("login", ["wang", "li", "zhou", "sun", "deng"])
@pytest.mark.parametrize(
    "address", ["/", "/tasks/inbox/", "/tasks/stand-ins/", "/tasks/calendar/?whose=below", "/tasks/digest/", "/tasks/?whose=below"]
)  # fmt: skip
def test_a_page_takes_fifteen_queries_at_most(signed_in: As, login: str, address: str) -> None:
    with scope(SYSTEM):
        for n in range(20):
            make.task(unit_id=SCHOOL.id, unit_name=SCHOOL.name, due_on=date(2026, 9, n + 1))
            make.task(division=TOWN_A, role="town_worker", due_on=date(2026, 9, n + 1))
            make.notice(unit_id=SCHOOL.id)
        make.stand_in()
    client = signed_in(login)
    client.get(address)
    with CaptureQueriesContext(connections["default"]) as asked:
        assert client.get(address).status_code == 200
    found = [q["sql"] for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    found = [one for one in found if "'tonghu.level', ''" not in one]
    assert len(found) <= 15, "\n".join(one[:140] for one in found)


def test_an_excel_nobody_ordered_is_not_there(signed_in: As) -> None:
    assert signed_in("li").get(f"/tasks/excel/{uuid4()}/").status_code == 404
