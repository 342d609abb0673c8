"""按姓名查: what is typed is sent by POST and kept in the session; the address says only that it is."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse

from tonghu.core.routes import Request
from tonghu.ui import page

KEPT, MOST = "access.typed", 40
MARK = "typed"  # parameter of the address


def remember(request: Request, name: str, others: tuple[str, ...]) -> HttpResponse:
    """After a POST: to the same page by GET, so that going back and paging ask for nothing again."""
    text = request.POST.get(name, "").strip()[:MOST]
    request.session[KEPT] = {**request.session.get(KEPT, {}), request.path: text}
    kept = [(one, request.POST[one]) for one in others if request.POST.get(one)]
    asked = urlencode([*kept, *([(MARK, "1")] if text else [])])
    return page.see_other(f"{request.path}?{asked}" if asked else request.path)


def remembered(request: Request) -> str:
    """What was typed for this page, where its address says that something was."""
    if MARK not in request.GET:
        return ""
    return str(request.session.get(KEPT, {}).get(request.path, ""))
