"""Passwords: what one may be, how one is chosen, and that no administrator ever knows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests import people
from tests.factories import access
from tests.people import LUO, SYSTEM, WANG
from tonghu.access.models import OpenSession, SignInAttempt, StartCode, User
from tonghu.access.rules import passwords
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.events.models import Event

Browser = Callable[[people.Person], Client]
NEW = "河边有七棵老柳树"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "至少10位"),
        ("x" * 129, "最长128位"),
        ("password123", "太常见"),
        ("PassWord12345678", "太常见"),
        ("qwertyuiop", "太常见"),
        ("1111111111", "太常见"),
        ("12345678910", "太常见"),
        ("my-wang-is-here", "登录名或姓名"),
        ("王一村的孩子们都很好", "登录名或姓名"),
    ],
)
def test_a_bad_password_is_refused_with_the_reason(password: str, said: str) -> None:
    assert said in (passwords.why_not(password, login="wang", name="王一村") or "")


@pytest.mark.parametrize("password", [NEW + "哈哈", "correct horse battery", "a" * 5 + "bcdefg!"])
def test_length_is_enough_where_length_is_the_rule(password: str) -> None:
    assert passwords.why_not(password, login="wang", name="王一村") is None


def test_the_other_rule_asks_for_three_kinds_and_a_change_every_90_days() -> None:
    assert "三种" in (passwords.why_not("abcdefghijkl", login="w", mlps=True) or "")
    assert passwords.why_not("Abcdefghijk1", login="wang", mlps=True) is None
    now = clock.now()
    assert not passwords.expired(now - timedelta(days=400), at=now, mlps=False)
    assert passwords.expired(now - timedelta(days=90), at=now, mlps=True)
    assert not passwords.expired(now - timedelta(days=89), at=now, mlps=True)


def test_waits_double_and_stop_at_an_hour_or_so() -> None:
    minutes = [passwords.wait_after(n).total_seconds() / 60 for n in range(4, 14)]
    assert minutes == [0, 1, 2, 4, 8, 16, 32, 64, 64, 64]


@pytest.fixture(autouse=True)
def _forget_tries(request: pytest.FixtureRequest) -> None:
    """What is counted aside outlives the test that counted it."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        with scope(SYSTEM, using="aside"):
            SignInAttempt.objects.all_of_them(reason="测试").using("aside").delete()


def change(client: Client, old: str, new: str, again: str = "") -> str:
    answer = client.post("/me/password/", {"old": old, "new": new, "again": again or new})
    return "" if answer.status_code == 303 else answer.content.decode()


@pytest.mark.django_db
def test_one_changes_ones_own_password_and_is_signed_out_elsewhere(browser: Browser) -> None:
    here, there = browser(WANG), browser(WANG)
    assert change(here, people.PASSWORD, NEW + "二三") == ""
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 303
    people.sign_in(Client(), WANG, NEW + "二三")


@pytest.mark.django_db
def test_a_password_manager_is_told_whose_password_it_is(browser: Browser) -> None:
    page = browser(WANG).get("/me/password/").content.decode()
    assert 'value="wang" autocomplete="username"' in page


@pytest.mark.django_db
def test_a_change_needs_the_old_one_a_good_new_one_and_the_same_twice(browser: Browser) -> None:
    client = browser(WANG)
    assert "现在的密码不对" in change(client, "不是这一句", NEW + "二三")
    assert "至少10位" in change(client, people.PASSWORD, "太短")
    assert "不一样" in change(client, people.PASSWORD, NEW + "二三", NEW + "三四")
    assert "和现在的一样" in change(client, people.PASSWORD, people.PASSWORD)
    people.sign_in(Client(), WANG)


@pytest.mark.django_db
def test_whoever_must_change_the_password_can_do_nothing_else(browser: Browser) -> None:
    client = browser(WANG)
    with scope(SYSTEM):
        User.objects.all_of_them(reason="测试").filter(pk=WANG.user).update(must_change=True)
    assert client.get("/accounts/")["Location"] == "/me/password/"
    assert change(client, people.PASSWORD, NEW + "二三") == ""
    assert client.get("/accounts/").status_code == 403


def code_in(html: str) -> str:
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", html)
    assert found, html
    return found[0]


def start(code: str, login: str = "wang", new: str = NEW + "二三") -> tuple[int, str]:
    answer = Client().post("/start/", {"login": login, "code": code, "new": new, "again": new})
    return answer.status_code, answer.content.decode()


@pytest.mark.django_db
def test_a_reset_is_started_by_the_administrator_and_ended_by_the_owner(browser: Browser) -> None:
    wang, luo = browser(WANG), browser(LUO)
    shown = luo.post(f"/accounts/{WANG.user}/reset/").content.decode()
    code = code_in(shown)
    assert wang.get("/me/").status_code == 303, "a reset signs out everywhere"
    assert code not in luo.get(f"/accounts/{WANG.user}/").content.decode(), "shown once"
    assert start(code.lower().replace("-", " "))[0] == 303
    people.sign_in(Client(), WANG, NEW + "二三")
    assert "已经用过" in start(code)[1]
    with scope(SYSTEM):
        left = set(Event.objects.all_of_them(reason="测试").values_list("kind", flat=True))
        assert {"account.reset_code", "account.choose_password"} <= left
        kept = StartCode.objects.all_of_them(reason="测试").get().digest
    assert code.replace("-", "") not in kept


@pytest.mark.django_db
def test_a_code_ends_by_time_by_a_newer_one_and_fits_one_account(browser: Browser) -> None:
    luo = browser(LUO)
    first = code_in(luo.post(f"/accounts/{WANG.user}/reset/").content.decode())
    second = code_in(luo.post(f"/accounts/{WANG.user}/reset/").content.decode())
    assert start(first)[0] == 200
    assert start(second, login="li")[0] == 200
    with clock.at(clock.now() + timedelta(hours=2)):
        assert start(second)[0] == 200
    assert start(second)[0] == 303


@pytest.mark.django_db
def test_a_code_does_not_spare_the_rules_of_passwords(browser: Browser) -> None:
    code = code_in(browser(LUO).post(f"/accounts/{WANG.user}/reset/").content.decode())
    assert "太常见" in start(code, new="password1234")[1]
    assert start(code)[0] == 303, "a refused password does not use the code up"


@pytest.mark.django_db
def test_codes_cannot_be_guessed_at_will(cast: None) -> None:
    said = [start(f"AAAA-BBBB-CCC{sign}")[1] for sign in "DEFGHJ"]
    assert "分钟后再试" in said[-1]


@pytest.mark.django_db
def test_an_account_without_password_lets_nobody_in(cast: None) -> None:
    with scope(SYSTEM):
        access.user(login="fresh", password="", password_at=None)
    for guess in ("", "x", people.PASSWORD):
        answer = Client().post("/sign-in/", {"login": "fresh", "password": guess})
        assert answer.status_code in {200, 422}
    with scope(SYSTEM):
        assert not OpenSession.objects.all_of_them(reason="测试").exists()


@pytest.mark.django_db
def test_passwords_are_kept_as_argon2_and_never_shown(browser: Browser) -> None:
    with scope(SYSTEM):
        kept = User.objects.all_of_them(reason="测试").get(pk=WANG.user).password
    assert kept.startswith("argon2$argon2id$")
    assert kept not in browser(LUO).get(f"/accounts/{WANG.user}/").content.decode()
