"""登记参考数据 (D-104…D-106, D-224, D-225): noted with its source, withdrawn with a reason, never changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer
from tonghu.statistics.actions.common import found, need
from tonghu.statistics.models import ReferenceFigure


def add_reference(
    *, by: Viewer, source: str, unit_name: str, year: int, group: str, item: str, measure: str,
    value: Decimal, method: str, document: str, as_of: date | None = None,
) -> UUID:  # fmt: skip
    """登记一个参考数: of the viewer's own place."""
    need(by, P.STATISTICS_KEEP)
    row = ReferenceFigure.objects.put(
        division=by.division, source=source, unit_name=unit_name.strip(), year=year, group=group,
        item=item.strip(), measure=measure.strip(), value=value, method=method.strip(),
        document=document.strip(), as_of=as_of, entered_name=by.name, entered_at=clock.now(),
    )  # fmt: skip
    events.record(
        "reference.add", by=by, subject=row, division=row.division,
        changes={"source": source, "year": year, "item": row.item, "value": str(value)},
    )  # fmt: skip
    return row.id


def withdraw_reference(*, by: Viewer, id: UUID, why: str) -> None:
    """撤下: it was wrong or is superseded; it stays in the record."""
    need(by, P.STATISTICS_KEEP)
    rows = ReferenceFigure.objects.visible_to(by).select_for_update()
    row = found(rows.filter(pk=id, division=by.division).first())
    if row.withdrawn_at is not None:
        raise NotNow("这一条已经撤下了。")
    if len(why.strip()) < 2:
        raise NotNow("请写明为什么撤下。")
    row.withdrawn_at, row.withdrawn_why = clock.now(), why.strip()[:200]
    row.save(update_fields=["withdrawn_at", "withdrawn_why"])
    events.record(
        "reference.withdraw", by=by, subject=row, division=row.division, why=row.withdrawn_why
    )
