"""One's own list: whose tasks, in which group, how many; a stranger sees none of it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import worklist as make
from tests.people import (
    CHEN,
    COUNTY,
    DENG,
    LI,
    QIAN,
    SCHOOL,
    STATION,
    SUN,
    TOWN_A,
    VILLAGE_A,
    WANG,
    ZHAO,
    ZHOU,
    Person,
)
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.worklist import queries
from tonghu.worklist.queries import Filter

pytestmark = pytest.mark.django_db
ALL = Viewer.for_system("备料")


def titles(who: Person) -> list[str]:
    with scope(who.viewer):
        return [task.title for group in queries.mine(who.viewer).groups for task in group.tasks]


@pytest.fixture
def tasks() -> None:
    with scope(ALL):
        make.task(title="学校的事", unit_id=SCHOOL.id, due_on=date(2026, 9, 22))
        make.task(title="派出所的事", unit_id=STATION.id, due_on=date(2026, 9, 24))
        make.task(
            title="村里的事", division=VILLAGE_A, role="village_worker", due_on=date(2026, 9, 30)
        )
        make.task(title="镇里的事", division=TOWN_A, role="town_worker")
        make.task(title="县里的事", division=COUNTY, role="county_office", due_on=date(2026, 9, 24))
        make.task(title="领导的事", division=COUNTY, role="leader")
        make.task(title="判定的事", division=TOWN_A, kind="test.secret")
        make.task(title="办完的事", division=TOWN_A, state="done", done_at="2026-09-01T00:00Z")


@pytest.mark.usefixtures("tasks")
def test_everybody_has_their_own_tasks_and_nobody_elses() -> None:
    assert titles(SUN) == ["学校的事"]
    assert titles(WANG) == ["村里的事"]
    assert titles(LI) == ["镇里的事", "判定的事"]
    assert titles(ZHOU) == ["县里的事"]
    assert titles(DENG) == ["领导的事"]
    assert titles(ZHAO) == titles(CHEN) == titles(QIAN) == []


@pytest.mark.usefixtures("tasks")
def test_a_town_sees_what_its_units_owe_and_a_stranger_nothing() -> None:
    below = Filter(whose="below")
    with scope(LI.viewer):
        seen = {row.title for row in queries.listing(LI.viewer, below).rows}
    assert seen == {"学校的事", "派出所的事", "村里的事", "镇里的事", "判定的事"}
    with scope(ZHAO.viewer):
        assert queries.listing(ZHAO.viewer, below).total == 0
    with scope(SUN.viewer):
        assert [row.title for row in queries.listing(SUN.viewer, below).rows] == ["学校的事"]


@pytest.mark.usefixtures("tasks")
def test_the_title_counts_late_and_today() -> None:
    with scope(SUN.viewer):
        mine = queries.mine(SUN.viewer)
    assert (mine.total, mine.today, mine.late) == (1, 1, 1)
    late = mine.groups[0]
    assert (late.code, late.tasks[0].days_late) == ("late", 2)
    assert late.next_step == (1, "县级民政部门")  # 3 working days is the second step of the ladder
    assert mine.next is late.tasks[0]


@pytest.mark.usefixtures("tasks")
def test_days_to_come_stand_under_their_date() -> None:
    with scope(WANG.viewer):
        group = queries.mine(WANG.viewer).groups[0]
    assert (group.code, group.title) == ("2026-09-30", "9月30日前")


@pytest.mark.usefixtures("tasks")
def test_the_long_list_filters_sorts_and_pages() -> None:
    with scope(LI.viewer):
        late = queries.listing(LI.viewer, Filter(whose="below", when="late"))
        done = queries.listing(LI.viewer, Filter(whose="below", state="done"))
        named = queries.listing(LI.viewer, Filter(whose="below", text="派出所"))
        page = queries.listing(LI.viewer, Filter(whose="below", sort="-due"), start=0, size=2)
    assert [row.title for row in late.rows] == ["学校的事"]
    assert [row.title for row in done.rows] == ["办完的事"]
    assert [row.title for row in named.rows] == ["派出所的事"]
    assert (page.first, page.last, page.total, page.before, page.after) == (1, 2, 5, "", "2")


def test_reading_the_list_takes_two_queries(django_assert_max_num_queries: object) -> None:
    with scope(LI.viewer), django_assert_max_num_queries(2):  # type: ignore[operator]
        queries.mine(LI.viewer)


def test_a_clause_is_short_on_the_row_and_whole_in_its_title() -> None:
    assert queries.clause_chip("songyang", "sy-2017-139 三(三)") == (
        "三（三）",
        "松政办发〔2017〕139号 三(三)",
    )
    assert queries.clause_chip("songyang", "local") is None
