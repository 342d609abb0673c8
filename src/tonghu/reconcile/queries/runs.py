"""看比对: the runs, and the result of one: five figures, the picture, towns, units (mock c)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from tonghu.access.permissions import P
from tonghu.core.viewer import Level, Viewer
from tonghu.reconcile.models import Finding, Question, RosterOwed, Run, RunTown, RunUnit, Verdict
from tonghu.reconcile.queries.common import late, place_names, town_name
from tonghu.reconcile.queries.picture import picture, town_lines, whole_line
from tonghu.reconcile.queries.rosters import received_by_unit
from tonghu.reconcile.queries.shapes import RunLine, RunSummary, Told, UnitLine
from tonghu.reconcile.rules.receiving import unit_word
from tonghu.reconcile.states import FindingState, QuestionState, RunState

LEFT = (FindingState.OPEN, FindingState.ASKED, FindingState.ANSWERED)
TO_JUDGE = (FindingState.OPEN, FindingState.ANSWERED)
_KINDS = {"survey": "民政", "school": "学校", "police": "公安"}
MOST_TOLD = 60


def runs(viewer: Viewer) -> tuple[RunLine, ...]:
    """Runs within reach, newest first; a town's lines are its own part of the county's runs."""
    towns = RunTown.objects.visible_to(viewer)
    figures = {
        row["run_id"]: (row["total__sum"], row["settled__sum"])
        for row in towns.values("run_id").annotate(Sum("total"), Sum("settled"))
    }
    own = list(Run.objects.visible_to(viewer).order_by("-ordered_at")[:200])
    names = place_names({run.division for run in own})
    lines = [_line(viewer, run, *figures.get(run.id, (0, 0)), names) for run in own]
    known = {run.id for run in own}
    parts = towns.order_by("-run_id")[:200] if viewer.level is Level.TOWN else ()
    return (*lines, *(_town_run(viewer, row) for row in parts if row.run_id not in known))


def run_line(viewer: Viewer, id: UUID) -> RunLine | None:
    """One run, or one's own part of it."""
    run = Run.objects.visible_to(viewer).filter(pk=id).first()
    towns = RunTown.objects.visible_to(viewer).filter(run=id)
    if run is not None:
        sums = towns.aggregate(total=Sum("total"), settled=Sum("settled"))
        return _line(viewer, run, sums["total"] or 0, sums["settled"] or 0)
    row = towns.first() if viewer.level is Level.TOWN else None
    return _town_run(viewer, row) if row else None


def _line(
    viewer: Viewer, run: Run, total: int, settled: int, names: dict[str, str] | None = None
) -> RunLine:
    if names is None:
        names = {} if run.division == viewer.division else place_names([run.division])
    return RunLine(
        id=run.id, number=run.number, title=run.title, division=run.division,
        place=names.get(run.division, viewer.place), as_of=run.as_of, state=run.state,
        state_label=RunState(run.state).label, files=len(run.files), rows=run.counts.get("rows", 0),
        seconds=run.seconds, started_at=run.started_at, finished_at=run.finished_at,
        by=run.ordered_by_name, to_ask=total, settled=settled,
        job=run.job if run.ordered_by == viewer.user else None,
    )  # fmt: skip


def _town_run(viewer: Viewer, row: RunTown) -> RunLine:
    head = row.head
    return RunLine(
        id=row.run_id, number=head["number"], title=head["title"], division=row.division,
        place=row.name, as_of=date.fromisoformat(head["as_of"]), state=row.state,
        state_label=RunState(row.state).label, files=row.received, rows=0, seconds=0.0, started_at=None,
        finished_at=datetime.fromisoformat(head["finished_at"]), by=head["by"], to_ask=row.total,
        settled=row.settled, job=None,
    )  # fmt: skip


def towns(viewer: Viewer, run: UUID) -> tuple[tuple[str, str], ...]:
    """Code and name of the towns of a run, for filters."""
    rows = RunTown.objects.visible_to(viewer).filter(run=run).order_by("division")
    return tuple(rows.values_list("division", "name"))


def summary(viewer: Viewer, run: UUID) -> RunSummary | None:
    """比对结果: of the whole run for the county and above, of the own town for a town."""
    row = Run.objects.visible_to(viewer).filter(pk=run).first()
    towns = list(RunTown.objects.visible_to(viewer).filter(run=run))
    line = _line_of(viewer, row, towns)
    if line is None:
        return None
    if line.state == RunState.WITHDRAWN:
        towns = []
    lines = town_lines(towns)
    total = whole_line(line.place, lines) if lines else None
    counts = row.counts if row else {}
    names = viewer.may(P.RECONCILE_CHILDREN)
    call = row.call_id if row else None
    came = received_by_unit(viewer, call) if call else {}
    owed = list(RosterOwed.objects.visible_to(viewer).filter(call=call)) if call else []
    expected, received = _rosters(viewer, towns, came, owed)
    return RunSummary(
        run=line, whole=row is not None, listed=_sum(towns, "listed"),
        by_facts=sum(town.counts.get("by_facts", 0) for town in towns), children=counts.get("children", 0),
        agreed=_sum(towns, "agreed"), explained=_sum(towns, "explained"),
        to_ask=_sum(towns, "total"), settled=_sum(towns, "settled"),
        left=_sum(towns, "total") - _sum(towns, "settled"),
        to_judge=_to_judge(viewer, run) if names else 0,
        missing_rosters=expected - received, expected_rosters=expected,
        picture=picture(towns), towns=lines, total=total,
        units=_units(viewer, run, came, owed, {town.division: town.name for town in towns}) if names and lines else (),
        unknown_senders=tuple(counts.get("unknown_senders", ())), told=_told(counts),
        unlisted_pairs=counts.get("unlisted_pairs", 0), carried=counts.get("carried", 0),
        sample=sample_of(viewer, run).count() if names else 0,
        erase_on=row.erase_on if row else None, erased=bool(row and row.erased_at),
        problem=(row.problem or row.why) if row else "",
        may_withdraw=viewer.may(P.RECONCILE_WITHDRAW) and line.state == RunState.DONE and row is not None,
        may_judge=viewer.may(P.RECONCILE_JUDGE), may_export=viewer.may(P.EXPORT), may_see_children=names,
    )  # fmt: skip


