"""家庭申报: a code, a second fact, one receipt; the file changes when the village has confirmed it."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.test import Client

from tests.people import CHEN, LI, SYSTEM, VILLAGE_A, WANG, ZHAO
from tests.requirement import requirement
from tests.survey_pages.conftest import Browse
from tonghu.core.database import scope
from tonghu.registry.models import Child
from tonghu.registry.queries import files
from tonghu.survey.models import Declaration
from tonghu.worklist.models import Task

pytestmark = pytest.mark.django_db
BORN = "2016-05-20"


@pytest.fixture
def child(county: list[UUID]) -> UUID:
    with scope(SYSTEM):
        rows = Child.objects.all_of_them(reason="test").filter(name="演示甲一")
        found: UUID = rows.get().id
    return found


@pytest.fixture
def code(browse: Browse, child: UUID) -> str:
    """A code that the village has given a family."""
    page = browse(WANG).post("/rounds/declarations/link/", {"child": str(child)}).text
    found = re.search(r'code-big">([A-Z2-9-]{11})<', page)
    assert found
    return found.group(1)


def passed(family: Client, code: str) -> str:
    """The pass after the second fact."""
    page = family.post("/declare/", {"code": code, "born": BORN}).text
    found = re.search(r'name="pass" value="([^"]+)"', page)
    assert found, page[-3000:]
    return found.group(1)


def said(**more: str) -> dict[str, str]:
    return {"declarer": "演示父", "relation": "father", "phone": "13800000000", **more}


def rows() -> list[Declaration]:
    with scope(SYSTEM):
        return list(Declaration.objects.all_of_them(reason="test"))


def carer(child: UUID) -> object:
    with scope(WANG.viewer):
        return files.editable(WANG.viewer, child, "guardianship").values.get("carer_name")


@requirement("D-099", "D-420")
def test_a_family_declares_by_a_code_and_the_village_confirms(
    browse: Browse, child: UUID, code: str
) -> None:
    family, village = Client(), browse(WANG)
    typed = said(carer_name="演示舅舅", note="外婆住院了", **{"pass": passed(family, code)})
    told = family.post("/declare/say/", typed).text
    receipt = re.search(r'code-big">([0-9A-F]{8})<', told)
    assert receipt
    assert carer(child) == "演示祖母"  # nothing changes before somebody has looked
    with scope(SYSTEM):
        assert (
            Task.objects.all_of_them(reason="test")
            .filter(kind="survey.declaration", state="open")
            .count()
            == 1
        )
    where = f"/rounds/declarations/{rows()[0].id}/"
    page = village.get(where).text
    assert "演示舅舅" in page
    assert "演示祖母" in page
    assert receipt.group(1) in page
    assert village.post(f"{where}confirm/").status_code == 303
    assert carer(child) == "演示舅舅"
    with scope(SYSTEM):
        kept = Child.objects.all_of_them(reason="test").get(pk=child)
        assert kept.provenance["carer_name"][0] == "family"
        assert (
            not Task.objects.all_of_them(reason="test")
            .filter(kind="survey.declaration", state="open")
            .exists()
        )


def test_nothing_of_the_child_is_shown_before_the_second_fact_is_right(
    browse: Browse, code: str
) -> None:
    family = Client()
    for page in (
        family.get("/declare/"),
        family.get(f"/declare/{code}/"),
        family.post("/declare/", {"code": code, "born": "2016-05-21"}),
    ):
        assert page.status_code == 200
        for hidden in ("演示甲", "甲镇", "一村", "演*"):
            assert hidden not in page.text.split("<main")[1]
    wrong = family.post("/declare/", {"code": "AAAAABBBBB", "born": BORN}).text
    near = family.post("/declare/", {"code": code, "born": "2016-05-21"}).text
    sentence = "码或者出生日期对不上"
    assert sentence in wrong
    assert sentence in near
    after = family.post("/declare/", {"code": code, "born": BORN}).text
    assert "演***" in after
    assert "演示甲一" not in after


def test_tries_are_counted_and_then_must_wait(browse: Browse, code: str) -> None:
    family = Client()
    told = [
        family.post("/declare/", {"code": code, "born": f"2016-01-{day:02d}"}).text
        for day in range(1, 12)
    ]
    assert "试错次数太多" in told[-1]
    assert "试错次数太多" in family.post("/declare/", {"code": code, "born": BORN}).text


def test_a_code_counts_once(browse: Browse, code: str) -> None:
    family = Client()
    key = passed(family, code)
    assert "回执" in family.post("/declare/say/", said(note="搬家了", **{"pass": key})).text
    assert "对不上" in family.post("/declare/", {"code": code, "born": BORN}).text
    family.post("/declare/say/", said(note="再来一次", **{"pass": key}))
    assert len(rows()) == 1
    assert (rows()[0].content or {})["note"] == "搬家了"


def test_a_false_pass_opens_nothing(browse: Browse, code: str) -> None:
    page = (
        Client().post("/declare/say/", said(note="x", **{"pass": f"{rows()[0].id}:AAAA:BBBB"})).text
    )
    assert "请重新写申报码" in page
    assert rows()[0].content is None


def test_what_is_missing_is_said_at_the_field_and_nothing_typed_is_lost(
    browse: Browse, code: str
) -> None:
    family = Client()
    page = family.post(
        "/declare/say/", {"pass": passed(family, code), "note": "外婆住院了", "phone": "1"}
    ).text
    assert "请写你的姓名" in page
    assert "电话号码不对" in page
    assert "外婆住院了" in page


def test_an_officer_types_what_a_family_says_at_the_window(browse: Browse, child: UUID) -> None:
    client = browse(LI)
    found = client.post("/rounds/declarations/new/", {"name": "演示甲"}).text
    assert f"?child={child}" in found
    told = client.post(
        "/rounds/declarations/window/", {"child": str(child), **said(note="爸爸回来了")}
    )
    assert told.status_code == 303
    assert rows()[0].channel == "window"
    assert rows()[0].state == "waiting"


def test_a_village_refuses_with_a_reason_and_the_file_stays(browse: Browse, child: UUID) -> None:
    client = browse(WANG)
    client.post(
        "/rounds/declarations/window/", {"child": str(child), **said(carer_name="演示旁人")}
    )
    where = f"/rounds/declarations/{rows()[0].id}/"
    assert "请写明原因" in client.post(f"{where}refuse/", {"why": ""}).text
    assert client.post(f"{where}refuse/", {"why": "打电话问了，没有换人"}).status_code == 303
    assert (carer(child), rows()[0].state) == ("演示祖母", "refused")


def test_another_village_and_another_unit_see_no_declaration(
    browse: Browse, child: UUID, code: str
) -> None:
    where = f"/rounds/declarations/{rows()[0].id}/"
    assert browse(ZHAO).get(where).status_code == 404
    assert browse(ZHAO).post("/rounds/declarations/link/", {"child": str(child)}).status_code == 404
    assert "演示甲" not in browse(ZHAO).post(
        "/rounds/declarations/new/", {"name": "演示甲"}
    ).text.split("<main")[1].replace('value="演示甲"', "").replace("“演示甲”", "")
    assert browse(CHEN).get("/rounds/declarations/").status_code == 403
    assert VILLAGE_A not in browse(ZHAO).get("/rounds/declarations/").text
