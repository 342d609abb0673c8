"""办理台的待办: one task for each town and for the county, counted down as proposals are decided."""

from __future__ import annotations

from collections import Counter
from datetime import date

from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.reconcile.actions.common import DESK
from tonghu.reconcile.contributions import DESK_TASK, VILLAGE_TASK
from tonghu.reconcile.models import Proposal
from tonghu.reconcile.rules.receiving import county_of, upper
from tonghu.reconcile.running.places import town_of
from tonghu.reconcile.states import ProposalState
from tonghu.worklist import actions as worklist
from tonghu.worklist.actions import NewTask
from tonghu.worklist.queries import open_subjects

_WHY = "名册比对发现的，采纳了才会改档案"


def tell_desks(by: Viewer, division: str) -> None:
    """Everybody who has something to decide within a county or a town, and nobody else."""
    county = county_of(division)
    with scope(DESK):
        rows = Proposal.objects.all_of_them(reason="how many wait, by desk").filter(
            division__gte=county, division__lt=upper(county), state=ProposalState.OPEN
        )
        waiting = list(rows.values_list("division", "due_on"))
        told = open_subjects(DESK, kind=DESK_TASK, subject_type="reconcile.desk")
    earlier = {desk for desk in told if county <= desk < upper(county)}
    counts: Counter[str] = Counter()
    first: dict[str, date] = {}
    for place, due in waiting:
        desk = town_of(place) or county
        counts[desk] += 1
        if due and (desk not in first or due < first[desk]):
            first[desk] = due
    done = [("reconcile.desk", desk) for desk in earlier - counts.keys()]
    worklist.close_tasks(by=by, kind=DESK_TASK, subjects=done)
    tasks = [
        NewTask(
            kind=DESK_TASK, subject=("reconcile.desk", desk), title=f"办理{count}件更改建议",
            why=_WHY, division=desk, role="town_worker" if town_of(desk) else "county_office",
            due=first.get(desk), count=count, link="/desk/",
        )
        for desk, count in counts.items()
    ]  # fmt: skip
    worklist.open_tasks(by=by, tasks=tasks, again=True)


def ask_village(by: Viewer, row: Proposal) -> None:
    """请村里核实: the village's worker is asked about a child of the own village."""
    worklist.open_task(
        by=by, kind=VILLAGE_TASK, subject=("reconcile.proposal", str(row.id)),
        title="上门核实一名儿童的情况", why="乡镇请本村核实名册上的变化", division=row.division,
        role="village_worker", due=row.due_on, basis=row.basis, link=f"/desk/ask/{row.id}/", again=True,
    )  # fmt: skip


def end_village(by: Viewer, row: Proposal, note: str = "") -> None:
    """The village need not answer any more, or has."""
    subject = ("reconcile.proposal", str(row.id))
    if note:
        worklist.cancel_task(by=by, kind=VILLAGE_TASK, subject=subject, note=note)
    else:
        worklist.close_task(by=by, kind=VILLAGE_TASK, subject=subject)
