"""队列里的事: run an order, rescue those of dead workers. Found by procrastinate's autodiscovery."""

from __future__ import annotations

from uuid import UUID

from django.db import InterfaceError, OperationalError
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from tonghu.core.jobs.registry import CLOCK, WORK

STALLED = 20.0  # seconds without a heartbeat after which a worker counts as dead


AGAIN = RetryStrategy(max_attempts=10, wait=3, retry_exceptions={OperationalError, InterfaceError})


@app.task(name="tonghu.run", queue=WORK, retry=AGAIN)
def run(order: str) -> None:
    """One order."""
    from tonghu.core.jobs import work

    work.run(UUID(order))


@app.periodic(cron="* * * * * */15")
@app.task(name="tonghu.rescue", queue=CLOCK, queueing_lock="rescue", priority=20, pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:
    """Orders of workers that died are taken up again."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
        await manager.retry_job(job)
