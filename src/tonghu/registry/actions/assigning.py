"""责任人: every child has one person who answers for it (D-072)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core.viewer import Viewer
from tonghu.registry.actions.batch import Batch
from tonghu.registry.actions.common import need, within_reach
from tonghu.registry.queries.workers import village_workers, worker_name
from tonghu.registry.rules.checking import WrongValues

WORKER = "worker"


def assign(*, by: Viewer, child: UUID, worker: UUID) -> None:
    """落实一名儿童的责任人."""
    assign_many(by=by, children=[child], worker=worker)


def assign_many(*, by: Viewer, children: Iterable[UUID], worker: UUID | None = None) -> int:
    """落实多名儿童的责任人; without a worker: whoever holds the village's post. How many changed."""
    need(by, P.CHILD_ASSIGN)
    wanted = list(dict.fromkeys(children))
    within_reach(by, wanted)
    changed = 0
    with Batch(by) as batch:
        sheets = batch.take(wanted)
        defaults = village_workers({one.child.division for one in sheets}) if worker is None else {}
        names: dict[str, str | None] = {}
        for sheet in sheets:
            child = sheet.child
            if worker is None:
                who, name = defaults.get(child.division, (None, ""))
            else:
                if child.division not in names:
                    names[child.division] = worker_name(worker, child.division)
                who, name = worker, names[child.division] or ""
            if who is None or not name:
                raise WrongValues(
                    {WORKER: "这个人没有管到本村的岗位，请换一个人，或者先给他岗位。"}
                )
            if who == child.worker:
                continue
            before, child.worker, child.worker_name = child.worker_name, who, name
            changed += 1
            batch.tell("child.assign", sheet, {"worker": [before, name]})
    return changed
