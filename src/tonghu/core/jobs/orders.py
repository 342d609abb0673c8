"""交办: an order and its place in the queue, in the transaction of the deed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tonghu.core import clock
from tonghu.core.jobs.models import JobRun
from tonghu.core.jobs.registry import CLOCK, find
from tonghu.core.viewer import Viewer

URGENT = 10  # a deadline goes before work that came earlier (stack §7)


def enqueue(code: str, *, by: Viewer, label: str, link: str = "", **arguments: Any) -> UUID:
    """Orders work; returns the id under which it can be watched.

    `arguments` are what JSON can carry: ids and words, never a child's data. Raises LookupError for
    a code nobody registered.
    """
    from procrastinate.contrib.django import app

    found = find(code)
    if found is None:
        raise LookupError(f"Nobody registered the job {code!r} with @job.")
    order = JobRun.objects.put(
        kind=code, label=label, link=link, arguments=arguments, user=by.user, post=by.post,
        division=by.division, ordered_at=clock.now(),
    )  # fmt: skip
    app.configure_task(
        "tonghu.run", queue=found.queue, priority=URGENT if found.queue == CLOCK else 0
    ).defer(order=str(order.id))
    return order.id
