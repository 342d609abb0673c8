"""动态口令: six digits that a phone computes from a shared secret and the time; each counts once."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from tonghu.access.actions.signing_in import end_others
from tonghu.access.actions.tally import Tries
from tonghu.access.door.recognising import right_password
from tonghu.access.models import OneTimeDevice, RecoveryCode
from tonghu.access.queries.accounts import has_device
from tonghu.access.queries.viewers import AT_THE_DOOR, viewer_for
from tonghu.access.rules import one_time as rules
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer

RECOVERY_CODES = 8
WRONG_PASSWORD = "现在的密码不对，请再输一次。"  # noqa: S105  (a sentence)
WRONG_OLD_CODE = "原来手机的口令或备用码不对，或者已经用过。请等下一个口令再输。"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def _me(by: Viewer) -> UUID:
    if by.user is None:
        raise NotNow("请先登录。")
    return by.user


def propose_device(*, by: Viewer) -> str:
    """开始绑定手机: a new secret, void until a code of it was given; shown to its owner only."""
    OneTimeDevice.objects.visible_to(by).filter(user=by.user, confirmed_at=None).delete()
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    device = OneTimeDevice.objects.put(user_id=_me(by), secret=secret)
    events.record("account.propose_device", by=by, subject=device, division=by.division)
    return secret


@dataclass(frozen=True, slots=True)
class Proof:
    """本人凭据: the password, and a code of the phone in use or a recovery code."""

    password: str
    old_code: str


def confirm_device(
    *, by: Viewer, code: str, address: str, key: str = "", proof: Proof | None = None
) -> tuple[str, ...]:
    """绑定手机: the first right code puts the phone in use; gives the recovery codes, once.

    Where a phone is in use, another takes its place only with the proof that its owner asks. What
    else the person is signed in with ends.
    """
    _prove(by, proof, address)
    tries = Tries(by.login, address, "one_time")
    tries.count()
    device = OneTimeDevice.objects.visible_to(by).filter(user=by.user, confirmed_at=None).last()
    if device is None or not _fits(device, code):
        raise NotNow("口令不对。请看手机的时间准不准，等下一个口令再输一次。")
    tries.forgive()
    OneTimeDevice.objects.visible_to(by).filter(user=by.user).exclude(pk=device.pk).delete()
    device.confirmed_at = clock.now()
    device.save(update_fields=["confirmed_at", "last_step"])
    events.record("account.confirm_device", by=by, subject=device, division=by.division)
    end_others(by=by, key=key, why="换了手机口令")
    return _recovery_codes(by)


def _prove(by: Viewer, proof: Proof | None, address: str) -> None:
    """Nothing to prove while no phone is in use; else a session alone is not enough."""
    with scope(AT_THE_DOOR):
        in_use = has_device(_me(by))
    if not in_use:
        return
    if proof is None or not right_password(password=proof.password, address=address, by=by):
        raise NotNow(WRONG_PASSWORD)
    if not pass_code(user=_me(by), login=by.login, code=proof.old_code, address=address, by=by):
        raise NotNow(WRONG_OLD_CODE)


def remove_device(*, by: Viewer, proof: Proof, address: str) -> None:
    """解除绑定: only with the password and a code of that phone, by the owner."""
    _prove(by, proof, address)
    OneTimeDevice.objects.visible_to(by).filter(user=by.user).delete()
    RecoveryCode.objects.visible_to(by).filter(user=by.user).delete()
    events.record(
        "account.remove_device", by=by, subject=("access.user", by.user), division=by.division
    )


def pass_code(*, user: UUID, login: str, code: str, address: str, by: Viewer) -> bool:
    """登录第二步: a code of the phone not yet used, or a recovery code not yet used."""
    tries = Tries(login, address, "one_time")
    tries.count()
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    with scope(AT_THE_DOOR):
        right = _by_phone(user, plain) or _by_recovery(user, plain)
    if right:
        tries.forgive()
    else:
        events.refused(by=by, what="account.one_time", reason="口令不对", ids=[login])
    return right


def _by_phone(user: UUID, code: str) -> bool:
    device = (
        OneTimeDevice.objects.all_of_them(reason="登录第二步，会话还没有建立")
        .select_for_update()
        .filter(user=user)
        .exclude(confirmed_at=None)
        .first()
    )
    if device is None or not _fits(device, code):
        return False
    device.save(update_fields=["last_step"])
    return True


def _by_recovery(user: UUID, code: str) -> bool:
    row = (
        RecoveryCode.objects.all_of_them(reason="登录第二步，会话还没有建立")
        .select_for_update(of=("self",))
        .select_related("user")
        .filter(user=user, digest=_digest(code), used_at=None)
        .first()
    )
    if row is None:
        return False
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])
    events.record(
        "account.use_recovery_code", by=viewer_for(row.user, None), subject=row,
        division=row.user.division,
    )  # fmt: skip
    return True


def _fits(device: OneTimeDevice, code: str) -> bool:
    """Whether the code is right and newer than the last one used; remembers its step."""
    step = rules.step_of(code, secret=device.secret, at=clock.now(), last=device.last_step)
    if step is None:
        return False
    device.last_step = step
    return True


def _recovery_codes(by: Viewer) -> tuple[str, ...]:
    codes = ["".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.visible_to(by).filter(user=by.user).delete()
    RecoveryCode.objects.put_many(
        [RecoveryCode(user_id=_me(by), digest=_digest(code)) for code in codes]
    )
    return tuple(f"{code[:5]}-{code[5:]}" for code in codes)


def _digest(code: str) -> str:
    return hashlib.sha256(f"tonghu-recovery|{code}".encode()).hexdigest()
