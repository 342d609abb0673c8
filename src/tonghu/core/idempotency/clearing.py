"""清除旧编号: keys are kept as long as a retry may come."""

from __future__ import annotations

from datetime import timedelta

from tonghu.core.clock import now
from tonghu.core.database.scope import scope
from tonghu.core.idempotency.models import DoneOnce
from tonghu.core.viewer import Viewer

KEPT = timedelta(days=7)


def clear_old() -> str:
    """Removes keys older than a week; one sentence of what was done."""
    with scope(Viewer.for_system("清除旧的一次性编号")):
        old = DoneOnce.objects.all_of_them(reason="clearing").filter(at__lt=now() - KEPT)
        gone, _ = old.delete()
    return f"清除一次性编号{gone}个"
