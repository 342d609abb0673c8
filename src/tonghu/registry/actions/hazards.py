"""隐患和救助帮扶: dangers a person finds, what other modules say a child receives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.registry.actions.batch import Batch
from tonghu.registry.actions.common import DESK, found, need, within_reach
from tonghu.registry.actions.sheets import OWN
from tonghu.registry.models import Hazard, Statement
from tonghu.registry.rules.checking import WrongValues
from tonghu.registry.states import HazardKind, HazardState, SourceKind
from tonghu.registry.workflow import HAZARD

KINDS: Mapping[str, str] = {
    "relief": "救助", "pairing": "结对帮扶", "education_aid": "教育资助", "medical_aid": "医疗救助",
}  # fmt: skip


def raise_hazard(
    *, by: Viewer, child: UUID, kind: str, note: str, found_on: date | None = None
) -> UUID:
    """报隐患: stands in the file, red until it is cleared; the same kind once."""
    need(by, P.CHILD_EDIT)
    within_reach(by, [child])
    if kind not in set(HazardKind):
        raise WrongValues({"kind": "没有这一种隐患，请从所列的里面选。"})
    if not note.strip():
        raise WrongValues({"note": "请写明情况。"})
    with Batch(by) as batch:
        sheet = batch.take_one(child)
        if any(one.kind == kind for one in sheet.hazards):
            raise NotNow("这一种隐患已经在册，还没有消除。")
        row = Hazard.objects.put(
            division=sheet.child.division, child=sheet.child, kind=kind, note=note.strip()[:200],
            found_on=found_on or batch.today,
        )  # fmt: skip
        sheet.hazards.append(row)
        batch.rejudge([sheet])
        batch.tell("child.hazard", sheet, {"kind": kind, "hazard": row.pk})
        return row.pk


def clear_hazard(*, by: Viewer, hazard: UUID, how: str) -> None:
    """消除隐患, and how."""
    need(by, P.CHILD_EDIT)
    row = found(Hazard.objects.visible_to(by).filter(pk=hazard).first())
    if row.state != HazardState.OPEN:
        raise NotNow("这一项隐患已经消除。")
    if row.by_rule:
        raise NotNow("这一项是按档案内容判断的，请先更新由谁照料；更新后自动消除。")
    if not how.strip():
        raise WrongValues({"how": "请写明怎样消除的。"})
    with Batch(by) as batch:
        sheet = batch.take_one(row.child_id)
        row.cleared_on, row.cleared_by, row.cleared_by_name = batch.today, by.user, by.name[:80]
        row.cleared_how = how.strip()[:200]
        row.save(update_fields=["cleared_on", "cleared_by", "cleared_by_name", "cleared_how"])
        move(HAZARD, row, "clear", by=by, division=row.division, note=how)
        sheet.hazards = [one for one in sheet.hazards if one.pk != row.pk]
        batch.rejudge([sheet])


def state_relief(
    *, by: Viewer, child: UUID, kind: str, what: str, since: date, until: date | None = None,
    amount: Decimal | None = None, module: str = "", origin: str = "",
    source: str = SourceKind.SYSTEM,
) -> UUID:  # fmt: skip
    """记救助帮扶 (第六类): said again with the same origin it is brought up to date."""
    need(by, P.CHILD_EDIT)
    within_reach(by, [child])
    if kind not in KINDS:
        raise WrongValues({"kind": "没有这一种救助帮扶。"})
    with scope(DESK):
        rows = Statement.objects.all_of_them(reason=OWN).filter(
            child=child, module=module, origin=origin
        )
        row = rows.first() if origin else None
        division = _division(child)
        row = row or Statement(child_id=child, module=module, origin=origin, division=division)
        row.kind, row.what, row.amount = kind, what[:200], amount
        row.since, row.until, row.source = since, until, str(source)
        row.officer, row.stated_on = by.name[:80], clock.today()
        row.save()
        events.record(
            "child.relief", by=by, subject=("registry.child", child), division=division,
            changes={"kind": kind, "statement": row.pk, "until": until},
        )  # fmt: skip
        return row.pk


def _division(child: UUID) -> str:
    from tonghu.registry.models import Child

    rows = Child.objects.all_of_them(reason=OWN).filter(pk=child)
    return str(rows.values_list("division", flat=True).get())
