"""通知: written to a unit, a post or a person, and read by each for themselves."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tonghu.core import clock, events
from tonghu.core.viewer import Viewer
from tonghu.worklist.models import Notice, NoticeRead
from tonghu.worklist.queries.inbox import readings, received


def post(notices: Iterable[Notice]) -> int:
    """发通知: rows of a deed that has left its own event; how many."""
    return len(Notice.objects.put_many(notices))


def mark_read(*, by: Viewer, notice: UUID | None = None) -> int:
    """看过了: one notice, or all that are there; how many were new."""
    rows = received(by)
    if notice is not None:
        rows = rows.filter(pk=notice)
    fresh = list(rows.exclude(pk__in=readings(by).values("notice")).values_list("pk", flat=True))
    if not fresh or by.user is None:
        return 0
    NoticeRead.objects.put_many(
        NoticeRead(notice_id=one, user_id=by.user, read_at=clock.now()) for one in fresh
    )
    events.record(
        "notice.read", by=by, subject=("notice", notice or "all"), division=by.division,
        changes={"count": len(fresh)},
    )  # fmt: skip
    return len(fresh)
