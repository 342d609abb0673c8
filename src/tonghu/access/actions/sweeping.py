"""夜间清理: what is over is not kept: sessions, codes, counts of wrong tries, halves of enrolment."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session

from tonghu.access.actions.tally import ASIDE, COUNTING
from tonghu.access.models import OneTimeDevice, OpenSession, SignInAttempt, StartCode
from tonghu.access.queries.sessions import ABSOLUTE
from tonghu.access.rules.passwords import FORGOTTEN_AFTER
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer

KEPT = timedelta(days=30)  # how long an ended session can still be shown to its owner
HALF = timedelta(hours=1)


def sweep(*, by: Viewer) -> int:
    """清理 as the system; returns how many rows went."""
    now = clock.now()
    with scope(COUNTING, using=ASIDE):
        tries = SignInAttempt.objects.all_of_them(reason="夜间清理").using(ASIDE)
        gone = tries.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()[0]
    with scope(by):
        sessions = OpenSession.objects.all_of_them(reason="夜间清理")
        gone += sessions.filter(started_at__lt=now - ABSOLUTE - KEPT).delete()[0]
        codes = StartCode.objects.all_of_them(reason="夜间清理")
        gone += codes.filter(ends_at__lt=now - KEPT).delete()[0]
        halves = OneTimeDevice.objects.all_of_them(reason="夜间清理")
        gone += halves.filter(confirmed_at=None, made_at__lt=now - HALF).delete()[0]
        gone += Session.objects.filter(expire_date__lt=now).delete()[0]
        events.record("account.sweep", by=by, subject=("access.user", ""), changes={"rows": gone})
    return gone
