"""The page of one child: what each of the cast sees, what stays hidden, what a purpose opens."""

from __future__ import annotations

import gzip
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.registry_pages.conftest import NUMBER, Browser
from tonghu.core.database import scope
from tonghu.core.events.models import AccessLog
from tonghu.registry import actions
from tonghu.registry.states import SourceKind

pytestmark = pytest.mark.django_db
HIDDEN = (NUMBER, "13900003318", "蔡宅里弄")
LATER, MOST_QUERIES = 8 * 1024, 15


def test_the_town_reads_the_whole_file_and_no_number(browser: Browser, child: UUID) -> None:
    shown = browser(people.LI).get(f"/children/{child}/")
    for said in (
        "潘梓涵",
        "女，10岁，四年级",
        "在册",
        "个人基本情况",
        "还没采集",
        "算不算留守儿童",
    ):
        assert said in shown.text, said
    assert "390" not in shown.text.partition("</style>")[2][:0]
    for secret in HIDDEN:
        assert secret not in shown.text, secret


def test_every_block_says_how_full_it_is_and_what_lacks(browser: Browser, child: UUID) -> None:
    shown = browser(people.WANG).get(f"/children/{child}/").text
    assert shown.count("填了") == 6
    assert "缺" in shown
    assert shown.count("改这一块：") == 6


def test_opening_a_file_is_written_down(browser: Browser, child: UUID) -> None:
    browser(people.LI).get(f"/children/{child}/")
    with scope(people.SYSTEM):
        rows = AccessLog.objects.all_of_them(reason="测试").filter(what="registry.file")
        assert [str(child)] in list(rows.values_list("ids", flat=True))


@pytest.mark.parametrize("who", [people.ZHAO, people.SUN, people.QIAN, people.DENG, people.HE])
def test_whoever_is_elsewhere_finds_nothing_anywhere(
    browser: Browser, child: UUID, who: people.Person
) -> None:
    client = browser(who)
    for path in ("", "story/", "sayings/name/", "edit/person/", "steps/exit/", "hazards/"):
        answer = client.get(f"/children/{child}/{path}")
        missing = client.get(f"/children/{uuid4()}/{path}")
        assert answer.status_code == missing.status_code == 404, path
        assert people.plain(answer.text) == people.plain(missing.text), path
    for path in ("print/", "identity/", "confirm/", "sayings/name/decide/"):
        answer = client.post(f"/children/{child}/{path}", {"field": "id_number"})
        assert answer.status_code == 404, path
        assert "潘" not in answer.text


def test_the_code_on_paper_finds_the_file_within_reach_only(browser: Browser, child: UUID) -> None:
    with scope(people.SYSTEM):
        from tonghu.registry.models import Child

        code = Child.objects.all_of_them(reason="测试").get(pk=child).page_code
    assert code
    found = browser(people.WANG).get(f"/children/c/{code}/")
    assert found["Location"] == f"/children/{child}/"
    assert browser(people.ZHAO).get(f"/children/c/{code}/").status_code == 404


def test_a_number_is_shown_once_for_a_purpose_and_logged(browser: Browser, child: UUID) -> None:
    client = browser(people.LI)
    given = {"field": "id_number", "purpose": "verify", "case_number": "甲2026-3"}
    shown = client.post(f"/children/{child}/identity/", given)
    assert NUMBER in shown.text
    assert NUMBER not in client.get(f"/children/{child}/").text
    with scope(people.SYSTEM):
        rows = AccessLog.objects.all_of_them(reason="测试").filter(what="registry.identity")
        assert [one.purpose for one in rows] == ["核对是不是同一个人（甲2026-3）"]


@pytest.mark.parametrize("given", [{"field": "id_number"}, {"field": "", "purpose": "verify"}])
def test_no_purpose_no_number(browser: Browser, child: UUID, given: dict[str, str]) -> None:
    shown = browser(people.LI).post(f"/children/{child}/identity/", given)
    assert "请选" in shown.text
    assert NUMBER not in shown.text


def test_a_village_worker_may_not_open_numbers(browser: Browser, child: UUID) -> None:
    client = browser(people.WANG)
    assert "写明事由后查看" not in client.get(f"/children/{child}/").text
    given = {"field": "id_number", "purpose": "verify"}
    assert client.post(f"/children/{child}/identity/", given).status_code == 403


