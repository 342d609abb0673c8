"""导出Excel: made in the background, permission asked when ordered, made and taken (D-427)."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.core.files import File

from tonghu.access.permissions import P
from tonghu.core import clock, events, jobs
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.jobs import Progress, job
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.files import actions as files
from tonghu.files.queries import described
from tonghu.files.states import FileKind
from tonghu.reconcile import forms
from tonghu.reconcile.actions.common import found, need, workroom
from tonghu.reconcile.actions.sealing import sealed, unsealed
from tonghu.reconcile.queries.orders import EXCEL as JOB
from tonghu.reconcile.queries.runs import run_line
from tonghu.reconcile.queries.shapes import RunLine
from tonghu.reconcile.queries.workbook import write_workbook
from tonghu.reconcile.states import RunState

PURPOSE = JOB
KEPT = timedelta(days=7)  # a table of names that nobody fetched is not left lying


def order_excel(*, by: Viewer, run: UUID, filter: forms.FindingFilter) -> UUID:
    """交办导出; the job's result names the file."""
    need(by, P.EXPORT)
    need(by, P.RECONCILE_CHILDREN)
    line = _told(by, run)
    order = jobs.enqueue(
        JOB, by=by, label=f"导出差异清单（{line.title}）", link=f"/reconcile/{run}/findings/",
        run=str(run), filter=asdict(replace(filter, search="")), search=sealed(filter.search, place=str(run)),
    )  # fmt: skip
    events.record(
        "excel.order", by=by, subject=("reconcile.run", run), division=by.division,
        changes={"filter": {k: v for k, v in asdict(filter).items() if v and k != "search"}},
    )  # fmt: skip
    return order


def _told(by: Viewer, run: UUID) -> RunLine:
    line = found(run_line(by, run))
    if line.state == RunState.WITHDRAWN:
        raise NotNow("这次比对已经撤回，名单不再导出。")
    return line


@job(JOB)
def excel(
    *, viewer: Viewer, progress: Progress, run: str, filter: dict[str, Any], search: str = ""
) -> dict[str, Any]:
    """Makes the workbook; the same permissions are asked again, the list is the page's own."""
    folder = Path(tempfile.mkdtemp(prefix="out-", dir=workroom()))
    try:
        with scope(viewer):
            need(viewer, P.EXPORT)
            need(viewer, P.RECONCILE_CHILDREN)
            line = _told(viewer, UUID(run))
            wanted = replace(forms.FindingFilter(**filter), search=unsealed(search, place=run))
            path = folder / "差异清单.xlsx"
            rows, ids = write_workbook(viewer, UUID(run), wanted, path, progress)
            with path.open("rb") as source:
                stored = files.store(
                    upload=cast("files.Upload", File(source, name=f"{line.title}差异清单.xlsx")), purpose=PURPOSE,
                    division=viewer.division, unit=viewer.unit, by=viewer,
                    erase_on=clock.today() + KEPT, sensitivity=Sensitivity.IDENTITY,
                    kinds=frozenset({FileKind.XLSX}),
                )  # fmt: skip
            events.looked(
                by=viewer, what="reconcile.excel", ids=ids, sensitivity=Sensitivity.IDENTITY
            )
            events.record(
                "excel.make", by=viewer, subject=stored, division=viewer.division,
                changes={"run": run, "rows": rows},
            )  # fmt: skip
            return {"file": str(stored.id), "rows": rows}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def excel_to_download(*, by: Viewer, file: UUID) -> UUID:
    """取走导出的Excel: asked once more, for a post may have been lost since."""
    need(by, P.EXPORT)
    row = described(by, file)
    if row.purpose != PURPOSE or not by.covers(row.division):
        found(None)
    events.record("excel.take", by=by, subject=("files.storedfile", file), division=by.division)
    return row.id
