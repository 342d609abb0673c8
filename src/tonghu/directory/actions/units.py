"""登记单位: add, change, close one unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tonghu.core import events
from tonghu.core.errors import Missing, NotNow
from tonghu.core.viewer import Viewer
from tonghu.directory import rules
from tonghu.directory.models import Unit, UnitAlias
from tonghu.directory.rules import UnitDraft
from tonghu.directory.states import BODIES, UnitKind

FIELDS = ("name", "kind", "division", "short_name", "function", "phone", "valid_from")


def add_unit(*, draft: UnitDraft, by: Viewer, source: str = "手工登记") -> UUID:
    """登记一个单位. Raises NotNow where the same name is in use at the same place."""
    if _same_name(draft):
        raise NotNow(f"“{draft.name}”在这个区划里已经登记过。请打开那一条修改，不要再登记一次。")
    row = Unit.objects.put(
        name=draft.name, plain=rules.plain(draft.name), short_name=draft.short_name,
        kind=draft.kind, function=draft.function or UnitKind(draft.kind).function,
        division=draft.division, parent=_named(draft.parent, draft.division), phone=draft.phone,
        source=source, valid_from=draft.valid_from, valid_to=draft.valid_to,
        successor=_named(draft.successor, draft.division), why_closed=draft.why_closed,
    )  # fmt: skip
    _set_aliases(row, draft.aliases)
    changes = {"name": draft.name, "kind": draft.kind, "valid_from": draft.valid_from}
    events.record("unit.added", by=by, subject=row, unit=row.id, changes=changes)
    if draft.kind in BODIES and draft.valid_from:
        events.record("body.establish", by=by, subject=row, unit=row.id, changes=changes)
    return row.id


def change_unit(*, id: UUID, draft: UnitDraft, by: Viewer, why: str = "") -> bool:
    """修改一个单位; returns whether anything was different."""
    row = _locked(id)
    if draft.name != row.name and _same_name(draft):
        raise NotNow(f"“{draft.name}”在这个区划里已经有了，两个单位不能同名。")
    changes = {
        field: [getattr(row, field), getattr(draft, field)]
        for field in FIELDS
        if getattr(row, field) != getattr(draft, field)
    }
    parent = _named(draft.parent, draft.division)
    if row.parent != parent:
        changes["parent"] = [row.parent.name if row.parent else "", parent.name if parent else ""]
        row.parent = parent
    before = _aliases(row)
    if set(before) != set(draft.aliases):
        changes["aliases"] = [sorted(before), sorted(draft.aliases)]
    if not changes:
        return False
    for field in FIELDS:
        setattr(row, field, getattr(draft, field))
    row.plain = rules.plain(row.name)
    row.save()
    _set_aliases(row, draft.aliases)
    events.record("unit.changed", by=by, subject=row, unit=row.id, changes=changes, why=why)
    return True


def close_unit(*, id: UUID, on: date, why: str, successor: UUID | None = None, by: Viewer) -> None:
    """停用一个单位 from a day, with the reason and what follows it. Nothing is deleted."""
    row = _locked(id)
    if row.valid_to is not None:
        raise NotNow(f"“{row.name}”在{row.valid_to.isoformat()}已经停用，不用再停。")
    if row.valid_from and on <= row.valid_from:
        raise NotNow("停用日期要晚于启用日期，请改停用日期。")
    if successor == id:
        raise NotNow("承继单位不能是它自己，请另选一个。")
    heir = _reached(successor) if successor else None
    row.valid_to, row.why_closed, row.successor = on, why, heir
    row.save(update_fields=["valid_to", "why_closed", "successor"])
    events.record(
        "unit.closed", by=by, subject=row, unit=row.id, why=why,
        changes={"valid_to": [None, on], "successor": heir.name if heir else ""},
    )  # fmt: skip


def _same_name(draft: UnitDraft) -> bool:
    rows = Unit.objects.all_of_them(reason="a name is used once at a place")
    return rows.filter(
        division=draft.division, plain=rules.plain(draft.name), valid_to=None
    ).exists()


def _named(name: str, division: str) -> Unit | None:
    """A unit given by name: at the place itself first, then in its county."""
    if not name:
        return None
    rows = Unit.objects.all_of_them(reason="units are open to whoever edits the directory")
    found = rows.filter(plain=rules.plain(name), division__startswith=division[:6])
    return found.filter(division=division).first() or found.order_by("valid_to", "division").first()


def _locked(id: UUID) -> Unit:
    rows = Unit.objects.all_of_them(reason="units are open to whoever edits the directory")
    row = rows.select_for_update().filter(pk=id).first()
    if row is None:
        raise Missing("没有这个单位。")
    return row


def _reached(id: UUID) -> Unit:
    rows = Unit.objects.all_of_them(reason="units are open to whoever edits the directory")
    row = rows.filter(pk=id).first()
    if row is None:
        raise Missing("没有这个承继单位。")
    return row


def _aliases(row: Unit) -> list[str]:
    rows = UnitAlias.objects.all_of_them(reason="names of a unit in reach")
    return list(rows.filter(unit=row).values_list("name", flat=True))


def _set_aliases(row: Unit, names: Iterable[str]) -> None:
    wanted = {rules.plain(name): name for name in names if name and name != row.name}
    rows = UnitAlias.objects.all_of_them(reason="names of a unit in reach").filter(unit=row)
    rows.exclude(plain__in=wanted).delete()
    known = set(rows.values_list("plain", flat=True))
    UnitAlias.objects.put_many(
        UnitAlias(unit=row, name=name, plain=text)
        for text, name in wanted.items()
        if text not in known
    )
