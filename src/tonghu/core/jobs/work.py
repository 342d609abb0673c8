"""办: what the worker does with one order. Started again after a crash, it begins anew."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, connections

from tonghu.core import clock
from tonghu.core.database.scope import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.jobs.models import JobRun
from tonghu.core.jobs.progress import WRITER, Progress
from tonghu.core.jobs.registry import find
from tonghu.core.jobs.states import ENDED, JobState
from tonghu.core.viewer import Viewer, viewer_again

log = logging.getLogger(__name__)
DATABASE_GONE = (OperationalError, InterfaceError)  # not the job's fault: it is begun again later
MOST = 5  # times an order is begun: a job that kills its worker must not kill it for ever
_REFUSED = (NotNow, NotYours, Missing)


def run(order: UUID) -> None:
    """Runs one order to its end; whatever happens stands in its row.

    Raises one of `DATABASE_GONE` when the database went away: the order is not at its end.
    """
    _fresh()
    with scope(WRITER):
        row = JobRun.objects.all_of_them(reason="the worker does what was ordered").get(pk=order)
        if row.state in ENDED:
            return
        JobRun.objects.all_of_them(reason="the same row").filter(pk=order).update(
            state=JobState.RUNNING, attempts=row.attempts + 1, started_at=clock.now()
        )
    if row.attempts >= MOST:
        _end(
            order,
            JobState.FAILED,
            problem=f"开始了{MOST}次都没有办完，已停下。请把时间告诉管理员。",
        )
        return
    viewer = _viewer(row)
    if viewer is None:
        _end(order, JobState.FAILED, problem="交办人已经不在这个岗位上，所以没有办。")
        return
    _do(row, viewer)


def _do(row: JobRun, viewer: Viewer) -> None:
    found = find(row.kind)
    try:
        if found is None:
            raise LookupError(row.kind)
        answer = found.run(viewer=viewer, progress=Progress(row.id), **row.arguments)
    except DATABASE_GONE:
        log.warning("job %s of kind %s lost its database", row.id, row.kind)
        raise
    except _REFUSED as refusal:
        _end(row.id, JobState.FAILED, problem=str(refusal))
    except Exception:
        log.exception("job %s of kind %s failed", row.id, row.kind)
        _end(
            row.id, JobState.FAILED,
            problem=f"没有办成：程序出了错，已记下（编号{row.id.hex[-8:]}）。可以再办一次；还不行请把编号告诉管理员。",
        )  # fmt: skip
    else:
        _end(row.id, JobState.DONE, result=answer or {})


def _viewer(row: JobRun) -> Viewer | None:
    if row.user is None:
        return Viewer.for_system(row.label)
    with scope(WRITER):
        return viewer_again(row.user, row.post)


def _fresh() -> None:
    """No connection that died with an earlier order."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


def _end(
    order: UUID, state: JobState, *, problem: str = "", result: dict[str, Any] | None = None
) -> None:
    _fresh()
    with scope(WRITER):
        JobRun.objects.all_of_them(reason="the end of an order").filter(pk=order).update(
            state=state, problem=problem, result=result or {}, ended_at=clock.now()
        )
