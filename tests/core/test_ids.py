"""UUIDv7: right bits, in order of time, never twice."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from tonghu.core.ids import uuid7


def test_version_variant_and_time() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid7()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 1


def test_later_ids_are_greater() -> None:
    made = [uuid7() for _ in range(5_000)]
    assert made == sorted(made)


def test_threads_never_make_the_same() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: uuid7(), range(20_000)))
    assert len(set(made)) == len(made)
