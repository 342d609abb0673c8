"""登录的页: name and password, one-time code, first password, choice of post, leaving."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django import forms as django_forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from tonghu.access import forms
from tonghu.access.actions import one_time, passwords, signing_in
from tonghu.access.actions.demo import DEMO_PASSWORD
from tonghu.access.door import drafts
from tonghu.access.door.identity import SAID, WHOSE
from tonghu.access.door.recognising import Known, recognise, standing_of
from tonghu.access.queries import accounts
from tonghu.core.errors import NotNow
from tonghu.core.routes import Request
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.ui.shapes import Column

HALFWAY = "access.halfway"  # key of the session: password right, code still due
NEXT = "access.next"
WRONG = "登录名或密码不对，请再输一次。忘了密码，请找安全管理员。"
CHANGED = "账号刚有改动，请从头登录。"
COLUMNS = (Column("登录名"), Column("谁"), Column("", number=True))


def sign_in(request: Request) -> HttpResponse:
    """登录."""
    form = forms.SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            known = recognise(**form.cleaned_data, address=address_of(request), by=request.viewer)
        except NotNow as wait:
            return _sign_in_page(request, form, str(wait))
        if known:
            return _recognised(request, known)
        return _sign_in_page(request, form, WRONG)
    if request.method == "GET" and request.viewer.signed_in:
        return page.see_other("/")
    return _sign_in_page(request, form)


def _sign_in_page(request: Request, form: django_forms.Form, wrong: str = "") -> HttpResponse:
    if wrong:
        form.add_error(None, wrong)
    return page.render(
        request, "access/sign_in.html", form=form_view(form), to=_safe(request.GET.get("next", "")),
        said=request.session.pop(SAID, "") if SAID in request.session else "",
        cast=accounts.demo_cast() if settings.TONGHU_DEMO else (), columns=COLUMNS,
        demo_password=DEMO_PASSWORD, status=422 if wrong else 200,
    )  # fmt: skip


def _recognised(request: Request, known: Known) -> HttpResponse:
    """Straight in, or to the second step; a fresh session either way, so that no old key lives on."""
    to, typed = (
        _safe(request.POST.get("next") or request.GET.get("next", "")),
        drafts.carried(request),
    )
    request.session.flush()
    drafts.put_back(request, typed)
    request.session[NEXT] = to
    if known.needs_code:
        request.session[HALFWAY] = [str(known.user), known.login, known.standing]
        request.session.set_expiry(300)
        return page.see_other(reverse("access:second_factor"))
    return _enter(request, known.user)


def second_factor(request: Request) -> HttpResponse:
    """登录第二步: a code from the phone, or a recovery code."""
    halfway = request.session.get(HALFWAY)
    if halfway is None or len(halfway) != 3:
        return page.see_other(reverse("access:sign_in"))
    user, login, standing = UUID(halfway[0]), str(halfway[1]), str(halfway[2])
    if not standing or standing != standing_of(user):
        request.session.flush()
        request.session[SAID] = CHANGED
        return page.see_other(reverse("access:sign_in"))
    form = forms.OneTimeCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            right = one_time.pass_code(
                user=user, login=login, code=code, address=address_of(request), by=request.viewer
            )
        except NotNow as wait:
            right, said = False, str(wait)
        else:
            said = "口令不对，或者已经用过。请等下一个口令再输。"
        if right:
            return _enter(request, user)
        form.add_error("code", said)
    return page.render(request, "access/second_factor.html", form=form_view(form))


def _enter(request: Request, user: UUID) -> HttpResponse:
    to, typed = request.session.get(NEXT) or "/", drafts.carried(request)
    request.session.flush()
    drafts.put_back(request, typed)
    request.session[WHOSE] = True
    request.session.set_expiry(None)
    request.session.cycle_key()
    agent = request.headers.get("User-Agent", "")
    signing_in.begin(
        user=user, key=request.session.session_key or "", address=address_of(request), agent=agent,
        by=request.viewer,
    )  # fmt: skip
    return page.see_other(to)


def start(request: Request) -> HttpResponse:
    """用一次性凭证设密码: first sign-in, or a password that was lost."""
    form = forms.Start(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            passwords.choose_password(
                login=given["login"], code=given["code"], new=given["new"],
                address=address_of(request), by=request.viewer,
            )  # fmt: skip
        except NotNow as fault:
            form.add_error("new" if "密码" in str(fault)[:4] else None, str(fault))
        else:
            page.toast(request, "密码设好了，请登录。")
            return page.see_other(reverse("access:sign_in"))
    return page.render(request, "access/start.html", form=form_view(form))


def posts(request: Request) -> HttpResponse:
    """选岗位: which of one's posts one works as; one at a time."""
    to = _safe(request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "POST":
        key, chosen = request.session.session_key or "", request.POST.get("post", "")
        mine = {str(one.id): one.id for one in accounts.own_posts(request.viewer)}
        if chosen in mine and signing_in.take_post(key=key, post=mine[chosen], by=request.viewer):
            return page.see_other(to)
        page.toast(request, "这个岗位已经不是你的了，请另选一个。")
        return page.see_other(reverse("access:posts"))
    rows = accounts.own_posts(request.viewer)
    return page.render(request, "access/posts.html", rows=rows, to=to)


def sign_out(request: Request) -> HttpResponse:
    """退出."""
    signing_in.end_session(key=request.session.session_key or "", by=request.viewer)
    request.session.flush()
    page.toast(request, "已经退出。用的是别人的电脑，请把浏览器也关掉。")
    return page.see_other(reverse("access:sign_in"))


def address_of(request: HttpRequest) -> str:
    """The peer's own address; what a header says of it anybody could write.

    Behind our own proxy (TONGHU_PROXY=1) the peer is that proxy; what it wrote itself stands last.
    """
    peer = cast("str", request.META.get("REMOTE_ADDR", ""))
    if not settings.TONGHU_PROXY:
        return peer
    return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or peer


def _safe(to: str) -> str:
    """Only addresses of this site, and no loop back to the sign-in page."""
    inside = url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return to if inside and to.startswith("/") and not to.startswith("/sign-in") else "/"
