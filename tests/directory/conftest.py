"""A client for each of the cast, in the invented county under the profile of Songyang."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import directory
from tests.people import BY_LOGIN, SYSTEM, seat, sign_in
from tonghu.access.models import Post
from tonghu.core.database import scope

As = Callable[[str], Client]


@pytest.fixture
def signed_in(db: None) -> As:
    """`signed_in("zhou")`: a client that came through the door."""
    seat()
    with scope(SYSTEM):
        directory.county()
        Post.objects.all_of_them(reason="test").update(profile="songyang")

    def come(login: str) -> Client:
        client = Client()
        sign_in(client, BY_LOGIN[login])
        return client

    return come
