"""The title is the answer; the line above it says what day it is."""

from __future__ import annotations

from datetime import date

import pytest

from tonghu.core.calendar import WorkCalendar
from tonghu.home.queries import coming
from tonghu.home.rules import DayOff, over_title, title_of
from tonghu.worklist.queries import profile_in_force

AUTUMN = DayOff("中秋节", date(2026, 9, 25), date(2026, 9, 27))
PLAIN = WorkCalendar(
    off=frozenset({date(2026, 9, 25)}), work=frozenset({date(2026, 9, 20)}), years=frozenset({2026})
)


@pytest.mark.parametrize(
    ("today", "late", "total", "title"),
    [
        (5, 2, 14, "今天要办5件，其中2件已经迟了"),
        (3, 0, 3, "今天要办3件"),
        (2, 2, 9, "有2件已经迟了"),
        (1, 1, 1, "有1件已经迟了"),
        (0, 0, 6, "今天没有要办的，往后还有6件"),
        (0, 0, 0, "没有待办"),
    ],
)
def test_the_title_counts(today: int, late: int, total: int, title: str) -> None:
    assert title_of(today, late, total) == title


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 9, 24), "9月24日 星期四，明天起中秋节放假3天"),
        (date(2026, 9, 21), "9月21日 星期一"),  # four days ahead is too far to say
        (date(2026, 9, 22), "9月22日 星期二，9月25日起中秋节放假3天"),
        (date(2026, 9, 26), "9月26日 星期六，中秋节放假，9月28日上班"),
        (date(2026, 9, 20), "9月20日 星期日，调休上班"),
    ],
)
def test_the_line_above_speaks_of_holidays(today: date, said: str) -> None:
    assert over_title(today, PLAIN, (AUTUMN,)) == said


def test_an_empty_list_says_what_comes_next() -> None:
    profile = profile_in_force("songyang")
    assert coming(profile, date(2026, 9, 20)) == "没有待办。下一件是9月30日前排查完毕。"
    assert "2027年" in coming(profile, date(2026, 12, 20))
