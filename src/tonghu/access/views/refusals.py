"""不能给看的页: one text for what is missing and what is out of reach; reasons for the rest."""

from __future__ import annotations

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from tonghu.access.rules.deciding import OUT_OF_SIGHT
from tonghu.core.viewer import ANONYMOUS
from tonghu.ui import page

HOME = ("回首页", "/")
UNREADABLE = (
    "交来的内容里有看不见的控制字符，或者填得太多、不完整，系统存不了，什么也没有改。",
    "请退回上一页，把从别处粘贴来的字删掉，用键盘重新输一遍再交。",
)
WRONG_HOST = (
    "这个网址的主机名不是本系统的。",
    "请核对地址栏里的网址，从单位发的网址进来；还不行，请告诉系统管理员。",
)


def not_found(request: HttpRequest, exception: object = None) -> HttpResponse:
    """404: the same bytes, whether there is no such thing or it is not for this person."""
    return page.render(
        request, "ui/404.html", status=404, title=OUT_OF_SIGHT,
        lines=("请核对网址；别人发来的链接，可能只有他的岗位能看。",), ways=(HOME,), code="",
    )  # fmt: skip


def not_yours(request: HttpRequest, exception: object = None) -> HttpResponse:
    """403: in sight, but not this post's business; the sentence says whose."""
    said = str(exception) or "这一步不归你这个岗位办。"
    ways = (HOME, ("看我这个岗位能办什么", "/who-sees-what/"))
    return page.render(
        request, "ui/403.html", status=403, title="这一步不归你办", lines=(said,), ways=ways,
        code=_number(request),
    )  # fmt: skip


def not_now(request: HttpRequest, exception: object = None) -> HttpResponse:
    """409: the step cannot be taken now; nothing was changed."""
    return page.render(
        request, "ui/plain.html", status=409, title="现在办不了", lines=(str(exception),),
        ways=(HOME,), code="",
    )  # fmt: skip


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form without a valid token: mostly a page left open over night."""
    lines = ("这一页打开得太久，或者在别的窗口重新登录过。", "请退回上一页，刷新后再交一次。")
    return page.render(
        request, "ui/stale.html", status=403, title="没交上去：这一页过期了", lines=lines,
        ways=(HOME,), code="",
    )  # fmt: skip


def unreadable(request: HttpRequest, exception: object = None) -> HttpResponse:
    """400: the request itself cannot be read; before anybody is known, so without the frame."""
    host = isinstance(exception, DisallowedHost)
    return page.fragment(
        request, "ui/400.html", status=400, lines=WRONG_HOST if host else UNREADABLE
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault, with a number for the telephone."""
    return page.fragment(request, "ui/500.html", status=500, code=_number(request))


def _number(request: HttpRequest) -> str:
    return getattr(request, "viewer", ANONYMOUS).request[-8:]
