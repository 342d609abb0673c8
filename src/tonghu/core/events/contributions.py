"""日志带来的: sealing every few seconds, sweeping and making months ahead every night, a restore check."""

from __future__ import annotations

from datetime import timedelta

from tonghu.core.contributions import Nightly, contribute
from tonghu.core.database.backup.check import Checked, RestoreCheck

MONTHS_AHEAD = timedelta(days=730)


def _seal() -> str:
    from tonghu.core.events.seal import seal_new

    return seal_new()


def _night() -> str:
    from django.db import connection

    from tonghu.core import clock
    from tonghu.core.database.scope import scope
    from tonghu.core.events.seal import SEALER, sweep

    told, today = sweep(), clock.today()
    with scope(SEALER), connection.cursor() as cursor:
        cursor.execute("SELECT tonghu_make_partitions(%s, %s)", [today, today + MONTHS_AHEAD])
        row = cursor.fetchone()
    return f"{told}，新建月份分区{row[0] if row else 0}个"


def _valid() -> Checked:
    from tonghu.core.events.verify import verify

    verdict = verify()
    return Checked(verdict.sealed + verdict.unsealed, tuple(verdict.faults))


contribute(
    Nightly("core.seal", "日志加封", _seal, minutes=0),  # at every turn of the worker: two seconds
    Nightly("core.seal.sweep", "日志补封，预建分区", _night),
    RestoreCheck("core.events", "日志链", _valid),
)
