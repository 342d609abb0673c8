"""读数: equal to a recount, measured again years later, true for the office and cut for all others."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

import pytest

from tests.factories import registry as files
from tests.people import CHEN, COUNTY, DENG, LI, QIAN, SYSTEM, TOWN_A, TOWN_B, ZHOU, Person
from tests.requirement import requirement
from tests.statistics.conftest import OCTOBER, Q3
from tests.survey.conftest import SEPTEMBER
from tests.survey.steps import locked
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow
from tonghu.core.events.models import Event
from tonghu.core.indicators import again, indicators, measure
from tonghu.registry.queries.recounts import recount
from tonghu.registry.rules.cells import COUNTED
from tonghu.statistics import actions
from tonghu.statistics.models import Cell, Reading, Shown
from tonghu.statistics.queries.grid import COUNTY as AT_COUNTY
from tonghu.survey import queries as survey

pytestmark = pytest.mark.django_db


def value(who: Person, code: str, place: str = COUNTY, key: str = "", period: str = "") -> str:
    with scope(who.viewer):
        return measure(who.viewer, code, place, period, key).text


def test_each_figure_of_the_day_equals_a_recount_of_the_files(october: UUID) -> None:
    with scope(SYSTEM):
        cells = recount(SYSTEM)
        expected: Counter[str] = Counter()
        for (_, scheme, figure), n in cells.items():
            if figure == COUNTED:
                expected[scheme or "register"] += n
        day = Reading.objects.visible_to(SYSTEM).get(quarter=False)
        rows = Cell.objects.visible_to(SYSTEM).filter(
            reading=day, level=AT_COUNTY, indicator="children.scheme"
        )
        assert dict(rows.values_list("key", "n")) == dict(expected)
        assert expected["register"] == 5


@requirement("D-337")
def test_parts_add_up_to_their_total_at_every_level(october: UUID) -> None:
    with scope(SYSTEM):
        rows = list(
            Cell.objects.visible_to(SYSTEM).values_list(
                "reading", "division", "indicator", "key", "n"
            )
        )
    whole = {(r, d, k): n for r, d, i, k, n in rows if i == "children.scheme"}
    for code in ("age", "sex", "age_sex", "schooling", "carer", "guardianship", "worker"):
        sums: Counter[tuple[UUID, str, str]] = Counter()
        for r, d, i, k, n in rows:
            if i == f"children.{code}":
                sums[r, d, k.partition("|")[0]] += n
        assert sums == whole, code


def test_towns_add_up_to_their_county(october: UUID) -> None:
    with scope(SYSTEM):
        day = Reading.objects.visible_to(SYSTEM).get(quarter=False)
        rows = Cell.objects.visible_to(SYSTEM).filter(reading=day)
        sums: Counter[tuple[int, str, str]] = Counter()
        for level, code, key, n in rows.values_list("level", "indicator", "key", "n"):
            sums[level, code, key] += n
    for (level, code, key), n in sums.items():
        if level == 9 and code.startswith("children"):
            assert sums[6, code, key] == n


@requirement("D-313")
def test_a_quarter_says_what_its_locked_round_says(october: UUID) -> None:
    with scope(ZHOU.viewer):
        told = {one.scheme: one for one in survey.figures(ZHOU.viewer, october)}
        for scheme, one in told.items():
            for figure in ("opening", "added", "left", "closing"):
                found = measure(ZHOU.viewer, "survey.flow", COUNTY, Q3, f"{scheme}|{figure}")
                assert found.value == getattr(one, figure)


def test_a_quoted_figure_is_the_same_years_later(october: UUID) -> None:
    with scope(ZHOU.viewer):
        quoted = measure(ZHOU.viewer, "children.scheme", COUNTY, "", "left_behind").frozen()
    with clock.at(datetime(2028, 10, 12, 1, tzinfo=UTC)):
        with scope(SYSTEM):
            files.child(name="演示后来", born=datetime(2020, 1, 1).date())
            actions.take(by=SYSTEM, county=COUNTY)
        with scope(ZHOU.viewer):
            assert measure(ZHOU.viewer, "children.scheme", COUNTY).value != quoted["value"]
            assert again(ZHOU.viewer, quoted["parameters"]).frozen() == quoted


def test_the_office_and_the_leader_read_true_numbers_down_to_the_town(october: UUID) -> None:
    for who in (ZHOU, DENG):
        assert value(who, "children.scheme", TOWN_A) == "4人"
        assert value(who, "children.scheme", TOWN_B) == "1人"


def test_others_read_less_than_five_and_cannot_ask_for_more(october: UUID) -> None:
    with scope(CHEN.viewer):
        found = measure(CHEN.viewer, "children.scheme", COUNTY, Q3, "register", audience="true")
        assert found.parameters["audience"] == "units"
        assert found.text == "5人"
        for town in (TOWN_A, TOWN_B):
            assert measure(CHEN.viewer, "children.scheme", town, Q3).value is None
    with scope(QIAN.viewer):
        assert measure(QIAN.viewer, "children.scheme", TOWN_A, Q3).value is None


def test_a_paper_for_units_hides_what_the_office_itself_may_read(october: UUID) -> None:
    with scope(ZHOU.viewer):
        told = measure(ZHOU.viewer, "children.scheme", TOWN_A, Q3, "register", audience="units")
    assert told.value is None


def test_no_small_number_lies_in_the_table_that_others_read(october: UUID) -> None:
    children = {one.code for one in indicators() if one.children}
    with scope(CHEN.viewer):
        rows = Shown.objects.visible_to(CHEN.viewer).filter(indicator__in=children)
        assert rows.filter(audience="units").exists()
        assert not rows.filter(audience="units", n__gte=1, n__lte=4).exists()
        assert not rows.filter(audience="public", n__gte=1, n__lte=9).exists()
        assert not Cell.objects.visible_to(CHEN.viewer).exists()


def test_a_town_reads_its_own_and_no_other(october: UUID) -> None:
    assert value(LI, "children.scheme", TOWN_A) == "4人"
    with scope(LI.viewer), pytest.raises(Missing):
        measure(LI.viewer, "children.scheme", TOWN_B)


def test_a_published_quarter_stays_as_it_was_published(october: UUID) -> None:
    with scope(SYSTEM):
        columns = ("audience", "division", "indicator", "key", "n", "why")
        rows = Shown.objects.visible_to(SYSTEM)
        before = set(rows.values_list(*columns))
        with clock.at(SEPTEMBER):
            late = [files.new_child(name=f"演示补{at}") for at in "一二三四五六七八九"]
            files.children(*late)
        with clock.at(OCTOBER):
            second = actions.take(by=SYSTEM, county=COUNTY, quarter=Q3)
        true = Cell.objects.visible_to(SYSTEM).filter(reading=second, indicator="children.scheme")
        assert true.get(division=COUNTY, key="register").n == 14
        assert set(rows.filter(reading=second).values_list(*columns)) == before


def test_the_night_reads_what_is_missing_and_nothing_twice(quarter: UUID) -> None:
    locked(quarter)
    with clock.at(OCTOBER):
        assert "1个县" in actions.take_all()
        actions.take_all()
    with scope(SYSTEM):
        taken = Reading.objects.visible_to(SYSTEM)
        assert taken.filter(quarter=True).count() == 1
        assert taken.filter(quarter=False).count() == 2


def test_a_reading_leaves_one_event(october: UUID) -> None:
    with clock.at(OCTOBER), scope(ZHOU.viewer):
        before = Event.objects.all_of_them(reason="test").filter(kind="statistics.read").count()
        actions.take_now(by=ZHOU.viewer)
    with scope(SYSTEM):
        rows = Event.objects.all_of_them(reason="test").filter(kind="statistics.read")
        assert rows.count() == before + 1


def test_a_quarter_that_is_not_over_is_not_read(october: UUID) -> None:
    with clock.at(OCTOBER), scope(ZHOU.viewer), pytest.raises(NotNow, match="还没有过完"):
        actions.take(by=ZHOU.viewer, county=COUNTY, quarter="2026Q4")


@requirement("D-239")
def test_villages_that_signed_in_time_are_counted(october: UUID) -> None:
    assert value(ZHOU, "survey.villages", period=Q3).startswith("100%")
