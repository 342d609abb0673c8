"""Single steps: each is a page that says what comes of it, asks what it must, and leaves an event."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from tests import people
from tests.factories import registry
from tests.registry_pages.conftest import NUMBER, Browser
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.events.models import Event
from tonghu.registry import actions
from tonghu.registry.models import Child, Clue, Hazard, Merge, Transfer

pytestmark = pytest.mark.django_db
TODAY = clock.today().isoformat()


def row(child: UUID) -> Child:
    with scope(people.SYSTEM):
        return Child.objects.all_of_them(reason="测试").get(pk=child)


def events_of(child: UUID) -> set[str]:
    with scope(people.SYSTEM):
        rows = Event.objects.all_of_them(reason="测试").filter(subject_id=str(child))
        return set(rows.values_list("kind", flat=True))


@pytest.fixture
def candidate(land: None) -> UUID:
    with scope(people.SYSTEM):
        return registry.child(name="候选一", register=False).pk


def stepped(client: Client, child: UUID, action: str, **given: str) -> int:
    return client.post(f"/children/{child}/steps/{action}/", given).status_code


def test_a_candidate_goes_all_the_way_and_comes_back(browser: Browser, candidate: UUID) -> None:
    client = browser(people.LI)
    way = (
        ("send_to_verify", {}, "to_verify"), ("register", {"why": "入户看过"}, "registered"),
        ("exit", {"reason": "moved_with_parents", "on": TODAY}, "exited"),
        ("archive", {}, "archived"), ("readmit", {"why": "父母又外出了"}, "to_verify"),
        ("reject", {"why": "不在本村"}, "rejected"),
    )  # fmt: skip
    for action, given, state in way:
        page = client.get(f"/children/{candidate}/").text
        assert f"/steps/{action}/" in page, f"the button of {action} comes from the table"
        assert "办了以后" in client.get(f"/children/{candidate}/steps/{action}/").text
        assert stepped(client, candidate, action, **given) == 303, action
        assert row(candidate).state == state
        assert f"child.{action}" in events_of(candidate)
    assert row(candidate).file_number


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"on": TODAY}, "没有原因不能退出"),
        ({"reason": "moved_with_parents", "on": "2031-01-01"}, "还没到"),
        ({"reason": "unknown", "on": TODAY}, "没有原因不能退出"),
        ({"reason": "moved_with_parents", "on": "瞎写"}, "看不懂"),
    ],
)
def test_nobody_leaves_without_a_reason_or_on_an_impossible_day(
    browser: Browser, child: UUID, given: dict[str, str], sentence: str
) -> None:
    answer = browser(people.LI).post(f"/children/{child}/steps/exit/", given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert row(child).state == "registered"


def test_rejecting_wants_a_reason(browser: Browser, candidate: UUID) -> None:
    client = browser(people.LI)
    stepped(client, candidate, "send_to_verify")
    assert stepped(client, candidate, "reject") == 422
    assert row(candidate).state == "to_verify"


def test_a_village_has_no_button_of_the_town_and_is_told_whose_it_is(
    browser: Browser, child: UUID
) -> None:
    client = browser(people.WANG)
    assert "/steps/exit/" not in client.get(f"/children/{child}/").text
    given = {"reason": "moved_with_parents", "on": TODAY}
    assert stepped(client, child, "exit", **given) == 403
    assert row(child).state == "registered"


def test_a_step_that_is_over_says_so(browser: Browser, child: UUID) -> None:
    answer = browser(people.LI).post(f"/children/{child}/steps/archive/", {})
    assert answer.status_code == 422
    assert "这一步不能办了" in answer.text


def test_no_change_is_one_press(browser: Browser, child: UUID) -> None:
    client = browser(people.WANG)
    client.post(f"/children/{child}/confirm/")
    assert row(child).confirmed_on is not None
    assert "今天" in client.get(f"/children/{child}/").text.partition("上次确认")[2][:200]


def test_a_child_is_given_somebody_who_answers_for_it(browser: Browser, child: UUID) -> None:
    client, path = browser(people.LI), f"/children/{child}/assign/"
    page = client.get(path).text
    assert "王一村" in page
    assert "赵乙村" not in page, "nobody of another village"
    assert client.post(path, {"worker": str(people.LI.user)}).status_code == 303
    assert row(child).worker == people.LI.user
    assert client.post(path, {"worker": str(people.ZHAO.user)}).status_code == 422
    assert row(child).worker == people.LI.user


def test_a_danger_stands_on_the_page_until_it_is_cleared(browser: Browser, child: UUID) -> None:
    client, path = browser(people.WANG), f"/children/{child}/hazards/"
    given = {"kind": "water", "found_on": "2026-11-20", "note": "常去水库边"}
    assert client.post(path, given | {"note": ""}).status_code == 422
    assert client.post(path, given).status_code == 303
    assert "临水玩耍" in client.get(f"/children/{child}/").text
    with scope(people.SYSTEM):
        hazard = Hazard.objects.all_of_them(reason="测试").get(child=child)
    clear = f"{path}{hazard.pk}/clear/"
    assert client.post(clear, {"how": ""}).status_code == 422
    assert client.post(clear, {"how": "装了护栏"}).status_code == 303
    assert "常去水库边" not in client.get(f"/children/{child}/").text


@pytest.fixture
def proposed(browser: Browser, child: UUID) -> UUID:
    """A transfer from village A to village B."""
    given = {"to_division": "乙镇一村村委会", "reason": "全家搬走了"}
    answer = browser(people.ZHOU).post(f"/children/{child}/transfer/", given)
    assert answer.status_code == 303, answer.text
    with scope(people.SYSTEM):
        return Transfer.objects.all_of_them(reason="测试").get(child=child).pk


def test_the_receiver_reads_a_listed_preview_and_accepts(
    browser: Browser, child: UUID, proposed: UUID
) -> None:
    county, path = browser(people.ZHOU), f"/children/transfers/{proposed}/"
    page = county.get(path).text
    for said in ("潘梓涵", "会转来这些", "全家搬走了", "甲镇一村"):
        assert said in page, said
    assert NUMBER not in page
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    assert county.post(path, {"deed": "accept", "seen": seen}).status_code == 303
    assert row(child).division == people.VILLAGE_B
    assert browser(people.ZHAO).get(f"/children/{child}/").status_code == 200
    assert browser(people.WANG).get(f"/children/{child}/").status_code == 404


def test_a_transfer_is_declined_with_a_reason(
    browser: Browser, child: UUID, proposed: UUID
) -> None:
    county, path = browser(people.ZHOU), f"/children/transfers/{proposed}/"
    assert county.post(path, {"deed": "decline", "why": ""}).status_code == 422
    assert county.post(path, {"deed": "decline", "why": "没有搬来"}).status_code == 303
    assert row(child).division == people.VILLAGE_A
    assert row(child).state == "registered"


def test_only_the_receiving_side_opens_a_transfer(browser: Browser, proposed: UUID) -> None:
    assert browser(people.LI).get(f"/children/transfers/{proposed}/").status_code == 404


@pytest.fixture
def twin(child: UUID) -> Child:
    """A second file in village A that may be the same child's."""
    with scope(people.SYSTEM):
        return registry.child(name="潘子涵", born=date(2016, 3, 12))


