"""加封: committed rows, in the background, get gap-free numbers and a place in their chain.

Nobody who writes a log waits for it. A row that was committed late is sealed late: what is looked
for is rows without a seal, not rows after the last one. A pass that was killed left nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from tonghu.core import clock
from tonghu.core.database.scope import scope
from tonghu.core.events import anchors
from tonghu.core.events.chains import LOGS, Chain, Head, chain_of, next_hash
from tonghu.core.events.models import Seal
from tonghu.core.viewer import Viewer

SEALER = Viewer.for_system("日志加封")
REASON = "the sealer binds rows it does not show to anybody"
BATCH = 5_000
LOOK_BACK = timedelta(minutes=2)  # of an ordinary pass
WIDE, WIDE_EVERY = timedelta(hours=2), timedelta(minutes=10)  # for transactions that took long
_LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('tonghu seal'))"
_UNSEALED = """
SELECT r.id, r.at, r.signature FROM {table} r
WHERE {since} NOT EXISTS (
  SELECT FROM core_seal s WHERE s.log = %s AND s.row = r.id
  AND s.month = to_char(r.at AT TIME ZONE interval '+08:00', 'YYYY-MM'))
ORDER BY r.id LIMIT %s
"""
_swept: list[datetime] = []  # when this process first looked at everything
_widely: list[datetime] = []  # when it last looked further back


class Unsealed(NamedTuple):
    """未加封的行."""

    id: UUID
    at: datetime
    signature: bytes


def seal_new() -> str:
    """An ordinary pass, every few seconds; the first of a process looks at everything."""
    if not _swept:
        return sweep()
    now = clock.now()
    wide = now - _widely[0] >= WIDE_EVERY
    if wide:
        _widely[:] = [now]
    return _told(_seal(now - (WIDE if wide else LOOK_BACK)))


def sweep() -> str:
    """A pass over everything, once a day: finds rows whose transaction was long or clock wrong."""
    _swept[:] = _widely[:] = [clock.now()]
    anchors.append(ends(recent=True))  # of a pass that was killed between commit and anchor
    return _told(_seal(None))


def recent_months() -> set[str]:
    """This month and the last, in China's time."""
    today = clock.today()
    return {f"{day:%Y-%m}" for day in (today, today.replace(day=1) - timedelta(days=1))}


def ends(*, recent: bool = False) -> list[Head]:
    """The ends of all chains, or of those of this month and the last."""
    with scope(SEALER):
        rows = Seal.objects.all_of_them(reason=REASON)
        if recent:
            rows = rows.filter(month__in=recent_months())
        chains = sorted(
            {Chain(log, month) for log, month in rows.values_list("log", "month").distinct()}
        )
        return [_end(chain) for chain in chains]


def unsealed(log: str, since: datetime | None, limit: int) -> list[Unsealed]:
    """Rows of a log that have no seal yet, oldest first."""
    query = _UNSEALED.format(
        table=LOGS[log]._meta.db_table, since="r.at >= %s AND" if since else ""
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(query, [*([since] if since else []), log, limit])
        return [Unsealed(id_, at, bytes(signature)) for id_, at, signature in cursor.fetchall()]


def _seal(since: datetime | None) -> int:
    """Batch after batch; the ends go out of the database after each commit."""
    sealed = 0
    for log in LOGS:
        while True:
            with scope(SEALER):
                heads, count = _batch(log, since) if _alone() else ([], 0)
            anchors.append(heads)
            sealed += count
            if count < BATCH:
                break
    return sealed


def _alone() -> bool:
    """One sealer at a time; the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        row = cursor.fetchone()
    return bool(row and row[0])


def _batch(log: str, since: datetime | None) -> tuple[list[Head], int]:
    rows = unsealed(log, since, BATCH)
    by_chain: dict[Chain, list[Unsealed]] = defaultdict(list)
    for row in rows:
        by_chain[chain_of(log, row.at)].append(row)
    heads = []
    for chain, found in sorted(by_chain.items()):
        links = list(_links(_end(chain), found))
        Seal.objects.put_many(links)
        heads.append(Head(chain, links[-1].number, bytes(links[-1].hash)))
    return heads, len(rows)


def _links(head: Head, rows: Iterable[Unsealed]) -> Iterator[Seal]:
    now = clock.now()
    for row in rows:
        head = Head(head.chain, head.number + 1, next_hash(head, row.id, row.signature))
        yield Seal(
            log=head.chain.log, month=head.chain.month, number=head.number, row=row.id,
            hash=head.hash, at=now,
        )  # fmt: skip


def _end(chain: Chain) -> Head:
    rows = Seal.objects.all_of_them(reason=REASON).filter(log=chain.log, month=chain.month)
    last = rows.order_by("-number").first()
    return Head(chain, last.number, bytes(last.hash)) if last else Head(chain)


def _told(count: int) -> str:
    return f"加封{count}行"
