"""A village director walks through her children, without scripts."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.test import Client

from tests.people import LI, VILLAGE_A, VILLAGE_B, WANG, ZHAO
from tests.requirement import requirement
from tests.survey_pages.conftest import Browse, at, walk
from tonghu.core.database import scope
from tonghu.registry.queries import files

pytestmark = pytest.mark.django_db


def hidden(html: str, name: str) -> str:
    """The value of a hidden field of the page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found.group(1)


def no_change(client: Client, where: str) -> str:
    """One tap; the page that follows."""
    asked = client.get(where).text.split('answer/" data-walk-form')[1]
    sent = {"child": hidden(asked, "child"), "key": hidden(asked, "key"), "answer": "no_change"}
    answer = client.post(f"{where}answer/", sent)
    assert answer.status_code == 303
    return client.get(answer["Location"]).text


@requirement("D-081", "D-420")
def test_a_quarter_in_which_nothing_changed_costs_one_tap_a_child_and_one_signature(
    browse: Browse, quarter: UUID
) -> None:
    client, where = browse(WANG), at(quarter)
    assert client.get(f"/rounds/{quarter}/").url == f"/rounds/{quarter}/walk/"
    assert client.get(f"/rounds/{quarter}/walk/").url == where
    assert "第1个" in client.get(where).text
    for number in (2, 3):
        assert f"第{number}个" in no_change(client, where)
    assert "签字上报" in no_change(client, where)
    page = client.get(f"{where}sign/").text
    assert "王一村" in page
    assert client.post(f"{where}sign/", {"name": "王一村"}).status_code == 303
    found = walk(WANG, quarter)
    assert (found.state, found.signed_name, found.done) == ("submitted", "王一村", 3)


def test_the_same_tap_twice_is_one_answer(browse: Browse, quarter: UUID) -> None:
    client, where = browse(WANG), at(quarter)
    page = client.get(where).text
    sent = {"child": hidden(page, "child"), "key": hidden(page, "key")}
    for _ in range(2):
        assert client.post(f"{where}answer/", sent).status_code == 303
    assert walk(WANG, quarter).done == 1


def test_the_last_answer_is_taken_back_with_one_tap(browse: Browse, quarter: UUID) -> None:
    client, where = browse(WANG), at(quarter)
    page = no_change(client, where)
    assert "：没有变化" in page
    child = re.search(r'undo/"[^>]*>.*?name="child" value="([^"]+)"', page, re.S)
    assert child
    back = client.post(f"{where}undo/", {"child": child.group(1)})
    assert back["Location"] == f"{where}?child={child.group(1)}"
    assert walk(WANG, quarter).done == 0


@requirement("D-071", "D-094")
def test_a_change_asks_only_what_changed_and_is_in_the_file_at_once(
    browse: Browse, quarter: UUID
) -> None:
    client, where = browse(WANG), at(quarter)
    kid = walk(WANG, quarter).children[0]
    form = client.get(f"{where}change/", {"child": kid.child, "kind": "carer"}).text
    assert "现在记的是" in form
    assert "照料人姓名" in form
    assert "学校" not in form.split("<form")[2]
    sent = {
        "child": str(kid.child),
        "kind": "carer",
        "key": hidden(form, "key"),
        "carer_name": "演示新人",
    }
    assert client.post(f"{where}change/", sent).status_code == 303
    with scope(WANG.viewer):
        held = files.editable(WANG.viewer, kid.child, "guardianship").values
    assert held["carer_name"] == "演示新人"
    assert walk(WANG, quarter).children[0].answer == "changed"


def test_a_change_without_any_change_says_so_and_keeps_what_was_typed(
    browse: Browse, quarter: UUID
) -> None:
    client, where = browse(WANG), at(quarter)
    kid = walk(WANG, quarter).children[0]
    page = client.post(f"{where}change/", {"child": str(kid.child), "kind": "phone", "key": "k1"})
    assert page.status_code == 200
    assert "还没填改成了什么" in page.text
    page = client.post(
        f"{where}change/", {"child": str(kid.child), "kind": "phone", "key": "k1", "phone": "12"}
    )
    assert 'value="12"' in page.text
    assert "aria-invalid" in page.text
    assert walk(WANG, quarter).done == 0


