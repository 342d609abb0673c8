"""查机构和人: one body with its people then and now, the people of a place on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tonghu.core import clock
from tonghu.core.routes import Subject
from tonghu.core.viewer import Level, Viewer
from tonghu.directory.divisions import full
from tonghu.directory.divisions.rows import upper_bound
from tonghu.directory.models import Body, BodyMember
from tonghu.directory.queries.divisions import full_names
from tonghu.directory.states import BodyKind
from tonghu.ui.words import mask_phone

NEAR = frozenset({Level.COUNTY, Level.TOWN, Level.VILLAGE, Level.SYSTEM})  # work with these people


@dataclass(frozen=True, slots=True)
class MemberLine:
    """一名成员, as lists show it; the phone is masked for those who do not work with them."""

    id: UUID
    body: UUID
    kind: BodyKind
    body_name: str
    division: str
    place: str
    name: str
    title: str
    phone: str
    unit_name: str
    trained: tuple[date, ...]
    contract: str
    contract_until: date | None
    since: date
    until: date | None
    why_ended: str

    @property
    def trained_words(self) -> str:
        """The last training and how many there were."""
        if not self.trained:
            return ""
        more = f"，共{len(self.trained)}次" if len(self.trained) > 1 else ""
        return f"{self.trained[-1].isoformat()}{more}"


@dataclass(frozen=True, slots=True)
class BodyView:
    """一个机构: what it is, who serves in it, who has left."""

    id: UUID
    kind: BodyKind
    name: str
    division: str
    place: str
    unit_name: str
    document: str
    since: date | None
    until: date | None
    why_ended: str
    members: tuple[MemberLine, ...]
    former: tuple[MemberLine, ...]
    by_unit: tuple[tuple[str, int], ...]


def body(viewer: Viewer, id: UUID, on: date | None = None) -> BodyView | None:
    """一个机构 as of a day."""
    row = Body.objects.visible_to(viewer).select_related("unit").filter(pk=id).first()
    if row is None:
        return None
    day = on or clock.today()
    people = BodyMember.objects.visible_to(viewer).filter(body=row).select_related("body")
    lines = _lines(viewer, people.order_by("since", "name"))
    now = tuple(one for one in lines if one.since <= day and (not one.until or one.until > day))
    units: dict[str, int] = {}
    for one in now:
        units[one.unit_name or "没有写单位"] = units.get(one.unit_name or "没有写单位", 0) + 1
    return BodyView(
        id=row.id, kind=BodyKind(row.kind), name=row.name, division=row.division,
        place=full_names(viewer, [row.division])[row.division],
        unit_name=row.unit.name if row.unit else "", document=row.document, since=row.since,
        until=row.until, why_ended=row.why_ended, members=now,
        former=tuple(one for one in reversed(lines) if one.until and one.until <= day),
        by_unit=tuple(sorted(units.items(), key=lambda one: -one[1])),
    )  # fmt: skip


def members(
    viewer: Viewer, division: str, on: date | None = None, kind: str = ""
) -> tuple[MemberLine, ...]:
    """花名册: everybody who serves in a place on a day."""
    rows = BodyMember.objects.visible_to(viewer).filter(serving(on), _inside(division))
    if kind:
        rows = rows.filter(body__kind=kind)
    return _lines(viewer, rows.select_related("body").order_by("division", "body__kind", "since"))


def member(viewer: Viewer, id: UUID) -> MemberLine | None:
    """One member."""
    rows = BodyMember.objects.visible_to(viewer).select_related("body").filter(pk=id)
    found = _lines(viewer, rows)
    return found[0] if found else None


def body_subject(viewer: Viewer, *, body: UUID) -> Subject | None:
    """For the door: a body within reach."""
    row = Body.objects.visible_to(viewer).filter(pk=body).first()
    return Subject("body", row.id, row.division, name=row.name) if row else None


def member_subject(viewer: Viewer, *, member: UUID) -> Subject | None:
    """For the door: a member within reach."""
    row = BodyMember.objects.visible_to(viewer).filter(pk=member).first()
    return Subject("body_member", row.id, row.division, name=row.name) if row else None


def serving(on: date | None = None) -> Q:
    """在任 on a day."""
    day = on or clock.today()
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def standing(on: date | None = None) -> Q:
    """机构还在 on a day."""
    day = on or clock.today()
    return (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gt=day))


def _inside(division: str) -> Q:
    padded = full(division)
    return Q(division__gte=padded, division__lt=upper_bound(padded))


def _lines(viewer: Viewer, rows: QuerySet[BodyMember]) -> tuple[MemberLine, ...]:
    found = list(rows)
    places = full_names(viewer, (one.division for one in found))
    return tuple(_line(viewer, one, places[one.division]) for one in found)


def _line(viewer: Viewer, one: BodyMember, place: str) -> MemberLine:
    phone = one.phone or ""
    return MemberLine(
        id=one.id, body=one.body_id, kind=BodyKind(one.body.kind), body_name=one.body.name,
        division=one.division, place=place, name=one.name, title=one.title,
        phone=phone if viewer.level in NEAR else mask_phone(phone), unit_name=one.unit_name,
        trained=_days(one.trained), contract=one.contract, contract_until=one.contract_until,
        since=one.since, until=one.until, why_ended=one.why_ended,
    )  # fmt: skip


def _days(texts: Iterable[str]) -> tuple[date, ...]:
    return tuple(sorted(date.fromisoformat(text) for text in texts))
