"""One-time passwords: read by an independent library (pyotp), each code once (ASVS V6.5)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from tests import people
from tests.factories import access
from tests.people import SYSTEM, WANG
from tonghu.access.actions.accounts import end_user, start_reset
from tonghu.access.models import OneTimeDevice, SignInAttempt, User
from tonghu.access.rules.one_time import address_of
from tonghu.core import clock
from tonghu.core.database import scope

pytestmark = pytest.mark.django_db
Browser = Callable[[people.Person], Client]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET, *, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=30 * steps))


@pytest.fixture(autouse=True)
def _forget_tries(db: None) -> None:
    """What is counted aside outlives the test that counted it."""
    with scope(SYSTEM, using="aside"):
        SignInAttempt.objects.all_of_them(reason="测试").using("aside").delete()


@pytest.fixture
def enrolled(cast: None) -> None:
    """Wang has a phone."""
    with scope(SYSTEM):
        access.device(user=WANG.user, secret=SECRET)


def half_way() -> Client:
    client = Client()
    answer = client.post("/sign-in/", {"login": "wang", "password": people.PASSWORD})
    assert answer["Location"] == "/sign-in/code/"
    return client


def test_the_password_alone_opens_nothing(enrolled: None) -> None:
    assert half_way().get("/me/").status_code == 303


def test_the_code_of_the_phone_opens(enrolled: None) -> None:
    client = half_way()
    assert client.post("/sign-in/code/", {"code": code()}).status_code == 303
    assert client.get("/me/").status_code == 200


def test_a_code_counts_once(enrolled: None) -> None:
    used = code()
    assert half_way().post("/sign-in/code/", {"code": used}).status_code == 303
    again = half_way().post("/sign-in/code/", {"code": used})
    assert "已经用过" in again.content.decode()


def test_an_older_code_than_the_last_one_used_is_void(enrolled: None) -> None:
    assert half_way().post("/sign-in/code/", {"code": code(steps=1)}).status_code == 303
    assert half_way().post("/sign-in/code/", {"code": code()}).status_code == 200


@pytest.mark.parametrize("steps", [-2, 2, 100])
def test_a_code_of_another_time_is_void(enrolled: None, steps: int) -> None:
    assert half_way().post("/sign-in/code/", {"code": code(steps=steps)}).status_code == 200


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "１２３４５６", "1234567", "-12345"])
def test_what_is_no_code_is_refused(enrolled: None, typed: str) -> None:
    assert half_way().post("/sign-in/code/", {"code": typed}).status_code == 200


def test_codes_cannot_be_guessed_at_will(enrolled: None) -> None:
    client = half_way()
    said = [client.post("/sign-in/code/", {"code": "000000"}).content.decode() for _ in range(6)]
    assert "分钟后再试" in said[-1]


def test_the_second_step_wants_the_first(cast: None) -> None:
    assert Client().get("/sign-in/code/")["Location"] == "/sign-in/"


def enrol(client: Client) -> tuple[str, list[str]]:
    shown = client.get("/me/phone/").content.decode()
    found = re.search(r"[A-Z2-7]{32}", shown)
    assert found
    assert "<svg" in shown
    done = client.post("/me/phone/", {"code": code(found[0])}).content.decode()
    return found[0], re.findall(r"[A-Z2-9]{5}-[A-Z2-9]{5}", done)


def test_a_phone_is_enrolled_by_its_first_code_and_gives_recovery_codes(browser: Browser) -> None:
    secret, codes = enrol(browser(WANG))
    assert len(set(codes)) == 8
    with clock.at(clock.now() + timedelta(seconds=60)):
        client = half_way()
        assert client.post("/sign-in/code/", {"code": code(secret)}).status_code == 303
    assert half_way().post("/sign-in/code/", {"code": codes[0].lower()}).status_code == 303
    assert half_way().post("/sign-in/code/", {"code": codes[0]}).status_code == 200, "once"
    assert half_way().post("/sign-in/code/", {"code": codes[1]}).status_code == 303


def test_a_phone_not_yet_confirmed_asks_for_nothing(browser: Browser) -> None:
    browser(WANG).get("/me/phone/")
    people.sign_in(Client(), WANG)


def test_a_phone_is_removed_with_the_password_and_its_code_only(browser: Browser) -> None:
    client = browser(WANG)
    _, codes = enrol(client)
    sent = {"password": "不是这一句话", "old_code": codes[0]}
    assert "现在的密码不对" in client.post("/me/phone/off/", sent).content.decode()
    sent = {"password": people.PASSWORD, "old_code": "000000"}
    assert "原来手机的口令或备用码不对" in client.post("/me/phone/off/", sent).content.decode()
    half_way()
    sent = {"password": people.PASSWORD, "old_code": codes[0]}
    assert client.post("/me/phone/off/", sent).status_code == 303
    people.sign_in(Client(), WANG)


def devices() -> list[str]:
    with scope(SYSTEM):
        rows = OneTimeDevice.objects.all_of_them(reason="测试").exclude(confirmed_at=None)
        return [str(one.secret) for one in rows]


def test_another_phone_takes_the_place_only_with_password_and_old_code(browser: Browser) -> None:
    client = browser(WANG)
    elsewhere = browser(WANG)
    old, codes = enrol(client)
    assert elsewhere.get("/me/").status_code == 303, "signed in by the password alone"
    shown = client.get("/me/phone/").content.decode()
    new = re.search(r"[A-Z2-7]{32}", shown)
    assert new
    right = {"code": code(new[0]), "password": people.PASSWORD, "old_code": codes[0]}
    for wrong, said in (
        ({"code": right["code"]}, "请填现在的密码"),
        ({**right, "password": "不是这一句话"}, "现在的密码不对"),
        ({**right, "old_code": right["code"]}, "原来手机的口令或备用码不对"),
    ):
        assert said in client.post("/me/phone/", wrong).content.decode()
        assert devices() == [old]
    third = Client()
    assert third.post("/sign-in/", {"login": "wang", "password": people.PASSWORD})
    third.post("/sign-in/code/", {"code": codes[1]})
    assert third.get("/me/").status_code == 200
    assert "备用码" in client.post("/me/phone/", right).content.decode()
    assert devices() == [new[0]]
    assert third.get("/me/").status_code == 303
    assert client.get("/me/").status_code == 200


def changes_the_password(user: User) -> None:
    user.password_at = clock.now()
    user.password = make_password("别的一句长长的话")
    user.save()


def is_reset(user: User) -> None:
    start_reset(user=user, by=SYSTEM)


def ends(user: User) -> None:
    end_user(user=user, by=SYSTEM, why="调离")


@pytest.mark.parametrize("happens", [changes_the_password, is_reset, ends])
def test_a_half_way_sign_in_ends_with_what_it_rests_on(
    enrolled: None, happens: Callable[[User], None]
) -> None:
    client = half_way()
    assert client.get("/sign-in/code/").status_code == 200
    with scope(SYSTEM):
        happens(User.objects.all_of_them(reason="测试").get(pk=WANG.user))
    answer = client.post("/sign-in/code/", {"code": code()})
    assert answer["Location"] == "/sign-in/"
    assert "账号刚有改动，请从头登录" in client.get("/sign-in/").content.decode()
    assert client.get("/me/").status_code == 303


def test_the_secret_is_kept_encrypted(enrolled: None) -> None:
    with scope(SYSTEM):
        row = OneTimeDevice.objects.all_of_them(reason="测试").values("secret").get()
        device = OneTimeDevice.objects.all_of_them(reason="测试").get()
        assert device.secret == SECRET
    assert SECRET.encode() not in row["secret"].blob


def test_the_picture_says_what_an_authenticator_reads() -> None:
    said = pyotp.parse_uri(address_of(SECRET, "wang"))
    assert isinstance(said, pyotp.TOTP)
    assert (said.secret, said.name, said.issuer) == (SECRET, "wang", "童护")
    assert (said.digits, said.interval) == (6, 30)


def test_under_the_stricter_rule_a_town_post_must_have_a_phone(
    browser: Browser, settings: Any
) -> None:
    settings.TONGHU_PASSWORD_RULES = "mlps"
    town, village = browser(people.LI), browser(WANG)
    assert town.get("/who-sees-what/").status_code == 200
    assert town.get("/accounts/")["Location"] == "/me/phone/"
    assert village.get("/accounts/").status_code == 403
    enrol(town)
    assert town.get("/accounts/").status_code == 403
