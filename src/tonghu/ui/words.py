"""说法: dates, numbers and masks as people say them (ui.md §2 and §7). Pure: no clock, no Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher

from tonghu.core.calendar import WorkCalendar
from tonghu.core.clock import CHINA

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
NEAR = {-2: "前天", -1: "昨天", 0: "今天", 1: "明天", 2: "后天"}
MINUTE, HOUR, DAY = 60, 3600, 86400
SOON = 5  # working days from which a deadline is amber, unless the profile says otherwise
HEAD, TAIL = 3, 2  # of an identity number stay readable


@dataclass(frozen=True, slots=True)
class Due:
    """期限的说法: words, tone, a second line, and the exact date with how it was counted."""

    words: str
    tone: str = ""
    note: str = ""
    exact: str = ""
    at: str = ""  # for machines


@dataclass(frozen=True, slots=True)
class Piece:
    """一段字: text of a compared value, and whether it differs from the other side."""

    text: str
    differs: bool = False


def local(moment: datetime) -> datetime:
    """A moment in China's time; a naive one is taken as such."""
    return moment.astimezone(CHINA) if moment.tzinfo else moment.replace(tzinfo=CHINA)


def clock(moment: datetime) -> str:
    """14:05."""
    here = local(moment)
    return f"{here.hour}:{here.minute:02}"


def day(when: date, today: date, *, near: bool = True) -> str:
    """今天, 9月24日, 2025年9月24日 (the year when it is not this one)."""
    if near and (when - today).days in NEAR:
        return NEAR[(when - today).days]
    short = f"{when.month}月{when.day}日"
    return short if when.year == today.year else f"{when.year}年{short}"


def moment(when: datetime, now: datetime) -> str:
    """今天 14:05, 9月11日 14:05."""
    here = local(when)
    return f"{day(here.date(), local(now).date())} {clock(here)}"


def exact(when: date) -> str:
    """2026年9月24日 14:05, for titles and for paper."""
    if isinstance(when, datetime):
        here = local(when)
        return f"{here.year}年{here.month}月{here.day}日 {clock(here)}"
    return f"{when.year}年{when.month}月{when.day}日"


def with_weekday(when: date) -> str:
    """9月24日 星期四."""
    return f"{when.month}月{when.day}日 {WEEKDAYS[when.weekday()]}"


def ago(when: datetime, now: datetime) -> str:
    """刚刚, 24分钟前, 3小时前, 昨天 8:15, 20天前, then the date."""
    seconds = (now - when).total_seconds()
    days = (local(now).date() - local(when).date()).days
    if seconds < MINUTE:
        return "刚刚"
    if seconds < HOUR:
        return f"{int(seconds // MINUTE)}分钟前"
    if days == 0:
        return f"{int(seconds // HOUR)}小时前"
    if days in (1, 2):
        return f"{NEAR[-days]} {clock(when)}"
    return f"{days}天前" if days <= 60 else day(local(when).date(), local(now).date())


def days_ago(when: date, today: date) -> str:
    """今天, 昨天, 前天, 20天前."""
    days = (today - when).days
    return NEAR.get(-days) or (f"{days}天前" if days > 0 else day(when, today))


def span(first: date, last: date, today: date) -> str:
    """9月25日至27日, 9月25日至10月3日, with the year where it is not this one."""
    start = day(first, today, near=False)
    if (first.year, first.month) == (last.year, last.month):
        return start if first == last else f"{start}至{last.day}日"
    end = day(last, today, near=False)
    return f"{start}至{end if last.year == first.year else exact(last)}"


def due(when: date, now: datetime, calendar: WorkCalendar, soon: int = SOON) -> Due:
    """期限: 迟了2天 / 今天 17:30前 / 9月30日前, 还剩3个工作日. `when` a day means its last moment."""
    here = local(when) if isinstance(when, datetime) else None
    last, today = (here.date() if here else when), local(now).date()
    full = f"{exact(here)}前" if here else exact(last)
    if last < today or (here is not None and here < now):
        late = (today - last).days
        told = f"迟了{number(late)}天" if late else "今天过点了"
        return Due(told, "danger", exact=f"应于{full}办完", at=when.isoformat())
    counted = "；".join(filter(None, (full, _days_off(today, last, calendar))))
    until = f" {clock(here)}前" if here else ""
    if last == today:
        return Due(f"今天{until}" if here else "今天内", "warn", exact=counted, at=when.isoformat())
    days = calendar.working_days_between(today, last)
    note = f"还剩{days}个工作日" if days <= soon * 4 else ""
    told = f"{day(last, today)}{until or '前'}"
    return Due(told, "warn" if days <= 1 else "", note, counted, when.isoformat())


def _days_off(today: date, last: date, calendar: WorkCalendar) -> str:
    """How the days were counted, for the title: 其间2天不上班."""
    days = ((today + timedelta(days=n)) for n in range(1, (last - today).days + 1))
    off = sum(not calendar.is_working_day(one) for one in days)
    return f"其间{off}天不上班，没有计入" if off else ""


def left(last: date, today: date, calendar: WorkCalendar) -> str:
    """还剩3个工作日, 今天是最后一天, 迟了2个工作日 (named as such)."""
    if last == today:
        return "今天是最后一天"
    days = calendar.working_days_between(today, last)
    return f"还剩{days}个工作日" if last > today else f"迟了{-days}个工作日"


def number(value: int | float | None) -> str:
    """1,554; nothing known is —."""
    if value is None:
        return "—"
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.1f}"
    return f"{int(value):,}".replace("-", "−")


def percent(part: float, whole: float | None = None, digits: int = 0) -> str:
    """67%; of nothing, —."""
    if whole is None:
        return f"{part * 100:.{digits}f}%"
    return f"{part / whole * 100:.{digits}f}%" if whole else "—"


def money(yuan: int | float) -> str:
    """1,450元."""
    return f"{number(yuan)}元"


def joined(words: Iterable[str]) -> str:
    """甲、乙、丙."""
    return "、".join(words)


def mask_id(value: str) -> str:
    """331*************26: head and tail of an identity number, same length; short ones vanish."""
    if len(value) < HEAD + TAIL + 4:
        return "*" * len(value)
    return value[:HEAD] + "*" * (len(value) - HEAD - TAIL) + value[-TAIL:]


def mask_phone(value: str) -> str:
    """138****6025; land lines keep their last two digits."""
    digits = value.strip()
    if len(digits) == 11 and digits.isdigit():
        return f"{digits[:3]}****{digits[-4:]}"
    return "*" * max(len(digits) - 2, 0) + digits[-2:] if len(digits) > 4 else "*" * len(digits)


def mask_name(value: str) -> str:
    """潘**: the family name stays."""
    return value[:1] + "*" * (len(value) - 1)


def pieces(one: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both values cut where they differ, for the comparison table."""
    left_side: list[Piece] = []
    right_side: list[Piece] = []
    matcher = SequenceMatcher(a=one, b=other, autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        differs = tag != "equal"
        left_side += [Piece(one[a0:a1], differs)] if a1 > a0 else []
        right_side += [Piece(other[b0:b1], differs)] if b1 > b0 else []
    return tuple(left_side), tuple(right_side)
