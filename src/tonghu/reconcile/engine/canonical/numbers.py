"""公民身份号码 (GB 11643-1999): digits, what can be said of them, and whom they name.

6 digits of the place of first registration, 8 of birth, 3 of sequence (the 17th odd for male),
1 check character. A place code is never a reason to refuse a number: abolished counties live on
in valid numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from tonghu.reconcile.engine.canonical.text import (
    I32,
    I64,
    U8,
    U32,
    U64,
    Bool,
    Chars,
    characters,
    slices,
)
from tonghu.reconcile.engine.result import ID_STATES, IdState

NO_DAY = np.int32(np.iinfo(np.int32).min)
_STATE = {state: index for index, state in enumerate(ID_STATES)}
_CHECK = np.frombuffer(b"10X98765432", np.uint8)
_SLICE = 16_384  # 18 columns of these stay in cache


def _sums() -> np.ndarray:
    """Columns of digit weights: check sum, first 9 and last 8 digits as numbers, year, month, day."""
    out = np.zeros((18, 6))
    out[:17, 0] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    out[:9, 1] = 10.0 ** np.arange(8, -1, -1)
    out[9:17, 2] = 10.0 ** np.arange(7, -1, -1)
    out[6:10, 3] = [1000, 100, 10, 1]
    out[10:12, 4] = out[12:14, 5] = [10, 1]
    return out


_SUMS = _sums()
ADULT_FROM = 19  # full years on the day of the run: children in difficulty are under 18


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of ID numbers.

    `good`: the first 17 digits of a child's good number, else 0 (the check digit follows).
    `adult`: the same of a good number of somebody older. `digits`: up to 18 characters as
    bytes, 0 where none, for comparing bad numbers with good ones. `born`: the date inside the
    number as days since 1970-01-01, also of a number with a wrong check digit.
    """

    state: U8
    good: I64
    adult: I64
    digits: U8  # shape (N, 18)
    born: I32
    male: U8  # 1 male, 2 female by the 17th digit, 0 unknown

    @property
    def whole(self) -> U64:
        """A key of the digits as written, 0 when there are fewer than 15."""
        wide = np.zeros((len(self.digits), 24), np.uint8)
        wide[:, :18] = self.digits
        words = wide.view(np.uint64)
        key = words[:, 0] * np.uint64(0x9E3779B97F4A7C15) ^ words[:, 1] * np.uint64(
            0xC2B2AE3D27D4EB4F
        )
        key ^= words[:, 2] * np.uint64(0x165667B19E3779F9)
        key[self.digits[:, 14] == 0] = 0
        return key


def canonical_numbers(column: pa.StringArray, today: date) -> Numbers:
    """Codes and states of a column of ID numbers as senders write them."""
    parts = [_slice(piece, today) for piece in slices(column, _SLICE)]
    return Numbers(
        *(
            np.concatenate([getattr(p, name) for p in parts])
            for name in ("state", "good", "adult", "digits", "born", "male")
        )
    )


def _slice(column: pa.StringArray, today: date) -> Numbers:
    chars = characters(column)
    flat = _half_width(chars.flat)
    digit = (flat >= 0x30) & (flat <= 0x39)
    tail = flat == 0x58
    scientific = np.zeros(len(column), bool)
    scientific[chars.cells_with((flat == 0x45) | (flat == 0x2E))] = True
    first = np.append(flat, np.uint32(0))[
        chars.start[:-1]
    ]  # of each cell; its neighbour's if empty
    spelled = (first >= 0x41) & (first <= 0x5A) & (first != 0x58) & (chars.lengths > 0)
    scientific &= ~spelled
    foreign = spelled & (chars.lengths < 15)
    foreign[chars.cells_with(_foreign(flat, digit, tail))] = True
    foreign[~_holding(chars, (flat >= 0x30) & (flat <= 0x5A))] = False  # 无, 暂无: no paper at all
    clean = Chars(flat, chars.start).keep(digit | tail)
    return _judge(clean, scientific, foreign, today)


def _holding(chars: Chars, mask: Bool) -> Bool:
    """Cells with at least one character of a kind."""
    out = np.zeros(len(chars.start) - 1, bool)
    out[chars.cells_with(mask)] = True
    return out


def _half_width(flat: U32) -> U32:
    """Full-width forms to ASCII, lower case to upper, Ⅹ and × to X."""
    wide = (flat >= 0xFF01) & (flat <= 0xFF5E)
    flat = np.where(wide, flat - 0xFEE0, flat)
    flat = np.where((flat >= 0x61) & (flat <= 0x7A), flat - 0x20, flat)
    out: U32 = np.where((flat == 0x2169) | (flat == 0xD7), 0x58, flat)
    return out


