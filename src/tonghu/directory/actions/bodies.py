"""登记机构和人: set up, change, end a body; appoint, change, let go who serves in it (D-073…D-076)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from tonghu.core import events
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.viewer import Viewer
from tonghu.directory import rules
from tonghu.directory.divisions import full
from tonghu.directory.models import Body, BodyMember, Division, Unit
from tonghu.directory.states import BodyKind

EDIT = "body.edit"  # the verb of `access`, which stands above this module


@dataclass(frozen=True, slots=True)
class BodyDraft:
    """一个机构 as somebody gave it."""

    kind: str
    division: str
    name: str = ""  # "": as places call such a body
    unit_name: str = ""
    document: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """一名成员 as somebody gave it."""

    name: str
    since: date
    title: str = ""
    phone: str = ""
    unit_name: str = ""
    trained: tuple[date, ...] = ()
    contract: str = ""
    contract_until: date | None = None


def add_body(*, draft: BodyDraft, by: Viewer) -> UUID:
    """设立机构. One of a kind at a place; a second is refused with where the first one is."""
    may_edit(by, draft.division)
    kind, place = BodyKind(draft.kind), full(draft.division)
    if place[kind.digits :].strip("0") or not place[kind.digits - 3 : kind.digits].strip("0"):
        raise NotNow(f"{kind.label}不设在这一级，请改选区划。")
    rows = Body.objects.visible_to(by)
    if rows.filter(kind=kind, division=place, until=None).exists():
        raise NotNow(f"这里已经登记过{kind.label}，请打开那一个，不要再登记一次。")
    row = Body.objects.put(
        kind=kind, division=place, name=draft.name or _usual_name(kind, place),
        unit=_unit(draft.unit_name, place), document=draft.document, since=draft.since,
    )  # fmt: skip
    fact = "body.added" if kind is BodyKind.VILLAGE_POST else "body.establish"
    events.record(
        fact, by=by, subject=row, changes={"kind": kind, "name": row.name, "since": row.since}
    )
    return row.id


def change_body(*, id: UUID, draft: BodyDraft, by: Viewer) -> bool:
    """更改机构的名称、设立日期、文件; returns whether anything was different."""
    row = _body(id, by)
    unit = _unit(draft.unit_name, row.division)
    wanted = {
        "name": draft.name or row.name, "document": draft.document, "since": draft.since,
        "unit": unit,
    }  # fmt: skip
    changed = {name: [_told(getattr(row, name)), _told(new)] for name, new in wanted.items()
               if getattr(row, name) != new}  # fmt: skip
    if not changed:
        return False
    for name, new in wanted.items():
        setattr(row, name, new)
    row.save()
    events.record("body.changed", by=by, subject=row, changes=changed)
    return True


def end_body(*, id: UUID, on: date, why: str, by: Viewer) -> UUID:
    """撤销机构; whoever serves in it leaves on the same day. Nothing is deleted."""
    row = _body(id, by)
    if row.until is not None:
        raise NotNow(f"{row.name}在{row.until.isoformat()}已经撤销。")
    if row.since and on < row.since:
        raise NotNow("撤销日期早于设立日期，请核对。")
    for one in BodyMember.objects.visible_to(by).filter(body=row, until=None):
        end_member(id=one.id, on=max(on, one.since), why=why, by=by)
    row.until, row.why_ended = on, why
    row.save(update_fields=["until", "why_ended"])
    events.record("body.closed", by=by, subject=row, changes={"until": [None, on]}, why=why)
    return row.id


def add_member(*, body: UUID, draft: MemberDraft, by: Viewer) -> UUID:
    """配备人员: somebody serves from a day on."""
    row = _body(body, by)
    if row.until is not None:
        raise NotNow(f"{row.name}已经撤销，不能再登记人员。")
    same = BodyMember.objects.visible_to(by).filter(body=row, name=draft.name, until=None)
    if same.exists():
        raise NotNow(
            f"{draft.name}已经登记在{row.name}。同名的另一人，请在姓名后注明，如“大”“小”。"
        )
    one = BodyMember.objects.put(body=row, division=row.division, **_fields(draft, row.division))
    events.record(
        "staff.appoint", by=by, subject=one,
        changes={"body": row.name, "kind": row.kind, "name": one.name, "since": one.since},
    )  # fmt: skip
    return one.id


def change_member(*, id: UUID, draft: MemberDraft, by: Viewer) -> bool:
    """更改一名成员; returns whether anything was different."""
    one = _member(id, by)
    if one.until and one.until < draft.since:
        raise NotNow("任职日期晚于离任日期，请核对。")
    wanted = _fields(draft, one.division)
    changed = {
        name: [_told(getattr(one, name)), _told(new)]
        for name, new in wanted.items()
        if getattr(one, name) != new
    }
    if not changed:
        return False
    for name, new in wanted.items():
        setattr(one, name, new)
    one.save()
    events.record("staff.changed", by=by, subject=one, changes=changed)
    return True


def end_member(*, id: UUID, on: date, why: str, by: Viewer) -> UUID:
    """离任 from a day on; the service stays on record."""
    one = _member(id, by)
    if one.until is not None:
        raise NotNow(f"{one.name}在{one.until.isoformat()}已经离任。")
    if on < one.since:
        raise NotNow("离任日期早于任职日期，请核对。")
    one.until, one.why_ended = on, why
    one.save(update_fields=["until", "why_ended"])
    events.record("staff.left", by=by, subject=one, changes={"until": [None, on]}, why=why)
    return one.id


def may_edit(by: Viewer, division: str) -> None:
    """Refuses whoever lacks the verb, or asks for a place out of reach."""
    if by.system:
        return
    if not by.may(EDIT):
        raise NotYours("工作队伍由乡镇或县民政部门登记。")
    if not by.covers(full(division)):
        raise NotNow("这个区划不在你的管辖范围内，请另选。")


def draft_of(one: BodyMember) -> MemberDraft:
    """A member as it would have to be given again."""
    return MemberDraft(
        name=one.name, since=one.since, title=one.title, phone=one.phone or "",
        unit_name=one.unit_name, trained=tuple(map(date.fromisoformat, one.trained)),
        contract=one.contract, contract_until=one.contract_until,
    )  # fmt: skip


def _fields(draft: MemberDraft, division: str) -> dict[str, object]:
    said = replace(draft, trained=tuple(sorted(set(draft.trained))))
    return {
        **{k: v for k, v in asdict(said).items() if k not in ("phone", "trained")},
        "phone": said.phone or None, "trained": [day.isoformat() for day in said.trained],
        "unit": _unit(said.unit_name, division),
    }  # fmt: skip


def _unit(name: str, division: str) -> Unit | None:
    """A registered unit of the county by its name; a name nobody registered stays a name."""
    if not name:
        return None
    rows = Unit.objects.all_of_them(reason="units are open to whoever edits the directory")
    found = rows.filter(plain=rules.plain(name), division__startswith=division[:6], valid_to=None)
    return found.order_by("-division").first()


def _usual_name(kind: BodyKind, place: str) -> str:
    rows = Division.objects.all_of_them(reason="divisions are public")
    name = rows.filter(pk=place).values_list("name", flat=True).first() or ""
    return f"{name}{'儿童工作岗位' if kind is BodyKind.VILLAGE_POST else kind.label}"


def _body(id: UUID, by: Viewer) -> Body:
    row = Body.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=id).first()
    if row is None:
        raise Missing("没有这个机构，或者不在你的管辖范围内。")
    may_edit(by, row.division)
    return row


def _member(id: UUID, by: Viewer) -> BodyMember:
    row = BodyMember.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=id).first()
    if row is None:
        raise Missing("没有这个人，或者不在你的管辖范围内。")
    may_edit(by, row.division)
    return row


def _told(value: object) -> object:
    return value.name if isinstance(value, Unit) else value
