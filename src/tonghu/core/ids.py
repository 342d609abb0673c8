"""编号: UUIDv7 (RFC 9562 §5.7): made by whoever creates a row, in order of time."""

from __future__ import annotations

import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = [0]


def uuid7() -> UUID:
    """A new id; within one process each is greater than the one before."""
    with _lock:
        stamp = max(time.time_ns() // 1_000 * 4096 // 1_000, _last[0] + 1)
        _last[0] = stamp
    millis, fraction = divmod(stamp, 4096)  # 12 bits of the millisecond keep the order
    value = (millis & (1 << 48) - 1) << 80 | 7 << 76 | fraction << 64
    return UUID(int=value | 0b10 << 62 | secrets.randbits(62))
