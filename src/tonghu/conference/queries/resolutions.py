"""查议定事项: the decision ledger with filters, one matter with its reports, what is late."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tonghu.access.permissions import P
from tonghu.conference.models import Body, Evidence, MajorMatter, Progress, Resolution, Urging
from tonghu.conference.queries.doors import kept, owned, whole
from tonghu.conference.rules import resolving
from tonghu.conference.states.decided import (
    STILL_OWED,
    MajorState,
    ProgressState,
    ResolutionState,
)
from tonghu.conference.workflow.decided import RESOLUTION
from tonghu.core import clock
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.policy.vocabulary import vocabulary

SORTS = {
    "due": ("due_on", "year", "sequence"), "-due": ("-due_on", "-year", "-sequence"),
    "number": ("year", "sequence"), "-number": ("-year", "-sequence"),
    "lead": ("unit_name", "due_on"), "-lead": ("-unit_name", "due_on"),
}  # fmt: skip
SIZE = 50
HANGS = ("body", "minutes", "meeting")


@dataclass(frozen=True, slots=True)
class Wanted:
    """台账的筛选."""

    body: UUID | None = None
    state: str = ""  # a state, or late, owed
    unit: UUID | None = None
    year: int | None = None
    text: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class ResolutionLine:
    """台账的一行."""

    id: UUID
    number: str
    title: str
    measure: str
    lead: str
    lead_id: UUID | None
    supports: tuple[str, ...]
    due: date | None
    late: int  # days
    state: str
    state_label: str
    decided_on: date | None
    cleared_on: date | None
    urged: int
    urged_on: date | None
    latest: str
    latest_at: datetime | None
    body: UUID
    body_name: str
    source: str
    waiting: int = 0  # reports the office has not looked at


@dataclass(frozen=True, slots=True)
class Ledger:
    """一页台账."""

    lines: tuple[ResolutionLine, ...]
    total: int
    page: int
    size: int
    counts: resolving.Counts
    units: tuple[tuple[str, str], ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """一份佐证."""

    id: UUID
    name: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """一次进展报告."""

    id: UUID
    unit: str
    text: str
    final: bool
    state: str
    word: str
    at: datetime | None
    by: str
    paper: str
    checked_by: str
    note: str
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class UrgingLine:
    """一次督办."""

    number: str
    paper: UUID | None
    unit: str
    why: str
    due: date | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ResolutionPage:
    """一件议定事项."""

    line: ResolutionLine
    division: str
    minutes: UUID | None
    minutes_number: str
    meeting_title: str
    basis: str
    supports: tuple[tuple[str, str], ...]
    leads: tuple[dict[str, str], ...]
    why_declined: str
    cleared_by: str
    cleared_note: str
    reports: tuple[ReportLine, ...]
    urgings: tuple[UrgingLine, ...]
    runs: bool
    owes: bool  # the viewer's unit leads or supports it
    leads_it: bool
    steps: frozenset[str]


def resolution_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a resolution within reach."""
    row = Resolution.objects.visible_to(viewer).filter(pk=id).first()
    return (
        Subject("resolution", row.id, row.division, unit=row.unit_id, name=row.title)
        if row
        else None
    )


def progress_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a report within reach."""
    row = Progress.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("progress", row.id, row.division, unit=row.unit_id) if row else None


def evidence_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a piece of evidence within reach."""
    row = Evidence.objects.visible_to(viewer).filter(pk=id).first()
    return (
        Subject("evidence", row.id, row.division, unit=row.unit_id, name=row.name) if row else None
    )


