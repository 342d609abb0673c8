"""出生日期: every way a birthday is written, how exact it is, and the lunar reading."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reconcile.engine.sheets import column
from tonghu.reconcile.engine.canonical.dates import Dates, canonical_dates, iso
from tonghu.reconcile.engine.canonical.numbers import NO_DAY

EPOCH = date(1970, 1, 1)


def read(*texts: str) -> Dates:
    return canonical_dates(column(*texts))


@pytest.mark.parametrize(
    "text",
    [
        "20140503", "2014-05-03", "2014-5-3", "2014/5/3", "2014/05/03", "2014.5.3", "2014.05.03",
        "2014年5月3日", "2014年05月03日", "2014 年 5 月 3 日", "2014、5、3", "２０１４－０５－０３",
        "2014-05-03 00:00:00", "2014-05-03T00:00:00", " 20140503 ", "20140503.0", "14/5/3",
        "14.5.3", "14年5月3日", "03/05/2014", "3.5.2014", "41762", "41762.0",
    ],
)  # fmt: skip
def test_one_day_in_every_writing(text: str) -> None:
    found = read(text)
    assert iso(int(found.day[0])) == "2014-05-03"
    assert (found.year[0], found.month[0]) == (2014, 5)


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [
        ("2014", 2014, 0), ("2014年", 2014, 0), ("2014.0", 2014, 0), ("201405", 2014, 5),
        ("2014年5月", 2014, 5), ("2014-05", 2014, 5), ("2014.5", 2014, 5), ("2014-00-00", 2014, 0),
        ("2014-05-00", 2014, 5), ("20140500", 2014, 5), ("20140000", 2014, 0),
    ],
)  # fmt: skip
def test_what_is_known_of_a_shortened_date(text: str, year: int, month: int) -> None:
    found = read(text)
    assert found.day[0] == NO_DAY
    assert (found.year[0], found.month[0]) == (year, month)


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [("2014-02-30", 2014, 2), ("20150229", 2015, 2), ("2014-15-40", 2014, 0)],
)
def test_a_day_that_never_was_leaves_what_can_be_true(text: str, year: int, month: int) -> None:
    found = read(text)
    assert found.day[0] == NO_DAY
    assert (found.year[0], found.month[0]) == (year, month)


@pytest.mark.parametrize(
    "text", ["", " ", "不详", "无", "5月3日", "3岁", "18990101", "21500101", "0"]
)
def test_what_is_no_birthday_is_no_date(text: str) -> None:
    found = read(text)
    assert (found.day[0], found.year[0], found.month[0]) == (NO_DAY, 0, 0)


@pytest.mark.parametrize("text", ["2014-13-05", "2014-25-5", "05/13/2014"])
def test_month_and_day_are_turned_where_only_that_fits(text: str) -> None:
    found = read(text)
    assert found.month[0] == 5
    assert found.day[0] != NO_DAY


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_any_day_comes_back_from_its_writings(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    texts = [f"{day:%Y%m%d}", day.isoformat(), f"{day.year}年{day.month}月{day.day}日", str(serial)]
    texts += [f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month}.{day.day}"]
    assert read(*texts).day.tolist() == [(day - EPOCH).days] * len(texts)


# New Year of the lunar calendar by the almanac: first day of the first month.
NEW_YEARS = {
    2008: date(2008, 2, 7), 2010: date(2010, 2, 14), 2012: date(2012, 1, 23),
    2014: date(2014, 1, 31), 2015: date(2015, 2, 19), 2016: date(2016, 2, 8),
    2018: date(2018, 2, 16), 2020: date(2020, 1, 25), 2022: date(2022, 2, 1),
    2023: date(2023, 1, 22), 2024: date(2024, 2, 10), 2026: date(2026, 2, 17),
}  # fmt: skip
FEASTS = {
    "2014-08-15": date(2014, 9, 8),  # 中秋
    "2020-08-15": date(2020, 10, 1),  # 中秋, 闰四月 before it
    "2020-05-05": date(2020, 6, 25),  # 端午
    "2017-09-09": date(2017, 10, 28),  # 重阳, 闰六月 before it
    "2023-12-30": date(2024, 2, 9),  # 除夕 stands in the next solar year
}


@pytest.mark.parametrize("year", sorted(NEW_YEARS))
def test_lunar_new_year_by_the_almanac(year: int) -> None:
    assert iso(int(read(f"{year}-01-01").lunar[0])) == NEW_YEARS[year].isoformat()


@pytest.mark.parametrize("text", sorted(FEASTS))
def test_feasts_by_the_almanac(text: str) -> None:
    assert iso(int(read(text).lunar[0])) == FEASTS[text].isoformat()


def test_no_lunar_reading_of_a_date_that_is_not_whole_or_not_lunar() -> None:
    assert (read("2014-05", "", "2014-05-31", "1990-01-01").lunar == NO_DAY).all()


def test_months_of_the_lunar_table_follow_each_other() -> None:
    for year in range(1995, 2040):
        firsts = [int(read(f"{year}{month:02d}01").lunar[0]) for month in range(1, 13)]
        gaps = [b - a for a, b in itertools.pairwise(firsts)]
        assert set(gaps) <= {29, 30, 58, 59, 60}, year  # a leap month doubles one gap at most
        assert sum(gap > 30 for gap in gaps) <= 1
        next_year = int(read(f"{year + 1}0101").lunar[0])
        assert next_year - firsts[0] in {353, 354, 355, 383, 384, 385}


def test_iso_of_an_unknown_day_is_empty() -> None:
    assert iso(int(NO_DAY)) == ""
    assert iso((date(2014, 5, 3) - EPOCH).days + 0) == "2014-05-03"
    assert iso(0) == (EPOCH + timedelta(0)).isoformat()
