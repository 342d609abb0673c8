"""Accounts and posts on screen: who makes them, who confirms, what is in force when."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.factories import access
from tests.people import COUNTY, LI, LUO, OTHER_COUNTY, SYSTEM, TOWN_A, VILLAGE_A, WANG, ZHOU
from tonghu.access.models import Post, User
from tonghu.access.states import PostState
from tonghu.core.database import scope
from tonghu.core.events.models import Event

pytestmark = pytest.mark.django_db
Browser = Callable[[people.Person], Client]


def make(client: Client, login: str = "new.one", division: str = VILLAGE_A) -> User | None:
    client.post("/accounts/new/", {"name": "新来的", "login": login, "division": division})
    with scope(SYSTEM):
        return User.objects.all_of_them(reason="测试").filter(login=login).first()


def grant(client: Client, user: UUID, role: str, division: str, **more: str) -> Post | None:
    client.post(f"/accounts/{user}/posts/new/", {"role": role, "division": division, **more})
    return post_of(user, role)


def post_of(user: UUID, role: str) -> Post | None:
    with scope(SYSTEM):
        rows = Post.objects.all_of_them(reason="测试").filter(user=user, role=role)
        return rows.order_by("-granted_at").first()


def state_of(post: Post) -> str:
    with scope(SYSTEM):
        return Post.objects.all_of_them(reason="测试").get(pk=post.pk).state


def kinds() -> list[str]:
    with scope(SYSTEM):
        return list(Event.objects.all_of_them(reason="测试").values_list("kind", flat=True))


def test_an_account_is_made_without_a_password(browser: Browser) -> None:
    made = make(browser(LUO))
    assert made is not None
    assert (made.password, made.created_by) == ("", "罗安全")
    assert "account.create" in kinds()


def test_an_account_is_made_only_where_one_administers(browser: Browser) -> None:
    client = browser(LUO)
    said = client.post("/accounts/new/", {"name": "远", "login": "far", "division": OTHER_COUNTY})
    assert "不在你的管理范围之内" in said.content.decode()
    assert make(client, "wang") is not None, "wang is there already"
    said = client.post("/accounts/new/", {"name": "重", "login": "wang", "division": VILLAGE_A})
    assert "已经有人用了" in said.content.decode()


def test_a_village_post_is_in_force_at_once(browser: Browser) -> None:
    client = browser(LUO)
    made = make(client)
    assert made is not None
    post = grant(client, made.id, "village_worker", VILLAGE_A)
    assert post is not None
    assert post.state == PostState.HELD
    assert "post.hold" in kinds()


def test_a_town_post_waits_for_another_person(browser: Browser) -> None:
    luo, zhou = browser(LUO), browser(ZHOU)
    made = make(luo)
    assert made is not None
    post = grant(luo, made.id, "town_worker", TOWN_A)
    assert post is not None
    assert post.state == PostState.PROPOSED
    assert "要由另一个人确认" in luo.post(f"/posts/{post.id}/confirm/").content.decode()
    assert state_of(post) == PostState.PROPOSED
    assert zhou.post(f"/posts/{post.id}/confirm/").status_code == 303
    assert state_of(post) == PostState.HELD
    assert "post.confirm" in kinds()


def test_nobody_confirms_the_own_post(browser: Browser) -> None:
    with scope(SYSTEM):
        post = access.post(
            user_id=ZHOU.user, role="leader", division=COUNTY, state=PostState.PROPOSED
        )
    said = browser(ZHOU).post(f"/posts/{post.id}/confirm/")
    assert said.status_code == 409
    assert "不能确认给自己的岗位" in said.content.decode()


def test_a_post_is_refused_with_a_reason(browser: Browser) -> None:
    luo, zhou = browser(LUO), browser(ZHOU)
    made = make(luo)
    assert made is not None
    post = grant(luo, made.id, "town_worker", TOWN_A)
    assert post is not None
    assert zhou.post(f"/posts/{post.id}/refuse/").status_code == 409
    assert zhou.post(f"/posts/{post.id}/refuse/", {"why": "人不在编"}).status_code == 303
    assert state_of(post) == PostState.REFUSED
    assert "人不在编" in luo.get(f"/accounts/{made.id}/").content.decode()


def test_the_three_administrators_are_three_people(browser: Browser) -> None:
    luo = browser(LUO)
    made = make(luo)
    assert made is not None
    assert grant(luo, made.id, "auditor", COUNTY) is not None
    said = luo.post(f"/accounts/{made.id}/posts/new/", {"role": "system_admin", "division": COUNTY})
    assert "不得由安全审计员兼任" in said.content.decode()
    assert post_of(made.id, "system_admin") is None


def test_an_administrator_gives_himself_nothing(browser: Browser) -> None:
    luo = browser(LUO)
    said = luo.post(f"/accounts/{LUO.user}/posts/new/", {"role": "leader", "division": COUNTY})
    assert "不能给自己提岗位" in said.content.decode()
    assert luo.post(f"/accounts/{LUO.user}/end/", {"why": "x"}).status_code == 409
    assert luo.post(f"/accounts/{LUO.user}/reset/").status_code == 409
    post = post_of(LUO.user, "security_admin")
    assert post is not None
    assert luo.post(f"/posts/{post.id}/end/", {"why": "x"}).status_code == 409


def test_a_school_post_needs_a_unit_that_is_found_by_name(browser: Browser) -> None:
    luo = browser(LUO)
    made = make(luo)
    assert made is not None
    path, data = f"/accounts/{made.id}/posts/new/", {"role": "school", "division": TOWN_A}
    assert "须属于一个单位" in luo.post(path, data).content.decode()
    missing = luo.post(path, {**data, "unit": "没有的小学"}).content.decode()
    assert "没有找到单位" in missing
    post = grant(luo, made.id, "school", TOWN_A, unit=people.SCHOOL.name)
    assert post is not None
    assert post.unit_id == people.SCHOOL.id


def test_an_ended_post_is_gone_at_the_next_request(browser: Browser) -> None:
    li, luo = browser(LI), browser(LUO)
    assert li.get("/who-sees-what/").status_code == 200
    assert luo.post(f"/posts/{LI.post}/end/", {"why": "换届"}).status_code == 303
    assert "你现在没有岗位" in li.get("/who-sees-what/").content.decode()


def test_an_ended_account_is_out_at_once_and_comes_back_without_posts(browser: Browser) -> None:
    wang, luo = browser(WANG), browser(LUO)
    assert luo.post(f"/accounts/{WANG.user}/end/").status_code == 409, "a reason is wanted"
    assert luo.post(f"/accounts/{WANG.user}/end/", {"why": "退休"}).status_code == 303
    assert wang.get("/me/").status_code == 303
    assert (
        Client().post("/sign-in/", {"login": "wang", "password": people.PASSWORD}).status_code
        == 422
    )
    assert luo.post(f"/accounts/{WANG.user}/reopen/").status_code == 303
    client = Client()
    people.sign_in(client, WANG)
    assert "你现在没有岗位" in client.get("/me/post/").content.decode()
    assert {"account.end", "account.reopen"} <= set(kinds())


def test_a_start_code_is_for_accounts_without_a_password(browser: Browser) -> None:
    luo = browser(LUO)
    made = make(luo)
    assert made is not None
    assert "首次登录凭证" in luo.post(f"/accounts/{made.id}/start/").content.decode()
    assert luo.post(f"/accounts/{WANG.user}/start/").status_code == 409


def test_the_list_is_searched_filtered_and_bounded(browser: Browser) -> None:
    with scope(SYSTEM):
        for number in range(60):
            who = access.user(login=f"many{number:02}", name=f"众人{number:02}", division=TOWN_A)
            access.post(user=who, role="village_worker", division=VILLAGE_A)
        access.user(login="stranger", name="外县人", division=OTHER_COUNTY)
    client = browser(LUO)
    first = client.get("/accounts/").content.decode()
    assert "外县人" not in first
    assert "众人59" not in first
    assert "众人59" in client.get("/accounts/?page=2").content.decode()
    sent = client.post("/accounts/", {"search": "many42", "role": "village_worker", "state": ""})
    assert sent["Location"] == "/accounts/?role=village_worker&typed=1", "no name in the address"
    found = client.get(sent["Location"]).content.decode()
    assert "众人42" in found
    assert "众人41" not in found
    assert 'method="post" action="/accounts/"' in found
    assert "含“" not in client.get("/accounts/?search=many42").content.decode()
    assert "李甲镇" in client.get("/accounts/?role=town_worker").content.decode()
    assert "没有这样的账号" in client.get("/accounts/?state=ended").content.decode()
    for odd in ("?page=x", "?page=-1", "?page=99999999", "?role=%01&state=zzz"):
        assert client.get(f"/accounts/{odd}").status_code == 200, odd


def test_a_page_of_accounts_takes_few_queries(browser: Browser) -> None:
    with scope(SYSTEM):
        for number in range(60):
            access.post(user=access.user(login=f"many{number:02}"), role="village_worker")
    client = browser(LUO)
    client.get("/accounts/")
    with CaptureQueriesContext(
        connection,
    ) as taken:
        assert client.get("/accounts/").status_code == 200
    asked = [one["sql"] for one in taken if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 15, "\n".join(asked)


def test_the_county_office_sees_accounts_and_makes_none(browser: Browser) -> None:
    zhou = browser(ZHOU)
    assert zhou.get("/accounts/").status_code == 200
    assert "建一个账号" not in zhou.get("/accounts/").content.decode()
    assert zhou.get("/accounts/new/").status_code == 403
    assert zhou.post(f"/accounts/{WANG.user}/end/", {"why": "x"}).status_code == 403


def test_the_page_of_reach_says_in_words_what_the_role_says_in_code(browser: Browser) -> None:
    shown = browser(LI).get("/who-sees-what/").content.decode()
    assert "你的岗位看得到：演示县甲镇" in shown
    assert "判定是不是同一个孩子" in shown
