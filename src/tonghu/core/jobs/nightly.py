"""夜间工作: duties of the machine itself, each at most once in its time."""

from __future__ import annotations

import logging
from datetime import timedelta

from tonghu.core import clock
from tonghu.core.contributions import Nightly, contributed
from tonghu.core.database.scope import scope
from tonghu.core.jobs.models import NightlyRun
from tonghu.core.viewer import Viewer

log = logging.getLogger(__name__)
NIGHT = Viewer.for_system("夜间工作")


def due() -> list[str]:
    """Does what is due; returns the codes of what was done."""
    return [one.code for one in contributed(Nightly) if _take(one) and _do(one)]


def _take(one: Nightly) -> bool:
    """Marks a duty as begun, unless its time has not come or another worker has it."""
    now = clock.now()
    with scope(NIGHT):
        row, _ = NightlyRun.objects.all_of_them(reason="the machine's own duties").get_or_create(
            code=one.code, defaults={"began_at": now - timedelta(days=3650)}
        )
        row = NightlyRun.objects.all_of_them(reason="lock").select_for_update().get(pk=row.pk)
        if row.began_at + timedelta(minutes=one.minutes) > now:
            return False
        row.began_at = now
        row.save(update_fields=["began_at"])
    return True


def _do(one: Nightly) -> bool:
    """A duty opens its own scopes; a failure is told and tried again at its next time."""
    try:
        told = one.run()
    except Exception:
        log.exception("nightly duty %s failed", one.code)
        told = "没有办成，已记入日志"
    with scope(NIGHT):
        NightlyRun.objects.all_of_them(reason="told").filter(code=one.code).update(
            ended_at=clock.now(), told=told
        )
    return True
