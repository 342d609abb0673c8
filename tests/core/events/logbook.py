"""A log to seal and to tamper with, for the tests of sealing and of verification."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings

from tests.core.events.people import TOWN
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.database.server import addresses
from tonghu.core.events import anchors, seal
from tonghu.core.events.verify import Verdict, verify

MOMENT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def a_log(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Anchors of this test only; the first pass of a process, each time."""
    monkeypatch.setattr(anchors, "folder", lambda: tmp_path / "anchors")
    monkeypatch.setattr(seal, "_swept", [])
    monkeypatch.setattr(seal, "_widely", [])
    with clock.at(MOMENT):
        yield


def write(count: int = 6, by: Any = TOWN) -> list[UUID]:
    """Events at different moments, oldest first."""
    made = []
    for number in range(count):
        with clock.at(clock.now() + timedelta(seconds=number)), scope(by):
            made.append(
                events.record("test.done", by=by, division="331124101201", changes={"n": number})
            )
    return made


@contextmanager
def owner() -> Iterator[psycopg.Connection[Any]]:
    """Somebody with every right in the database, and without the keys."""
    found = addresses(Path(settings.TONGHU_HOME))
    assert found is not None
    with psycopg.connect(found.admin, autocommit=True) as connection:
        yield connection


def altered(statement: str, *values: object) -> Verdict:
    with owner() as connection:
        done = connection.execute(statement, values)
        assert done.rowcount > 0, "The tampering itself did nothing."
    return verify(anchors.kept())
