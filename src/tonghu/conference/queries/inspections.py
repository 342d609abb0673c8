"""查督查: the grid, the cases for those who may, findings and what became of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.conference.models import Check, Finding, Inspection, SampleCase
from tonghu.conference.queries.doors import kept, owned, runs, whole
from tonghu.conference.queries.resolutions import FileLine, files_of
from tonghu.conference.queries.sampling import population
from tonghu.conference.rules import sampling
from tonghu.conference.states.decided import CheckResult, FindingState, InspectionState
from tonghu.core import clock, events
from tonghu.core.routes import Subject
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.registry.models import Child


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """一次督查."""

    id: UUID
    title: str
    begins_on: date
    ends_on: date
    state: str
    state_label: str
    places: int
    findings: int
    unmended: int
    number: str


@dataclass(frozen=True, slots=True)
class Cell:
    """检查单的一格."""

    id: UUID
    result: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """抽到的一名: a name only for whoever may see the file."""

    id: UUID
    number: int
    place: str
    name: str
    child: UUID | None
    result: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """一个问题."""

    id: UUID
    unit: str
    text: str
    due: date | None
    late: int
    state: str
    state_label: str
    mended: str
    mended_by: str
    mended_at: datetime | None
    paper: str
    rechecks: int
    recheck_note: str
    closed_on: date | None
    files: tuple[FileLine, ...]
    inspection: UUID
    inspection_title: str
    mine: bool
    runs: bool


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """一次督查的全部."""

    line: InspectionLine
    body: UUID
    topic: str
    team: str
    checklist: tuple[str, ...]
    grid: tuple[tuple[str, tuple[Cell, ...]], ...]  # place → its cells
    sample_size: int
    seed: str
    sampled_as_of: date | None
    population: int
    cases: tuple[CaseLine, ...]
    case_counts: tuple[tuple[str, int], ...]
    findings: tuple[FindingLine, ...]
    summary: str
    paper: UUID | None
    runs: bool
    may_draw: bool
    places: tuple[tuple[str, str], ...]


def inspection_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: an inspection within reach."""
    row = Inspection.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("inspection", row.id, row.division, name=row.title) if row else None


def kept_inspection_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door of the office's own deeds."""
    return kept(viewer, inspection_subject(viewer, id=id))


def drawn_inspection_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: where cases may be drawn, by whoever runs the body and sees its children."""
    found = inspection_subject(viewer, id=id)
    if found is None or not viewer.may(P.CHILD_LIST):
        return found
    return found if runs(viewer, found.division) else None


def case_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door of the office's own deeds: a case that was drawn."""
    found = whole(viewer, SampleCase.objects.visible_to(viewer).filter(pk=id), "inspection")
    if not found:
        return None
    row = found[0]
    return kept(viewer, Subject("case", row.id, row.inspection.division))


def _one(viewer: Viewer, id: UUID) -> Finding | None:
    """A finding within reach with its inspection, which a town does not reach."""
    found = whole(viewer, Finding.objects.visible_to(viewer).filter(pk=id), "inspection")
    return found[0] if found else None


def finding_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a finding within reach."""
    row = Finding.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("finding", row.id, row.division, unit=row.unit_id) if row else None


def own_finding_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: whose finding it is, or the office that enters from paper."""
    row = _one(viewer, id)
    if row is None:
        return None
    own = Subject("finding", row.id, row.division, unit=row.unit_id)
    return owned(viewer, own) or owned(
        viewer, Subject("finding", row.id, row.inspection.division, unit=row.unit_id)
    )


def kept_finding_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door of the office's own deeds."""
    row = _one(viewer, id)
    if row is None:
        return None
    return kept(viewer, Subject("finding", row.id, row.inspection.division, unit=row.unit_id))


def inspections(viewer: Viewer) -> tuple[InspectionLine, ...]:
    """督查, newest first."""
    rows = list(Inspection.objects.visible_to(viewer).order_by("-begins_on", "-id"))
    found: dict[UUID, list[str]] = {}
    seen = Finding.objects.visible_to(viewer).filter(inspection__in=[one.id for one in rows])
    for id, state in seen.values_list("inspection", "state"):
        found.setdefault(id, []).append(state)
    return tuple(_line(row, found.get(row.id, [])) for row in rows)


def my_findings(viewer: Viewer) -> tuple[FindingLine, ...]:
    """要整改的, of the viewer's unit or town."""
    rows = Finding.objects.visible_to(viewer).exclude(state=FindingState.CLOSED)
    mine = [one for one in whole(viewer, rows, "inspection") if _mine(viewer, one)]
    return tuple(_finding(viewer, one, ()) for one in mine)


def _line(row: Inspection, states: list[str]) -> InspectionLine:
    return InspectionLine(
        id=row.id, title=row.title, begins_on=row.begins_on, ends_on=row.ends_on, state=row.state,
        state_label=InspectionState(row.state).label, places=len(row.places), findings=len(states),
        unmended=sum(one != FindingState.CLOSED for one in states), number=row.number,
    )  # fmt: skip