def test_leaving_asks_for_a_reason_and_a_day(browse: Browse, quarter: UUID) -> None:
    client, where = browse(WANG), at(quarter)
    found = walk(WANG, quarter)
    kid, reason = found.children[0], found.leave_reasons[0][0]
    sent = {"child": str(kid.child), "kind": "left", "key": "k1"}
    assert "请选退出原因" in client.post(f"{where}change/", sent).text
    sent |= {"reason": reason, "on": "2026-09-01"}
    assert client.post(f"{where}change/", sent).status_code == 303
    assert walk(WANG, quarter).children[0].answer == "left"


def test_who_cannot_be_reached_is_noted_with_what_was_tried(browse: Browse, quarter: UUID) -> None:
    client, where = browse(WANG), at(quarter)
    kid = walk(WANG, quarter).children[0]
    sent = {"child": str(kid.child), "kind": "unreachable", "key": "k1"}
    assert "请写明怎么联系的" in client.post(f"{where}change/", sent).text
    sent["note"] = "两次上门没人，电话关机"
    assert client.post(f"{where}change/", sent).status_code == 303
    assert walk(WANG, quarter).exceptions[0].name == kid.name


def test_a_new_child_joins_the_list_once(browse: Browse, quarter: UUID) -> None:
    client, where = browse(WANG), at(quarter)
    sent = {
        "name": "演示新来", "sex": "1", "birth_date": "2017-03-02", "reason": "newly_found",
        "key": "once",
    }  # fmt: skip
    assert "还没填性别" in client.post(f"{where}new/", {**sent, "sex": ""}).text
    for _ in range(2):
        assert client.post(f"{where}new/", sent).status_code == 303
    names = [one.name for one in walk(WANG, quarter).children]
    assert names.count("演示新来") == 1


def test_signing_too_early_says_how_many_are_left(browse: Browse, quarter: UUID) -> None:
    client, where = browse(WANG), at(quarter)
    assert "还有3名没有核" in client.get(f"{where}sign/").text
    assert client.post(f"{where}sign/", {"name": "王一村"}).status_code == 200
    assert walk(WANG, quarter).state == "not_started"


def test_a_town_signs_for_a_village_only_from_its_paper(browse: Browse, quarter: UUID) -> None:
    where = at(quarter)
    mine, town = browse(WANG), browse(LI)
    for _ in range(3):
        no_change(mine, where)
    assert "纸质排查表的编号" in town.post(f"{where}sign/", {"name": "王一村"}).text
    told = town.post(f"{where}sign/", {"name": "王一村", "paper_number": "甲镇7号"})
    assert told.status_code == 303
    assert walk(LI, quarter).state == "submitted"


def test_village_b_finds_nothing_of_village_a(browse: Browse, quarter: UUID) -> None:
    client, where = browse(ZHAO), at(quarter)
    pages = (
        "",
        "pack/",
        "children/",
        "sign/",
        "new/",
        "review/",
        f"change/?child={UUID(int=1)}&kind=carer",
    )
    for page in pages:
        assert client.get(where + page).status_code == 404, page
    kid = walk(WANG, quarter).children[0]
    assert client.post(f"{where}answer/", {"child": kid.child, "key": "x"}).status_code == 404
    mine = client.post(f"{at(quarter, VILLAGE_B)}answer/", {"child": kid.child, "key": "x"})
    assert mine.status_code == 404
    assert "演示甲" not in client.get(at(quarter, VILLAGE_B)).text


def test_every_child_of_the_village_stands_in_the_list_with_its_answer(
    browse: Browse, quarter: UUID
) -> None:
    client, where = browse(WANG), at(quarter)
    no_change(client, where)
    page = client.get(f"{where}children/").text
    assert page.count("演示甲") >= 3
    assert "没有变化" in page
    assert VILLAGE_A in page
