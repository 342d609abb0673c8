"""试错: every try is counted before it is judged, on a connection of its own.

So a hundred tries at once are a hundred tries, and a rollback forgets none. A name that does not
exist is counted like one that does.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from tonghu.access.models import SignInAttempt
from tonghu.access.rules import passwords
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer

COUNTING = Viewer.for_system("登录试错计数")
ASIDE = "aside"


class TooSoon(NotNow):
    """试错太多: says how long to wait, and nothing of whether the account exists."""


def reserve(*, login: str, address: str, purpose: str = "password") -> None:
    """Counts one try of a name and of an address; refuses while either must wait."""
    with scope(COUNTING, using=ASIDE):
        waits = [
            _count(f"{purpose}|login|{login}", passwords.FREE_TRIES),
            _count(f"{purpose}|address|{address}", passwords.FREE_TRIES_OF_AN_ADDRESS),
        ]
    if wait := max(waits):
        minutes = -(-int(wait.total_seconds()) // 60)
        raise TooSoon(f"试错次数太多，请{minutes}分钟后再试。忘了密码，请找安全管理员。")


def forgive(*, login: str, address: str, purpose: str = "password") -> None:
    """The try was right: the name begins anew, the address gets this one try back."""
    with scope(COUNTING, using=ASIDE):
        rows = SignInAttempt.objects.all_of_them(reason="登录成功后清零").using(ASIDE)
        rows.filter(digest=_digest(f"{purpose}|login|{login}")).update(
            failures=0, blocked_until=None
        )
        one = (
            rows.select_for_update().filter(digest=_digest(f"{purpose}|address|{address}")).first()
        )
        if one and one.failures:
            one.failures -= 1
            one.blocked_until = None
            one.save(using=ASIDE, update_fields=["failures", "blocked_until"])


def _count(key: str, free: int) -> timedelta:
    """The wait still to be kept; with none, one more try is written down."""
    now = clock.now()
    rows = SignInAttempt.objects.all_of_them(reason="登录以前没有人可作范围").using(ASIDE)
    new = SignInAttempt(digest=_digest(key), last_at=now)
    rows.bulk_create([new], ignore_conflicts=True)
    row = rows.select_for_update().get(digest=new.digest)
    if row.blocked_until and row.blocked_until > now:
        still: timedelta = row.blocked_until - now
        return still
    if now - row.last_at > passwords.FORGOTTEN_AFTER:
        row.failures = 0
    row.failures += 1
    wait = passwords.wait_after(row.failures, free=free)
    row.last_at, row.blocked_until = now, now + wait if wait else None
    row.save(using=ASIDE, update_fields=["failures", "last_at", "blocked_until"])
    return timedelta()


def _digest(key: str) -> str:
    return hashlib.sha256(f"tonghu-try|{key}".encode()).hexdigest()
