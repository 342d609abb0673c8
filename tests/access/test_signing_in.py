"""Signing in, through the door as a browser does it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests import people
from tests.people import WANG

pytestmark = pytest.mark.django_db
Browser = Callable[[people.Person], Client]


def test_the_right_password_lets_one_in(browser: Browser) -> None:
    client = browser(WANG)
    answer = client.get("/me/")
    assert answer.status_code == 200
    assert WANG.name in answer.content.decode()
