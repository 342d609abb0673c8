"""区划代码: arithmetic on the 12-digit statistical code, without any table.

Digits 1–2 province, 3–4 prefecture, 5–6 county, 7–9 town, 10–12 village (domain §2.2). Zeros on
the right stand for "the whole of it", so a code tells its own level, its parent and its subtree.
"""

from __future__ import annotations

from enum import IntEnum

NATION = "0" * 12
LENGTHS = (2, 4, 6, 9, 12)


class CodeError(ValueError):
    """区划代码不对: the text is no division code; the message is a sentence for the user."""


class Level(IntEnum):
    """行政层级: nation to village."""

    NATION = 0
    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3
    TOWN = 4
    VILLAGE = 5

    @property
    def label(self) -> str:
        """The Chinese word for the level."""
        return ("全国", "省级", "地级", "县级", "乡级", "村级")[self]


_LEVELS = dict(zip((0, *LENGTHS), Level, strict=True))


def full(code: str) -> str:
    """The 12 digits of a code given with 2, 4, 6, 9 or 12."""
    text = code.strip()
    if not (text.isascii() and text.isdigit() and len(text) in LENGTHS):
        raise CodeError(f"“{code}”不是区划代码：应为2、4、6、9或12位数字，请检查是否缺位或多位。")
    return text.ljust(12, "0")


def stem(code: str) -> str:
    """The digits that say something: 331124000000 → 331124; the nation's is empty."""
    text = full(code)
    said = len(text.rstrip("0"))
    return text[: next(length for length in (0, *LENGTHS) if said <= length)]


def level_of(code: str) -> Level:
    """行政层级 of a code: 331124 → COUNTY."""
    digits = stem(code)
    return _LEVELS[len(digits)]


def parent_of(code: str) -> str | None:
    """上级区划: the code above, padded.

    A town of a prefecture without counties (东莞 441900003) hangs under the prefecture: its county
    part is 00, and 441900 padded is the prefecture's own code.
    """
    level = level_of(code)
    if level is Level.NATION:
        return None
    return code.strip()[: LENGTHS[level - 2]].ljust(12, "0") if level > 1 else NATION


def subtree_range(code: str) -> tuple[str, str]:
    """所辖范围: lowest and highest 12-digit text of a subtree, both included (SQL BETWEEN)."""
    digits = stem(code)
    return digits.ljust(12, "0"), digits.ljust(12, "9")


def contains(above: str, below: str) -> bool:
    """Whether `below` is `above` itself or lies in it."""
    low, high = subtree_range(above)
    return low <= full(below) <= high
