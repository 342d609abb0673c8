"""界面自己的页: the gallery. What is said when a page cannot be shown is in `access`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from tonghu.ui import gallery, page


def gallery_page(request: HttpRequest) -> HttpResponse:
    """部件样张: every component, long, empty, wrong and on a phone."""
    return page.render(request, "ui/gallery.html", **gallery.samples())


def printed_page(request: HttpRequest) -> HttpResponse:
    """打印样张: the same list as it is filed; open the print preview."""
    return page.render(request, "ui/gallery_print.html", **gallery.samples())
