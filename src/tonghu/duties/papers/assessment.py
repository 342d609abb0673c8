"""年度考核表 (D-335): the sheets of a year as a table, then what followed for places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.duties.actions.common import need
from tonghu.duties.queries import sheets as queries
from tonghu.duties.queries.common import book_of, profile_at
from tonghu.papers import actions as papers
from tonghu.papers import columns
from tonghu.papers.documents import Document, Heading, Paragraph, Signature, Table

SCORES = columns.load(Path(__file__).parent / "scores.toml")
FOLLOWED = columns.load(Path(__file__).parent / "followed.toml")
KIND = "duties.assessment"
Cell = str | int | float | bool | date | None


def issue_assessment(*, by: Viewer, division: str, year: int, variant: str) -> UUID:
    """印年度考核表: numbered, frozen, in the ledger of papers."""
    need(by, P.EVALUATION_SCORE)
    label = profile_at(division, book_of(by, division)).vocabulary.label
    title = f"{year}年{label('evaluation_variants', variant)}考核表（儿童关爱保护）"
    return papers.issue(
        by=by, kind=KIND, title=title, division=division,
        content=content(by, division=division, year=year, variant=variant, title=title), period=str(year), formats=("pdf", "docx", "xlsx"),
    )  # fmt: skip


def content(by: Viewer, *, division: str, year: int, variant: str, title: str) -> Document:
    """The table: one row a place, in order of code; those held to account are not in it."""
    rows = queries.sheets(by, year=year, variant=variant)
    if not rows:
        raise NotNow("这一年还没有考核表，先开始考核再印。")
    whole = [queries.sheet(by, one.id) for one in rows]
    scores: list[Mapping[str, Cell]] = [
        {
            "place": one.row.name, "state": one.row.state.label, "total": f"{one.row.total:g}",
            "full": one.row.full, "result": one.row.result_label or "—",
            "lines": "；".join(f"{x.line.text}{_points(x.line.score)}分" for x in one.lines),
        }
        for one in whole if one is not None
    ]  # fmt: skip
    open_ = [one for one in queries.followed(by) if one.kind != "hold_responsible"]
    told: list[Mapping[str, Cell]] = [
        {"place": one.name, "kind": one.label, "on": one.on, "document": one.document, "story": one.story}
        for one in open_
    ]  # fmt: skip
    place = directory.full_names(by, (division,)).get(division, division)
    return Document(
        title=title, subtitle=f"{place}　{year}年",
        blocks=(
            Table.of(SCORES.columns, scores, note=SCORES.note),
            Heading("表彰、督导台账"),
            Table.of(FOLLOWED.columns, told, note="") if told else Paragraph("本年没有表彰、督导。"),
            Signature(lines=("考核单位负责人", "联席会议办公室", "填表人")),
        ),
    )  # fmt: skip


def _points(score: float | None) -> str:
    return "待评" if score is None else f"{score:g}"
