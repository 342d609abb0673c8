"""填到一半的表: typing that arrived after the session had ended survives signing in again.

A form that wants this carries `marked(viewer, path)`: a signed note of whose it is. When it comes back
without a session, the door seals what was typed into the new session; after signing in, only the same
person on the same page gets it back, once. Nobody who was not signed in can leave anything.
"""

from __future__ import annotations

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, QueryDict

from tonghu.core.database import scope
from tonghu.core.encryption import close_text, open_text
from tonghu.core.viewer import Viewer

FIELD, KEPT = "_whose_typing", "access.draft"
LONGEST = 24 * 3600  # seconds a form may have been open
MOST = 64_000  # characters of typing
SAID = "登录超时了。你刚才填的内容都在，登录后接着交。"
_signer = TimestampSigner(salt="tonghu.access.drafts")
_KEEPING = Viewer.for_system("留住登录超时前填的内容")
_NOT_TYPED = frozenset({FIELD, "csrfmiddlewaretoken"})


def marked(viewer: Viewer, path: str) -> str:
    """The hidden field's value: whose form this is, and at which address."""
    return _signer.sign(f"{viewer.user}|{path}")


def keep(request: HttpRequest) -> bool:
    """Seals what was typed into the session of whoever is about to sign in; whether it was kept."""
    whose = _whose(request.POST.get(FIELD, ""), request.path)
    if not whose:
        return False
    typed = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        if name not in _NOT_TYPED:
            typed.setlist(name, values)
    plain = typed.urlencode()
    if len(plain) > MOST:
        return False
    with scope(_KEEPING):
        closed = close_text(plain, purpose=KEPT, place=_place(whose, request.path))
    request.session[KEPT] = [whose, request.path, closed]
    return True


def taken(request: HttpRequest, viewer: Viewer) -> QueryDict | None:
    """What this person had typed on this page, once; None when there is nothing of theirs."""
    kept = request.session.get(KEPT)
    if not kept or kept[1] != request.path:
        return None
    del request.session[KEPT]
    if kept[0] != str(viewer.user):
        return None
    plain = open_text(kept[2], purpose=KEPT, place=_place(kept[0], kept[1]))
    return QueryDict(plain) if plain else None  # nothing where the key was changed meanwhile


def carried(request: HttpRequest) -> object:
    """Takes the sealed typing along when a session is replaced by a fresh one."""
    return request.session.get(KEPT)


def put_back(request: HttpRequest, kept: object) -> None:
    """Into the fresh session."""
    if kept is not None:
        request.session[KEPT] = kept


def _whose(mark: str, path: str) -> str:
    try:
        whose, _, at = _signer.unsign(mark, max_age=LONGEST).partition("|")
    except BadSignature:
        return ""
    return whose if at == path else ""


def _place(whose: str, path: str) -> str:
    return f"{whose}|{path}"
