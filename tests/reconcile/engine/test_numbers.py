"""公民身份号码: what can be said of the number in a cell, however it is written."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reconcile.engine.sheets import TODAY, check, column, number
from tests.requirement import requirement
from tonghu.reconcile.engine.canonical.numbers import (
    ADULT_FROM,
    NO_DAY,
    Numbers,
    canonical_numbers,
    days_of,
)
from tonghu.reconcile.engine.result import ID_STATES, IdState

EPOCH = date(1970, 1, 1)


def read(*texts: str) -> Numbers:
    return canonical_numbers(column(*texts), TODAY)


def state(text: str) -> IdState:
    return ID_STATES[int(read(text).state[0])]


def with_x() -> str:
    """A child's number that ends in X."""
    return next(n for n in (number(serial=s) for s in range(1, 99)) if n[-1] == "X")


GOOD = number()
OF_TEN = next(n for n in (number(serial=s) for s in range(100, 999, 100)) if n.endswith("000"))


@requirement("D-086", "D-093")
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (GOOD, IdState.GOOD),
        ("", IdState.NONE),
        ("  ", IdState.NONE),
        ("-", IdState.NONE),
        (GOOD[:17] + ("1" if GOOD[17] != "1" else "2"), IdState.BAD_CHECK),
        (number("20140230"), IdState.BAD_CHECK),
        (number("20141301"), IdState.BAD_CHECK),
        (number("20270101"), IdState.BAD_CHECK),
        ("9.90101E+17", IdState.SCIENTIFIC),
        ("9.9E17", IdState.SCIENTIFIC),
        (GOOD[:15] + "000", IdState.ROUNDED),
        (OF_TEN, IdState.ROUNDED),
        (GOOD[:17], IdState.SHORT),
        (GOOD[:15], IdState.SHORT),
        ("990101140503011", IdState.SHORT),
        (GOOD + "1", IdState.SHORT),
        (GOOD[:5] + "X" + GOOD[6:], IdState.SHORT),
        (number("19800101"), IdState.ADULT),
        ("护照E123", IdState.FOREIGN),
        ("H12345678", IdState.FOREIGN),
        ("990101********0112", IdState.FOREIGN),
    ],
)
def test_what_is_said_of_a_number(text: str, wanted: IdState) -> None:
    assert state(text) is wanted


def test_the_rounded_number_of_the_table_passes_the_check_and_is_still_not_believed() -> None:
    assert check(OF_TEN[:17]) == OF_TEN[17]
    assert read(OF_TEN).good[0] == 0


@pytest.mark.parametrize(
    "text",
    [
        with_x().lower(),
        "".join(chr(ord(c) + 0xFEE0) for c in with_x()),
        "".join(chr(ord(c) + 0xFEE0) for c in with_x().lower()),
        "'" + with_x(),
        "’" + with_x(),
        " " + with_x()[:6] + " " + with_x()[6:] + "\u3000",
        with_x() + "\r\n",
        with_x()[:17] + "×",
        with_x()[:17] + "Ⅹ",
        "G" + with_x(),
        with_x()[:6] + "-" + with_x()[6:14] + "-" + with_x()[14:],
    ],
)
def test_every_way_of_writing_one_number_gives_that_number(text: str) -> None:
    plain, found = read(with_x()), read(text)
    assert found.state[0] == ID_STATES.index(IdState.GOOD)
    assert found.good[0] == plain.good[0] == int(with_x()[:17])
    assert (found.digits == plain.digits).all()
    assert found.whole[0] == plain.whole[0] != 0


days = st.dates(date(2008, 1, 1), TODAY)


@requirement("D-093")
@settings(max_examples=100, deadline=None)
@given(days, st.integers(1, 999), st.integers(110000, 999999))
def test_good_numbers_are_good_and_tell_birth_and_sex(day: date, serial: int, place: int) -> None:
    text = number(f"{day:%Y%m%d}", serial, str(place))
    found = read(text)
    if text.endswith("000"):
        assert found.state[0] == ID_STATES.index(IdState.ROUNDED)
        return
    assert found.state[0] == ID_STATES.index(IdState.GOOD)
    assert found.good[0] == int(text[:17])
    assert found.born[0] == (day - EPOCH).days
    assert found.male[0] == (1 if serial % 2 else 2)


