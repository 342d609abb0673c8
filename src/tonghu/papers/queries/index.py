"""文书台账本身: the ledger as a paper, the index of what is kept on paper (D-338)."""

from __future__ import annotations

from pathlib import Path

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.papers import columns
from tonghu.papers.documents import Document, Table, Value
from tonghu.papers.queries.ledger import Filter, PaperLine, lines_of

SHEET = columns.load(Path(__file__).parents[1] / "data" / "index.toml")


def index(viewer: Viewer, wanted: Filter, said: str) -> Document:
    """Every line of a filter as a table."""
    table = Table.of(SHEET.columns, map(_row, lines_of(viewer, wanted)), note=SHEET.note)
    return Document(
        title=SHEET.title, subtitle=f"{viewer.place}　{said}" if said else viewer.place, blocks=(table,)
    )  # fmt: skip


def _row(one: PaperLine) -> dict[str, Value]:
    return {
        "number": one.number, "title": one.title, "kind": one.kind_label, "place": one.place,
        "period": one.period, "names": one.names or None, "unit": one.unit_name, "by": one.issued_by,
        "on": one.issued_at.astimezone(clock.CHINA).date(), "state": one.state.label, "code": one.code,
    }  # fmt: skip
