"""转移、合并、线索的页."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse

from tonghu.core.routes import Request


def propose_transfer(request: Request, id: UUID) -> HttpResponse:
    raise Http404


transfer = propose_merge = merge = clue = propose_transfer
