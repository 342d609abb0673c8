"""The planted database, once for these tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.core.database.planted import planted
from tonghu.core.database.server import Urls


@pytest.fixture(scope="session")
def planted_urls(django_db_blocker: Any) -> Iterator[Urls]:
    """Addresses of the planted database; tests that change it put it right again."""
    with django_db_blocker.unblock(), planted() as urls:
        yield urls


@pytest.fixture
def plant(planted_urls: Urls, django_db_blocker: Any) -> Iterator[Urls]:
    """The planted database, open to this test through the alias `planted`."""
    with django_db_blocker.unblock():
        yield planted_urls
