"""读得懂的请求: what no page can take is refused before anybody asks who is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse

from tonghu.access import views

NUL = "\x00"  # PostgreSQL keeps no such sign, and nobody types it


class Readable:
    """读得懂: a sign that cannot be kept, anywhere in a request, is a page that says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keeps what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """400, with nothing done."""
        if any(NUL in one for one in _said(request)):
            return views.unreadable(request)
        return self.get_response(request)


def _said(request: HttpRequest) -> Iterator[str]:
    """Every text of a request that a view may look for in the database."""
    yield request.path_info
    for name, value in request.COOKIES.items():  # a quoted cookie may hold any sign
        yield from (name, value)
    for given in (request.GET, request.POST):
        for name, values in given.lists():
            yield from (name, *map(str, values))
    for name, file in request.FILES.items():
        yield from (name, str(getattr(file, "name", "")))
