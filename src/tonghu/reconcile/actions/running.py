"""跑一次比对: the worker's part. Killed at any moment and begun again, it leaves one result."""

from __future__ import annotations

import base64
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError

from tonghu.access.permissions import P
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.encryption import remembered
from tonghu.core.errors import NotNow
from tonghu.core.jobs import Progress, job
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.reconcile.actions.common import DESK, found, need, workroom
from tonghu.reconcile.actions.keeping import keep
from tonghu.reconcile.actions.ordering import JOB, packed
from tonghu.reconcile.actions.proposing import propose
from tonghu.reconcile.models import Run, RunMemory
from tonghu.reconcile.running.orders import Order
from tonghu.reconcile.running.process import ChildDied, ask
from tonghu.reconcile.states import RunState
from tonghu.reconcile.workflow import RUN

STEPS = 16  # names the child tells, and what is done around it
STATE = "state.npz"
_DAY = 24 * 3600.0
_DATABASE_AWAY = (OperationalError, InterfaceError)
_STOPPED = "比对程序中途停了，没有出结果，名册都还在。请再比一次；还不行请把时间告诉管理员。"


@job(JOB)
def run(*, viewer: Viewer, progress: Progress, run: str) -> dict[str, Any]:
    """Takes the rosters, has them compared by a child process, writes what came of it at once."""
    id_ = UUID(run)
    if not _begun(viewer, id_):
        return {"run": run}
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix=f"run-{id_.hex}-", dir=workroom()))
    try:
        problem = _compared(viewer, progress, id_, folder, began)
    except _DATABASE_AWAY:
        raise  # the order is begun again when it is back
    except ChildDied:
        _failed(viewer, id_, _STOPPED)
        raise NotNow(_STOPPED) from None
    except Exception:
        _failed(viewer, id_, _STOPPED)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if problem:
        _failed(viewer, id_, problem)
        raise NotNow(problem)
    progress(STEPS, STEPS, "完成")
    return {"run": run}


def _begun(viewer: Viewer, id_: UUID) -> bool:
    """The run is ours to do; False when an earlier attempt has done it, or it was withdrawn."""
    with scope(viewer):
        need(viewer, P.RECONCILE_RUN)
        row = found(
            Run.objects.visible_to(viewer).select_for_update(of=("self",)).filter(pk=id_).first()
        )
        if row.state == RunState.RUNNING:
            return True  # the worker before us died in the middle
        if row.state != RunState.QUEUED:
            return False
        row.started_at = clock.now()
        row.save(update_fields=["started_at"])
        move(RUN, row, "begin", by=viewer, division=row.division)
        return True


def _compared(viewer: Viewer, progress: Progress, id_: UUID, folder: Path, began: float) -> str:
    """The sentence that stopped the run, "" when its rows are written."""
    progress(0, STEPS, "取出名册")
    with scope(viewer):
        row = found(Run.objects.visible_to(viewer).filter(pk=id_).first())
        order = packed(viewer, row, folder)
        row.save(update_fields=["files", "erase_on"])
        order = _with_memory(viewer, order, row, folder)
    done = [0]

    def step(name: str) -> None:
        done[0] += 1
        progress(min(done[0], STEPS - 2), STEPS, name)

    answer = ask(order, step)
    if answer["problem"]:
        return str(answer["problem"])
    progress(STEPS - 1, STEPS, "写入结果")
    with scope(viewer), remembered():
        keep(viewer, id_, folder, time.monotonic() - began)
    progress(STEPS - 1, STEPS, "提出更改建议")
    propose(by=viewer, run=id_)
    return ""


def _with_memory(viewer: Viewer, order: Order, row: Run, folder: Path) -> Order:
    """The state of the newest run that still stands, so that children keep their numbers."""
    last = (
        RunMemory.objects.visible_to(viewer)
        .filter(division=row.division, run__state=RunState.DONE)
        .order_by("-at")
        .first()
    )
    if last is None:
        return order
    earlier = folder / "earlier"
    earlier.mkdir()
    (earlier / STATE).write_bytes(base64.b64decode(last.content))
    return replace(order, earlier=str(earlier))


def _failed(viewer: Viewer, id_: UUID, problem: str) -> None:
    """The run says why it came to nothing."""
    with scope(DESK):
        row = Run.objects.visible_to(DESK).select_for_update(of=("self",)).filter(pk=id_).first()
        if row is None or row.state not in (RunState.QUEUED, RunState.RUNNING):
            return
        row.problem, row.finished_at = problem[:400], clock.now()
        row.save(update_fields=["problem", "finished_at"])
        move(RUN, row, "fail", by=viewer, division=row.division, note=problem)


def sweep() -> str:
    """Folders of runs that died: whatever lies in the workroom for a day is nobody's any more."""
    gone = 0
    for path in workroom().iterdir():
        if (
            path.name.startswith(("run-", "in-", "out-"))
            and time.time() - path.stat().st_mtime > _DAY
        ):
            shutil.rmtree(path, ignore_errors=True)
            gone += 1
    return f"清理比对的临时文件夹{gone}个"