@pytest.fixture
def contested(child: UUID) -> UUID:
    """The school writes another name."""
    with scope(people.SYSTEM):
        for source, name in ((SourceKind.POLICE, "潘梓涵"), (SourceKind.SCHOOL, "潘子涵")):
            actions.update(by=people.SYSTEM, child=child, values={"name": name}, source=source)
    return child


def test_what_another_source_says_stands_below_the_value(browser: Browser, contested: UUID) -> None:
    shown = browser(people.WANG).get(f"/children/{contested}/").text
    assert "学校写「潘子涵」" in shown
    all_of_it = browser(people.WANG).get(f"/children/{contested}/sayings/name/").text
    assert "公安" in all_of_it
    assert "采用这个" not in all_of_it, "a village does not decide"


def test_a_desk_decides_and_the_rest_is_kept(browser: Browser, contested: UUID) -> None:
    client, path = browser(people.LI), f"/children/{contested}/sayings/name/"
    page = client.get(path).text
    assert "采用这个" in page
    record = page.partition("潘子涵")[2].partition('name="record" value="')[2].partition('"')[0]
    client.post(f"{path}decide/", {"record": record})
    shown = client.get(f"/children/{contested}/").text
    assert "潘子涵" in shown
    assert "写「" not in shown.partition("姓名")[2][:400], "it is settled"
    assert "潘梓涵" in client.get(path).text, "what others said is kept"


def test_blanks_above_the_ceiling_are_not_on_the_page(
    browser: Browser, child: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tonghu.access.roles import TownWorker
    from tonghu.core.sensitivity import Sensitivity

    monkeypatch.setattr(TownWorker, "sees", Sensitivity.IDENTITY)
    shown = browser(people.LI).get(f"/children/{child}/").text
    assert "潘梓涵" in shown
    for said in ("监护情况一般", "身体情况", "算不算留守儿童", "打工收入"):
        assert said not in shown, said
    assert "你的岗位看不到的栏目没有显示" in shown


def test_the_story_names_who_did_what(browser: Browser, child: UUID) -> None:
    client = browser(people.WANG)
    client.post(f"/children/{child}/confirm/")
    story = client.get(f"/children/{child}/story/").text
    assert "确认无变化" in story
    assert "王一村" in story
    assert "登记在册" in story


@pytest.mark.parametrize("who", [people.WANG, people.LI, people.ZHOU])
def test_a_page_is_light_and_asks_little(
    browser: Browser, contested: UUID, who: people.Person
) -> None:
    client = browser(who)
    for path in ("", "edit/person/", "edit/family/", "story/", "steps/exit/", "sayings/name/"):
        address = f"/children/{contested}/{path}"
        if client.get(address).status_code == 403:
            continue
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        real = [q["sql"] for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        counted = [sql for sql in real if "set_config" not in sql]
        assert len(counted) <= MOST_QUERIES, "\n".join(counted)
        assert len(gzip.compress(answer.content, 6)) <= LATER, path


@pytest.mark.parametrize("who", [people.ZHOU, people.HE])
def test_office_and_auditor_read_who_can_see_and_why(
    browser: Browser, child: UUID, who: people.Person
) -> None:
    browser(people.LI).get(f"/children/{child}/")
    shown = browser(who).get(f"/children/{child}/who/").text
    for said in ("王一村", "李甲镇", "周县办", "负责这个村", "管辖这个乡镇"):
        assert said in shown, said
    assert "赵乙村" not in shown
    assert ("潘梓涵" in shown) is (who is people.ZHOU), "an auditor sees no child"


def test_who_must_keep_away_is_not_among_those_who_can_see(browser: Browser, child: UUID) -> None:
    from tonghu.access.models import Conflict

    with scope(people.SYSTEM):
        Conflict.objects.put(
            user_id=people.WANG.user, child=child, division=people.VILLAGE_A, kind="relative",
            noted_by="测试",
        )  # fmt: skip
    assert (
        "王一村"
        not in browser(people.ZHOU).get(f"/children/{child}/who/").text.partition("谁看过")[0]
    )
    assert browser(people.WANG).get(f"/children/{child}/").status_code == 404


def test_a_form_is_issued_with_number_and_code(browser: Browser, child: UUID) -> None:
    client = browser(people.LI)
    answer = client.post(f"/children/{child}/print/")
    assert answer["Location"].startswith("/papers/")
    assert client.get(answer["Location"]).status_code == 200
