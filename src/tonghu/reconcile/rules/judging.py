"""判定的判断: what is certain enough for bulk, whom the sample strikes, which reasons are offered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

CERTAIN = 98  # of 100 such pairs
SHARE, AT_LEAST = 20, 3  # one in twenty is looked at again, three at least
LIKELY, DOUBTFUL, UNLIKELY = 80, 20, 3


@dataclass(frozen=True, slots=True)
class Pair:
    """一对 with what its certainty rests on."""

    id: str
    of_100: int
    alike: bool  # name and day of birth are the same


def certain(pairs: list[Pair]) -> list[Pair]:
    """Pairs that may be judged the same child together."""
    return [one for one in pairs if one.of_100 >= CERTAIN and one.alike]


def sample(pairs: list[Pair]) -> frozenset[str]:
    """Which of them a second person looks at: drawn by their ids, so that nobody chooses."""
    count = min(len(pairs), max(AT_LEAST, len(pairs) // SHARE))
    drawn = sorted(pairs, key=lambda one: hashlib.sha256(one.id.encode()).digest())
    return frozenset(one.id for one in drawn[:count])


def opinion(of_100: int | None) -> str:
    """系统的看法."""
    if of_100 is None:
        return ""
    if of_100 >= CERTAIN - 3:
        return "很可能是同一个孩子"
    if of_100 >= LIKELY:
        return "多半是同一个孩子"
    if of_100 > DOUBTFUL:
        return "像又不全像，说不准"
    return "不大像同一个孩子" if of_100 > UNLIKELY else "很可能不是同一个孩子"


def reasons(differing: tuple[str, ...], of_100: int | None) -> tuple[str, ...]:
    """Reasons to choose from; what the rows say comes first."""
    likely = of_100 is not None and of_100 >= LIKELY
    made: list[str] = []
    if "id_number" in differing:
        made.append("身份证号录错，其他都对得上" if likely else "身份证号不同，是两个人")
    if "name" in differing:
        made.append("姓名写法不同，其他都对得上" if likely else "姓名不同，是两个人")
    if "birth_date" in differing:
        made.append("出生日期录错，其他都对得上" if likely else "出生日期不同，是两个人")
    if not made and likely:
        made.append("各项都对得上")
    made += ["是兄弟姐妹，不是同一个", "问过村里", "问过学校", "查过户口簿"]
    return tuple(dict.fromkeys(made))
