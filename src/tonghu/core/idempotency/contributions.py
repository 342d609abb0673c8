"""一次性编号带来的: its clearing."""

from __future__ import annotations

from tonghu.core.contributions import Nightly, contribute


def _clear() -> str:
    from tonghu.core.idempotency.clearing import clear_old

    return clear_old()


contribute(Nightly("core.once", "清除旧的一次性编号", _clear))
