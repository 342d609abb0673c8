"""登录着的会话: who a browser belongs to, and where a person is signed in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tonghu.access.models import OpenSession
from tonghu.core import clock
from tonghu.core.viewer import Viewer

IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=12)
AT_MOST = 3  # browsers of one person at a time


def digest_of(key: str) -> str:
    """What is kept of a session's key."""
    return hashlib.sha256(f"tonghu-session|{key}".encode()).hexdigest()


def found(key: str | None) -> OpenSession | None:
    """The session of a browser, with its person and post. Call as the system."""
    if not key:
        return None
    return (
        OpenSession.objects.all_of_them(reason="来人是谁还不知道，正要认")
        .select_related("user", "post", "post__unit")
        .filter(digest=digest_of(key), ended_at=None)
        .first()
    )


def is_over(session: OpenSession) -> str:
    """为什么不算了: a sentence, or nothing while the session holds."""
    now = clock.now()
    if not session.user.is_active:
        return "账号已经停用。"
    if now - session.seen_at >= IDLE:
        return "30分钟没有操作，已自动退出。请重新登录。"
    if now - session.started_at >= ABSOLUTE:
        return "登录满12小时，已自动退出。请重新登录。"
    return ""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """登录会话, as its owner sees it."""

    id: UUID
    agent: str
    address: str
    started_at: datetime
    seen_at: datetime
    here: bool


def own(viewer: Viewer, key: str) -> tuple[SessionRow, ...]:
    """Where the viewer is signed in, this browser first."""
    now, here = clock.now(), digest_of(key)
    rows = OpenSession.objects.visible_to(viewer).filter(
        user=viewer.user, ended_at=None, seen_at__gt=now - IDLE, started_at__gt=now - ABSOLUTE
    )
    shown = [
        SessionRow(r.id, r.agent, r.address, r.started_at, r.seen_at, r.digest == here)
        for r in rows.order_by("-seen_at")
    ]
    return tuple(sorted(shown, key=lambda row: not row.here))
