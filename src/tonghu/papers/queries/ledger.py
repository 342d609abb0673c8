"""文书台账: issued papers within reach, newest first, filtered and paged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tonghu.core.contributions import contributed
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.papers import rules
from tonghu.papers.contributions import PaperKind
from tonghu.papers.models import Paper
from tonghu.papers.states import PaperState

MOST_OUT = 20_000


@dataclass(frozen=True, slots=True)
class Filter:
    """筛选: kind, period, place and what is below it, state, words of title or number, one thing."""

    kind: str = ""
    period: str = ""
    place: str = ""  # 12 digits
    state: str = ""
    text: str = ""
    subject: tuple[str, UUID] | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """台账的一行."""

    id: UUID
    number: str  # with its version
    version: int
    code: str
    title: str
    kind: str
    kind_label: str
    division: str
    place: str
    period: str
    state: PaperState
    names: int
    unit_name: str
    issued_at: datetime
    issued_by: str


@dataclass(frozen=True, slots=True)
class Page:
    """一页台账."""

    lines: tuple[PaperLine, ...]
    first: int
    last: int
    total: int
    before: str
    after: str


def issued(viewer: Viewer, wanted: Filter, *, start: int = 0, size: int = 50) -> Page:
    """一页台账, newest first."""
    rows = _rows(viewer, wanted)
    total = rows.count()
    lines = tuple(map(line_of, rows[start : start + size]))
    last = start + len(lines)
    before = str(max(0, start - size)) if start else ""
    after = str(last) if last < total else ""
    return Page(lines, start + 1 if lines else 0, last, total, before, after)


def lines_of(viewer: Viewer, wanted: Filter) -> Iterable[PaperLine]:
    """Every line of a filter, for the workbook."""
    return map(line_of, _rows(viewer, wanted)[:MOST_OUT])


def choices(viewer: Viewer) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """(code, label) of the kinds and the periods there are, within reach, in one query."""
    rows = Paper.objects.visible_to(viewer).order_by().values_list("kind", "kind_label", "period")
    seen = sorted(set(rows.distinct()))
    declared = {one.code: one.label for one in contributed(PaperKind)}
    kinds = {kind: declared.get(kind, label) for kind, label, _ in seen}
    periods = sorted({period for *_, period in seen if period}, reverse=True)
    return tuple(kinds.items()), tuple(periods)


def line_of(row: Paper) -> PaperLine:
    """A row as it is read."""
    return PaperLine(
        id=row.id, number=rules.written(row.number, row.version), version=row.version, code=row.code,
        title=row.title, kind=row.kind, kind_label=row.kind_label, division=row.division,
        place=row.place, period=row.period, state=PaperState(row.state), names=row.names,
        unit_name=row.unit_name, issued_at=row.issued_at, issued_by=row.issued_by_name,
    )  # fmt: skip


def _rows(viewer: Viewer, wanted: Filter) -> QuerySet[Paper]:
    rows = Paper.objects.visible_to(viewer).defer("content").order_by("-id")
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.period:
        rows = rows.filter(period=wanted.period)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.place:
        rows = rows.filter(**_below(wanted.place))
    if wanted.subject:
        rows = rows.filter(subject_type=wanted.subject[0], subject_id=wanted.subject[1])
    if wanted.text:
        found = Q(title__icontains=wanted.text) | Q(number__icontains=wanted.text)
        rows = rows.filter(found | Q(code=rules.typed_code(wanted.text)))
    return rows


def _below(place: str) -> dict[str, str]:
    return {"division__gte": place, "division__lt": upper_bound(place)}
