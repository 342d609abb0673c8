"""认人: whether a name and a password are right; the same answer and the same work for every no."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password

from tonghu.access.actions.tally import Tries
from tonghu.access.models import StartCode, User
from tonghu.access.queries.accounts import has_device, login_taken
from tonghu.access.queries.viewers import AT_THE_DOOR
from tonghu.core import events
from tonghu.core.database import scope
from tonghu.core.encryption.blind import keyed_digest
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer

SIGN_IN = "account.sign_in"


@dataclass(frozen=True, slots=True)
class Known:
    """认出的人: whose name and password were right, and whether a one-time code is still due."""

    user: UUID
    login: str
    needs_code: bool
    standing: str  # changes with the password, with a reset and with the end of the account


def recognise(*, login: str, password: str, address: str, by: Viewer) -> Known | None:
    """认人: None for a wrong name, a wrong password and an ended account alike; each no is logged."""
    login = login.strip().casefold()
    tries = Tries(login, address)
    try:
        tries.count()
    except NotNow as wait:
        events.refused(by=by, what=SIGN_IN, reason=str(wait), ids=[as_typed(login)])
        raise
    user, needs_code = _found(login)
    if user is None:
        make_password(password)  # as long as a real comparison takes
    elif check_password(password, user.password):
        tries.forgive()
        return Known(user.id, login, needs_code, standing_of(user.id) if needs_code else "")
    events.refused(by=by, what=SIGN_IN, reason="登录名或密码不对", ids=[as_typed(login)])
    return None


def standing_of(user: UUID) -> str:
    """账号现状: what a half-way sign-in rests on; "" for an account that is ended or has no password."""
    with scope(AT_THE_DOOR):
        rows = User.objects.all_of_them(reason="登录第二步，会话还没有建立")
        found = rows.filter(pk=user, ended_at=None).exclude(password="").first()
        if found is None:
            return ""
        codes = StartCode.objects.all_of_them(reason="登录第二步，会话还没有建立")
        last = codes.filter(user=user).order_by("made_at").last()
    said = f"tonghu-standing|{found.password}|{found.password_at}|{last.made_at if last else ''}"
    return keyed_digest(said.encode()).hex()


def as_typed(login: str) -> str:
    """登录名, if there is such an account; else a digest: a password is often typed in its place."""
    if login_taken(login):
        return login
    return f"没有的登录名#{keyed_digest(f'tonghu-typed|{login}'.encode()).hex()[:16]}"


def right_password(*, password: str, address: str, by: Viewer) -> bool:
    """本人的密码对不对, before something that only the owner may do."""
    tries = Tries(by.login, address)
    tries.count()
    user = User.objects.visible_to(by).filter(login=by.login).first()
    if user is None or not check_password(password, user.password):
        events.refused(by=by, what="account.password", reason="现在的密码不对")
        return False
    tries.forgive()
    return True


def _found(login: str) -> tuple[User | None, bool]:
    with scope(AT_THE_DOOR):
        rows = User.objects.all_of_them(reason="登录名还没有对应的人")
        user = rows.filter(login=login, ended_at=None).exclude(password="").first()
        return user, user is not None and has_device(user.id)
