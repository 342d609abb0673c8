"""Editing and entering: nothing half-saved, nothing lost, nothing doubled, nothing told of elsewhere."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests import people
from tests.factories import registry
from tests.registry_pages.conftest import NUMBER, Browser
from tonghu.access.door import drafts
from tonghu.core.database import scope
from tonghu.registry.models import Child, SourceRecord
from tonghu.registry.queries.held import held

pytestmark = pytest.mark.django_db


def form_of(html: str) -> dict[str, Any]:
    """The fields of the form on a page, as a browser would send them."""
    inside = html.partition('<form class="form"')[2].partition("</form>")[0]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", inside):
        name, value = _of(tag, "name"), _of(tag, "value")
        if re.search(r'type="(radio|checkbox)"', tag):
            if "checked" in tag:
                found.setdefault(name, []).append(value)
        else:
            found[name] = value
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', inside, re.S):
        picked = re.search(r'value="([^"]*)" selected', body)
        found[name] = picked[1] if picked else ""
    for name, text in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', inside, re.S
    ):
        found[name] = text
    return found


def _of(tag: str, name: str) -> str:
    from html import unescape

    found = re.search(rf' {name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def opened(client: Client, child: UUID, block: str = "person") -> dict[str, Any]:
    return form_of(client.get(f"/children/{child}/edit/{block}/").text)


def sent(client: Client, child: UUID, given: dict[str, Any], block: str = "person") -> Any:
    return client.post(f"/children/{child}/edit/{block}/", given)


def values_of(child: UUID) -> dict[str, Any]:
    with scope(people.SYSTEM):
        return held(Child.objects.all_of_them(reason="测试").get(pk=child))


def records() -> int:
    with scope(people.SYSTEM):
        return SourceRecord.objects.all_of_them(reason="测试").count()


def test_what_is_changed_is_saved_and_the_rest_stays(browser: Browser, child: UUID) -> None:
    client, before = browser(people.WANG), values_of(child)
    given = opened(client, child) | {"grade": "五年级", "boarding": "yes", "ethnicity": "03"}
    assert sent(client, child, given)["Location"] == f"/children/{child}/"
    after = values_of(child)
    assert (after["grade"], after["boarding"], after["ethnicity"]) == ("五年级", True, "03")
    assert {c: v for c, v in after.items() if c not in ("grade", "boarding", "ethnicity")} == {
        c: v for c, v in before.items() if c not in ("grade", "boarding", "ethnicity")
    }


@pytest.mark.parametrize(
    "block", ["person", "family", "guardianship", "guardianship_type", "income", "relief"]
)
def test_a_form_sent_back_as_it_came_changes_nothing(
    browser: Browser, child: UUID, block: str
) -> None:
    client, before, count = browser(people.LI), values_of(child), records()
    assert sent(client, child, opened(client, child, block), block).status_code == 303
    assert values_of(child) == before
    assert records() == count


def test_a_number_stays_when_its_box_is_empty_and_goes_when_told(
    browser: Browser, child: UUID
) -> None:
    client = browser(people.LI)
    given = opened(client, child)
    assert given["id_number"] == "", "no number in the form"
    sent(client, child, given | {"grade": "五年级"})
    assert values_of(child)["id_number"] == NUMBER
    sent(client, child, opened(client, child) | {"id_number": "无"})
    assert "id_number" not in values_of(child)


def test_a_place_is_written_by_its_name(browser: Browser, child: UUID) -> None:
    client = browser(people.WANG)
    sent(client, child, opened(client, child) | {"residence_division": "二村"})
    assert values_of(child)["residence_division"] == "990101001002"


WRONG = [
    ("name", "潘3涵", "姓名"),
    ("birth_date", "2016-02-30", "没有这一天"),
    ("birth_date", "2031-01-01", "还没有到"),
    ("birth_date", "2001-01-01", "已满"),
    ("birth_date", "2015-03-12", "出生日期是2016年3月12日"),
    ("id_number", "99010120160312", "18位"),
    ("id_number", NUMBER[:-1] + ("1" if NUMBER[-1] != "1" else "2"), "最后一位"),
    ("sex", "1", "性别"),
    ("sex", "7", "请从所列的里面选"),
    ("ethnicity", "zz", "请从所列的里面选"),
    ("phone", "12", "电话"),
    ("residence_division", "没有这个村", "没有找到"),
    ("residence_division", "一村村委会", "有2处"),
    ("stated_on", "2031-01-01", "还没到"),
]


@pytest.mark.parametrize(("code", "typed", "sentence"), WRONG)
def test_wrong_input_gets_a_sentence_at_its_blank_and_saves_nothing(
    browser: Browser, child: UUID, code: str, typed: str, sentence: str
) -> None:
    client, before = browser(people.ZHOU if "一村" in typed else people.LI), values_of(child)
    given = opened(client, child) | {"grade": "六年级", code: typed}
    answer = sent(client, child, given)
    assert answer.status_code == 422
    assert sentence in answer.text
    at = answer.text.partition(f'id="id_{code}_error"')[2][:400]
    assert sentence in at, "the sentence stands at the blank"
    assert form_of(answer.text)["grade"] == "六年级", "what was typed is still there"
    assert values_of(child) == before


def test_the_same_form_twice_is_one_record(browser: Browser, child: UUID) -> None:
    client = browser(people.WANG)
    given, count = opened(client, child) | {"grade": "五年级"}, records()
    first, second = sent(client, child, given), sent(client, child, given)
    assert first["Location"] == second["Location"]
    assert records() == count + 1


def test_two_edit_different_blanks_and_both_stay(browser: Browser, child: UUID) -> None:
    village, town = browser(people.WANG), browser(people.LI)
    one, other = opened(village, child), opened(town, child)
    sent(village, child, one | {"grade": "五年级"})
    assert sent(town, child, other | {"ethnicity": "03"}).status_code == 303
    assert (values_of(child)["grade"], values_of(child)["ethnicity"]) == ("五年级", "03")


def test_two_edit_the_same_blank_and_the_second_sees_both_versions(
    browser: Browser, child: UUID
) -> None:
    village, town = browser(people.WANG), browser(people.LI)
    one, other = opened(village, child), opened(town, child)
    sent(village, child, one | {"ethnicity": "03", "hukou_kind": "urban"})
    both = sent(town, child, other | {"ethnicity": "04", "grade": "六年级"})
    assert both.status_code == 409
    for said in ("刚才也有人改过", "藏族", "回族", "汉族"):
        assert said in both.text, said
    assert values_of(child)["ethnicity"] == "03", "nothing was written over"
    again = form_of(both.text)
    assert again["ethnicity"] == "04"
    assert again["grade"] == "六年级"
    assert again["hukou_kind"] == "urban", "what the other changed elsewhere is taken over"
    assert sent(town, child, again).status_code == 303
    after = values_of(child)
    assert (after["ethnicity"], after["grade"], after["hukou_kind"]) == ("04", "六年级", "urban")


def test_the_second_may_take_the_other_version_and_keeps_the_rest(
    browser: Browser, child: UUID
) -> None:
    village, town = browser(people.WANG), browser(people.LI)
    one, other = opened(village, child), opened(town, child)
    sent(village, child, one | {"ethnicity": "03"})
    both = sent(town, child, other | {"ethnicity": "04", "grade": "六年级"})
    assert sent(town, child, form_of(both.text) | {"keep-ethnicity": "theirs"}).status_code == 303
    assert (values_of(child)["ethnicity"], values_of(child)["grade"]) == ("03", "六年级")


def test_a_timed_out_session_loses_no_typing(browser: Browser, child: UUID) -> None:
    client = browser(people.WANG)
    given = opened(client, child) | {"residence_address": "新弄9号", "grade": "五年级"}
    client.cookies.pop("sid")
    answer = sent(client, child, given)
    assert answer["Location"].startswith("/sign-in/?next=/children/")
    back = answer["Location"].partition("next=")[2]
    assert "登录后接着交" in client.get(answer["Location"]).text
    client.post("/sign-in/", {"login": "wang", "password": people.PASSWORD, "next": back})
    page = client.get(back).text
    assert "填的内容都在下面" in page
    again = form_of(page)
    assert (again["residence_address"], again["grade"]) == ("新弄9号", "五年级")
    assert sent(client, child, again).status_code == 303
    assert values_of(child)["residence_address"] == "新弄9号"


def test_a_timed_out_entry_loses_no_typing(browser: Browser) -> None:
    client = browser(people.WANG)
    given = form_of(client.get("/children/new/").text) | {"name": "新来的"}
    client.cookies.pop("sid")
    client.post("/children/new/", given)
    client.post(
        "/sign-in/", {"login": "wang", "password": people.PASSWORD, "next": "/children/new/"}
    )
    assert form_of(client.get("/children/new/").text)["name"] == "新来的"
    assert drafts.KEPT not in client.session


BORN = date(2017, 4, 5)
NEW = {
    "name": "周小雨", "sex": "2", "birth_date": BORN.isoformat(),
    "id_number": registry.id_number(BORN, "2", 91), "father_name": "周大山",
}  # fmt: skip


def entering(client: Client, **more: str) -> Any:
    given = form_of(client.get("/children/new/").text)
    return client.post("/children/new/", given | NEW | more)


def count_of(name: str) -> int:
    with scope(people.SYSTEM):
        return Child.objects.all_of_them(reason="测试").filter(name=name).count()


def test_a_new_child_is_a_candidate_of_the_village(browser: Browser) -> None:
    client = browser(people.WANG)
    answer = entering(client)
    page = client.get(answer["Location"]).text
    assert "周小雨" in page
    assert "线索" in page
    assert count_of("周小雨") == 1


def test_the_same_entry_twice_is_one_child(browser: Browser) -> None:
    client = browser(people.WANG)
    given = form_of(client.get("/children/new/").text) | NEW
    first, second = (client.post("/children/new/", given) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert count_of("周小雨") == 1


def test_a_child_known_here_leads_to_its_file(browser: Browser, child: UUID) -> None:
    client = browser(people.WANG)
    known = {"name": "潘梓涵", "birth_date": "2016-03-12", "id_number": NUMBER}
    answer = entering(client, **known)
    assert answer["Location"] == f"/children/{child}/"
    assert "已经有档案" in client.get(answer["Location"]).text
    assert count_of("潘梓涵") == 1


def test_a_child_known_elsewhere_is_checked_and_nothing_leaks(browser: Browser, far: UUID) -> None:
    client = browser(people.WANG)
    born = date(2015, 7, 7)
    known = {
        "name": "叶子轩", "sex": "1", "birth_date": "2015-07-07",
        "id_number": registry.id_number(born, "1", 77),
    }  # fmt: skip
    answer = entering(client, **known)
    assert answer["Location"] == "/children/"
    shown = client.get("/children/").text
    assert "乡镇核实中" in shown
    for secret in ("乙镇", str(far), people.VILLAGE_B):
        assert secret not in shown, secret
    assert count_of("叶子轩") == 1, "not doubled"


@pytest.mark.parametrize(
    ("code", "typed", "sentence"),
    [
        ("name", "", "请填姓名"),
        ("id_number", "", "没有的，在下面选为什么没有"),
        ("birth_date", "2005-01-01", "已满"),
        ("division", people.VILLAGE_B, "不在你的管辖范围内"),
        ("sex", "1", "性别"),
    ],
)
def test_a_wrong_entry_makes_no_child(
    browser: Browser, code: str, typed: str, sentence: str
) -> None:
    answer = entering(browser(people.LI), **{"division": people.VILLAGE_A, code: typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert count_of("周小雨") == 0


def test_a_child_without_number_is_entered_with_the_reason(browser: Browser) -> None:
    answer = entering(browser(people.WANG), id_number="", id_missing_reason="not_seen")
    assert answer.status_code == 303
    assert count_of("周小雨") == 1


def test_while_typing_only_ones_own_children_of_that_name_are_named(
    browser: Browser, child: UUID, far: UUID
) -> None:
    client, path = browser(people.WANG), "/children/new/check/"
    assert f"/children/{child}/" in client.post(path, {"name": "潘梓涵"}).text
    assert "叶" not in client.post(path, {"name": "叶子轩"}).text
    assert (
        client.post(path, {"name": "叶子轩"}).text == client.post(path, {"name": "没有此人"}).text
    )
    assert path in client.get("/children/new/").text
