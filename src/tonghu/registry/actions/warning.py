"""告警和落实: tasks that follow from what the rules found: a child alone, a child nobody answers for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tonghu.core import events
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.registry.actions.sheets import OWN
from tonghu.registry.contributions import ALONE, ASSIGN
from tonghu.registry.models import Hazard, Tally
from tonghu.registry.rules.cells import NO_WORKER, Cell
from tonghu.worklist import actions as worklist

if TYPE_CHECKING:
    from tonghu.registry.actions.sheets import Sheet

VILLAGE, TOWN = "village_worker", "town_worker"


def sound_alarms(
    by: Viewer, alarms: list[tuple[Sheet, Hazard]], cleared: list[tuple[Sheet, Hazard]]
) -> None:
    """Red at once: an event and a task for the town, due today (D-008)."""
    for sheet, hazard in alarms:
        events.record(
            "child.hazard", by=by, subject=("registry.child", sheet.id),
            division=sheet.child.division, changes={"kind": hazard.kind, "basis": hazard.basis},
        )  # fmt: skip
        worklist.open_task(
            by=by, kind=ALONE, subject=("registry.child", sheet.id), title="处置脱离监护单独居住的儿童",
            why=hazard.note[:200], division=sheet.child.division[:9] + "000", role=TOWN,
            due=hazard.found_on, basis=hazard.basis[:120], again=True, profile=sheet.child.profile,
        )  # fmt: skip
    for sheet, hazard in cleared:
        events.record(
            "hazard.clear", by=by, subject=("registry.child", sheet.id),
            division=sheet.child.division, changes={"kind": hazard.kind}, why=hazard.cleared_how,
        )  # fmt: skip
        worklist.close_task(
            by=by, kind=ALONE, subject=("registry.child", sheet.id), note=hazard.cleared_how
        )


def worker_tasks(by: Viewer, delta: Mapping[Cell, int]) -> None:
    """没有责任人: one task a village while a child has nobody who answers for it (D-072)."""
    villages = sorted({cell[0] for cell in delta if cell[2] == NO_WORKER})
    if not villages:
        return
    rows = Tally.objects.all_of_them(reason=OWN).filter(
        division__in=villages, scheme="", figure=NO_WORKER
    )
    left = dict(rows.values_list("division", "n"))
    names = directory.full_names(by, villages)
    for village in villages:
        subject = ("registry.village", village)
        count = left.get(village, 0)
        if count <= 0:
            worklist.close_task(by=by, kind=ASSIGN, subject=subject, note="都有责任人了")
            continue
        worklist.open_task(
            by=by, kind=ASSIGN, subject=subject, title="落实儿童的责任人",
            why=f"{names.get(village, village)[-20:]}有{count}名儿童没有责任人", count=count,
            division=village[:9] + "000", role=TOWN, again=True,
        )  # fmt: skip
