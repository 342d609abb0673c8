"""来人是谁: from the browser's session to a Viewer, as of this request."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.http import HttpRequest

from tonghu.access.actions import signing_in
from tonghu.access.actions.tally import LastUse
from tonghu.access.models import OpenSession, Post, User
from tonghu.access.queries import sessions
from tonghu.access.queries.accounts import has_device, under_mlps
from tonghu.access.queries.viewers import AT_THE_DOOR, is_in_force, viewer_for
from tonghu.access.rules import passwords
from tonghu.access.rules.posts import needs_second_person
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.ids import uuid7
from tonghu.core.viewer import ANONYMOUS, Viewer

WHOSE = "whose"  # key of the session: that somebody is signed in at all
SAID = "access.said"  # why one was sent to the sign-in page
SEEN_EVERY = timedelta(minutes=1)


def identify(request: HttpRequest) -> Viewer:
    """The viewer of a request; a lost post, an ended account or session count from here on."""
    number = uuid7().hex
    if WHOSE not in request.session:
        return replace(ANONYMOUS, request=number)
    with scope(AT_THE_DOOR):
        session = sessions.found(request.session.session_key)
        over = sessions.is_over(session) if session else "已经退出登录，请重新登录。"
        if session and not over:
            return _welcome(request, session, number)
    _see_off(request, session, over)
    return replace(ANONYMOUS, request=number)


def _welcome(request: HttpRequest, session: OpenSession, number: str) -> Viewer:
    now = clock.now()
    if now - session.seen_at >= SEEN_EVERY:
        LastUse(session.id).now()
    user = session.user
    expired = passwords.expired(user.password_at or now, at=now, mlps=under_mlps())
    request.must_change = user.must_change or expired  # type: ignore[attr-defined]
    post = session.post if session.post and is_in_force(session.post) else None
    request.must_enrol = bool(post) and under_mlps() and _needs_phone(user, post)  # type: ignore[attr-defined]
    return viewer_for(user, post, request=number)


def _needs_phone(user: User, post: Post | None) -> bool:
    """等级保护三级: two factors from the town up and for administrators."""
    return post is not None and needs_second_person(post.role) and not has_device(user.id)


def _see_off(request: HttpRequest, session: OpenSession | None, why: str) -> None:
    """Forgets the browser and remembers the sentence for the sign-in page."""
    if session is not None:
        person = viewer_for(session.user, None)
        signing_in.end_session(key=request.session.session_key or "", by=person, why=why)
    request.session.flush()
    request.session[SAID] = why
