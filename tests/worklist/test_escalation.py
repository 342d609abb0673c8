"""Delay climbs the ladder of the profile: each step once, told to whoever stands above."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.factories import worklist as make
from tests.people import DENG, LI, SCHOOL, STATION, SUN, WANG, ZHOU
from tonghu.core import clock
from tonghu.core.contributions import Nightly, contributed
from tonghu.core.database import scope
from tonghu.core.events.models import Event
from tonghu.core.viewer import Viewer
from tonghu.worklist import actions, queries
from tonghu.worklist.models import Task

pytestmark = pytest.mark.django_db
ALL = Viewer.for_system("备料")


@pytest.fixture
def late_task() -> Task:
    """A school's task, due on Tuesday; today is Thursday: two working days late."""
    with scope(ALL):
        return make.task(
            title="交学校名册", unit_id=SCHOOL.id, unit_name=SCHOOL.name, due_on=date(2026, 9, 22)
        )


def steps() -> list[dict[str, object]]:
    with scope(ALL):
        rows = Event.objects.all_of_them(reason="test").filter(kind="task.escalate").order_by("at")
        return [row.changes for row in rows]


def notices(viewer: Viewer) -> list[str]:
    with scope(viewer):
        return [t.title for g in queries.mine(viewer).groups for t in g.tasks]


@pytest.mark.usefixtures("late_task")
def test_the_town_hears_after_one_working_day() -> None:
    told = actions.escalate_overdue()
    assert told == "看了1件迟办，其中1件往上报了一级"
    assert notices(LI.viewer) == ["过问1件迟办：跑腿"]
    assert notices(ZHOU.viewer) == []


@pytest.mark.usefixtures("late_task")
def test_running_again_tells_nobody_twice() -> None:
    actions.escalate_overdue()
    actions.escalate_overdue()
    assert len(steps()) == 1
    assert len(notices(LI.viewer)) == 1


@pytest.mark.usefixtures("late_task")
def test_it_climbs_to_the_county_and_then_to_the_convenor() -> None:
    for days in (0, 5, 60):
        with clock.at(datetime(2026, 9, 24, 9, tzinfo=clock.CHINA) + timedelta(days=days)):
            actions.escalate_overdue()
    assert len(notices(ZHOU.viewer)) == 1  # two steps lead to the same desk
    assert len(notices(DENG.viewer)) == 1
    assert [step["told"] for step in steps()] == [
        ["town"], ["civil_affairs"], ["conference_office", "convenor"],
    ]  # fmt: skip


def test_what_is_not_late_in_working_days_does_not_climb() -> None:
    with scope(ALL):
        make.task(due_on=date(2026, 9, 24))
    with clock.at(datetime(2026, 9, 27, 9, tzinfo=clock.CHINA)):  # the holiday does not count
        assert actions.escalate_overdue() == "看了1件迟办，其中0件往上报了一级"
    assert steps() == []


def test_ending_the_task_withdraws_what_was_told(late_task: Task) -> None:
    actions.escalate_overdue()
    with scope(SUN.viewer):
        actions.close_task(
            by=SUN.viewer,
            kind=late_task.kind,
            subject=(late_task.subject_type, late_task.subject_id),
        )
    assert notices(LI.viewer) == []


@pytest.mark.usefixtures("late_task")
def test_several_late_tasks_are_one_notice() -> None:
    with scope(ALL):
        make.task(unit_id=STATION.id, unit_name=STATION.name, due_on=date(2026, 9, 21))
    actions.escalate_overdue()
    with scope(LI.viewer):
        (task,) = [t for g in queries.mine(LI.viewer).groups for t in g.tasks]
    assert (task.title, task.count) == ("过问2件迟办：跑腿", 2)
    assert task.why.startswith("甲镇演示派出所等2个单位，最久的迟了3个工作日")


@pytest.mark.usefixtures("late_task")
def test_two_kinds_of_late_tasks_are_one_notice_that_names_both() -> None:
    with scope(ALL):
        make.task(kind="test.secret", subject_type="errand", unit_id=SCHOOL.id,
                  unit_name=SCHOOL.name, due_on=date(2026, 9, 22))  # fmt: skip
    actions.escalate_overdue()
    assert notices(LI.viewer) == ["过问2件迟办"]
    with scope(LI.viewer):
        (task,) = [t for g in queries.mine(LI.viewer).groups for t in g.tasks]
    assert "跑腿1件" in task.why
    assert "只给能判定的1件" in task.why


def test_the_task_says_whom_it_was_told_and_when(late_task: Task) -> None:
    for days in (0, 5):
        with clock.at(datetime(2026, 9, 24, 9, tzinfo=clock.CHINA) + timedelta(days=days)):
            actions.escalate_overdue()
    with scope(SUN.viewer):
        found = queries.task(SUN.viewer, late_task.id)
    assert found is not None
    assert [(whom, day.day) for whom, day in found.line.told] == [
        ("乡镇人民政府、街道办事处分管负责人", 24), ("县级民政部门", 29),
    ]  # fmt: skip


def test_one_of_several_ending_leaves_the_notice_with_the_rest(late_task: Task) -> None:
    with scope(ALL):
        make.task(unit_id=STATION.id, unit_name=STATION.name, due_on=date(2026, 9, 21))
    actions.escalate_overdue()
    with scope(SUN.viewer):
        actions.close_task(
            by=SUN.viewer,
            kind=late_task.kind,
            subject=(late_task.subject_type, late_task.subject_id),
        )
    assert notices(LI.viewer) == ["过问1件迟办：跑腿"]


@pytest.mark.usefixtures("late_task")
def test_whoever_was_told_says_that_they_know() -> None:
    actions.escalate_overdue()
    with scope(LI.viewer):
        notice = queries.notice_of(LI.viewer)
        assert notice is not None
        actions.acknowledge(by=LI.viewer, task=notice)
    assert notices(LI.viewer) == []
    actions.escalate_overdue()
    assert notices(LI.viewer) == []  # nothing new has climbed
    with scope(WANG.viewer):
        assert queries.notice_of(WANG.viewer) is None


def test_the_machine_does_it_by_itself() -> None:
    nightly = next(one for one in contributed(Nightly) if one.code == "worklist.escalate")
    assert nightly.run() == "看了0件迟办，其中0件往上报了一级"
