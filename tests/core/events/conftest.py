"""Kinds of events that exist for these tests only, and a log to tamper with."""

import pytest

from tests.core.events.logbook import a_log
from tonghu.core import contributions
from tonghu.core.contributions import EventKind, contribute


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        contributions, "_items", {kind: list(found) for kind, found in contributions._items.items()}
    )
    contribute(EventKind("test.done", "做了一件事"))


__all__ = ["a_log"]
