"""成批落实责任人: in the background, a village at a time, seen while it runs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import events, jobs
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.jobs import Progress, job
from tonghu.core.viewer import Viewer
from tonghu.registry.actions.assigning import assign_many
from tonghu.registry.actions.common import need
from tonghu.registry.queries.orders import ASSIGN as JOB
from tonghu.registry.queries.wanted import Filter, of_codes, rows_of
from tonghu.registry.rules.checking import WrongValues
from tonghu.registry.searching.sealing import sealed, unsealed

STEP = 200


def order_assign(*, by: Viewer, wanted: Filter, worker: UUID | None) -> UUID:
    """交办: without a worker every village's own."""
    need(by, P.CHILD_ASSIGN)
    count = rows_of(by, wanted).count()
    if not count:
        raise NotNow("没有符合条件的儿童，没有什么可办的。")
    order = jobs.enqueue(
        JOB, by=by, label=f"落实{count}名儿童的责任人", link="/children/", codes=wanted.codes(),
        typed=sealed(wanted.typed, place=str(by.post or by.user)), only=[str(one) for one in wanted.only],
        worker=str(worker or ""),
    )  # fmt: skip
    events.record(
        "list.assign", by=by, subject=("job", order), division=by.division,
        changes={"count": count, "worker": str(worker or ""), "filter": wanted.codes()},
    )  # fmt: skip
    return order


@job(JOB)
def assign_job(
    *,
    viewer: Viewer,
    progress: Progress,
    codes: dict[str, str],
    typed: str,
    only: list[str],
    worker: str,
) -> dict[str, Any]:
    """Some hundred files a transaction; begun again, it changes nothing twice."""
    wanted = of_codes(codes, unsealed(typed, place=str(viewer.post or viewer.user)))
    wanted = replace(wanted, only=tuple(UUID(one) for one in only))
    with scope(viewer):
        ids = list(rows_of(viewer, wanted).order_by("division", "id").values_list("id", flat=True))
    changed = 0
    for start in range(0, len(ids), STEP):
        some = ids[start : start + STEP]
        try:
            with scope(viewer):
                changed += assign_many(
                    by=viewer, children=some, worker=UUID(worker) if worker else None
                )
        except WrongValues as wrong:
            told = f"办到第{start + 1}名停下了，前面的已经办好：" if start else ""
            raise NotNow(f"{told}{wrong}") from None
        progress(start + len(some), len(ids), "落实责任人")
    return {"changed": changed, "rows": len(ids)}
