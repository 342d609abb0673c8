"""The pages of profiles show what the profiles say."""

import pytest
from django.test import Client

from tests.people import ZHOU, seat, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    seat()
    sign_in(client, ZHOU)
    return client


def test_songyang_page_opens(office: Client) -> None:
    answer = office.get("/reference/profiles/songyang/")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "谁算留守儿童" in text
