"""后台工作: long work ordered by a person, done by the worker, seen while it runs.

    @job("reconcile.run")
    def run(*, viewer: Viewer, progress: Progress, run: str) -> dict[str, Any]: …

    enqueue("reconcile.run", by=viewer, label="9月三方比对", run=str(run.id))

The order is written in the transaction of the deed that gives it. The worker makes the viewer again
from user and post, so that a lost post stops the work. The function opens its own short scopes, may
be started again from the beginning after a crash, and says what it does through `progress`.
"""

from tonghu.core.jobs.orders import enqueue
from tonghu.core.jobs.progress import Progress
from tonghu.core.jobs.queries import JobStatus, status
from tonghu.core.jobs.registry import job

__all__ = ["JobStatus", "Progress", "enqueue", "job", "status"]
