"""首页上的比对: how far the hand-in is, what the newest run left to ask, figures for leaders."""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.access.permissions import P
from tonghu.core.contributions import contribute
from tonghu.core.viewer import Viewer
from tonghu.reconcile import queries
from tonghu.reconcile.queries.agenda import unsettled
from tonghu.reconcile.queries.shapes import CallPage, RunLine, RunSummary
from tonghu.reconcile.showing.rosters import OwedRow, bar, due_of
from tonghu.reconcile.states import RunState
from tonghu.ui import words
from tonghu.ui.shapes import Figure, Segment
from tonghu.worklist.contributions import (
    AgendaProposer,
    Hit,
    HomePanel,
    LeaderFigures,
    SearchSource,
)

SHOWN = 6  # units of the panel; the page of the call has the rest
MOST = 8  # hits of one kind


@dataclass(frozen=True, slots=True)
class RosterPanel:
    """名册报送进度: 11/17个单位已交."""

    call: CallPage
    bar: tuple[Segment, ...]
    missing: tuple[OwedRow, ...]
    left: int


@dataclass(frozen=True, slots=True)
class RunPanel:
    """最近一次比对: what is left."""

    run: RunLine
    left: int
    url: str


def roster_panel(viewer: Viewer) -> RosterPanel | None:
    """For those above who wait for rosters."""
    if not (viewer.lo and viewer.may(P.ROSTER_VIEW)):
        return None
    call = queries.current_call(viewer)
    if call is None or not call.expected:
        return None
    waiting = sorted(
        (one for one in call.owed if not one.received), key=lambda o: (-o.days_late, o.division)
    )
    rows = tuple(OwedRow(one, due_of(one, viewer)) for one in waiting[:SHOWN])
    return RosterPanel(call, bar(call), rows, len(waiting) - len(rows))


def run_panel(viewer: Viewer) -> RunPanel | None:
    """For those who may see the children behind the numbers."""
    run = _last(viewer) if viewer.may(P.RECONCILE_CHILDREN) else None
    return RunPanel(run, run.to_ask - run.settled, f"/reconcile/{run.id}/") if run else None


def _last(viewer: Viewer) -> RunLine | None:
    return next((run for run in queries.runs(viewer) if run.state == RunState.DONE), None)


def newest(viewer: Viewer) -> RunSummary | None:
    """The newest finished run within reach."""
    if not viewer.may(P.RECONCILE_VIEW):
        return None
    done = _last(viewer)
    return queries.summary(viewer, done.id) if done else None


def figures(viewer: Viewer) -> tuple[Figure, ...]:
    """三个数 of the newest run, for leaders and superiors."""
    found = newest(viewer)
    if found is None:
        return ()
    url, day = f"/reconcile/{found.run.id}/", found.run.as_of
    agreed = (
        f"{day.month}月{day.day}日的名册，三份都有的{words.percent(found.agreed, found.listed)}"
    )
    left = f"共{words.number(found.to_ask)}件，已办{words.number(found.settled)}"
    missing = f"应交{words.number(found.expected_rosters)}份"
    return (
        Figure("被任一名册列为留守", found.listed, "人", agreed, url),
        Figure("还要问清的", found.left, "件", left, url, "danger" if found.left else ""),
        Figure("名册没交", found.missing_rosters, "份", missing, url, "warn" if found.missing_rosters else ""),
    )  # fmt: skip


def rosters(viewer: Viewer, text: str) -> tuple[Hit, ...]:
    """名册 by unit, number or file."""
    found = (
        one
        for one in queries.receipts(viewer)
        if text in f"{one.unit_name}{one.number}{one.file_name}"
    )
    return tuple(
        Hit(f"{one.unit_name}的{one.kind_label}名册", f"/rosters/receipts/{one.id}/", f"{one.number}，{words.number(one.rows)}条")
        for one, _ in zip(found, range(MOST), strict=False)
    )  # fmt: skip


def runs(viewer: Viewer, text: str) -> tuple[Hit, ...]:
    """比对 by title."""
    found = [one for one in queries.runs(viewer) if text in one.title][:MOST]
    return tuple(Hit(one.title, f"/reconcile/{one.id}/", str(one.state_label)) for one in found)


def register() -> None:
    """What reconcile brings to the first page and to the search box."""
    contribute(
        HomePanel("reconcile.rosters", 10, "reconcile/_panel_rosters.html", roster_panel),
        HomePanel("reconcile.run", 20, "reconcile/_panel_run.html", run_panel),
        LeaderFigures("reconcile.figures", 10, P.RECONCILE_VIEW, figures),
        AgendaProposer("reconcile.unsettled", "没有核清的不符", 30, unsettled),
        SearchSource("reconcile.roster", "名册", P.ROSTER_VIEW, rosters),
        SearchSource("reconcile.run", "比对", P.RECONCILE_VIEW, runs),
    )
