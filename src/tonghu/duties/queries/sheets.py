"""看考核: by town and county, each its own; no person is named or ranked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tonghu.core import clock
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.duties.models import Accountability, Commendation, Sheet
from tonghu.duties.queries.common import profile_of
from tonghu.duties.queries.measures import evidence_of
from tonghu.duties.rules.scoring import ScoreLine
from tonghu.duties.states import SheetState
from tonghu.duties.workflow import EVALUATION


@dataclass(frozen=True, slots=True)
class SheetRow:
    """一张考核表, as the list shows it."""

    id: UUID
    division: str
    name: str
    year: int
    variant: str
    variant_label: str
    total: float
    full: int
    state: SheetState
    result_label: str


@dataclass(frozen=True, slots=True)
class Followed:
    """表彰、督导、追责的一行."""

    name: str
    kind: str
    label: str
    on: date
    document: str
    story: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """评分项的一行, with where its facts open."""

    line: ScoreLine
    measure: str
    url: str


@dataclass(frozen=True, slots=True)
class SheetView:
    """一张考核表, whole."""

    row: SheetRow
    book: str
    lines: tuple[LineShown, ...]
    counted_at: datetime
    report: str
    reported_name: str
    reported_at: datetime | None
    paper_number: str
    scored_name: str
    scored_at: datetime | None
    objection: str
    objected_name: str
    objected_at: datetime | None
    answer: str
    answered_at: datetime | None
    followed: tuple[Followed, ...]
    results: tuple[tuple[str, str], ...]
    profile: str
    basis: str
    unverified: str
    buttons: frozenset[str]


def sheet_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """门: the place's own people, and whoever is above."""
    row = Sheet.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("duties.sheet", row.id, row.division, name=row.name) if row else None


def _row(one: Sheet) -> SheetRow:
    label = profile_of(one.profile).vocabulary.label
    return SheetRow(
        one.id, one.division, one.name, one.year, one.variant,
        label("evaluation_variants", one.variant), float(one.total), one.full, SheetState(one.state),
        label("evaluation_results", one.result) if one.result else "",
    )  # fmt: skip


def sheets(viewer: Viewer, *, year: int, variant: str = "") -> tuple[SheetRow, ...]:
    """All of a year within reach, by division code: places are listed, not ranked."""
    rows = Sheet.objects.visible_to(viewer).filter(year=year).order_by("variant", "division")
    return tuple(map(_row, rows.filter(variant=variant) if variant else rows))


def sheet(viewer: Viewer, id: UUID) -> SheetView | None:
    """One, with the facts behind each line and what may be done."""
    one = Sheet.objects.visible_to(viewer).filter(pk=id).first()
    if one is None:
        return None
    profile = profile_of(one.profile)
    label = profile.vocabulary.label
    lines = tuple(
        LineShown(line, label("evaluation_measures", line.measure),
                  evidence_of(line.measure, one.division, one.year))
        for line in (ScoreLine(**given) for given in one.lines)
    )  # fmt: skip
    return SheetView(
        _row(one), one.book, lines, one.counted_at, one.report, one.reported_name, one.reported_at,
        one.paper_number, one.scored_name, one.scored_at, one.objection, one.objected_name,
        one.objected_at, one.answer, one.answered_at, followed(viewer, sheet=one.id),
        tuple((code, label("evaluation_results", code)) for code in profile.sheet.evaluation.results),
        profile.code, profile.basis("evaluation", "by"),
        _doubt(profile.sheet.evaluation.lines[0].basis if profile.sheet.evaluation.lines else ""),
        _buttons(viewer, one),
    )  # fmt: skip


def _doubt(basis: str) -> str:
    return basis.removeprefix("待核").strip() if basis.startswith("待核") else ""


def _buttons(viewer: Viewer, one: Sheet) -> frozenset[str]:
    steps = {row.action for row in EVALUATION.open_to(one.state, viewer.permissions)}
    if viewer.division != one.division:
        steps -= {"report", "object"}
    else:
        steps -= {"score", "answer", "close"}  # nobody scores their own place
    if "score" in steps:
        steps.add("refresh")
    return frozenset(steps)


def followed(viewer: Viewer, *, sheet: UUID | None = None) -> tuple[Followed, ...]:
    """表彰、督导, and, for the county's office alone, 追究责任."""
    praise = Commendation.objects.visible_to(viewer).order_by("-on", "division")
    held = Accountability.objects.visible_to(viewer).order_by("-on", "division")
    if sheet is not None:
        praise, held = praise.filter(sheet=sheet), held.filter(sheet=sheet)
    words = profile_of("base").vocabulary.lists["evaluation_results"]
    found = [
        Followed(one.name, one.kind, words[one.kind], one.on, one.document, one.story)
        for one in praise[:200]
    ]
    found += [
        Followed(
            one.name, "hold_responsible", words["hold_responsible"], one.on, one.document, one.story
        )
        for one in held[:200]
    ]
    return tuple(found)


def years(viewer: Viewer) -> tuple[int, ...]:
    """Years with sheets, this one first."""
    known = Sheet.objects.visible_to(viewer).order_by("-year").values_list("year", flat=True)
    return tuple(dict.fromkeys((clock.today().year, *known.distinct())))
