"""线索: a child entered here and known elsewhere is checked by the lowest common superior."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.registry.actions.batch import Batch, Saying
from tonghu.registry.actions.common import DESK, found, need, profile_code
from tonghu.registry.actions.knowing import Known
from tonghu.registry.contributions import CLUE
from tonghu.registry.models import Clue
from tonghu.registry.queries.workers import village_workers
from tonghu.registry.states import ClueState, LifeState, SourceKind
from tonghu.registry.workflow import CLUE as STEPS
from tonghu.worklist import actions as worklist


def common_desk(one: str, other: str) -> tuple[str, str]:
    """(division, role) of the lowest common superior who keeps files.

    Above the county nobody reads names (access.roles.Superior): there it is the county that has the
    file.
    """
    if one[:9] == other[:9]:
        return one[:9] + "000", "town_worker"
    if one[:6] == other[:6]:
        return one[:6] + "000000", "county_office"
    return other[:6] + "000000", "county_office"


def refer(
    by: Viewer, known: Known, values: dict[str, Any], division: str, source: SourceKind, on: date
) -> UUID:
    """交上级核实; the same entry twice is one clue."""
    desk, role = common_desk(division, known.division)
    clue = (
        Clue.objects.all_of_them(reason="one clue a file and village")
        .filter(known=known.child, entered_in=division, state=ClueState.CHECKING)
        .first()
    )
    if clue is not None:
        return clue.pk
    clue = Clue.objects.put(
        division=desk, entered_in=division, entered_by=by.user, entered_by_name=by.name,
        values=values, source=source, stated_on=on, known=known.child,
    )  # fmt: skip
    events.record(
        "clue.open", by=by, subject=("registry.clue", clue.pk), division=desk,
        changes={"fields": sorted(values)},
    )  # fmt: skip
    worklist.open_task(
        by=by, kind=CLUE, subject=("registry.clue", clue.pk), title="核实是不是同一名儿童",
        why="下级新登记的一名儿童，可能已有档案", division=desk, role=role,
        profile=profile_code(by),
    )  # fmt: skip
    return clue.pk


def settle_clue(*, by: Viewer, clue: UUID, same: bool, why: str = "") -> UUID | None:
    """核实线索: the same child gets one more statement, another becomes a candidate; its id."""
    need(by, P.CHILD_MERGE)
    row = found(Clue.objects.visible_to(by).filter(pk=clue).exclude(entered_by=by.user).first())
    with Batch(by) as batch:
        saying = Saying(SourceKind(row.source), row.stated_on, officer=row.entered_by_name, why=why)
        if same:
            sheet = batch.take_one(row.known)
        else:
            sheet = batch.begin(row.entered_in, LifeState.CANDIDATE.value, profile_code(by))
            workers = village_workers([row.entered_in])
            sheet.child.worker, sheet.child.worker_name = workers.get(row.entered_in, (None, ""))
        record = batch.state(sheet, row.values, saying)
        batch.tell(
            "child.update" if same else "child.enter", sheet,
            {"fields": record.keys, "record": record.pk, "clue": row.pk}, why,
        )  # fmt: skip
    with scope(DESK):
        row.settled_at, row.settled_by, row.settled_by_name = clock.now(), by.user, by.name
        row.outcome, row.values = why[:200], None
        row.save(update_fields=["settled_at", "settled_by", "settled_by_name", "outcome", "values"])
        move(STEPS, row, "same" if same else "other", by=by, division=row.division, note=why)
    worklist.close_task(by=by, kind=CLUE, subject=("registry.clue", row.pk), note=why)
    return sheet.id