def major_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a major matter within reach."""
    row = MajorMatter.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("major", row.id, row.division, name=row.title) if row else None


def _rows(viewer: Viewer) -> QuerySet[Resolution]:
    """Handed out: what is only drafted is seen with its minutes."""
    rows = Resolution.objects.visible_to(viewer)
    return rows.exclude(state=ResolutionState.PROPOSED)


def filtered(viewer: Viewer, wanted: Wanted) -> QuerySet[Resolution]:
    """Rows of a filter, in its order; those still owed by their day first unless told otherwise."""
    rows, today = _rows(viewer), clock.today()
    if wanted.body:
        rows = rows.filter(body=wanted.body)
    if wanted.state == "late":
        rows = rows.filter(state__in=STILL_OWED, due_on__lt=today)
    elif wanted.state == "owed":
        rows = rows.filter(state__in=STILL_OWED)
    elif wanted.state in ResolutionState.values:
        rows = rows.filter(state=wanted.state)
    if wanted.unit:
        rows = rows.filter(Q(unit_id=wanted.unit) | Q(supports__contains=[[str(wanted.unit)]]))
    if wanted.year:
        rows = rows.filter(year=wanted.year)
    if wanted.text:
        rows = rows.filter(Q(title__contains=wanted.text) | Q(measure__contains=wanted.text))
    return rows.order_by(*SORTS.get(wanted.sort, ("due_on", "year", "sequence")), "id")


def ledger(viewer: Viewer, wanted: Wanted, page: int = 1, size: int = SIZE) -> Ledger:
    """督办台账: one page, the counts of the whole, and what it can be narrowed by."""
    everything = list(
        (_rows(viewer).filter(body=wanted.body) if wanted.body else _rows(viewer)).order_by()
        .values_list("state", "due_on", "unit_name", "cleared_on", "decided_on", "unit_id", "year")
    )  # fmt: skip
    counts = resolving.counted(
        (resolving.Line(s, due, unit, done, decided) for s, due, unit, done, decided, _, _ in everything),
        clock.today(),
    )  # fmt: skip
    rows = filtered(viewer, wanted)
    total = rows.count()
    page = min(max(1, page), max(1, -(-total // size)))
    units = sorted(
        {(str(id), unit) for _, _, unit, _, _, id, _ in everything if id}, key=lambda one: one[1]
    )
    return Ledger(
        lines(viewer, rows[(page - 1) * size : page * size]), total, page, size, counts, tuple(units),
        tuple(sorted({year for *_, year in everything}, reverse=True)),
    )  # fmt: skip


def lines(viewer: Viewer, rows: QuerySet[Resolution]) -> tuple[ResolutionLine, ...]:
    """Rows with the newest report of each: one more query."""
    found = whole(viewer, rows, *HANGS)
    latest: dict[UUID, Progress] = {}
    waiting: dict[UUID, int] = {}
    reports = Progress.objects.visible_to(viewer).filter(resolution__in=[one.id for one in found])
    for one in reports.order_by("at", "id"):
        latest[one.resolution_id] = one
        waiting[one.resolution_id] = waiting.get(one.resolution_id, 0) + (
            one.state == ProgressState.WAITING
        )
    return tuple(
        replace(line(one, latest.get(one.id)), waiting=waiting.get(one.id, 0)) for one in found
    )


def line(one: Resolution, latest: Progress | None = None) -> ResolutionLine:
    """One row of the ledger."""
    today = clock.today()
    late = resolving.is_late(one.state, one.due_on, today) and one.due_on is not None
    source = one.minutes.number if one.minutes else one.basis
    return ResolutionLine(
        id=one.id, number=resolving.number(one.year, one.sequence), title=one.title,
        measure=one.measure, lead=one.unit_name, lead_id=one.unit_id,
        supports=tuple(name for _, name in one.supports), due=one.due_on,
        late=(today - one.due_on).days if late and one.due_on else 0, state=one.state,
        state_label=ResolutionState(one.state).label, decided_on=one.decided_on,
        cleared_on=one.cleared_on, urged=one.urged, urged_on=one.urged_on,
        latest=latest.text if latest else "", latest_at=latest.at if latest else None,
        body=one.body_id, body_name=one.body.name, source=source,
    )  # fmt: skip


def resolution(viewer: Viewer, id: UUID) -> ResolutionPage | None:
    """一件议定事项, with its reports and what was urged."""
    mine = whole(viewer, Resolution.objects.visible_to(viewer).filter(pk=id), *HANGS)
    if not mine:
        return None
    row = mine[0]
    reports = list(
        Progress.objects.visible_to(viewer).filter(resolution=row).order_by("-at", "-id")
    )
    files = files_of(viewer, [one.id for one in reports])
    runs = viewer.may(P.CONFERENCE_MANAGE) and viewer.division == row.division
    owing = {str(row.unit_id), *(one for one, _ in row.supports)}
    steps = {one.action for one in RESOLUTION.open_to(row.state, viewer.permissions)}
    return ResolutionPage(
        line=line(row, reports[0] if reports else None), division=row.division,
        minutes=row.minutes_id, minutes_number=row.minutes.number if row.minutes else "",
        meeting_title=row.meeting.title if row.meeting else "", basis=row.basis,
        supports=tuple((id_, name) for id_, name in row.supports), leads=tuple(row.leads),
        why_declined=row.why_declined, cleared_by=row.cleared_by, cleared_note=row.cleared_note,
        reports=tuple(_report(one, files.get(one.id, ())) for one in reports),
        urgings=tuple(
            UrgingLine(one.number, one.paper, one.unit_name, one.why, one.due_on, one.at)
            for one in Urging.objects.visible_to(viewer).filter(resolution=row).order_by("-at")
        ),
        runs=runs, owes=str(viewer.unit) in owing, steps=frozenset(steps),
        leads_it=bool(viewer.unit) and viewer.unit == row.unit_id,
    )  # fmt: skip


def _report(one: Progress, files: tuple[FileLine, ...]) -> ReportLine:
    return ReportLine(
        id=one.id, unit=one.unit_name, text=one.text, final=one.final, state=one.state,
        word=ProgressState(one.state).label, at=one.at, by=one.by_name, paper=one.paper_number,
        checked_by=one.checked_by, note=one.note, files=files,
    )  # fmt: skip


def files_of(viewer: Viewer, ids: list[UUID]) -> dict[UUID, tuple[FileLine, ...]]:
    """佐证 behind each of several rows: one query."""
    found: dict[UUID, tuple[FileLine, ...]] = {}
    rows = Evidence.objects.visible_to(viewer).filter(of_id__in=ids).order_by("added_at", "id")
    for one in rows:
        told = FileLine(one.id, one.name, one.added_by, one.added_at)
        found[one.of_id] = (*found.get(one.of_id, ()), told)
    return found


def file_of(viewer: Viewer, evidence: UUID) -> tuple[UUID, str] | None:
    """The file of a piece of evidence within reach, and its name."""
    row = Evidence.objects.visible_to(viewer).filter(pk=evidence).first()
    return (row.file, row.name) if row else None


@dataclass(frozen=True, slots=True)
class MajorPage:
    """一件重大事项."""

    id: UUID
    title: str
    text: str
    to_label: str
    to_name: str
    to_silent: bool
    state: str
    state_label: str
    number: str
    paper: UUID | None
    submitted_at: datetime | None
    result: str
    approver: str
    result_number: str
    result_on: date | None
    decided_by: str
    body: UUID
    body_name: str
    meeting_title: str
    runs: bool
    may_decide: bool


def major(viewer: Viewer, id: UUID) -> MajorPage | None:
    """一件重大事项 within reach."""
    mine = whole(viewer, MajorMatter.objects.visible_to(viewer).filter(pk=id), "body", "meeting")
    if not mine:
        return None
    row = mine[0]
    return MajorPage(
        id=row.id, title=row.title, text=row.text, to_name=row.to_name, to_silent=row.to_silent,
        to_label=vocabulary().lists["major_matters"].get(row.to, row.to), state=row.state,
        state_label=MajorState(row.state).label, number=row.number, paper=row.paper,
        submitted_at=row.submitted_at, result=row.result, approver=row.approver,
        result_number=row.result_number, result_on=row.result_on, decided_by=row.decided_by,
        body=row.body_id, body_name=row.body.name,
        meeting_title=row.meeting.title if row.meeting else "",
        runs=viewer.may(P.CONFERENCE_MANAGE) and viewer.division == row.division,
        may_decide=viewer.may(P.CONFERENCE_DECIDE) and viewer.covers(row.division),
    )  # fmt: skip


def bodies(viewer: Viewer) -> tuple[tuple[UUID, str, bool], ...]:
    """The bodies within reach in force: id, name, whether the viewer runs it."""
    rows = Body.objects.visible_to(viewer).filter(until_on=None).order_by("division", "name")
    manages = viewer.may(P.CONFERENCE_MANAGE)
    return tuple((one.id, one.name, manages and viewer.division == one.division) for one in rows)


def kept_resolution_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door of the office's own deeds."""
    return kept(viewer, resolution_subject(viewer, id=id))


def own_resolution_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a unit that leads or supports it, or the office that enters from paper."""
    row = Resolution.objects.visible_to(viewer).filter(pk=id).first()
    found = resolution_subject(viewer, id=id)
    if row is None or found is None:
        return None
    helps = any(one == str(viewer.unit) for one, _ in row.supports)
    return found if helps else owned(viewer, found)


def kept_progress_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door of the office's own deeds."""
    return kept(viewer, progress_subject(viewer, id=id))


def kept_major_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door of the office's own deeds."""
    return kept(viewer, major_subject(viewer, id=id))


def places(viewer: Viewer) -> tuple[tuple[UUID, str], ...]:
    """Bodies in force with the place each is of, the highest place first."""
    rows = Body.objects.visible_to(viewer).filter(until_on=None).order_by("division")
    return tuple(rows.values_list("id", "division"))
