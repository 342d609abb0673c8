"""Reminding tells each unit once, at most once a working day, and stands on the task (D-083)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from tests.factories import worklist as make
from tests.people import (
    LI,
    SCHOOL,
    STATION,
    SUN,
    TOWN_A,
    TOWN_B,
    VILLAGE_A,
    WANG,
    ZHAO,
    ZHOU,
    Person,
)  # fmt: skip
from tests.requirement import requirement
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import NotYours
from tonghu.core.events.models import Event
from tonghu.core.viewer import Viewer
from tonghu.worklist import actions, queries
from tonghu.worklist.models import Task

pytestmark = pytest.mark.django_db
ALL = Viewer.for_system("备料")
NOTE = "9月30日前请签字上报"


def owed(**given: object) -> UUID:
    with scope(ALL):
        return make.task(**given).id


def remind(by: Person, *tasks: UUID, forced: str = "") -> int:
    with scope(by.viewer):
        return actions.remind(by=by.viewer, tasks=tasks, note=NOTE, forced=forced)


def heard(who: Person) -> list[tuple[str, str, bool]]:
    with scope(who.viewer):
        return [(one.title, one.said, one.read) for one in queries.inbox(who.viewer)]


def reminded() -> list[Event]:
    with scope(ALL):
        return list(Event.objects.all_of_them(reason="test").filter(kind="task.reminded"))


@requirement("D-083")
def test_each_unit_is_told_once_of_all_it_owes() -> None:
    one = owed(title="交学校名册", unit_id=SCHOOL.id, unit_name=SCHOOL.name)
    two = owed(title="回答核对问题", unit_id=SCHOOL.id, unit_name=SCHOOL.name)
    station = owed(title="交派出所名册", unit_id=STATION.id, unit_name=STATION.name)
    village = owed(title="核对本村儿童", division=VILLAGE_A, role="village_worker")
    assert remind(ZHOU, one, two, station, village) == 3
    assert heard(SUN) == [("催办：交学校名册等2件", NOTE, False)]
    assert heard(WANG) == [("催办：核对本村儿童", NOTE, False)]
    assert heard(ZHAO) == []
    assert {event.subject_id for event in reminded()} == {
        str(t) for t in (one, two, station, village)
    }


def test_four_hundred_villages_are_reminded_in_a_handful_of_queries(
    django_assert_max_num_queries: object,
) -> None:
    with scope(ALL):
        tasks = [
            make.task(division=f"990101{n // 20 + 1:03}{n % 20 + 201}", role="village_worker").id
            for n in range(400)
        ]
    with scope(ZHOU.viewer), django_assert_max_num_queries(10):  # type: ignore[operator]
        assert actions.remind(by=ZHOU.viewer, tasks=tasks, note=NOTE) == 400


@requirement("D-083")
def test_nobody_is_reminded_twice_in_one_working_day() -> None:
    task = owed(unit_id=SCHOOL.id)
    assert remind(LI, task) == 1
    assert remind(ZHOU, task) == 0
    with clock.at(datetime(2026, 9, 27, 9, tzinfo=clock.CHINA)):  # the holiday is no working day
        assert remind(LI, task) == 0
    with clock.at(datetime(2026, 9, 28, 9, tzinfo=clock.CHINA)):
        assert remind(LI, task) == 1
    assert len(reminded()) == 2


def test_a_reason_lets_somebody_remind_again_and_is_kept() -> None:
    task = owed(unit_id=SCHOOL.id)
    remind(LI, task)
    assert remind(LI, task, forced="县里明天开会要数") == 1
    assert [event.changes["forced"] for event in reminded()] == ["", "县里明天开会要数"]


def test_the_task_says_when_it_was_last_reminded_and_by_whom() -> None:
    task = owed(unit_id=SCHOOL.id)
    remind(LI, task)
    with scope(SUN.viewer):
        found = queries.task(SUN.viewer, task)
    assert found is not None
    assert (found.line.reminded_by, found.line.reminded_at) == ("李甲镇", clock.now())


def test_what_is_done_or_out_of_reach_is_passed_over() -> None:
    done = owed(unit_id=SCHOOL.id, state="done", done_at=clock.now())
    far = owed(division=TOWN_B, role="town_worker")
    assert remind(LI, done, far) == 0
    with scope(ALL):
        assert not Task.objects.all_of_them(reason="test").exclude(reminded_at=None).exists()


def test_a_village_reminds_nobody() -> None:
    task = owed(division=VILLAGE_A, role="village_worker")
    with scope(WANG.viewer), pytest.raises(NotYours):
        actions.remind(by=WANG.viewer, tasks=[task], note=NOTE)


def test_each_reads_for_themselves_and_the_rest_stays_new() -> None:
    remind(LI, owed(unit_id=SCHOOL.id))
    remind(ZHOU, owed(division=TOWN_A, role="town_worker"))
    with scope(SUN.viewer):
        assert queries.unread(SUN.viewer) == 1
        assert actions.mark_read(by=SUN.viewer) == 1
        assert actions.mark_read(by=SUN.viewer) == 0
        assert queries.unread(SUN.viewer) == 0
    with scope(LI.viewer):
        assert queries.unread(LI.viewer) == 1
