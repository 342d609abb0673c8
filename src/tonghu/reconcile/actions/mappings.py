"""核对列: what each column means, looked at once per sender and remembered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from tonghu.core import clock, events
from tonghu.core.errors import NotNow
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.reconcile import forms
from tonghu.reconcile.actions.common import found
from tonghu.reconcile.actions.handing_in import layouts_of, lent, may_touch
from tonghu.reconcile.contributions import MAPPING
from tonghu.reconcile.models import HandIn, SenderMapping
from tonghu.reconcile.workflow import ROSTER
from tonghu.worklist import actions as worklist


def confirm_mapping(
    *, by: Viewer, hand_in: UUID, fields: Mapping[str, str] | None = None, remember: bool = True
) -> None:
    """确认列的对应. `fields`: {"0:3": "name"} where a person chose otherwise or the same; None: as read."""
    row = found(
        HandIn.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=hand_in).first()
    )
    may_touch(by, row)
    if row.preview is None:
        raise NotNow("这份名册已经到期清除，不能再改列的对应。")
    sheets = row.preview["sheets"]
    layouts = layouts_of(sheets)
    if fields is not None:
        _choose(layouts, fields)
    changed = [
        [one["headers"][at] or f"第{at + 1}列", old["columns"][at]["field"], field]
        for old, one in zip(sheets, layouts, strict=True)
        for at, field in enumerate(one["fields"])
        if field != old["columns"][at]["field"]
    ]
    move(ROSTER, row, "confirm", by=lent(by), division=row.division, changes={"columns": changed})
    row.layouts = layouts
    row.save(update_fields=["layouts"])
    if remember:
        for layout in layouts:
            _remember(by, row, layout)
    worklist.close_task(by=by, kind=MAPPING, subject=("reconcile.hand_in", row.id), note=row.number)


def _choose(layouts: list[dict[str, Any]], fields: Mapping[str, str]) -> None:
    """Columns not named keep what reading proposed."""
    width = {at: len(layout["fields"]) for at, layout in enumerate(layouts)}
    proposed = {
        f"{at}:{column}": field
        for at, layout in enumerate(layouts)
        for column, field in enumerate(layout["fields"])
    }
    for at, made in forms.mapping({**proposed, **fields}, width).items():
        layouts[at]["fields"] = made


def _remember(by: Viewer, row: HandIn, layout: dict[str, Any]) -> None:
    known, _ = SenderMapping.objects.visible_to(by).get_or_create(
        unit=row.unit, kind=row.kind, signature=layout["signature"],
        defaults={"division": row.division, "headers": layout["headers"], "fields": layout["fields"]},
    )  # fmt: skip
    known.headers, known.fields = layout["headers"], layout["fields"]
    known.confirmed_at, known.confirmed_by, known.confirmed_by_name = clock.now(), by.user, by.name
    known.save()
    events.record(
        "mapping.save", by=by, subject=known, division=row.division, unit=row.unit_id,
        changes={"kind": row.kind, "columns": len(layout["fields"])},
    )  # fmt: skip