def _foreign(flat: U32, digit: Bool, tail: Bool) -> Bool:
    """Characters that no mainland number holds: letters other than X and E, Chinese text, *."""
    letter: Bool = (flat >= 0x41) & (flat <= 0x5A) & ~tail & (flat != 0x45) & (flat != 0x47)
    other: Bool = (flat >= 0x3400) | (flat == 0x2A)
    return letter | other


def _judge(clean: Chars, scientific: np.ndarray, foreign: np.ndarray, today: date) -> Numbers:
    """State of every number and what it says of its owner."""
    length = clean.lengths
    digits = clean.matrix(18).astype(np.uint8)
    _undouble(clean, length, digits)
    kept = _unscientific(length, digits, scientific)
    eighteen = (length == 18) & (digits[:, :17].max(axis=1) < 0x3A) & ~scientific
    # Every sum has fewer than 16 digits, so double precision is exact.
    sums = ((digits.astype(np.float64) - 0x30) @ _SUMS).astype(np.int64)
    sums[~eighteen & ~kept] = 0
    born = days_of(sums[:, 3], sums[:, 4], sums[:, 5])
    right = eighteen & (digits[:, 17] == _CHECK[sums[:, 0] % 11]) & (born != NO_DAY)
    rounded = eighteen & (digits[:, 15:] == 0x30).all(axis=1)
    adult = right & (born < _first_child_day(today)) & ~rounded
    future = right & (born > np.int32((today - date(1970, 1, 1)).days))
    state = np.full(len(length), _STATE[IdState.SHORT], np.uint8)
    state[eighteen] = _STATE[IdState.BAD_CHECK]
    state[right] = _STATE[IdState.GOOD]
    state[future] = _STATE[IdState.BAD_CHECK]
    state[rounded] = _STATE[IdState.ROUNDED]
    state[adult] = _STATE[IdState.ADULT]
    state[scientific] = _STATE[IdState.SCIENTIFIC]
    state[foreign & ~right] = _STATE[IdState.FOREIGN]
    state[(length == 0) & ~foreign] = _STATE[IdState.NONE]
    number = sums[:, 1] * 100_000_000 + sums[:, 2]
    good = np.where(state == _STATE[IdState.GOOD], number, 0)
    sex = np.where(digits[:, 16] % 2 == 1, 1, 2).astype(np.uint8)
    sex[~right | rounded] = 0
    born[(rounded | kept) & (born < _first_child_day(today))] = NO_DAY
    return Numbers(state, good, np.where(adult, number, 0), digits, born, sex)


def _unscientific(length: np.ndarray, digits: U8, scientific: np.ndarray) -> Bool:
    """9.90101201008201E+17 still tells the first 15 digits, the date of birth among them.

    Fewer say nothing of a child. The exponent, read as digits 16 and 17, becomes zeros; which
    cells kept their 15 is returned.
    """
    kept: Bool = scientific & (length == 17)
    kept &= (digits[:, 15] == 0x31) & (digits[:, 16] == 0x37)
    digits[kept, 15:] = 0x30
    digits[scientific & ~kept] = 0
    return kept


def _undouble(clean: Chars, length: np.ndarray, digits: U8) -> None:
    """Numbers that are too long: if one doubled key makes 19, what remains without it; else nothing.

    The state stays "other length"; the digits only serve to compare.
    """
    digits[length > 18] = 0
    for cell in np.flatnonzero(length == 19).tolist():
        begin = int(clean.start[cell])
        typed = bytes(clean.flat[begin : begin + 19].astype(np.uint8))
        for at in range(18):
            rest = typed[:at] + typed[at + 1 :]
            if typed[at] == typed[at + 1] and _right(rest):
                digits[cell] = np.frombuffer(rest, np.uint8)
                break


def _right(number: bytes) -> bool:
    """Does the check character fit?"""
    if not number[:17].isdigit():
        return False
    total = sum(
        (digit - 0x30) * int(weight) for digit, weight in zip(number, _SUMS[:17, 0], strict=False)
    )
    return int(_CHECK[total % 11]) == number[17]


def days_of(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> I32:
    """Days since 1970-01-01 of calendar dates; `NO_DAY` for dates that do not exist (1900–2099)."""
    sane = (year >= 1900) & (year < 2100) & (month >= 1) & (month <= 12) & (day >= 1)
    months = np.where(sane, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    first = months.astype("datetime64[D]").astype(np.int64)
    size = (months + 1).astype("datetime64[D]").astype(np.int64) - first
    return np.where(sane & (day <= size), first + day - 1, NO_DAY).astype(np.int32)


def _first_child_day(today: date) -> np.int32:
    """Whoever was born before this day is no child."""
    year = today.year - ADULT_FROM
    return np.int32((date(year, today.month, min(today.day, 28)) - date(1970, 1, 1)).days)
