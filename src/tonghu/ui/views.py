"""界面自己的页: the gallery, and what is said when a page cannot be shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from tonghu.ui import gallery, page
from tonghu.ui.context import DANGER, HOME, ME

NOT_HERE = "没有这个页面，或者不在你的管辖范围内。"  # one text for both: nothing is revealed
NOT_YOURS = "这一步不在你的岗位范围里。"


def gallery_page(request: HttpRequest) -> HttpResponse:
    """部件样张: every component, long, empty, wrong and on a phone."""
    return page.render(request, "ui/gallery.html", **gallery.samples())


def printed_page(request: HttpRequest) -> HttpResponse:
    """打印样张: the same list as it is filed; open the print preview."""
    return page.render(request, "ui/gallery_print.html", **gallery.samples())


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: missing and out of reach read the same."""
    return page.render(
        request,
        "ui/404.html",
        status=404,
        title=NOT_HERE,
        lines=("地址可能打错了，也可能这件事已经转给了别处。要办的事都在首页。",),
        ways=(("回首页", HOME),),
        code="",
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: in scope, but somebody else's step; the reason is the exception's sentence."""
    return page.render(
        request,
        "ui/403.html",
        status=403,
        title=str(exception or "") or NOT_YOURS,
        lines=("如果应该由你办，请所在单位的管理员核对你的岗位。",),
        ways=(("回首页", HOME), ("看我的岗位", ME)),
        code="",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: from nothing but the template, because anything else may be what failed."""
    code = str(getattr(request, "request_id", "") or getattr(request, "id", "") or "")
    html = get_template("ui/500.html").render({"code": code})
    return HttpResponse(html, status=500)


def signin_needed(request: HttpRequest, sign_in: str) -> HttpResponse:
    """401: the session is over; what was typed stays in this tab."""
    return page.render(
        request,
        "ui/signin-needed.html",
        status=401,
        title="要先登录，才能接着办",
        lines=("你可能有一阵子没有动，系统自动退出了。这个窗口里填过的内容还在，登录后会放回原处。",),
        ways=(("登录", sign_in), ("报告危险，不用登录", DANGER)),
        code="",
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the token is of another session."""
    return page.render(
        request,
        "ui/stale.html",
        status=403,
        title="没交上去：这一页放得太久了",
        lines=("为了安全，放久了的页面不能再交。填的内容都在，退回上一页刷新后再交一次。",),
        ways=(("退回去", request.META.get("HTTP_REFERER") or HOME),),
        code="",
    )
