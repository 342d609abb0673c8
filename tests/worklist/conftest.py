"""A kind of task, a still clock, the cast."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests import people
from tonghu.core import clock, contributions
from tonghu.core.contributions import contribute
from tonghu.worklist.contributions import TaskKind

THURSDAY = datetime(2026, 9, 24, 9, 0, tzinfo=clock.CHINA)  # 25 to 27 September are off


@pytest.fixture(autouse=True)
def _errand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        contributions, "_items", {k: list(v) for k, v in contributions._items.items()}
    )
    contribute(
        TaskKind("test.errand", "跑腿", "bolt", "去办", lambda subject: f"/errand/{subject}/",
                 on_behalf="roster.hand_in_for"),
        TaskKind("test.secret", "只给能判定的", "lock", "去判", lambda s: "/x/", needs="reconcile.judge"),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _thursday() -> Iterator[None]:
    with clock.at(THURSDAY):
        yield


@pytest.fixture
def cast(db: None) -> None:
    people.seat()
