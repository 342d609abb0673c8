"""导出待办: the long list as a workbook, made in the background; permission asked at each step."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.core.files import File

from tonghu.access.permissions import P
from tonghu.core import clock, events, jobs
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotYours
from tonghu.core.jobs import Progress, job
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.files import actions as files
from tonghu.files.queries import described
from tonghu.files.states import FileKind
from tonghu.worklist.queries.exports import EXCEL, write_tasks
from tonghu.worklist.queries.listing import Filter

KEPT = timedelta(days=7)


def order_excel(*, by: Viewer, wanted: Filter) -> UUID:
    """交办导出; the job's result names the file."""
    _need(by)
    order = jobs.enqueue(EXCEL, by=by, label="导出待办", link="/tasks/", wanted=asdict(wanted))
    events.record(
        "task.export", by=by, subject=("job", order), division=by.division,
        changes={k: v for k, v in asdict(wanted).items() if v},
    )  # fmt: skip
    return order


@job(EXCEL)
def excel(*, viewer: Viewer, progress: Progress, wanted: dict[str, Any]) -> dict[str, Any]:
    """Makes the workbook: the list is the page's own, the permission is asked again."""
    room = Path(settings.TONGHU_HOME) / "work"
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="tasks-", dir=room))
    try:
        with scope(viewer):
            _need(viewer)
            path = folder / "tasks.xlsx"
            rows = write_tasks(viewer, Filter(**wanted), path, progress)
            with path.open("rb") as source:
                stored = files.store(
                    upload=cast("files.Upload", File(source, name="待办.xlsx")), purpose=EXCEL,
                    division=viewer.division, unit=viewer.unit, by=viewer,
                    erase_on=clock.today() + KEPT, sensitivity=Sensitivity.INTERNAL,
                    kinds=frozenset({FileKind.XLSX}),
                )  # fmt: skip
            return {"file": str(stored.id), "rows": rows}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def excel_to_download(*, by: Viewer, file: UUID) -> UUID:
    """取走: asked once more, for a post may have been lost since."""
    _need(by)
    row = described(by, file)
    if row.purpose != EXCEL:
        raise Missing("没有这份Excel。")
    events.record(
        "task.export_taken", by=by, subject=("files.storedfile", file), division=by.division
    )
    return row.id


def _need(by: Viewer) -> None:
    if not by.may(P.EXPORT):
        raise NotYours("导出Excel由乡镇或县民政部门办。")
