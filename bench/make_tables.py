"""Remakes bench/generator/data/{sounds,traditional,lunar}.txt from pypinyin, OpenCC and lunar_python.

Only needed when the character pools change; the generator itself needs none of the three.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import opencc
from lunar_python import Solar  # type: ignore[import-untyped]
from pypinyin import Style, pinyin

DATA = Path(__file__).parent / "generator" / "data"


def common_characters() -> list[str]:
    """常用字: the 3,755 characters of GB 2312 level 1, and every character of our own name lists."""
    level_one = [
        bytes((row, cell)).decode("gb2312", "ignore")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF)
    ]
    own = "".join(
        (DATA / name).read_text(encoding="utf-8")
        for name in ("surnames.txt", "given.txt", "places.txt", "lookalike.txt")
    )
    return sorted({c for c in [*level_one, *own] if len(c) == 1 and c >= "\u3400" and c.isalpha()})


def sounds(characters: list[str]) -> str:
    """读音: one line per syllable with its characters."""
    groups: dict[str, list[str]] = defaultdict(list)
    for character in characters:
        syllable = pinyin(character, style=Style.NORMAL)[0][0]
        if syllable.isascii():
            groups[syllable].append(character)
    return "".join(f"{key} {''.join(groups[key])}\n" for key in sorted(groups))


def traditional(characters: list[str]) -> str:
    """繁体: simplified character and its traditional form, where they differ."""
    turn = opencc.OpenCC("s2t")
    pairs = ((c, turn.convert(c)) for c in characters)
    return "".join(f"{a}{b}\n" for a, b in pairs if a != b and len(b) == 1)


def lunar(first: date = date(2009, 12, 1), last: date = date(2027, 3, 1)) -> str:
    """农历: first solar day of each lunar month, its lunar year and month (leap months as usual)."""
    rows, day = [], first
    while day <= last:
        there = Solar.fromYmd(day.year, day.month, day.day).getLunar()
        if there.getDay() == 1:
            rows.append(f"{day.isoformat()} {there.getYear()} {abs(there.getMonth())}\n")
        day += timedelta(days=1)
    return "".join(rows)


def main() -> None:
    """Write the three tables."""
    characters = common_characters()
    (DATA / "sounds.txt").write_text(sounds(characters), encoding="utf-8")
    (DATA / "traditional.txt").write_text(traditional(characters), encoding="utf-8")
    (DATA / "lunar.txt").write_text(lunar(), encoding="utf-8")


if __name__ == "__main__":
    main()
