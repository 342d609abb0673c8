"""工人: the process that does what was ordered, and the machine's own duties on time."""

from __future__ import annotations

import asyncio
import logging
import threading

from django.db import connections
from procrastinate import App

from tonghu.core.jobs import nightly
from tonghu.core.jobs.registry import CLOCK, WORK

log = logging.getLogger(__name__)
TICK = 2.0  # seconds between two looks at what the machine owes


def work() -> None:
    """Works until it is told to stop. Long work and short work have a hand each."""
    from procrastinate.contrib.django import app

    stop = threading.Event()
    own = threading.Thread(target=_own_duties, args=(stop,), name="duties", daemon=True)
    own.start()
    try:
        asyncio.run(_hands(app))
    finally:
        stop.set()
        own.join(timeout=5)


async def _hands(app: App) -> None:
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as hired:
        async with hired.open_async():
            await asyncio.gather(
                *(
                    hired.run_worker_async(
                        queues=[queue], concurrency=1, name=queue, delete_jobs="successful",
                        fetch_job_polling_interval=2.0, install_signal_handlers=queue == WORK,
                        update_heartbeat_interval=5.0, stalled_worker_timeout=20.0,
                    )
                    for queue in (WORK, CLOCK)
                )
            )  # fmt: skip


def _own_duties(stop: threading.Event) -> None:
    while not stop.wait(TICK):
        try:
            nightly.due()
        except Exception:
            log.exception("the machine's own duties could not be looked at")
        finally:
            connections.close_all()
