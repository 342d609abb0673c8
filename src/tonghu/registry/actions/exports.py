"""导出名单: made in the background, permission asked when ordered, made and taken (D-310, D-427)."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.core.files import File

from tonghu.access.permissions import P
from tonghu.core import clock, events, jobs
from tonghu.core.database import scope
from tonghu.core.encryption import remembered
from tonghu.core.errors import NotNow
from tonghu.core.jobs import Progress, job
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.files import actions as files
from tonghu.files.queries import described
from tonghu.files.states import FileKind
from tonghu.registry.actions.common import found, need
from tonghu.registry.queries.listing import ordered
from tonghu.registry.queries.orders import EXCEL as JOB
from tonghu.registry.queries.sheet import sheet_rows
from tonghu.registry.queries.wanted import Filter, of_codes, rows_of
from tonghu.registry.searching.sealing import sealed, unsealed
from tonghu.registry.workbook.layouts import NAMES, Layout, layout
from tonghu.registry.workbook.writing import write

PURPOSE = JOB
KEPT = timedelta(days=7)  # a table of names that nobody fetched is not left lying
MOST = 100_000
LONGEST = 200


def order_excel(
    *, by: Viewer, wanted: Filter, layout: str, sort: str = "place", purpose: str = "",
    identity: bool = False,
) -> UUID:  # fmt: skip
    """交办导出; the job's result names the file. Full numbers want their own verb and a purpose."""
    _may(by, identity=identity, purpose=purpose)
    if layout not in NAMES:
        raise NotNow("没有这一种表，请重新选。")
    count = rows_of(by, wanted).count()
    if not count:
        raise NotNow("没有符合条件的儿童，没有什么可导出的。")
    if count > MOST:
        raise NotNow(f"一次最多导出{MOST}名，现在有{count}名，请加一个筛选条件。")
    label = _layout(by, layout).label
    place = str(by.post or by.user)
    order = jobs.enqueue(
        JOB, by=by, label=f"导出{label}（{count}名）", link="/children/",
        codes=wanted.codes(), typed=sealed(wanted.typed, place=place), only=[str(one) for one in wanted.only],
        layout=layout, sort=sort, purpose=purpose.strip()[:LONGEST], identity=identity,
    )  # fmt: skip
    events.record(
        "list.order", by=by, subject=("job", order), division=by.division, why=purpose.strip()[:LONGEST],
        changes={"layout": layout, "filter": wanted.codes(), "count": count, "identity": identity},
    )  # fmt: skip
    return order


def _may(by: Viewer, *, identity: bool, purpose: str) -> None:
    need(by, P.EXPORT)
    need(by, P.CHILD_LIST)
    if identity:
        need(by, P.IDENTITY_SHOW)
        if not purpose.strip():
            raise NotNow("要导出完整的证件号码和电话，请写明做什么用，会留在记录里。")


def _layout(by: Viewer, name: str) -> Layout:
    return layout(name, by.profile or settings.TONGHU_PROFILE)


@job(JOB)
def excel(
    *, viewer: Viewer, progress: Progress, codes: dict[str, str], typed: str, only: list[str],
    layout: str, sort: str, purpose: str, identity: bool,
) -> dict[str, Any]:  # fmt: skip
    """Makes the workbook; the same permissions are asked again, the rows are the list's own."""
    folder = Path(tempfile.mkdtemp(prefix="out-", dir=_workroom()))
    try:
        with scope(viewer):
            _may(viewer, identity=identity, purpose=purpose)
            wanted = of_codes(codes, unsealed(typed, place=str(viewer.post or viewer.user)))
            wanted = replace(wanted, only=tuple(UUID(one) for one in only))
            return _made(viewer, progress, wanted, layout, sort, purpose, identity, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made(
    viewer: Viewer, progress: Progress, wanted: Filter, name: str, sort: str, purpose: str,
    identity: bool, folder: Path,
) -> dict[str, Any]:  # fmt: skip
    shape, rows = _layout(viewer, name), rows_of(viewer, wanted)
    total, ids = min(rows.count(), MOST), list[str]()
    path = folder / "名单.xlsx"

    def told() -> Any:
        for row in sheet_rows(viewer, ordered(rows, sort)[:MOST], shape, identity=identity):
            ids.append(str(row.child))
            progress(len(ids), total, f"写入{shape.label}")
            yield row.cells

    with remembered():
        write(
            str(path), shape, told(), marked=watermark(viewer, purpose), plain=name == "national",
            told=_about(viewer, wanted, shape, purpose, identity=identity),
        )  # fmt: skip
    with path.open("rb") as source:
        stored = files.store(
            upload=cast("files.Upload", File(source, name=f"{viewer.place}{shape.label}.xlsx")), purpose=PURPOSE,
            division=viewer.division, unit=viewer.unit, by=viewer, erase_on=clock.today() + KEPT,
            sensitivity=Sensitivity.IDENTITY, kinds=frozenset({FileKind.XLSX}),
        )  # fmt: skip
    events.looked(
        by=viewer, what="registry.excel", ids=ids, purpose=purpose, sensitivity=Sensitivity.IDENTITY
    )
    events.record(
        "list.make", by=viewer, subject=stored, division=viewer.division, why=purpose,
        changes={"layout": name, "rows": len(ids), "identity": identity},
    )  # fmt: skip
    return {"file": str(stored.id), "rows": len(ids)}


def watermark(viewer: Viewer, purpose: str = "") -> str:
    """Who took it, when and what for, on the screen and on every printed page."""
    now = clock.now().astimezone(clock.CHINA)
    what_for = f"，用途：{purpose}" if purpose else ""
    return f"{viewer.unit_name or viewer.place} {viewer.name}（{viewer.login}）{now:%Y-%m-%d %H:%M}导出{what_for}，内部资料，用后收回"


def _about(
    viewer: Viewer, wanted: Filter, shape: Layout, purpose: str, *, identity: bool
) -> list[tuple[str, str]]:
    numbers = "完整，用途见上" if identity else "只露头三位和末两位"
    told = [("范围", viewer.place), ("筛选", _said(wanted)), ("用途", purpose or "没有写")]
    if shape.asks_identity:
        told.append(("证件号码和电话", numbers))
    return [*told, ("表式", shape.note)] if shape.note else told


def _said(wanted: Filter) -> str:
    if wanted.only:
        return f"选中的{len(wanted.only)}名"
    return "名单上选的条件" if wanted.codes() or wanted.typed else "没退出的全部儿童"


def _workroom() -> Path:
    room = Path(settings.TONGHU_HOME) / "work"
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    return room


def excel_to_download(*, by: Viewer, file: UUID) -> UUID:
    """取走导出的Excel: asked once more, for a post may have been lost since."""
    need(by, P.EXPORT)
    row = described(by, file)
    if row.purpose != PURPOSE or not by.covers(row.division):
        found(None)
    events.record("list.take", by=by, subject=("files.storedfile", file), division=by.division)
    return row.id
