"""文书的排法: what our papers share: red heads, padded names, tables, units in a row. Pure but for names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from tonghu.core.calendar import cn_date
from tonghu.papers.documents import Column

BREAKS = re.compile(r"(?=联席会议|领导小组|工作委员会|委员会)")
LONG = 13  # characters of a red head that still stand in one line at 32 pt


def head(text: str) -> str:
    """发文机关标志: a long name is broken before 联席会议, never inside it."""
    lines = []
    for line in text.splitlines():
        if len(line) <= LONG:
            lines.append(line)
            continue
        parts = [one for one in BREAKS.split(line) if one]
        lines += [parts[0], "".join(parts[1:])] if len(parts) > 1 else [line]
    told = [one for one in lines if one]
    if len(told) > 2 and len(told[-2]) + len(told[-1]) <= LONG:  # 联席会议 + 纪要
        told = [*told[:-2], told[-2] + told[-1]]
    return "\n".join(told)


def padded(name: str) -> str:
    """两个字的姓名中间空一格, as lists are printed."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


def listed(names: Iterable[str]) -> str:
    """甲、乙、丙."""
    return "、".join(names)


def on(day: date | None) -> str:
    """2026年9月30日, nothing when there is no day."""
    return cn_date(day) if day else ""


def spoken(first: date, last: date) -> str:
    """9月3日至5日, with the year."""
    if first == last:
        return cn_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{cn_date(first)}至{last.day}日"
    tail = f"{last.month}月{last.day}日" if first.year == last.year else cn_date(last)
    return f"{cn_date(first)}至{tail}"


def columns(*told: tuple[str, str, float]) -> tuple[Column, ...]:
    """Plain columns: key, head, width."""
    return tuple(Column(key, name, width=width) for key, name, width in told)
