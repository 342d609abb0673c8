"""计数: what is counted of the use of an account; nobody's deed, therefore no event.

Every try is counted before it is judged, on a connection of its own. So a hundred tries at once are
a hundred tries, and a rollback forgets none. A name that does not exist is counted like one that
does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from tonghu.access.models import OpenSession, SignInAttempt
from tonghu.access.rules import passwords
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer

COUNTING = Viewer.for_system("登录试错计数")
ASIDE = "aside"


class TooSoon(NotNow):
    """试错太多: says how long to wait, and nothing of whether the account exists."""


@dataclass(frozen=True, slots=True)
class Tries:
    """试错: of one name and one address, for one kind of secret."""

    login: str
    address: str
    purpose: str = "password"

    def count(self) -> None:
        """One more try; refused while the name or the address must wait."""
        with scope(COUNTING, using=ASIDE):
            waits = [
                _count(self._key("login"), passwords.FREE_TRIES),
                _count(self._key("address"), passwords.FREE_TRIES_OF_AN_ADDRESS),
            ]
        if wait := max(waits):
            minutes = -(-int(wait.total_seconds()) // 60)
            raise TooSoon(f"试错次数太多，请{minutes}分钟后再试。忘了密码，请找安全管理员。")

    def forgive(self) -> None:
        """The try was right: the name begins anew, the address gets this one try back."""
        with scope(COUNTING, using=ASIDE):
            rows = SignInAttempt.objects.all_of_them(reason="登录成功后清零").using(ASIDE)
            rows.filter(digest=self._key("login")).update(failures=0, blocked_until=None)
            one = rows.select_for_update().filter(digest=self._key("address")).first()
            if one and one.failures:
                one.failures -= 1
                one.blocked_until = None
                one.save(using=ASIDE, update_fields=["failures", "blocked_until"])

    def _key(self, what: str) -> str:
        value = self.login if what == "login" else self.address
        text = f"tonghu-try|{self.purpose}|{what}|{value}"
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class LastUse:
    """最近使用 of a session: how idleness is measured."""

    session: UUID

    def now(self) -> None:
        """Inside a scope that sees the session."""
        rows = OpenSession.objects.all_of_them(reason="会话的主人正在用")
        rows.filter(pk=self.session).update(seen_at=clock.now())


def _count(digest: str, free: int) -> timedelta:
    """The wait still to be kept; with none, one more try is written down."""
    now = clock.now()
    rows = SignInAttempt.objects.all_of_them(reason="登录以前没有人可作范围").using(ASIDE)
    rows.bulk_create([SignInAttempt(digest=digest, last_at=now)], ignore_conflicts=True)
    row = rows.select_for_update().get(digest=digest)
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