@settings(max_examples=100, deadline=None)
@given(days, st.integers(1, 999), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_never_good(day: date, serial: int, at: int, more: int) -> None:
    text = number(f"{day:%Y%m%d}", serial)
    ring = "0123456789X" if at == 17 else "0123456789"
    wrong = text[:at] + ring[(ring.index(text[at]) + more) % len(ring)] + text[at + 1 :]
    found = read(wrong)
    assert found.good[0] == 0
    assert found.adult[0] == 0


@settings(max_examples=100, deadline=None)
@given(days, st.integers(1, 999), st.integers(0, 16))
def test_two_neighbours_exchanged_are_never_good(day: date, serial: int, at: int) -> None:
    text = number(f"{day:%Y%m%d}", serial)
    if text[at] != text[at + 1]:
        wrong = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        assert read(wrong).good[0] == 0


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=8))
def test_no_text_stops_reading_and_neighbours_do_not_matter(texts: list[str]) -> None:
    together = read(*texts)
    assert together.state.tolist() == [int(read(text).state[0]) for text in texts]


def test_who_has_had_the_nineteenth_birthday_is_an_adult() -> None:
    limit = TODAY.replace(year=TODAY.year - ADULT_FROM)
    older, younger = (number(f"{limit - timedelta(back):%Y%m%d}") for back in (1, 0))
    found = read(older, younger)
    assert found.adult.tolist() == [int(older[:17]), 0]
    assert found.good.tolist() == [0, int(younger[:17])]


def test_born_today_is_a_child_and_tomorrow_is_not_yet() -> None:
    assert state(number(f"{TODAY:%Y%m%d}")) is IdState.GOOD
    assert state(number(f"{TODAY + timedelta(1):%Y%m%d}")) is IdState.BAD_CHECK


def test_a_doubled_key_is_taken_out_again_for_comparing_only() -> None:
    doubled = GOOD[:8] + GOOD[7] + GOOD[8:]
    found, plain = read(doubled), read(GOOD)
    assert ID_STATES[int(found.state[0])] is IdState.SHORT
    assert found.good[0] == 0
    assert (found.digits == plain.digits).all()


def test_nineteen_digits_without_a_doubled_key_compare_with_nothing() -> None:
    assert not read("1234567890123456789").digits.any()


def test_a_prefix_of_an_abolished_county_is_no_reason_to_refuse() -> None:
    assert state(number(place="522426")) is IdState.GOOD


def test_a_wrong_check_character_still_tells_the_date() -> None:
    wrong = GOOD[:17] + ("1" if GOOD[17] != "1" else "2")
    assert read(wrong).born[0] == (date(2014, 5, 3) - EPOCH).days
    assert read("990101140503011").born[0] == NO_DAY


def test_a_long_column_is_read_like_a_short_one() -> None:
    texts = [number(serial=s % 999 + 1) for s in range(20_000)]
    found = canonical_numbers(pa.array(texts, pa.string()), TODAY)
    rounded = np.array([t.endswith("000") for t in texts])
    assert (found.good == np.where(rounded, 0, [int(t[:17]) for t in texts])).all()


@settings(max_examples=100, deadline=None)
@given(st.integers(1850, 2150), st.integers(0, 13), st.integers(0, 32))
def test_days_of_knows_the_calendar(year: int, month: int, day: int) -> None:
    try:
        wanted = (date(year, month, day) - EPOCH).days if 1900 <= year < 2100 else int(NO_DAY)
    except ValueError:
        wanted = int(NO_DAY)
    assert days_of(np.array([year]), np.array([month]), np.array([day]))[0] == wanted


def test_scientific_notation_in_full_still_tells_fifteen_digits_and_the_day() -> None:
    whole = number("20140503", 11)
    cells = (f"{whole[0]}.{whole[1:15]}E+17", "9.90101E+17", "9.90101198505031E+17")
    found = read(*cells)
    assert [ID_STATES[s] for s in found.state] == [IdState.SCIENTIFIC] * 3
    assert not found.good.any()
    assert bytes(found.digits[0]).decode() == whole[:15] + "000"
    assert not found.digits[1].any()
    assert int(found.born[0]) == (date(2014, 5, 3) - EPOCH).days
    assert found.born[1:].tolist() == [NO_DAY, NO_DAY]  # too short; a grown-up's
