"""账号: made, ended, given a one-time code; its password is nobody's but its owner's."""

from __future__ import annotations

from datetime import datetime

from tonghu.access.actions.passwords import make_code
from tonghu.access.actions.signing_in import end_all_of
from tonghu.access.models import Post, User
from tonghu.access.queries.accounts import login_taken
from tonghu.access.rules import accounts as rules
from tonghu.access.states import CodeKind, PostState
from tonghu.core import clock, events
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer


def create_user(*, by: Viewer, login: str, name: str, division: str) -> User:
    """建账号: without a password; a start code lets its owner choose one."""
    login, name = login.strip().casefold(), name.strip()
    if reason := rules.why_not_account(login=login, name=name):
        raise NotNow(reason)
    if not by.system and not by.covers(division):
        raise NotNow("区划不在你的管理范围之内，请改选。")
    if login_taken(login):
        raise NotNow(f"登录名“{login}”已经有人用了，请换一个。")
    user = User.objects.put(
        login=login, name=name, division=division, created_by=rules.called_as(by), must_change=False
    )
    events.record(
        "account.create", by=by, subject=user, division=division, changes={"login": login}
    )
    return user


def start_code(*, user: User, by: Viewer) -> tuple[str, datetime]:
    """发首次登录凭证, for an account that never had a password."""
    if user.password:
        raise NotNow("这个账号已经设过密码。忘了密码，请用“发起重设密码”。")
    return make_code(user=user, kind=CodeKind.START, by=by)


def start_reset(*, user: User, by: Viewer) -> tuple[str, datetime]:
    """发起重设密码: signs the person out everywhere; phone and recovery codes stay in force."""
    if user.id == by.user:
        raise NotNow("自己的密码请在“我的”里改；忘了，请另一位安全管理员发起。")
    if not user.is_active:
        raise NotNow("账号已经停用，请先恢复。")
    code = make_code(user=user, kind=CodeKind.RESET, by=by)
    end_all_of(user=user.id, by=by, why="发起了重设密码")
    return code


def end_user(*, user: User, by: Viewer, why: str) -> None:
    """停用账号: in force at the next request; its posts end with it."""
    if user.id == by.user:
        raise NotNow("不能停用自己的账号，请另一位安全管理员办。")
    if not user.is_active:
        raise NotNow("账号已经停用了。")
    if not why.strip():
        raise NotNow("请写停用的原因，例如：调离、退休。")
    now = clock.now()
    user.ended_at, user.ended_by, user.ended_why = now, rules.called_as(by), why.strip()[:200]
    user.save(update_fields=["ended_at", "ended_by", "ended_why"])
    posts = Post.objects.visible_to(by).filter(user=user, state=PostState.HELD)
    posts.update(
        state=PostState.ENDED, ended_at=now, ended_by=user.ended_by, ended_why="账号停用",
        until_on=None,
    )  # fmt: skip
    Post.objects.visible_to(by).filter(user=user, state=PostState.PROPOSED).update(
        state=PostState.REFUSED
    )
    end_all_of(user=user.id, by=by, why="账号停用")
    events.record("account.end", by=by, subject=user, division=user.division, why=why)


def reopen_user(*, user: User, by: Viewer, why: str) -> None:
    """恢复账号: the person signs in again with the old password; posts are granted anew."""
    if user.is_active:
        raise NotNow("账号在用，不必恢复。")
    user.ended_at, user.ended_by, user.ended_why = None, "", ""
    user.save(update_fields=["ended_at", "ended_by", "ended_why"])
    events.record("account.reopen", by=by, subject=user, division=user.division, why=why)
