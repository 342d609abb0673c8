"""Signing in and out, through the door as a browser does it (ASVS V6, V7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from tests import people
from tests.factories import access
from tests.people import LI, SYSTEM, WANG
from tonghu.access.models import OpenSession, Post, SignInAttempt, User
from tonghu.access.states import PostState
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.events.models import Event

pytestmark = pytest.mark.django_db
Browser = Callable[[people.Person], Client]


def wrong(client: Client, login: str, password: str = "不是这一句话吧") -> tuple[int, str]:
    answer = client.post("/sign-in/", {"login": login, "password": password})
    return answer.status_code, answer.content.decode()


def tries(client: Client, login: str, times: int) -> str:
    return [wrong(client, login)[1] for _ in range(times)][-1]


@pytest.fixture(autouse=True)
def _forget_tries() -> None:
    """What is counted aside outlives the test that counted it."""
    with scope(SYSTEM, using="aside"):
        SignInAttempt.objects.all_of_them(reason="测试").using("aside").delete()


def test_the_right_password_lets_one_in_and_leaves_an_event(browser: Browser) -> None:
    client = browser(WANG)
    answer = client.get("/me/")
    assert answer.status_code == 200
    assert WANG.name in answer.content.decode()
    with scope(SYSTEM):
        kinds = Event.objects.all_of_them(reason="测试").values_list("kind", "user")
        assert ("account.sign_in", WANG.user) in list(kinds)


def test_the_login_may_be_typed_in_capitals_and_with_blanks(cast: None) -> None:
    client = Client()
    answer = client.post("/sign-in/", {"login": " WANG ", "password": people.PASSWORD})
    assert answer.status_code == 303


def test_a_wrong_password_and_a_name_that_is_not_there_read_alike(cast: None) -> None:
    known, unknown = wrong(Client(), "wang"), wrong(Client(), "nobody")
    assert known[0] == unknown[0] == 422
    assert "登录名或密码不对" in known[1]
    typed = people.plain(unknown[1]).replace('value="nobody"', 'value="wang"')
    assert people.plain(known[1]) == typed


def test_an_ended_account_reads_like_a_wrong_password(cast: None) -> None:
    with scope(SYSTEM):
        access.user(login="gone", ended_at=clock.now(), ended_by="罗安全")
    assert "登录名或密码不对" in wrong(Client(), "gone", people.PASSWORD)[1]


def test_after_five_wrong_tries_one_waits_and_longer_every_time(cast: None) -> None:
    client = Client()
    assert "请1分钟后再试" in tries(client, "wang", 6)
    assert "请1分钟后再试" in wrong(client, "wang", people.PASSWORD)[1], "not even the right one"
    with clock.at(clock.now() + timedelta(minutes=1, seconds=1)):
        assert "登录名或密码不对" in wrong(client, "wang")[1]
        assert "请2分钟后再试" in wrong(client, "wang")[1]


def test_one_waits_for_a_name_that_is_not_there_too(cast: None) -> None:
    assert "请1分钟后再试" in tries(Client(), "nobody", 6)


def test_the_right_password_forgets_the_wrong_ones(cast: None) -> None:
    client = Client()
    tries(client, "wang", 4)
    people.sign_in(Client(), WANG)
    assert "登录名或密码不对" in tries(client, "wang", 4)


def test_tries_from_one_address_are_counted_over_all_names(cast: None) -> None:
    client = Client(REMOTE_ADDR="10.0.0.9")
    said = [wrong(client, f"guess{number}")[1] for number in range(41)][-1]
    assert "分钟后再试" in said
    assert "登录名或密码不对" in wrong(Client(REMOTE_ADDR="10.0.0.10"), "guess1")[1]


def test_counting_survives_a_rollback(cast: None) -> None:
    from tonghu.access.actions.tally import TooSoon, Tries

    for _ in range(5):
        with scope(SYSTEM):
            Tries("wang", "").count()
            transaction.set_rollback(True)
    with pytest.raises(TooSoon):
        Tries("wang", "").count()


def test_a_new_key_is_given_at_sign_in(cast: None) -> None:
    client = Client()
    client.get("/sign-in/")
    before = client.session.session_key
    people.sign_in(client, WANG)
    assert client.session.session_key not in {before, None}


def test_half_an_hour_without_use_ends_it(browser: Browser) -> None:
    client = browser(WANG)
    with clock.at(clock.now() + timedelta(minutes=29)):
        assert client.get("/me/").status_code == 200
    with clock.at(clock.now() + timedelta(minutes=60)):
        answer = client.get("/me/")
        assert (answer.status_code, answer["Location"]) == (303, "/sign-in/?next=/me/")
        assert "30分钟没有操作" in client.get("/sign-in/").content.decode()


def test_twelve_hours_end_it_however_busy(browser: Browser) -> None:
    client, start = browser(WANG), clock.now()
    for minutes in range(25, 12 * 60, 25):
        with clock.at(start + timedelta(minutes=minutes)):
            assert client.get("/me/").status_code == 200
    with clock.at(start + timedelta(hours=12)):
        assert client.get("/me/").status_code == 303


def test_signing_out_ends_it_for_the_key_too(browser: Browser) -> None:
    client = browser(WANG)
    key = client.cookies["sid"].value
    assert client.post("/sign-out/").status_code == 303
    again = Client()
    again.cookies["sid"] = key
    assert again.get("/me/").status_code == 303


def test_the_fourth_browser_ends_the_first(cast: None) -> None:
    clients = [Client() for _ in range(4)]
    for client in clients:
        people.sign_in(client, WANG)
    assert [one.get("/me/").status_code for one in clients] == [303, 200, 200, 200]


def test_one_sees_and_ends_the_other_browser(browser: Browser) -> None:
    here, there = browser(WANG), browser(WANG)
    assert "退出这一处" in here.get("/me/").content.decode()
    with scope(SYSTEM):
        other = OpenSession.objects.all_of_them(reason="测试").order_by("started_at").last()
    assert other is not None
    here.post(f"/me/sessions/{other.id}/end/")
    assert there.get("/me/").status_code == 303
    assert here.get("/me/").status_code == 200


def test_nobody_ends_the_session_of_another(browser: Browser) -> None:
    mine, theirs = browser(WANG), browser(LI)
    with scope(SYSTEM):
        other = OpenSession.objects.all_of_them(reason="测试").get(user=LI.user)
    mine.post(f"/me/sessions/{other.id}/end/")
    assert theirs.get("/me/").status_code == 200


def test_a_lost_post_counts_at_the_next_request(browser: Browser) -> None:
    client = browser(LI)
    assert client.get("/accounts/").status_code == 403
    with scope(SYSTEM):
        Post.objects.all_of_them(reason="测试").filter(pk=LI.post).update(
            state=PostState.ENDED, ended_at=clock.now(), ended_by="罗安全"
        )
    answer = client.get("/accounts/")
    assert (answer.status_code, answer["Location"]) == (303, "/me/post/?next=/accounts/")
    assert "你现在没有岗位" in client.get("/me/post/").content.decode()


def test_a_post_that_ends_today_is_gone_today(browser: Browser) -> None:
    client = browser(LI)
    with scope(SYSTEM):
        Post.objects.all_of_them(reason="测试").filter(pk=LI.post).update(until_on=clock.today())
    assert client.get("/accounts/").status_code == 303


def test_an_ended_account_counts_at_the_next_request(browser: Browser) -> None:
    client = browser(LI)
    with scope(SYSTEM):
        User.objects.all_of_them(reason="测试").filter(pk=LI.user).update(
            ended_at=clock.now(), ended_by="罗安全"
        )
    assert client.get("/me/").status_code == 303


def test_with_two_posts_one_chooses_and_can_change(cast: None) -> None:
    with scope(SYSTEM):
        second = access.post(user_id=WANG.user, role="liaison", title="教育局联络员",
                             division=people.COUNTY, unit_id=people.EDUCATION.id)  # fmt: skip
    client = Client()
    people.sign_in(client, WANG)
    assert client.get("/accounts/").headers["Location"].startswith("/me/post/")
    shown = client.get("/me/post/").content.decode()
    assert "教育局联络员" in shown
    answer = client.post("/me/post/", {"post": str(second.id), "next": "/me/"})
    assert answer["Location"] == "/me/"
    assert "教育局联络员" in client.get("/who-sees-what/").content.decode()


def test_nobody_takes_the_post_of_another(browser: Browser) -> None:
    client = browser(WANG)
    client.post("/me/post/", {"post": str(LI.post)})
    client.post("/me/post/", {"post": str(UUID(int=0))})
    client.post("/me/post/", {"post": "x"})
    with scope(SYSTEM):
        used = OpenSession.objects.all_of_them(reason="测试").get(user=WANG.user).post_id
    assert used == WANG.post


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/me/", "/me/"),
        ("/accounts/?page=2", "/accounts/?page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/sign-in/?next=/", "/"),
        ("", "/"),
    ],
)
def test_one_is_sent_back_only_inside_this_site(cast: None, asked: str, given: str) -> None:
    client = Client()
    answer = client.post("/sign-in/", {"login": "wang", "password": people.PASSWORD, "next": asked})
    assert answer["Location"] == given


def test_a_form_without_its_token_is_refused_with_a_sentence(cast: None) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in/", {"login": "wang", "password": people.PASSWORD})
    assert answer.status_code == 403
    assert "这一页过期了" in answer.content.decode()


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: Browser) -> None:
    cookie = browser(WANG).cookies["sid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
