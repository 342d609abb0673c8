"""进度: how far a job is, written beside its transactions so that people see it at once."""

from __future__ import annotations

import time
from uuid import UUID

from tonghu.core.database.scope import scope
from tonghu.core.jobs.models import JobRun
from tonghu.core.viewer import Viewer

_EVERY = 0.3  # seconds between two writes of the same step
WRITER = Viewer.for_system("进度")


class Progress:
    """Called as `progress(done, total, "读入名册")`; cheap enough to be called in a loop."""

    def __init__(self, order: UUID) -> None:
        self._order = order
        self._step = ""
        self._written = 0.0

    def __call__(self, done: int, total: int, step: str = "") -> None:
        """Says how far the work is."""
        now = time.monotonic()
        step = step or self._step
        if step == self._step and done < total and now - self._written < _EVERY:
            return
        self._step, self._written = step, now
        with scope(WRITER, using="aside"):
            JobRun.objects.using_aside().filter(pk=self._order).update(
                done=done, total=total, step=step
            )