def inspection(viewer: Viewer, id: UUID) -> InspectionPage | None:
    """一次督查; children by name only for whoever may list them, and the look is in the log."""
    row = Inspection.objects.visible_to(viewer).filter(pk=id).first()
    if row is None:
        return None
    cells = list(
        Check.objects.visible_to(viewer).filter(inspection=row).order_by("division", "item")
    )
    grid: dict[str, list[Cell]] = {}
    for one in cells:
        told = Cell(one.id, one.result, CheckResult(one.result).label, one.note)
        grid.setdefault(one.place_name, []).append(told)
    findings = whole(
        viewer, Finding.objects.visible_to(viewer).filter(inspection=row), "inspection"
    )
    files = files_of(viewer, [one.id for one in findings])
    keeps = runs(viewer, row.division)
    cases, counts = _cases(viewer, row)
    return InspectionPage(
        line=_line(row, [one.state for one in findings]), body=row.body_id, topic=row.topic,
        team=row.team, checklist=tuple(row.checklist),
        grid=tuple((name, tuple(some)) for name, some in grid.items()), sample_size=row.sample_size,
        seed=row.seed, sampled_as_of=row.sampled_as_of, population=row.population, cases=cases,
        case_counts=counts, summary=row.summary, paper=row.paper, runs=keeps,
        findings=tuple(_finding(viewer, one, files.get(one.id, ())) for one in findings),
        may_draw=keeps and viewer.may(P.CHILD_LIST),
        places=tuple(dict.fromkeys((one.division, one.place_name) for one in cells)),
    )  # fmt: skip


def _cases(
    viewer: Viewer, row: Inspection
) -> tuple[tuple[CaseLine, ...], tuple[tuple[str, int], ...]]:
    rows = list(SampleCase.objects.visible_to(viewer).filter(inspection=row).order_by("place"))
    told = Counter(one.result for one in rows)
    counts = tuple((CheckResult(key).label, told[key]) for key in CheckResult.values if told[key])
    if not rows:
        return (), ()
    places = directory.full_names(viewer, {one.division for one in rows})
    names: dict[UUID, str] = {}
    if viewer.may(P.CHILD_LIST):
        some = Child.objects.visible_to(viewer).filter(pk__in=[one.child for one in rows])
        names = dict(some.values_list("id", "name"))
        ids = [str(one) for one in names]
        events.looked(
            by=viewer, what="conference.sample", ids=ids, sensitivity=Sensitivity.IDENTITY
        )
    return tuple(_case(one, places, names) for one in rows), counts


def _case(one: SampleCase, places: dict[str, str], names: dict[UUID, str]) -> CaseLine:
    return CaseLine(
        id=one.id, number=one.place, place=places.get(one.division, one.division),
        name=names.get(one.child, ""), child=one.child if one.child in names else None,
        result=one.result, label=CheckResult(one.result).label, note=one.note,
    )  # fmt: skip


def _mine(viewer: Viewer, one: Finding) -> bool:
    if one.unit_id is not None:
        return viewer.unit is not None and viewer.unit == one.unit_id
    return viewer.division == one.division and viewer.may(P.CONFERENCE_ACT)


def _finding(viewer: Viewer, one: Finding, files: tuple[FileLine, ...]) -> FindingLine:
    today = clock.today()
    late = one.state == FindingState.OPEN and one.due_on is not None and one.due_on < today
    return FindingLine(
        id=one.id, unit=one.unit_name, text=one.text, due=one.due_on,
        late=(today - one.due_on).days if late and one.due_on else 0, state=one.state,
        state_label=FindingState(one.state).label, mended=one.mended, mended_by=one.mended_by,
        mended_at=one.mended_at, paper=one.paper_number, rechecks=one.rechecks,
        recheck_note=one.recheck_note, closed_on=one.closed_on, files=files,
        inspection=one.inspection_id, inspection_title=one.inspection.title,
        mine=_mine(viewer, one), runs=runs(viewer, one.inspection.division),
    )  # fmt: skip


def finding(viewer: Viewer, id: UUID) -> FindingLine | None:
    """一个问题 within reach; a unit reads its own without the inspection's grid."""
    row = _one(viewer, id)
    return _finding(viewer, row, files_of(viewer, [row.id]).get(row.id, ())) if row else None


def drawn_again(viewer: Viewer, id: UUID) -> str:
    """重抽核对: the same seed over the list of that day, compared with what was drawn."""
    row = Inspection.objects.visible_to(viewer).filter(pk=id).first()
    if row is None or row.sampled_as_of is None:
        return "还没有抽。"
    places = population(viewer, row.places, row.sampled_as_of)
    again = sampling.draw(sorted(places), row.sample_size, row.seed)
    kept_ = SampleCase.objects.visible_to(viewer).filter(inspection=row).order_by("place")
    before = sampling.Drawn(
        tuple(kept_.values_list("child", flat=True)), row.population, row.fingerprint
    )
    return sampling.compared(before, again)
