"""看日志: events as frozen rows, viewer first; row-level security shows each their own reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Window

from tonghu.core.events.kinds import labels
from tonghu.core.events.models import AccessLog, Event
from tonghu.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class EventRow:
    """一条事件, as a person reads it."""

    id: UUID
    at: datetime
    kind: str
    label: str
    user_name: str
    post_title: str
    unit_name: str
    subject_type: str
    subject_id: str
    division: str
    changes: dict[str, Any]
    why: str
    request: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """一次查阅或拒绝, as an auditor reads it."""

    id: UUID
    at: datetime
    what: str
    refused: bool
    user_name: str
    post_title: str
    unit_name: str
    division: str
    count: int
    ids: tuple[str, ...]
    sensitivity: str
    purpose: str
    reason: str
    request: str


def of_subject(viewer: Viewer, type_: str, id_: object, *, most: int = 200) -> tuple[EventRow, ...]:
    """What happened to one thing, newest first."""
    rows = Event.objects.visible_to(viewer).filter(subject_type=type_, subject_id=str(id_))
    return _rows(rows.order_by("-at", "-id")[:most])


def page_of_subject(
    viewer: Viewer, type_: str, id_: object, *, most: int, skip: int = 0
) -> tuple[tuple[EventRow, ...], int]:
    """A page of what happened to one thing, newest first, and how much there is, in one query."""
    rows = Event.objects.visible_to(viewer).filter(subject_type=type_, subject_id=str(id_))
    told = rows.annotate(of_all=Window(Count("*"))).order_by("-at", "-id")
    found = list(told[skip : skip + most])
    return _rows(found), found[0].of_all if found else 0


def latest(
    viewer: Viewer,
    *,
    kind: str = "",
    user: str = "",
    since: datetime | None = None,
    most: int = 50,
) -> tuple[EventRow, ...]:
    """The newest events, of a kind (`task.` for all of a noun) or by somebody of that name."""
    rows = Event.objects.visible_to(viewer)
    if kind:
        rows = rows.filter(kind__startswith=kind) if kind.endswith(".") else rows.filter(kind=kind)
    if user:
        rows = rows.filter(user_name=user)
    if since:
        rows = rows.filter(at__gte=since)
    return _rows(rows.order_by("-at", "-id")[:most])


def reads(
    viewer: Viewer,
    *,
    what: str = "",
    user: str = "",
    refused: bool | None = None,
    shown: object = None,
    most: int = 50,
) -> tuple[ReadRow, ...]:
    """The newest readings and refusals; `shown` narrows to those that showed one id.

    Row-level security shows a person only its own; the machine, after asking whether an auditor is
    looking, all.
    """
    rows = AccessLog.objects.visible_to(viewer)
    if what:
        rows = rows.filter(what=what)
    if user:
        rows = rows.filter(user_name=user)
    if refused is not None:
        rows = rows.filter(outcome="refused" if refused else "seen")
    if shown is not None:
        rows = rows.filter(ids__contains=[str(shown)])
    return tuple(
        ReadRow(
            id=one.id, at=one.at, what=one.what, refused=one.outcome == "refused",
            user_name=one.user_name or "未登录", post_title=one.post_title,
            unit_name=one.unit_name, division=one.division or "", count=len(one.ids),
            ids=tuple(one.ids), sensitivity=one.sensitivity, purpose=one.purpose, reason=one.reason,
            request=one.request,
        )
        for one in rows.order_by("-at", "-id")[:most]
    )  # fmt: skip


def _rows(rows: Iterable[Event]) -> tuple[EventRow, ...]:
    told = labels()
    return tuple(
        EventRow(
            id=one.id, at=one.at, kind=one.kind, label=told.get(one.kind, one.kind),
            user_name=one.user_name or "系统", post_title=one.post_title, unit_name=one.unit_name,
            subject_type=one.subject_type, subject_id=one.subject_id, division=one.division or "",
            changes=one.changes, why=one.why, request=one.request,
        )
        for one in rows
    )  # fmt: skip
