"""Kinds of papers for trying, the cast, and PDFs that are printed once for all tests."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import people
from tests.factories import directory
from tests.papers import samples
from tonghu.core import contributions
from tonghu.core.contributions import contribute
from tonghu.core.database import scope
from tonghu.papers.contributions import PaperKind
from tonghu.papers.printing.order import Order
from tonghu.papers.printing.running import run

KINDS = (
    PaperKind("test.form", "演示登记表", "plain", correct=lambda paper: f"/made-up/{paper}/"),
    PaperKind("test.roster", "演示花名册", "table", "landscape", needs="child.list"),
    PaperKind("test.judged", "只给能判定的", "plain", needs="reconcile.judge"),
    PaperKind("test.letter", "演示函", "letter", series="letter"),
)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        contributions, "_items", {k: list(v) for k, v in contributions._items.items()}
    )
    contribute(*KINDS)


@pytest.fixture
def cast(db: None) -> None:
    people.seat()
    with scope(people.SYSTEM):
        directory.county()


def _printed(format: str, names: tuple[str, ...]) -> dict[str, bytes]:
    """Two at a time: each is a process of its own."""
    orders = [Order(format, *samples.PRINTED[name]) for name in names]
    with ThreadPoolExecutor(2) as hands:
        return dict(zip(names, hands.map(run, orders), strict=True))


@pytest.fixture(scope="session")
def pdfs() -> dict[str, bytes]:
    """One of each form."""
    return _printed("pdf", tuple(samples.PRINTED))


@pytest.fixture(scope="session")
def docxs() -> dict[str, bytes]:
    """The same as Word."""
    return _printed("docx", ("official", "table", "plain"))


@pytest.fixture(scope="session")
def roster_xlsx() -> bytes:
    """The roster as Excel."""
    return _printed("xlsx", ("table",))["table"]