def _sum(towns: Iterable[RunTown], name: str) -> int:
    return sum(getattr(town, name) for town in towns)


def _line_of(viewer: Viewer, row: Run | None, towns: list[RunTown]) -> RunLine | None:
    """The line of a run from rows that are at hand already."""
    if row is not None:
        return _line(viewer, row, _sum(towns, "total"), _sum(towns, "settled"))
    return _town_run(viewer, towns[0]) if towns and viewer.level is Level.TOWN else None


def _rosters(
    viewer: Viewer, towns: list[RunTown], came: dict[UUID, Any], owed: list[RosterOwed]
) -> tuple[int, int]:
    """Rosters owed and come: as of now where the viewer may see them, else as of the run."""
    if not owed or viewer.level is not Level.COUNTY:
        return _sum(towns, "expected"), _sum(towns, "received")
    received = sum(any(one.kind == due.kind for one in came.get(due.unit_id, ())) for due in owed)
    return len(owed), received


def _to_judge(viewer: Viewer, run: UUID) -> int:
    return (
        Finding.objects.visible_to(viewer).filter(run=run, is_pair=True, state__in=TO_JUDGE).count()
    )


def sample_of(viewer: Viewer, run: UUID) -> QuerySet[Verdict]:
    """Verdicts given in bulk that wait for a second person."""
    return Verdict.objects.visible_to(viewer).filter(
        run=run, sampled=True, reviewed_at=None, undone_at=None
    )


def _told(counts: dict[str, Any]) -> tuple[Told, ...]:
    """Refused files by unit; the same sentence about several rosters once, with how many rows."""
    folded: dict[str, list[Any]] = {}
    for one in counts.get("told", ()):
        text = one["text"]
        if one["fatal"]:
            text = f"{one['unit_name']}：{text}"
        held = folded.setdefault(text, [set(), 0, one["fatal"]])
        held[0].add(one["hand_in"])
        held[1] += one["count"]
    made = [
        Told(
            text if len(files) == 1 or fatal else f"{text}（{len(files)}份名册）", "", count, fatal
        )
        for text, (files, count, fatal) in folded.items()
    ]
    return tuple(sorted(made, key=lambda one: (not one.fatal, -one.count))[:MOST_TOLD])


def _units(
    viewer: Viewer, run: UUID, came: dict[UUID, Any], due: list[RosterOwed], names: dict[str, str]
) -> tuple[UnitLine, ...]:
    """交名册的单位: those who owe and have not come first, then by what is left to answer."""
    units = list(RunUnit.objects.visible_to(viewer).filter(run=run))
    left = _left(viewer, run)
    owed = {one.unit_id: one for one in due}
    lines = [_unit(u, left, came, owed, names) for u in units]
    known = {u.unit_id for u in units}
    lines += [
        _owing(viewer, one, names)
        for unit, one in owed.items()
        if unit not in known and unit not in came
    ]
    return tuple(
        sorted(lines, key=lambda u: (-u.days_late, u.receipt is not None, -u.left, u.name))
    )


def _left(viewer: Viewer, run: UUID) -> dict[tuple[UUID | None, str], int]:
    rows = Question.objects.visible_to(viewer).filter(run=run, state=QuestionState.OPEN)
    return {
        (unit, "" if unit else name): count
        for unit, name, count in rows.values_list("unit_id", "unit_name").annotate(n=Count("pk"))
    }


def _unit(
    u: RunUnit,
    left: dict[tuple[UUID | None, str], int],
    came: dict[Any, Any],
    owed: dict[Any, Any],
    names: dict[str, str],
) -> UnitLine:
    receipts = came.get(u.unit_id, ())
    due = owed.get(u.unit_id)
    return UnitLine(
        unit=u.unit_id, name=u.name, kind_label=_kind_label(u, due), town=town_name(names, u.division),
        rows=u.rows, asked=u.asked, left=left.get((u.unit_id, "" if u.unit_id else u.name), 0), most=u.most,
        days_late=0, urged=due.urged if due else 0, receipt=receipts[-1].id if receipts else None,
        owed=due.id if due else None,
    )  # fmt: skip


def _kind_label(u: RunUnit, due: RosterOwed | None) -> str:
    return unit_word(due.unit_kind) if due else _KINDS.get(u.kind, "村")


def _owing(viewer: Viewer, due: RosterOwed, names: dict[str, str]) -> UnitLine:
    return UnitLine(
        unit=due.unit_id, name=due.unit_name, kind_label=unit_word(due.unit_kind),
        town=town_name(names, due.division), rows=0, asked=0, left=0, most="",
        days_late=late(viewer, due.due), urged=due.urged, receipt=None, owed=due.id,
    )  # fmt: skip


def first_to_judge(viewer: Viewer, run: UUID) -> UUID | None:
    """The pair to begin with: the likeliest first."""
    rows = Finding.objects.visible_to(viewer).filter(Q(run=run, is_pair=True, state__in=TO_JUDGE))
    return rows.order_by("-of_100", "case").values_list("pk", flat=True).first()
