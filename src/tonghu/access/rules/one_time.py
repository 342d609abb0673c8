"""动态口令的算法 (RFC 6238): which step a code belongs to, and what the QR code says."""

from __future__ import annotations

import base64
from datetime import datetime
from urllib.parse import quote, urlencode

from django_otp.oath import TOTP

STEP, DIGITS = 30, 6
TOLERANCE = 1  # steps by which a phone's clock may differ
ISSUER = "童护"


def address_of(secret: str, login: str) -> str:
    """What an authenticator reads."""
    asked = urlencode({"secret": secret, "issuer": ISSUER, "digits": DIGITS, "period": STEP})
    return f"otpauth://totp/{quote(ISSUER)}:{quote(login)}?{asked}"


def step_of(code: str, *, secret: str, at: datetime, last: int) -> int | None:
    """The step of a right code that is newer than the last one used; None for every other."""
    if not (code.isascii() and code.isdigit() and len(code) == DIGITS):
        return None
    otp = TOTP(base64.b32decode(secret), step=STEP, digits=DIGITS)
    otp.time = at.timestamp()
    if not otp.verify(int(code), tolerance=TOLERANCE, min_t=last + 1):
        return None
    return int(otp.t())
