"""密码的规矩: what one may be, how long after wrong tries to wait.

Two schools: ASVS asks for length and no composition, 等保三级 for composition and regular change.
`mlps` (等级保护) switches the second on; length, the list of common ones and the name hold always.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

LEAST, MOST = 10, 128
KINDS_UNDER_MLPS = 3
LIFE_UNDER_MLPS = timedelta(days=90)
FREE_TRIES = 5  # wrong ones before the first wait
FREE_TRIES_OF_AN_ADDRESS = 40  # a whole office sits behind one address
FIRST_WAIT, MOST_DOUBLED = timedelta(minutes=1), 6  # 1 2 4 … 64 minutes
FORGOTTEN_AFTER = timedelta(hours=24)

_KINDS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")


def why_not(password: str, *, login: str, name: str = "", mlps: bool = False) -> str | None:
    """密码不能用的原因, or None."""
    plain = password.casefold()
    if len(password) < LEAST:
        return f"密码至少{LEAST}位，现在是{len(password)}位。一句只有你记得的话最好。"
    if len(password) > MOST:
        return f"密码最长{MOST}位。"
    if len(set(plain)) < 4 or _stem(plain) in common():
        return "这个密码太常见，一猜就中，请换一个。"
    if (login and login.casefold() in plain) or (name and name in password):
        return "密码里不要有登录名或姓名，请换一个。"
    if mlps and sum(bool(re.search(kind, password)) for kind in _KINDS) < KINDS_UNDER_MLPS:
        return "按等级保护的要求，密码要有大写、小写、数字、符号里的三种。"
    return None


def _stem(plain: str) -> str:
    """Without the digits and signs people append to a common word."""
    return re.sub(r"[^a-z]+$", "", plain) or plain


@cache
def common() -> frozenset[str]:
    """常见密码: our own short list, lower case, without trailing digits."""
    text = (Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8")
    words = {line.strip() for line in text.splitlines() if line and not line.startswith("#")}
    return frozenset(words | {_stem(word) for word in words})


def expired(changed: datetime, *, at: datetime, mlps: bool) -> bool:
    """到期该换: only under 等级保护."""
    return mlps and at >= changed + LIFE_UNDER_MLPS


def wait_after(failures: int, *, free: int = FREE_TRIES) -> timedelta:
    """再等多久: nothing for the first tries, then doubling to an hour."""
    if failures < free:
        return timedelta()
    return FIRST_WAIT * (1 << min(failures - free, MOST_DOUBLED))
