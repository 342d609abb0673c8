"""The pages of staff: what is missing first, a body and its people, lists from and to Excel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import directory as make
from tests.people import SYSTEM, TOWN_A, VILLAGE_A, VILLAGE_B
from tests.requirement import requirement
from tonghu.core.database import scope
from tonghu.directory.models import Body, BodyMember
from tonghu.directory.states import BodyKind
from tonghu.directory.workbook.columns import STAFF
from tonghu.directory.workbook.reading import rows_of

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def sent(client: Client, address: str, **said: Any) -> str:
    answer = client.post(address, said)
    return answer["Location"] if answer.status_code == 303 else answer.content.decode()


def filled() -> Body:
    with scope(SYSTEM):
        one = make.body(name="一村儿童工作岗位")
        make.serving(one, "蓝演示", title="督导员", trained=["2026-03-05"])
        two = make.body(division=VILLAGE_B, name="乙镇一村儿童工作岗位")
        make.serving(two, "钟演示")
        make.serving(make.body(BodyKind.GROUP, division=TOWN_A, name="甲镇应急小组"), "雷演示")
    return one


@requirement("D-073", "D-074", "D-075", "D-076")
def test_the_county_reads_what_is_missing_before_anything_else(signed_in: As) -> None:
    filled()
    shown = page(signed_in("zhou"), "/staff/")
    assert "处人手要补" in shown
    assert "二村没有儿童福利督导员" in shown
    assert "县里没有儿童福利指导中心" in shown
    assert "2个乡镇没有儿童福利督导工作站" in shown
    assert "19个乡镇缺" in shown
    assert "三（十三）" in shown
    assert shown.index("要补的") < shown.index("各乡镇")


def test_a_town_opens_its_villages_and_registers_where_nobody_is(signed_in: As) -> None:
    filled()
    li = signed_in("li")
    shown = page(li, "/staff/")
    assert "二村，去登记" in shown
    assert "乙镇" not in shown
    to = sent(li, "/staff/bodies/new/", kind="village_post", division="990101001002")
    assert to.endswith("/members/new/")
    back = sent(
        li,
        to,
        name="盘演示",
        since="2026-09-01",
        trained="2026-09-10，2026-03-05",
        phone="13800000003",
    )
    shown = page(li, back)
    assert "盘演示" in shown
    assert "2026-09-10，共2次" in shown


def test_what_is_typed_wrong_is_said_at_the_field_and_nothing_is_kept(signed_in: As) -> None:
    one = filled()
    shown = sent(
        signed_in("li"),
        f"/staff/bodies/{one.id}/members/new/",
        name="",
        since="去年",
        trained="三月",
        phone="x",
    )
    for said in ("没有写姓名", "日期看不懂", "“三月”看不懂", "不像电话号码"):
        assert said in shown
    with scope(SYSTEM):
        assert BodyMember.objects.all_of_them(reason="test").filter(body=one).count() == 1


def test_somebody_leaves_and_stands_among_those_who_left(signed_in: As) -> None:
    one, li = filled(), signed_in("li")
    with scope(SYSTEM):
        member = BodyMember.objects.all_of_them(reason="test").get(name="蓝演示")
    assert "离任日期早于任职日期" in sent(
        li, f"/staff/members/{member.id}/end/", on="2020-01-01", why="x"
    )
    shown = page(li, sent(li, f"/staff/members/{member.id}/end/", on="2026-07-01", why="换届"))
    assert "离任的人" in shown
    assert "换届" in shown
    then = page(li, f"/staff/bodies/{one.id}/?on=2026-06-30")
    assert "在任1人" in then
    assert "登记一个人" not in then  # the past is looked at, not written


def test_a_body_is_changed_and_ended(signed_in: As) -> None:
    one, li = filled(), signed_in("li")
    to = sent(
        li,
        f"/staff/bodies/{one.id}/edit/",
        name="一村督导员",
        document="演发1号",
        since="2024-01-01",
        unit_name="",
    )
    assert "演发1号" in page(li, to)
    to = sent(li, f"/staff/bodies/{one.id}/end/", on="2026-09-01", why="撤并")
    assert "撤并" in page(li, to)


def test_a_village_sees_its_own_without_buttons(signed_in: As) -> None:
    one, wang = filled(), signed_in("wang")
    shown = page(wang, f"/staff/bodies/{one.id}/")
    assert "13800000001" in shown
    assert "登记一个人" not in shown
    assert "钟演示" not in page(wang, "/staff/roster/")
    assert wang.get(f"/staff/bodies/{one.id}/edit/").status_code == 403


def test_another_town_finds_nothing_anywhere(signed_in: As) -> None:
    one, zhao = filled(), signed_in("zhao")
    for address in (f"/staff/?town={TOWN_A}", "/staff/roster/", "/staff/headcount/"):
        shown = page(zhao, address)
        assert "蓝演示" not in shown
        assert "甲镇" not in shown
    assert zhao.get(f"/staff/bodies/{one.id}/").status_code == 404


@requirement("D-077")
def test_a_leader_reads_the_heads_and_half_of_a_phone(signed_in: As) -> None:
    filled()
    deng = signed_in("deng")
    shown = page(deng, "/staff/headcount/?on=2026-09-24")
    assert "现有3人，比上年同日不多不少" in shown
    assert "13800000001" not in page(deng, "/staff/roster/")
    assert deng.get("/staff/excel/").status_code == 403


def test_the_list_goes_out_and_comes_back_by_way_of_a_preview(signed_in: As) -> None:
    filled()
    zhou = signed_in("zhou")
    book = zhou.get("/staff/excel/").content
    assert len(rows_of(book, STAFF)) == 3
    assert len(rows_of(zhou.get("/staff/import/template/").content, STAFF)) == 0
    assert "一模一样" in sent(zhou, "/staff/import/", file=SimpleUploadedFile("队伍.xlsx", book))
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ("机构", "所在区划", "姓名", "任职日期"))
        sheet.write_row(1, 0, ("儿童福利指导中心", "演示县", "蓝主任", "2026-01-01"))
    shown = sent(zhou, "/staff/import/", file=SimpleUploadedFile("队伍.xlsx", out.getvalue()))
    assert "导入1人" in shown
    kept = shown.split('name="kept" value="')[1].split('"')[0]
    assert sent(zhou, "/staff/import/do/", kept=kept) == "/staff/"
    with scope(SYSTEM):
        assert Body.objects.all_of_them(reason="test").filter(kind="centre").exists()
    assert "重新选一次文件" in sent(zhou, "/staff/import/do/", kept="x")
    assert "还没有选文件" in sent(zhou, "/staff/import/")


@pytest.mark.parametrize("login", ["zhou", "li", "wang", "deng"])
@pytest.mark.parametrize("address", ["/staff/", "/staff/roster/", "/staff/headcount/"])
def test_a_page_takes_fifteen_queries_at_most(signed_in: As, login: str, address: str) -> None:
    filled()
    with scope(SYSTEM):
        for n in range(30):
            make.division(f"990101001{201 + n}", f"演示{n}村")
            make.serving(make.body(division=f"990101001{201 + n}"), since=date(2026, 1, n % 28 + 1))
    client = signed_in(login)
    client.get(address)
    with CaptureQueriesContext(connections["default"]) as asked:
        assert client.get(address).status_code == 200
    found = [q["sql"] for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(found) <= 15, "\n".join(one[:140] for one in found)


def test_a_day_and_a_place_that_make_no_sense_are_left_out(signed_in: As) -> None:
    filled()
    assert "处人手要补" in page(signed_in("zhou"), "/staff/?on=gestern&town=xx")


def test_the_village_is_prefilled_where_one_comes_from_the_list(signed_in: As) -> None:
    filled()
    shown = page(signed_in("li"), f"/staff/bodies/new/?kind=village_post&division={VILLAGE_A}")
    assert f'value="{VILLAGE_A}" selected' in shown
