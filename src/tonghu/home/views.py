"""首页的门: first page, next task, long list, today's list, search."""

from __future__ import annotations

from django.http import HttpResponse

from tonghu.core.routes import Request
from tonghu.home import queries
from tonghu.home.forms import TaskFilterForm
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.worklist import queries as worklist

SIZES = (50, 100, 200)
VIEWS = [  # what people ask for most, each an address that can be kept
    ("7天内到期", "/tasks/?when=week"),
    ("下级迟了的", "/tasks/?whose=below&when=late"),
    ("下级今天到期", "/tasks/?whose=below&when=today"),
    ("我办完的", "/tasks/?state=done&sort=-due"),
]


def home(request: Request) -> HttpResponse:
    """首页."""
    return page.render(request, "home/home.html", home=queries.first_page(request.viewer))


def next_task(request: Request) -> HttpResponse:
    """办理下一件: to where it is done; home when nothing is left."""
    found = worklist.mine(request.viewer).next
    return page.see_other(found.link if found else "/")


def tasks(request: Request) -> HttpResponse:
    """全部待办."""
    form = TaskFilterForm(request.GET)
    start, size = _number(request, "start", 0), _number(request, "size", SIZES[0])
    shown = worklist.listing(
        request.viewer, form.wanted, start=start, size=size if size in SIZES else SIZES[0]
    )
    return page.render(
        request, "home/tasks.html", form=form_view(form), chips=form.chips(), shown=shown,
        notice=queries.notice(form.wanted, request.viewer), sort=form.wanted.sort, size=size,
        rows=queries.list_rows(shown.rows, request.viewer), views=VIEWS,
        asked={name: request.GET.get(name, "") for name in ("q", "whose", "state", "when", "kind", "sort")},
    )  # fmt: skip


def today(request: Request) -> HttpResponse:
    """今日清单, for paper."""
    return page.render(request, "home/today.html", rows=queries.today_rows(request.viewer))


def search(request: Request) -> HttpResponse:
    """查找, by POST alone: names and numbers of children stay out of addresses and their logs."""
    text = request.POST.get("q", "")[:80]
    return page.render(
        request, "home/search.html", text=text, found=queries.search(request.viewer, text)
    )


def _number(request: Request, name: str, default: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default
