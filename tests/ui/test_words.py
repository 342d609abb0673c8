"""Dates, numbers and masks as people say them."""

from datetime import date, datetime

import pytest

from tonghu.core.calendar import WorkCalendar
from tonghu.core.clock import CHINA
from tonghu.ui import words
from tonghu.ui.words import Due, Piece

# 中秋: 25 to 27 September 2026 off; 30 September is a Wednesday
CALENDAR = WorkCalendar(off=frozenset({date(2026, 9, 25)}), years=frozenset({2026}))
NOW = datetime(2026, 9, 24, 13, 5, tzinfo=CHINA)
TODAY = NOW.date()


def at(day: int, hour: int = 17, minute: int = 30, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("when", "told", "tone", "note"),
    [
        (at(22), "迟了2天", "danger", ""),
        (date(2026, 9, 23), "迟了1天", "danger", ""),
        (at(24, 12, 0), "今天过点了", "danger", ""),
        (at(24), "今天 17:30前", "warn", ""),
        (date(2026, 9, 24), "今天内", "warn", ""),
        (date(2026, 9, 25), "明天前", "warn", "还剩0个工作日"),
        (at(28, 9, 0), "9月28日 9:00前", "warn", "还剩1个工作日"),
        (date(2026, 9, 30), "9月30日前", "", "还剩3个工作日"),
        (date(2027, 3, 1), "2027年3月1日前", "", ""),
    ],
)
def test_a_deadline_reads_as_people_say_it(when: date, told: str, tone: str, note: str) -> None:
    due = words.due(when, NOW, CALENDAR)
    assert (due.words, due.tone, due.note) == (told, tone, note)
    assert due.at == when.isoformat()


def test_the_title_of_a_deadline_says_how_it_was_counted() -> None:
    assert (
        words.due(date(2026, 9, 30), NOW, CALENDAR).exact
        == "2026年9月30日；其间3天不上班，没有计入"
    )
    assert words.due(at(22), NOW, CALENDAR).exact == "应于2026年9月22日 17:30前办完"
    assert words.due(date(2026, 9, 24), NOW, CALENDAR) == Due(
        "今天内", "warn", "", "2026年9月24日", "2026-09-24"
    )


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (date(2026, 9, 24), "今天"),
        (date(2026, 9, 23), "昨天"),
        (date(2026, 9, 22), "前天"),
        (date(2026, 9, 25), "明天"),
        (date(2026, 9, 26), "后天"),
        (date(2026, 9, 11), "9月11日"),
        (date(2025, 10, 1), "2025年10月1日"),
    ],
)
def test_a_day_carries_its_year_only_when_it_is_another(when: date, told: str) -> None:
    assert words.day(when, TODAY) == told


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (at(24, 13, 4), "1分钟前"),
        (at(24, 12, 41), "24分钟前"),
        (at(24, 9, 0), "4小时前"),
        (at(23, 8, 15), "昨天 8:15"),
        (at(4, 9, 0), "20天前"),
        (at(4, 9, 0, month=3), "3月4日"),
    ],
)
def test_what_was_is_told_by_how_long_ago(when: datetime, told: str) -> None:
    assert words.ago(when, NOW) == told


def test_a_moment_of_another_zone_is_told_in_chinas_time() -> None:
    from datetime import UTC

    assert words.moment(datetime(2026, 9, 24, 16, 30, tzinfo=UTC), NOW) == "明天 0:30"
    assert words.exact(datetime(2026, 9, 24, 16, 30, tzinfo=UTC)) == "2026年9月25日 0:30"


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 9, 25), date(2026, 9, 27), "9月25日至27日"),
        (date(2026, 9, 25), date(2026, 10, 3), "9月25日至10月3日"),
        (date(2026, 9, 25), date(2026, 9, 25), "9月25日"),
        (date(2025, 12, 30), date(2026, 1, 2), "2025年12月30日至2026年1月2日"),
    ],
)
def test_a_span_repeats_only_what_changes(first: date, last: date, told: str) -> None:
    assert words.span(first, last, TODAY) == told


def test_what_is_left_is_counted_in_working_days_and_named_so() -> None:
    assert words.left(date(2026, 9, 30), TODAY, CALENDAR) == "还剩3个工作日"
    assert words.left(TODAY, TODAY, CALENDAR) == "今天是最后一天"
    assert words.left(date(2026, 9, 22), TODAY, CALENDAR) == "迟了2个工作日"


def test_numbers_have_thousands_and_nothing_known_is_a_dash() -> None:
    assert [words.number(n) for n in (0, 999, 1554, -3, 4.25, 5.0, None)] == [
        "0", "999", "1,554", "−3", "4.2", "5", "—",
    ]  # fmt: skip
    assert words.percent(2, 3) == "67%"
    assert words.percent(0.6679, digits=1) == "66.8%"
    assert words.percent(1, 0) == "—"
    assert words.money(1450) == "1,450元"


def test_masks_show_head_and_tail_and_never_a_short_value() -> None:
    assert words.mask_id("990101201603120026") == "990*************26"
    assert words.mask_id("1234567") == "*******"
    assert words.mask_phone("13800006025") == "138****6025"
    assert words.mask_phone("0578-806123") == "*********23"
    assert words.mask_phone("110") == "***"
    assert words.mask_name("某子涵") == "某**"


def test_differing_characters_are_marked_on_both_sides() -> None:
    one, other = words.pieces("某梓涵", "某子涵")
    assert one == (Piece("某"), Piece("梓", True), Piece("涵"))
    assert other == (Piece("某"), Piece("子", True), Piece("涵"))
    longer, shorter = words.pieces("甲镇乙村", "乙村")
    assert longer == (Piece("甲镇", True), Piece("乙村"))
    assert shorter == (Piece("乙村"),)