def test_a_contested_merge_wants_a_second_person_and_can_be_undone(
    browser: Browser, child: UUID, twin: Child
) -> None:
    town, county = browser(people.LI), browser(people.ZHOU)
    given = {"other": twin.file_number, "reason": "同一天生，同一个奶奶"}
    answer = town.post(f"/children/{child}/merge/", given)
    path = answer["Location"]
    page = town.get(path).text
    assert "这两份是不是同一个孩子" in page
    assert "要另一个人确认" in page
    assert "确认合并" not in page.partition("你提出的")[0][-400:]
    town.post(path, {"deed": "agree"})
    assert row(twin.pk).merged_into_id is None, "not by oneself"
    assert county.post(path, {"deed": "agree"}).status_code == 303
    assert row(twin.pk).merged_into_id == child
    assert "已经并入另一份" in town.get(f"/children/{twin.pk}/").text
    county.post(path, {"deed": "propose_undo", "why": "是两个孩子"})
    assert town.post(path, {"deed": "undo"}).status_code == 303
    assert row(twin.pk).merged_into_id is None


def test_a_number_of_elsewhere_is_no_number(browser: Browser, child: UUID, far: UUID) -> None:
    given = {"other": row(far).file_number, "reason": "像"}
    answer = browser(people.LI).post(f"/children/{child}/merge/", given)
    assert answer.status_code == 422
    assert "没有这个档案号" in answer.text
    assert "叶子轩" not in answer.text
    with scope(people.SYSTEM):
        assert not Merge.objects.all_of_them(reason="测试").exists()


@pytest.mark.parametrize("deed", ["same", "other"])
def test_the_common_superior_settles_what_was_entered_twice(
    browser: Browser, far: UUID, deed: str
) -> None:
    with scope(people.WANG.viewer):
        given = {
            "name": "叶子轩", "sex": "1", "birth_date": "2015-07-07", "grade": "六年级",
            "id_number": registry.id_number(date(2015, 7, 7), "1", 77),
        }  # fmt: skip
        actions.enter(by=people.WANG.viewer, values=given, division=people.VILLAGE_A)
    with scope(people.SYSTEM):
        clue = Clue.objects.all_of_them(reason="测试").get().pk
    path, county = f"/children/clues/{clue}/", browser(people.ZHOU)
    for who in (people.WANG, people.ZHAO, people.LI):
        assert browser(who).get(path).status_code == 404, who.login
    page = county.get(path).text
    assert "是不是同一个孩子" in page
    assert "六年级" in page
    assert county.post(path, {"deed": deed}).status_code == 422
    assert county.post(path, {"deed": deed, "why": "问过两边"}).status_code == 303
    with scope(people.SYSTEM):
        names = Child.objects.all_of_them(reason="测试").filter(name="叶子轩").count()
    assert names == (1 if deed == "same" else 2)
