"""查找的字不进网址: what was typed goes by POST into the session, sealed; the address carries a token only."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, QueryDict

from tonghu.registry.searching.sealing import Typed, sealed, unsealed
from tonghu.registry.searching.text import LONGEST

KEY = "registry.searches"
MOST = 20  # searches of one session; the oldest go first
PARAMETER = "s"
NOT_KEPT = ("start", "text", "guardian", "worker_name", PARAMETER, "csrfmiddlewaretoken")


def typed_of(request: HttpRequest, token: str | None = None) -> Typed:
    """What this page is searched for; nothing when the session is another."""
    token = request.GET.get(PARAMETER, "") if token is None else token
    kept = request.session.get(KEY, {})
    return unsealed(kept[token], place=token) if token in kept else Typed()


def keep(request: HttpRequest) -> str:
    """Keeps what was typed; the address of the list with it. Empty boxes end the search."""
    query = request.GET.copy()
    for name in NOT_KEPT:
        query.pop(name, None)
    said = request.POST
    typed = Typed(
        *(said.get(one, "").strip()[:LONGEST] for one in ("text", "guardian", "worker_name"))
    )
    if typed:
        query[PARAMETER] = _remember(request, typed)
    return _address(request.path, query)


def _address(path: str, query: QueryDict) -> str:
    return f"{path}?{query.urlencode()}" if query else path


def _remember(request: HttpRequest, typed: Typed) -> str:
    token = secrets.token_urlsafe(6)
    searches = {**request.session.get(KEY, {}), token: sealed(typed, place=token)}
    request.session[KEY] = dict(list(searches.items())[-MOST:])
    return token
