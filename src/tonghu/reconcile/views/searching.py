"""查找的字: what was typed goes by POST into the session, sealed; the address carries a token only."""

from __future__ import annotations

import secrets

from django.http import HttpResponse

from tonghu.core.routes import Request
from tonghu.reconcile.actions.sealing import sealed, unsealed
from tonghu.ui import page

KEY = "reconcile.searches"
MOST = 20  # searches of one session; the oldest go first
LONGEST = 40
PARAMETER = "s"


def typed(request: Request) -> str:
    """What this page is searched for; "" when nothing, or the session is another."""
    token = request.GET.get(PARAMETER, "")
    kept = request.session.get(KEY, {})
    return unsealed(kept[token], place=token) if token in kept else ""


def kept(request: Request) -> HttpResponse:
    """Keeps what was typed and shows the list with it; an empty box ends the search."""
    query = request.GET.copy()
    for name in ("after", "search", PARAMETER):
        query.pop(name, None)
    text = request.POST.get("search", "").strip()[:LONGEST]
    if text:
        query[PARAMETER] = _remember(request, text)
    return page.see_other(f"{request.path}?{query.urlencode()}" if query else request.path)


def _remember(request: Request, text: str) -> str:
    token = secrets.token_urlsafe(6)
    searches = {**request.session.get(KEY, {}), token: sealed(text, place=token)}
    request.session[KEY] = dict(list(searches.items())[-MOST:])
    return token
