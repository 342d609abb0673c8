"""Kinds of papers for trying, the cast, and PDFs that are printed once for all tests."""

from __future__ import annotations

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


@pytest.fixture(scope="session")
def pdfs() -> dict[str, bytes]:
    """One of each form."""
    return {
        name: run(Order("pdf", document, frame))
        for name, (document, frame) in samples.PRINTED.items()
    }


@pytest.fixture(scope="session")
def docxs() -> dict[str, bytes]:
    """The same as Word."""
    return {
        name: run(Order("docx", document, frame))
        for name, (document, frame) in samples.PRINTED.items()
    }


@pytest.fixture(scope="session")
def roster_xlsx() -> bytes:
    """The roster as Excel."""
    document, frame = samples.PRINTED["table"]
    return run(Order("xlsx", document, frame))
