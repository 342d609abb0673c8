"""报告危险: 110 first, then whom to tell by the document in force; open to everybody."""

from __future__ import annotations

from django.http import HttpResponse

from tonghu.core.routes import Request
from tonghu.reference.queries import numbers_to_call
from tonghu.reference.reading.danger import danger_page
from tonghu.reference.views.profiles import mine
from tonghu.ui import page


def danger(request: Request) -> HttpResponse:
    """先打110，再告诉谁."""
    return page.render(
        request, "reference/danger.html", shown=danger_page(mine(request)),
        numbers=numbers_to_call(request.viewer), focus=None,
    )  # fmt: skip
