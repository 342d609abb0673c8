"""登录: a person and a browser make a session, which works as one post at a time."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from tonghu.access.models import OpenSession, User
from tonghu.access.queries.sessions import AT_MOST, digest_of
from tonghu.access.queries.viewers import AT_THE_DOOR, posts_in_force, viewer_for
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer


def begin(*, user: UUID, key: str, address: str, agent: str, by: Viewer) -> Viewer:
    """登录: the session of this browser; the oldest beyond the limit ends; one post is taken at once."""
    with scope(AT_THE_DOOR):
        person = User.objects.all_of_them(reason="刚认出的人").get(pk=user)
        posts = list(posts_in_force(user)[:2])
        post = posts[0] if len(posts) == 1 else None
        person.signed_in_at = clock.now()
        person.save(update_fields=["signed_in_at"])
        session = OpenSession.objects.put(
            user=person, post=post, digest=digest_of(key), address=address[:45], agent=agent[:200]
        )
        viewer = viewer_for(person, post, request=by.request)
        _end(
            _open(user).order_by("-started_at").values_list("pk", flat=True)[AT_MOST:],
            "同时登录太多，最早的自动退出",
        )
        events.record(
            "account.sign_in", by=viewer, subject=("access.opensession", session.id),
            division=person.division,
        )  # fmt: skip
    return viewer


def take_post(*, key: str, post: UUID, by: Viewer) -> Viewer | None:
    """换岗位: the session works as another of one's own posts; None when it is not in force."""
    if by.user is None:
        return None
    with scope(AT_THE_DOOR):
        held = posts_in_force(by.user).select_related("unit", "user").filter(pk=post).first()
        if held is None:
            return None
        _open(by.user).filter(digest=digest_of(key)).update(post=held)
        viewer = viewer_for(held.user, held, request=by.request)
        events.record("account.take_post", by=viewer, subject=held, division=held.division)
    return viewer


def end_session(*, key: str, by: Viewer, why: str = "本人退出") -> None:
    """退出 of this browser."""
    if by.user is None:
        return
    with scope(AT_THE_DOOR):
        ended = _end(_open(by.user).filter(digest=digest_of(key)).values_list("pk", flat=True), why)
        if ended:
            events.record("account.sign_out", by=by, subject=("access.user", by.user), why=why)


def end_others(*, by: Viewer, key: str = "", only: UUID | None = None, why: str = "") -> int:
    """退出别处: all sessions of the person but this browser's, or one named."""
    if by.user is None:
        return 0
    with scope(AT_THE_DOOR):
        rows = _open(by.user).exclude(digest=digest_of(key))
        rows = rows.filter(pk=only) if only else rows
        ended = _end(rows.values_list("pk", flat=True), why or "本人在别处退出")
        if ended:
            events.record(
                "account.sign_out", by=by, subject=("access.user", by.user),
                changes={"sessions": ended}, why=why or "本人在别处退出",
            )  # fmt: skip
    return ended


def end_all_of(*, user: UUID, by: Viewer, why: str) -> int:
    """Every session of a person, in the transaction of the act that asks for it."""
    with scope(AT_THE_DOOR):
        ended = _end(_open(user).values_list("pk", flat=True), why)
        if ended:
            events.record(
                "account.sign_out", by=by, subject=("access.user", user),
                changes={"sessions": ended}, why=why,
            )  # fmt: skip
    return ended


def _open(user: UUID) -> QuerySet[OpenSession]:
    rows = OpenSession.objects.all_of_them(reason="一个人的全部会话")
    return rows.filter(user=user, ended_at=None)


def _end(keys: Iterable[UUID], why: str) -> int:
    rows = OpenSession.objects.all_of_them(reason="结束会话")
    return rows.filter(pk__in=list(keys)).update(ended_at=clock.now(), ended_why=why[:40])
