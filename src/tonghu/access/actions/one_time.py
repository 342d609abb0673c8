"""动态口令: six digits that a phone computes from a shared secret and the time; each counts once."""

from __future__ import annotations

import base64
import hashlib
import secrets
from urllib.parse import quote, urlencode
from uuid import UUID

from django_otp.oath import TOTP

from tonghu.access.actions import throttle
from tonghu.access.models import OneTimeDevice, RecoveryCode
from tonghu.access.queries.viewers import AT_THE_DOOR, viewer_for
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer

STEP, DIGITS = 30, 6
TOLERANCE = 1  # steps by which a phone's clock may differ
RECOVERY_CODES = 8
ISSUER = "童护"
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


def address_of(secret: str, login: str) -> str:
    """What the QR code says."""
    asked = urlencode({"secret": secret, "issuer": ISSUER, "digits": DIGITS, "period": STEP})
    return f"otpauth://totp/{quote(ISSUER)}:{quote(login)}?{asked}"


def confirm_device(*, by: Viewer, code: str, address: str) -> tuple[str, ...]:
    """绑定手机: the first right code puts the phone in use; gives the recovery codes, once."""
    throttle.reserve(login=by.login, address=address, purpose="one_time")
    device = OneTimeDevice.objects.visible_to(by).filter(user=by.user, confirmed_at=None).last()
    if device is None or not _fits(device, code):
        raise NotNow("口令不对。请看手机的时间准不准，等下一个口令再输一次。")
    throttle.forgive(login=by.login, address=address, purpose="one_time")
    OneTimeDevice.objects.visible_to(by).filter(user=by.user).exclude(pk=device.pk).delete()
    device.confirmed_at = clock.now()
    device.save(update_fields=["confirmed_at", "last_step"])
    events.record("account.confirm_device", by=by, subject=device, division=by.division)
    return _recovery_codes(by)


def remove_device(*, by: Viewer, password_is_right: bool) -> None:
    """解除绑定: only with the password, by the owner."""
    if not password_is_right:
        raise NotNow("现在的密码不对，请再输一次。")
    OneTimeDevice.objects.visible_to(by).filter(user=by.user).delete()
    RecoveryCode.objects.visible_to(by).filter(user=by.user).delete()
    events.record(
        "account.remove_device", by=by, subject=("access.user", by.user), division=by.division
    )


def pass_code(*, user: UUID, login: str, code: str, address: str) -> bool:
    """登录第二步: a code of the phone not yet used, or a recovery code not yet used."""
    throttle.reserve(login=login, address=address, purpose="one_time")
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    with scope(AT_THE_DOOR):
        right = _by_phone(user, plain) or _by_recovery(user, plain)
    if right:
        throttle.forgive(login=login, address=address, purpose="one_time")
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
    if not (code.isascii() and code.isdigit() and len(code) == DIGITS):
        return False
    otp = TOTP(base64.b32decode(device.secret), step=STEP, digits=DIGITS)
    otp.time = clock.now().timestamp()
    if not otp.verify(int(code), tolerance=TOLERANCE, min_t=device.last_step + 1):
        return False
    device.last_step = otp.t()
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
