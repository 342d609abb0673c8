"""通知的收件箱: what was told to a person's unit or post, and what of it they have not read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.worklist.models import Notice, NoticeRead
from tonghu.worklist.queries.addressing import addressed
from tonghu.worklist.states import NoticeKind

MOST = 100  # notices of the page; older ones have been seen or are past


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """一条通知."""

    id: UUID
    kind_label: str
    title: str
    said: str
    link: str
    sent_at: datetime
    sent_by_name: str
    read: bool


def inbox(viewer: Viewer) -> tuple[NoticeLine, ...]:
    """收件箱, the newest first."""
    rows = received(viewer).annotate(read=_read(viewer))[:MOST]
    return tuple(
        NoticeLine(
            one.id, NoticeKind(one.kind).label, one.title, one.said, one.link, one.sent_at,
            one.sent_by_name, bool(one.read),
        )
        for one in rows
    )  # fmt: skip


def unread(viewer: Viewer) -> int:
    """几条没看."""
    if not viewer.user:
        return 0
    return received(viewer).filter(~_read(viewer)).count()


def received(viewer: Viewer) -> QuerySet[Notice]:
    """What was told to the viewer: to unit or post, or by name."""
    to_me = Q(user_id=viewer.user) if viewer.user else Q(pk=None)
    to_us = Q(user_id=None) & addressed(viewer)
    return Notice.objects.visible_to(viewer).filter(to_me | to_us)


def readings(viewer: Viewer) -> QuerySet[NoticeRead]:
    """What the person has read."""
    rows = NoticeRead.objects.visible_to(viewer)
    return rows.filter(user_id=viewer.user) if viewer.user else rows.none()


def notice_subject(viewer: Viewer, *, notice: UUID) -> Subject | None:
    """For the door: a notice that was told to the viewer."""
    row = received(viewer).filter(pk=notice).first()
    return Subject("notice", row.id, row.division, row.unit_id) if row else None


def _read(viewer: Viewer) -> Exists:
    return Exists(readings(viewer).filter(notice=OuterRef("pk")))
