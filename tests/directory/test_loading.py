"""Divisions come into the database by COPY, one county or the whole country."""

import time
from datetime import date

import pytest

from tests.people import SYSTEM
from tonghu.core.database import scope
from tonghu.core.events.models import Event
from tonghu.directory import actions, queries
from tonghu.directory.divisions import Level, UnknownDivision, divisions
from tonghu.directory.divisions.rows import rows_of, upper_bound
from tonghu.directory.models import Division

pytestmark = pytest.mark.django_db
SONGYANG = "331124"


def rows() -> int:
    return Division.objects.all_of_them(reason="test").count()


def test_one_county_brings_itself_and_everything_above_it() -> None:
    with scope(SYSTEM):
        loaded = actions.load_divisions(codes=[SONGYANG], by=SYSTEM)
        counts = queries.division_counts(SYSTEM, SONGYANG)
        above = [one.name for one in queries.path_of(SYSTEM, SONGYANG)]
        assert loaded == rows() == 237
        assert counts == {Level.COUNTY: 1, Level.TOWN: 19, Level.VILLAGE: 214}
        assert above == ["浙江省", "丽水市", "松阳县"]


def test_a_second_load_changes_nothing_and_leaves_its_event() -> None:
    with scope(SYSTEM):
        actions.load_divisions(codes=[SONGYANG], by=SYSTEM)
        actions.load_divisions(codes=[SONGYANG], by=SYSTEM)
        assert rows() == 237
        events = Event.objects.all_of_them(reason="test").filter(kind="division.loaded")
        assert [one.changes["rows"] for one in events] == [237, 237]
        assert {one.division for one in events} == {"331124000000"}


def test_two_counties_of_one_prefecture_share_what_is_above() -> None:
    with scope(SYSTEM):
        actions.load_divisions(codes=[SONGYANG, "331123"], by=SYSTEM)
        codes = list(
            Division.objects.all_of_them(reason="test")
            .filter(level=2)
            .values_list("code", flat=True)
        )
        assert codes == ["331100000000"]


def test_an_ended_county_is_loaded_with_its_last_day_and_its_heir() -> None:
    with scope(SYSTEM):
        actions.load_divisions(codes=["3301"], by=SYSTEM)
        ended = queries.division(SYSTEM, "330103")
        assert ended is not None
        assert (ended.name, ended.full_name) == ("下城区", "浙江省杭州市下城区")
        assert (ended.valid_to, ended.successor) == (date(2021, 4, 9), "330105000000")
        assert [one.text for one in queries.former_names("330103")] == [
            "下城区并入浙江省杭州市拱墅区"
        ]


def test_an_unknown_code_is_refused_with_a_sentence() -> None:
    with scope(SYSTEM), pytest.raises(UnknownDivision, match="请核对代码"):
        actions.load_divisions(codes=["999999"], by=SYSTEM)


def test_a_range_holds_its_subtree_and_nothing_else() -> None:
    assert upper_bound("331124") == "331125000000"
    assert upper_bound("331124101201") == "331124101202"
    assert upper_bound("000000000000") == "~"
    for row in rows_of(divisions(), [SONGYANG]):
        assert row.code < row.hi
        if row.parent:
            assert row.parent < row.code


def test_names_are_spelt_by_their_commonest_reading() -> None:
    letters = {row.name: row.initials for row in rows_of(divisions(), [SONGYANG])}
    assert letters["松阳县"] == "syx"
    assert letters["大东坝镇"] == "ddbz"


@pytest.mark.long
def test_the_whole_country_is_loaded_in_less_than_a_minute() -> None:
    with scope(SYSTEM):
        began = time.monotonic()
        loaded = actions.load_divisions(by=SYSTEM)
        assert time.monotonic() - began < 60
        assert loaded == rows() == 665_274
