"""姓名读音: pinyin without tones and its initials, from a committed table of readings. Pure.

The table is made by scripts/make_characters.py, as the matching engine's is.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

_TABLE = Path(__file__).parents[1] / "data" / "readings.txt"
# 作姓时另有读音的字。
_SURNAMES = {
    "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "曾": "zeng", "盖": "ge",
    "任": "ren", "朴": "piao", "召": "shao", "尉": "wei", "翟": "zhai", "乐": "yue", "覃": "qin",
    "缪": "miao", "宓": "mi", "冼": "xian", "逄": "pang", "员": "yun", "长": "zhang", "种": "chong",
}  # fmt: skip
LONGEST_SOUND, LONGEST_INITIALS = 120, 72


@cache
def readings() -> dict[str, str]:
    """汉字 → its commonest reading."""
    found: dict[str, str] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        syllable, chars = line.split(" ", 1)
        for char in chars:
            found.setdefault(char, syllable)
    return found


@lru_cache(maxsize=50_000)
def sound(name: str) -> tuple[str, str]:
    """拼音 and its initials: 王小明 → wangxiaoming, wxm; letters stay what they are."""
    table = readings()
    parts = [table.get(char, char.lower()) for char in name if char.isalnum()]
    if name and name[0] in _SURNAMES:
        parts[0] = _SURNAMES[name[0]]
    return (
        "".join(parts)[:LONGEST_SOUND],
        "".join(part[0] for part in parts)[:LONGEST_INITIALS],
    )
