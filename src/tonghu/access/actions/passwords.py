"""密码: chosen by their owner alone, with the old one or with a one-time code handed over."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password

from tonghu.access.actions.signing_in import end_all_of, end_others
from tonghu.access.actions.tally import Tries
from tonghu.access.door.recognising import as_typed, right_password
from tonghu.access.models import StartCode, User
from tonghu.access.queries.accounts import under_mlps
from tonghu.access.queries.viewers import AT_THE_DOOR, viewer_for
from tonghu.access.rules import passwords
from tonghu.access.states import CodeKind
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer

LIFE = {CodeKind.START: timedelta(days=7), CodeKind.RESET: timedelta(hours=2)}
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is mistaken for another when read out
LONG = 12
WRONG_PASSWORD = "现在的密码不对，请再输一次。"  # noqa: S105  (a sentence)
WRONG_CODE = "登录名或一次性凭证不对，或者凭证已经用过、过期。请找安全管理员重新发一张。"


def change_password(*, by: Viewer, old: str, new: str, key: str, address: str) -> None:
    """改密码: with the old one; every other browser of the person is signed out."""
    user = _own(by)
    if not right_password(password=old, address=address, by=by):
        raise NotNow(WRONG_PASSWORD)
    if old == new:
        raise NotNow("新密码和现在的一样，请换一个。")
    _set(user, new)
    events.record("account.change_password", by=by, subject=user, division=user.division)
    end_others(by=by, key=key, why="改了密码")


def make_code(*, user: User, kind: CodeKind, by: Viewer) -> tuple[str, datetime]:
    """一次性凭证: shown once to the administrator, who hands it over; earlier ones are void."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LONG))
    ends = clock.now() + LIFE[kind]
    StartCode.objects.visible_to(by).filter(user=user, used_at=None).update(used_at=clock.now())
    StartCode.objects.put(
        user=user, division=user.division, kind=kind, digest=_digest(code), ends_at=ends,
        made_by=by.name or by.system[:80],
    )  # fmt: skip
    events.record(
        f"account.{kind.value}_code", by=by, subject=user, division=user.division,
        changes={"ends_at": ends},
    )  # fmt: skip
    return "-".join(code[at : at + 4] for at in range(0, LONG, 4)), ends


def choose_password(*, login: str, code: str, new: str, address: str, by: Viewer) -> None:
    """用一次性凭证设密码: the one moment in which an account gets a password without the old one."""
    login = login.strip().casefold()
    tries = Tries(login, address, "code")
    tries.count()
    with scope(AT_THE_DOOR):
        found = (
            StartCode.objects.all_of_them(reason="持凭证的人还没有登录")
            .select_for_update(of=("self",))
            .select_related("user")
            .filter(digest=_digest(code), used_at=None, ends_at__gt=clock.now())
            .filter(user__login=login, user__ended_at=None)
            .first()
        )
        if found is None:
            events.refused(
                by=by, what="account.choose_password", reason="凭证不对", ids=[as_typed(login)]
            )
            raise NotNow(WRONG_CODE)
        _set(found.user, new)
        found.used_at = clock.now()
        found.save(update_fields=["used_at"])
        events.record(
            "account.choose_password", by=viewer_for(found.user, None, request=by.request), subject=found.user,
            division=found.user.division,
        )  # fmt: skip
        end_all_of(user=found.user.id, by=by, why="重设了密码")
    tries.forgive()
    Tries(login, address).forgive()


def _set(user: User, new: str) -> None:
    """Checks and hashes; used by the two acts above and by nobody else."""
    if reason := passwords.why_not(new, login=user.login, name=user.name, mlps=under_mlps()):
        raise NotNow(reason)
    if user.password and check_password(new, user.password):
        raise NotNow("新密码和现在的一样，请换一个。")
    user.password, user.password_at, user.must_change = make_password(new), clock.now(), False
    user.save(update_fields=["password", "password_at", "must_change"])


def _own(by: Viewer) -> User:
    if by.user is None:
        raise NotNow("请先登录。")
    return User.objects.visible_to(by).get(pk=by.user)


def _digest(code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(f"tonghu-code|{plain}".encode()).hexdigest()
