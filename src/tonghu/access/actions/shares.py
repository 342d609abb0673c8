"""参与、回避、紧急查看: given, taken back, opened, reviewed; each leaves its event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from tonghu.access.models import BreakGlass, Conflict, Involvement, User
from tonghu.access.permissions import P
from tonghu.access.queries.knowing import glasses_of, is_torn
from tonghu.access.rules import glass as glass_rules
from tonghu.access.rules.accounts import called_as
from tonghu.access.rules.deciding import OUT_OF_SIGHT
from tonghu.access.states import ConflictKind
from tonghu.core import clock, events
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.events.changes import Hidden
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Unit


def give_share(
    *,
    by: Viewer,
    subject: Subject,
    fields: Iterable[str],
    permissions: Iterable[str],
    ends_at: datetime,
    user: User | None = None,
    unit: Unit | None = None,
) -> Involvement:
    """提出参与: one person or one unit, listed fields and verbs; seen only once it is accepted."""
    if ends_at <= clock.now():
        raise NotNow("参与要有一个将来的结束时间。")
    listed, verbs = sorted(set(fields)), sorted({str(one) for one in permissions})
    if not listed or not verbs:
        raise NotNow("请列明给看哪些内容、能办什么。")
    share = Involvement.objects.put(
        kind=subject.kind, subject=str(subject.id), division=subject.division, user=user,
        unit=unit, fields=listed, permissions=verbs, ends_at=ends_at, given_by=called_as(by),
    )  # fmt: skip
    events.record(
        "share.give", by=by, subject=share, division=subject.division,
        changes={"fields": listed, "permissions": verbs, "ends_at": ends_at},
        unit=unit.id if unit else None,
    )  # fmt: skip
    return share


def accept_share(*, by: Viewer, share: Involvement) -> None:
    """接受参与, by the person or somebody of the unit."""
    mine = share.user_id == by.user if share.user_id else share.unit_id == by.unit
    if not mine:
        raise NotYours("这件事不是交给你的。")
    if share.accepted_at or share.ends_at <= clock.now():
        raise NotNow("已经接受过，或者已经过期。")
    share.accepted_at = clock.now()
    share.save(update_fields=["accepted_at"])
    events.record("share.accept", by=by, subject=share, division=share.division)


def end_share(*, by: Viewer, share: Involvement, why: str) -> None:
    """结束参与: from now on nothing is seen by it."""
    share.ends_at = max(clock.now(), share.given_at + timedelta(microseconds=1))
    share.save(update_fields=["ends_at"])
    events.record("share.end", by=by, subject=share, division=share.division, why=why)


def note_conflict(
    *, by: Viewer, user: User, child: UUID, division: str, kind: ConflictKind, why: str = ""
) -> Conflict:
    """登记回避: in force at once, and the person concerned is told nothing by the pages."""
    known = Conflict.objects.visible_to(by).filter(user=user, child=child, ended_at=None).first()
    if known:
        return known
    row = Conflict.objects.put(
        user=user, child=child, division=division, kind=kind, why=why[:200],
        noted_by=called_as(by),
    )  # fmt: skip
    events.record(
        "conflict.note", by=by, subject=row, division=division,
        changes={"user": Hidden(user.id), "child": Hidden(child), "kind": kind},
    )  # fmt: skip
    return row


def end_conflict(*, by: Viewer, conflict: Conflict, why: str) -> None:
    """解除回避, with the reason."""
    if not why.strip():
        raise NotNow("请写解除回避的原因。")
    conflict.ended_at, conflict.ended_by = clock.now(), called_as(by)
    conflict.save(update_fields=["ended_at", "ended_by"])
    events.record("conflict.end", by=by, subject=conflict, division=conflict.division, why=why)


def open_glass(*, by: Viewer, child: UUID, why: str, minutes: int = 30) -> BreakGlass:
    """紧急查看: one child, reading only; under a conflict there is no such child."""
    if by.user is None or not by.may(P.BREAK_GLASS):
        raise NotYours("紧急查看由乡镇、县级民政部门和派出所办。")
    if is_torn(by, child):
        raise Missing(OUT_OF_SIGHT)
    today, unreviewed = glasses_of(by)
    reason = glass_rules.why_not_open(
        reason=why, minutes=minutes, opened_today=today, unreviewed=unreviewed
    )
    if reason:
        raise NotNow(reason)
    now = clock.now()
    row = BreakGlass.objects.put(
        user_id=by.user, child=child, division=by.division, why=why[:400], opened_at=now,
        ends_at=now + timedelta(minutes=minutes),
    )  # fmt: skip
    events.record(
        "glass.open", by=by, subject=row, division=by.division,
        changes={"child": Hidden(child), "ends_at": row.ends_at},
    )  # fmt: skip
    return row


def review_glass(*, by: Viewer, glass: BreakGlass, review: str) -> None:
    """复核紧急查看: the approval, given afterwards and by another person."""
    if glass.user_id == by.user:
        raise NotYours("自己的紧急查看要由别人复核。")
    if glass.reviewed_at:
        raise NotNow("已经复核过了。")
    if not review.strip():
        raise NotNow("请写复核意见：当时该不该看。")
    glass.reviewed_at, glass.reviewed_by = clock.now(), called_as(by)
    glass.review = review.strip()[:200]
    glass.save(update_fields=["reviewed_at", "reviewed_by", "review"])
    events.record("glass.review", by=by, subject=glass, division=glass.division, why=review)
