"""名单: children by how they stand on the rosters, and the list of findings; keyset paged."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from tonghu.core.encryption import remembered
from tonghu.core.viewer import Viewer
from tonghu.reconcile.forms import ChildFilter, FindingFilter
from tonghu.reconcile.models import Finding, Question, RunChild, RunTown
from tonghu.reconcile.queries.common import (
    as_uuid,
    cursor,
    day_of,
    late,
    place_names,
    place_of,
    town_name,
    village_name,
)
from tonghu.reconcile.queries.picture import reason_label
from tonghu.reconcile.queries.shapes import ChildLine, FindingLine, Paged
from tonghu.reconcile.queries.sides import WHOLE
from tonghu.reconcile.rules.receiving import upper
from tonghu.reconcile.running.kinds import detail_label
from tonghu.reconcile.states import Excuse, FindingKind, FindingState, RunState, Standing

LEFT = (FindingState.OPEN, FindingState.ASKED, FindingState.ANSWERED)
EXPLAINED = "explained"  # every reason that leaves nothing to ask
MOST = 500  # rows of a page, whatever is asked
LONGEST = 40
CODE = 12
AnyRow = TypeVar("AnyRow", bound=Model)


def children(
    viewer: Viewer, run: UUID, filter: ChildFilter, *, after: str = "", size: int = 50
) -> Paged[ChildLine]:
    """Children behind a number of the picture or of a town."""
    rows = _wanted_children(viewer, run, filter)
    total = rows.count()
    ordered = rows.order_by("division", "number")
    place = place_of(after, 2)
    if place:
        ordered = ordered.filter(
            Q(division__gt=place[0]) | Q(division=place[0], number__gt=place[1])
        )
    found, more = cut(ordered, size)
    names = place_names(row.division for row in found)
    return Paged(
        tuple(_child(row, names) for row in found), total, "",
        cursor(found[-1].division, found[-1].number) if more else "",
    )  # fmt: skip


def still_told(viewer: Viewer, rows: QuerySet[RunChild]) -> QuerySet[RunChild]:
    """Without those of a run that was withdrawn, by the line of it that the viewer sees."""
    gone = RunTown.objects.visible_to(viewer).filter(state=RunState.WITHDRAWN)
    return rows.exclude(run_id__in=gone.values("run_id"))


def _wanted_children(viewer: Viewer, run: UUID, filter: ChildFilter) -> QuerySet[RunChild]:
    rows = still_told(viewer, RunChild.objects.visible_to(viewer).filter(run=run))
    if filter.standing:
        rows = rows.filter(standing=filter.standing)
    if filter.reason == EXPLAINED:
        rows = rows.exclude(reason__in=(Excuse.UNKNOWN, Excuse.OMISSION, Excuse.NONE))
    elif filter.reason:
        rows = rows.filter(reason=filter.reason)
    rows = _inside(rows, filter.town)
    text = filter.search.strip()[:LONGEST]
    return rows.filter(Q(name__contains=text) | Q(number=text.upper())) if text else rows


def _inside(rows: QuerySet[AnyRow], town: str) -> QuerySet[AnyRow]:
    if not town:
        return rows
    if not (town.isascii() and town.isdigit() and len(town) == CODE):
        return rows.none()
    if town.endswith("000000"):  # those whose town nobody wrote, or that lie in several
        return rows.filter(division=town)
    return rows.filter(division__gte=town, division__lt=upper(town))


def cut(rows: Any, size: int) -> tuple[list[Any], bool]:
    """A page, and whether there is more behind it."""
    size = max(1, min(size, MOST))
    found = list(rows[: size + 1])
    return found[:size], len(found) > size


def _child(row: RunChild, names: dict[str, str]) -> ChildLine:
    standing = Standing(row.standing)
    return ChildLine(
        id=row.id, number=row.number, name=row.name or "（已清除）", sex=row.sex,
        birth=row.birth.isoformat() if row.birth else "", town=town_name(names, row.division),
        village=village_name(names, row.division), standing=standing.value, standing_label=standing.label,
        has=standing.has, reason=row.reason, reason_label=reason_label(row.reason),
        explained=row.reason not in (Excuse.UNKNOWN, Excuse.OMISSION),
    )  # fmt: skip


def findings(
    viewer: Viewer, run: UUID, filter: FindingFilter, *, after: str = "", size: int = 50
) -> Paged[FindingLine]:
    """差异清单, most urgent kind first; pairs likeliest first."""
    rows = wanted(viewer, run, filter)
    total = rows.count()
    found, more = cut(_behind(rows, filter, after), size)
    with remembered():
        lines = finding_lines(viewer, found)
    end = _place(found[-1], filter) if more else ""
    return Paged(lines, total, "", end)


def wanted(viewer: Viewer, run: UUID, filter: FindingFilter) -> QuerySet[Finding]:
    """The rows of a filter, unordered; the workbook takes the same."""
    rows = Finding.objects.visible_to(viewer).filter(run=run).exclude(state=FindingState.WITHDRAWN)
    if filter.kind:
        rows = rows.filter(kind=filter.kind)
    if filter.pairs:
        rows = rows.filter(is_pair=True)
    if filter.state == "left":
        rows = rows.filter(state__in=LEFT)
    elif filter.state:
        rows = rows.filter(state=filter.state)
    rows = _inside(rows, filter.town)
    if filter.unit:
        rows = rows.filter(pk__in=_asked_of(viewer, run, filter.unit))
    text = filter.search.strip()[:LONGEST]
    if not text:
        return rows
    named = Q(name__contains=text) if viewer.level in WHOLE else Q(name__contains=text, named=True)
    return rows.filter(named | Q(case=text))


def _asked_of(viewer: Viewer, run: UUID, unit: str) -> Any:
    id_ = as_uuid(unit)
    asked = Question.objects.visible_to(viewer).filter(run=run)
    return (asked.filter(unit_id=id_) if id_ else asked.filter(unit_name=unit)).values("finding_id")


def ordered(rows: QuerySet[Finding], filter: FindingFilter) -> QuerySet[Finding]:
    """The order of the page and of the workbook."""
    if filter.pairs:
        return rows.order_by("-of_100", "case")
    return rows.order_by("due_on", "kind", "case")


def _behind(rows: QuerySet[Finding], filter: FindingFilter, after: str) -> QuerySet[Finding]:
    place = place_of(after, 3)
    if place:
        first, kind, case = place
        if filter.pairs:
            here = int(first) if first and first.isdigit() else 0
            rows = rows.filter(Q(of_100__lt=here) | Q(of_100=here, case__gt=case))
        elif (due := day_of(first)) is not None:
            rows = rows.filter(
                Q(due_on__gt=due)
                | Q(due_on=due, kind__gt=kind)
                | Q(due_on=due, kind=kind, case__gt=case)
            )
    return ordered(rows, filter)


def _place(row: Finding, filter: FindingFilter) -> str:
    return cursor(row.of_100 if filter.pairs else row.due_on, row.kind, row.case)


def finding_lines(viewer: Viewer, rows: list[Finding]) -> tuple[FindingLine, ...]:
    """Lines with the units asked; two more queries for any number."""
    names = place_names(row.division for row in rows)
    units: dict[UUID, list[str]] = defaultdict(list)
    asked = Question.objects.visible_to(viewer).filter(finding_id__in=[row.id for row in rows])
    for finding, name in asked.order_by("unit_name").values_list("finding_id", "unit_name"):
        if name not in units[finding]:
            units[finding].append(name)
    return tuple(finding_line(viewer, row, tuple(units[row.id]), names) for row in rows)


def finding_line(
    viewer: Viewer, row: Finding, units: tuple[str, ...], names: dict[str, str]
) -> FindingLine:
    """One line."""
    settled = row.state in (FindingState.SETTLED, FindingState.WITHDRAWN)
    named = row.named or viewer.level in WHOLE  # a town reads no other unit's value
    return FindingLine(
        id=row.id, case=row.case, kind=row.kind, kind_label=FindingKind(row.kind).label,
        detail=detail_label(row.detail), name="（已清除）" if row.data_key is None else (row.name or "") if named else "",
        birth=row.birth.isoformat() if row.birth and named else "",
        town=town_name(names, row.division) or "跨乡镇",
        units=units, sentence=row.sentence or "", state=row.state,
        state_label=FindingState(row.state).label, due=row.due_on,
        days_late=0 if settled else late(viewer, row.due_on), is_pair=row.is_pair, of_100=row.of_100,
        outcome=row.outcome,
    )  # fmt: skip
