"""账号的页, for the security administrator and whoever confirms posts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from tonghu.access import forms
from tonghu.access.actions import accounts as acts
from tonghu.access.actions import posts as post_acts
from tonghu.access.models import Post, User
from tonghu.access.permissions import P
from tonghu.access.queries import accounts
from tonghu.access.roles import ROLES
from tonghu.access.views import typed
from tonghu.core.errors import Missing, NotNow
from tonghu.core.routes import Request
from tonghu.directory.queries.units import find_unit_by_name
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.ui.shapes import Column, Field

STATES = (
    ("", "在用"),
    ("waiting", "有岗位等确认"),
    ("no_post", "没有岗位"),
    ("no_password", "还没设密码"),
    ("ended", "已停用"),
)
COLUMNS = tuple(Column(label) for label in ("姓名", "登录名", "岗位", "上次登录"))


def people(request: Request) -> HttpResponse:
    """账号列表."""
    if request.method == "POST":
        return typed.remember(request, "search", ("role", "state"))
    asked = {name: request.GET.get(name, "").strip() for name in ("role", "state")}
    asked["search"] = typed.remembered(request)
    number = request.GET.get("page", "1")
    found = accounts.users(request.viewer, **asked, page=int(number) if number.isdecimal() else 1)
    filters = (
        Field("search", "姓名或登录名", value=asked["search"], required=False),
        Field("role", "角色", "select", asked["role"], required=False,
              choices=(("", "全部"), *((code, role.label) for code, role in ROLES.items()))),
        Field("state", "状态", "select", asked["state"], choices=STATES, required=False),
    )  # fmt: skip
    return page.render(
        request, "access/people.html", found=found, filters=filters, asked=asked, columns=COLUMNS,
        states=dict(STATES), roles={code: role.label for code, role in ROLES.items()},
        may_make=request.viewer.may(P.ACCOUNT_MANAGE),
    )  # fmt: skip


def person(request: Request, id: UUID) -> HttpResponse:
    """一个账号."""
    return _person(request, id)


def person_new(request: Request) -> HttpResponse:
    """建账号."""
    form = forms.NewUser(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = acts.create_user(by=request.viewer, **form.cleaned_data)
        except NotNow as fault:
            form.add_error(None, str(fault))
        else:
            page.toast(request, f"{user.name}的账号建好了，接着给岗位、发首次登录凭证。")
            return page.see_other(reverse("access:person", kwargs={"id": user.id}))
    return page.render(request, "access/person_new.html", form=form_view(form))


def post_new(request: Request, id: UUID) -> HttpResponse:
    """提岗位."""
    form = forms.NewPost(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            post = _grant(request, _user(request, id), form.cleaned_data)
        except NotNow as fault:
            form.add_error(None, str(fault))
        else:
            at_once = post.state == "held"
            page.toast(request, "岗位已经生效。" if at_once else "已提出，等另一个人确认后生效。")
            return page.see_other(reverse("access:person", kwargs={"id": id}))
    whose = accounts.user(request.viewer, id)
    return page.render(request, "access/post_new.html", form=form_view(form), whose=whose)


def _grant(request: Request, user: User, given: dict[str, object]) -> Post:
    unit, named = None, str(given.pop("unit") or "")
    if named:
        found = find_unit_by_name(request.viewer, named, within=str(given["division"]))
        if found is None:
            raise NotNow(f"没有找到单位“{named}”，请到“单位”里核对全称。")
        unit = accounts.unit_row(found.id)
    return post_acts.grant_post(user=user, by=request.viewer, unit=unit, **given)  # type: ignore[arg-type]


def post_confirm(request: Request, id: UUID) -> HttpResponse:
    """同意给岗位."""
    return _post_act(request, id, "岗位已经生效。", post_acts.confirm_post)


def post_refuse(request: Request, id: UUID) -> HttpResponse:
    """不同意."""
    why = request.POST.get("why", "")
    return _post_act(request, id, "已退回给提的人。", post_acts.refuse_post, why=why)


def post_end(request: Request, id: UUID) -> HttpResponse:
    """结束岗位."""
    why = request.POST.get("why", "")
    return _post_act(request, id, "岗位已经结束，马上生效。", post_acts.end_post, why=why)


def _post_act(request: Request, id: UUID, said: str, act, **given: str) -> HttpResponse:  # type: ignore[no-untyped-def]
    post = Post.objects.visible_to(request.viewer).select_related("user").filter(pk=id).first()
    if post is None:
        raise Missing
    act(post=post, by=request.viewer, **given)
    page.toast(request, said)
    return page.see_other(reverse("access:person", kwargs={"id": post.user_id}))


def code_start(request: Request, id: UUID) -> HttpResponse:
    """发首次登录凭证: shown once, on this page only."""
    code, ends = acts.start_code(user=_user(request, id), by=request.viewer)
    return _person(request, id, code=code, ends=ends, kind="首次登录")


def code_reset(request: Request, id: UUID) -> HttpResponse:
    """发起重设密码: the same."""
    code, ends = acts.start_reset(user=_user(request, id), by=request.viewer)
    return _person(request, id, code=code, ends=ends, kind="重设密码")


def person_end(request: Request, id: UUID) -> HttpResponse:
    """停用账号."""
    acts.end_user(user=_user(request, id), by=request.viewer, why=request.POST.get("why", ""))
    page.toast(request, "账号已经停用，马上生效。")
    return page.see_other(reverse("access:person", kwargs={"id": id}))


def person_reopen(request: Request, id: UUID) -> HttpResponse:
    """恢复账号."""
    acts.reopen_user(user=_user(request, id), by=request.viewer, why=request.POST.get("why", ""))
    page.toast(request, "账号已经恢复，岗位要重新给。")
    return page.see_other(reverse("access:person", kwargs={"id": id}))


def _user(request: Request, id: UUID) -> User:
    user = User.objects.visible_to(request.viewer).filter(pk=id).first()
    if user is None:
        raise Missing
    return user


def _person(request: Request, id: UUID, **shown: Any) -> HttpResponse:
    whose = accounts.user(request.viewer, id)
    if whose is None:
        raise Missing
    shown = {"code": "", "ends": None, "kind": "", **shown}
    return page.render(request, "access/person.html", whose=whose, may=_may(request), **shown)


def _may(request: Request) -> dict[str, bool]:
    viewer = request.viewer
    return {"manage": viewer.may(P.ACCOUNT_MANAGE), "grant": viewer.may(P.ROLE_GRANT)}
