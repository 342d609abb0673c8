"""日志带来的: sealing every few seconds, sweeping and making months ahead every night, a restore check."""

from __future__ import annotations

import logging
from datetime import timedelta

from tonghu.core import clock
from tonghu.core.contributions import EventKind, Nightly, contribute
from tonghu.core.database.backup.check import Checked, RestoreCheck
from tonghu.core.database.scope import scope

log = logging.getLogger(__name__)

MONTHS_AHEAD = timedelta(days=730)


def _seal() -> str:
    from tonghu.core.events.seal import seal_new

    return seal_new()


def _night() -> str:
    from django.db import connection

    from tonghu.core.events.seal import SEALER, sweep

    told, today = sweep(), clock.today()
    with scope(SEALER), connection.cursor() as cursor:
        cursor.execute("SELECT tonghu_make_partitions(%s, %s)", [today, today + MONTHS_AHEAD])
        row = cursor.fetchone()
    return f"{told}，新建月份分区{row[0] if row else 0}个"


def _verify() -> str:
    """The chains of this month and the last; while it counts, sealing goes on."""
    from tonghu.core.events import anchors, record
    from tonghu.core.events.seal import SEALER, recent_months, seal_new
    from tonghu.core.events.verify import verify

    try:
        kept = anchors.kept()
        verdict = verify(kept, months=recent_months(), told=lambda _: seal_new())
        faults = verdict.faults
    except anchors.BadAnchor as error:
        faults = [str(error)]
    if not faults:
        return f"核对日志{verdict.sealed}行，没有发现改动"
    log.error("the logs do not hold: %s", faults[0])
    with scope(SEALER):
        record("audit.broken", by=SEALER, changes={"faults": faults[:5]})
    return f"核对日志发现{len(faults)}处问题，第一处：{faults[0]}"


def _valid() -> Checked:
    from tonghu.core.events.verify import verify

    verdict = verify()
    return Checked(verdict.sealed + verdict.unsealed, tuple(verdict.faults))


contribute(
    Nightly("core.seal", "日志加封", _seal, minutes=0),  # at every turn of the worker: two seconds
    Nightly("core.seal.sweep", "日志补封，预建分区", _night),
    Nightly("core.audit", "核对日志", _verify),
    EventKind("audit.broken", "核对日志发现问题"),
    RestoreCheck("core.events", "日志链", _valid),
)
