"""我的: posts, password, phone, where one is signed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.http import HttpResponse
from django.urls import reverse
from markupsafe import Markup

from tonghu.access import forms
from tonghu.access.actions import one_time, passwords, signing_in
from tonghu.access.queries import accounts, sessions
from tonghu.access.rules.one_time import address_of as address_in_code
from tonghu.access.views.signing_in import address_of
from tonghu.core.errors import NotNow
from tonghu.core.routes import Request
from tonghu.ui import page
from tonghu.ui.fields import form_view


def me(request: Request) -> HttpResponse:
    """我的."""
    key = request.session.session_key or ""
    return page.render(
        request, "access/me.html", mine=accounts.own(request.viewer),
        rows=accounts.own_posts(request.viewer), sessions=sessions.own(request.viewer, key),
    )  # fmt: skip


def password(request: Request) -> HttpResponse:
    """改密码."""
    form = forms.ChangePassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, key = form.cleaned_data, request.session.session_key or ""
        try:
            passwords.change_password(
                by=request.viewer, old=given["old"], new=given["new"], key=key,
                address=address_of(request),
            )  # fmt: skip
        except NotNow as fault:
            form.add_error("old" if "现在的密码不对" in str(fault) else "new", str(fault))
        else:
            page.toast(request, "密码改好了，别处的登录都已退出。")
            return page.see_other(reverse("access:me"))
    due = getattr(request, "must_change", False)
    return page.render(request, "access/password.html", form=form_view(form), due=due)


def end_session(request: Request, id: UUID) -> HttpResponse:
    """退出别处的一个登录."""
    key = request.session.session_key or ""
    ended = signing_in.end_others(by=request.viewer, key=key, only=id)
    page.toast(request, "那边已经退出。" if ended else "那边早已退出。")
    return page.see_other(reverse("access:me"))


def end_others(request: Request) -> HttpResponse:
    """退出别处的全部登录."""
    ended = signing_in.end_others(by=request.viewer, key=request.session.session_key or "")
    page.toast(request, f"别处的{ended}个登录已经退出。" if ended else "别处没有登录。")
    return page.see_other(reverse("access:me"))


def phone(request: Request) -> HttpResponse:
    """绑定手机口令: scan, then give the first code; in place of another, with what that one shows."""
    another = accounts.own(request.viewer).has_device
    form = (forms.AnotherPhone if another else forms.OneTimeCode)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, key = form.cleaned_data, request.session.session_key or ""
        try:
            codes = one_time.confirm_device(
                by=request.viewer, code=given["code"], address=address_of(request), key=key,
                proof=_proof(given) if another else None,
            )  # fmt: skip
        except NotNow as fault:
            form.add_error(_field_of(fault, "code"), str(fault))
        else:
            return page.render(request, "access/recovery.html", codes=codes)
    secret = accounts.proposed_secret(request.viewer) if request.method == "POST" else ""
    secret = secret or one_time.propose_device(by=request.viewer)
    said = address_in_code(secret, request.viewer.login)
    return page.render(
        request, "access/phone.html", form=form_view(form), secret=secret, picture=_picture(said)
    )


def phone_off(request: Request) -> HttpResponse:
    """解除手机口令."""
    form = forms.OwnPhone(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proof = _proof(form.cleaned_data)
        try:
            one_time.remove_device(by=request.viewer, proof=proof, address=address_of(request))
        except NotNow as fault:
            form.add_error(_field_of(fault, "password"), str(fault))
        else:
            page.toast(request, "手机口令已经解除。")
            return page.see_other(reverse("access:me"))
    return page.render(request, "access/phone_off.html", form=form_view(form))


def _proof(given: dict[str, Any]) -> one_time.Proof:
    return one_time.Proof(given["password"], given["old_code"])


def _field_of(fault: NotNow, otherwise: str) -> str:
    said = {one_time.WRONG_PASSWORD: "password", one_time.WRONG_OLD_CODE: "old_code"}
    return said.get(str(fault), otherwise)


def _picture(text: str) -> Markup:
    """The QR code as a picture without style or script, so that the CSP lets it be."""
    code = segno.make(text, error="m")
    svg = code.svg_inline(
        scale=5, border=3, dark="#18242D", light="#FFFFFF", svgclass=None, lineclass=None
    )
    return Markup(svg)  # noqa: S704  (made by us from our own text)
