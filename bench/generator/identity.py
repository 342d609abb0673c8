"""公民身份号码 (GB 11643-1999): made and checked as digit matrices; only divisions that do not exist."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bench.generator.text import Rng, Rows, text
from bench.generator.words import I32, Text

WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_CHECK = np.frombuffer(b"10X98765432", np.uint8).astype(np.uint32)
DIVISION = 990101  # 99: a province that does not exist, so no living person has such a number


def ymd(days: npt.NDArray[np.int64] | I32) -> I32:
    """Days since 1970 as yyyymmdd."""
    day = days.astype("datetime64[D]")
    year = day.astype("datetime64[Y]").astype(np.int64) + 1970
    month = day.astype("datetime64[M]").astype(np.int64) % 12 + 1
    inside = (day - day.astype("datetime64[M]")).astype(np.int64) + 1
    out: I32 = (year * 10000 + month * 100 + inside).astype(np.int32)
    return out


def numbers(division: Rows, date: I32, sequence: Rows) -> Text:
    """Eighteen-character numbers with the right check character."""
    size = len(date)
    body = division.astype(np.int64) * 10**11 + date.astype(np.int64) * 1000 + sequence
    digits = np.empty((size, 18), np.uint32)
    for column in range(16, -1, -1):
        body, digits[:, column] = np.divmod(body, 10)
    digits[:, 17] = _CHECK[(digits[:, :17] * WEIGHTS).sum(axis=1) % 11]
    digits[:, :17] += ord("0")
    return text(digits)


def sequences(rng: Rng, group: Rows, male: npt.NDArray[np.bool_], twin: Rows) -> Rows:
    """顺序码: odd for boys, even for girls, unique within a group (division and date).

    `twin` is 0, or 1 for a child that follows its twin in the arrays: its number is the next one.
    """
    order = np.argsort(group, kind="stable")
    _, crowd = np.unique(group, return_counts=True)
    widest = max(
        1, min(12, 370 // int(crowd.max()))
    )  # 499 places a day, 120 may stay unused before
    step = np.where(twin == 1, 1, rng.integers(1, widest + 1, len(group)))[order]
    fresh = np.r_[True, group[order][1:] != group[order][:-1]]
    total = np.cumsum(step)
    base = np.maximum.accumulate(np.where(fresh, total - rng.integers(1, 120, len(group)), 0))
    slot = total - base
    out = np.empty(len(group), np.int64)
    out[order] = slot % 499 * 2 + np.where(male[order], 1, 2)
    return out


def is_valid(number: str) -> bool:
    """Whether a plain 18-character number has the right check character (used by tests)."""
    if len(number) != 18 or not number[:17].isdecimal():
        return False
    total = sum(int(a) * int(b) for a, b in zip(number[:17], WEIGHTS, strict=True))
    return number[17] == chr(_CHECK[total % 11])
