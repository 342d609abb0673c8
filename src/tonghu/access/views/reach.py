"""谁能看到什么: the own post's reach in plain words, and that of every role."""

from __future__ import annotations

from django.http import HttpResponse

from tonghu.access.queries.reach import reach_of, roles_told
from tonghu.core.routes import Request
from tonghu.ui import page
from tonghu.ui.shapes import Column

COLUMNS = (Column("岗位"), Column("做什么"), Column("看得到哪一级", hide_phone=True))


def reach(request: Request) -> HttpResponse:
    """谁能看到什么."""
    return page.render(
        request,
        "access/reach.html",
        mine=reach_of(request.viewer),
        roles=roles_told(),
        columns=COLUMNS,
    )
