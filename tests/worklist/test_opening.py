"""A task is opened once, brought up to date, ended once; each change leaves one event."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.people import LI, MA, SUN, TOWN_A, WANG, ZHOU
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.events.models import Event
from tonghu.core.viewer import Viewer
from tonghu.worklist import actions
from tonghu.worklist.models import Task
from tonghu.worklist.states import Proof, TaskState

pytestmark = pytest.mark.django_db
SUBJECT = ("errand", "7")
ALL = Viewer.for_system("看结果")


def opened(by: Viewer = ZHOU.viewer, **given: Any) -> UUID:
    fields: dict[str, Any] = {
        "kind": "test.errand", "subject": SUBJECT, "title": "交2026年学校名册", "division": TOWN_A,
        "unit": SUN.unit.id if SUN.unit else None, "unit_name": "甲镇演示小学",
        "due": date(2026, 9, 30), "basis": "sy-2017-139 三(三)",
    }  # fmt: skip
    with scope(by):
        return actions.open_task(by=by, **{**fields, **given})


def the_task() -> Task:
    with scope(ALL):
        return Task.objects.all_of_them(reason="test").get()


def kinds() -> list[str]:
    with scope(ALL):
        rows = Event.objects.all_of_them(reason="test").order_by("at", "id")
        return [row.kind for row in rows if row.kind.startswith("task.")]


def test_opening_twice_makes_one_task_and_one_event() -> None:
    assert opened() == opened()
    assert kinds() == ["task.open"]


def test_opening_again_brings_an_open_task_up_to_date() -> None:
    opened()
    opened(title="交2026年学校名册（改）", count=3)
    assert (the_task().title, the_task().count) == ("交2026年学校名册（改）", 3)
    assert kinds() == ["task.open", "task.change"]


def test_a_retried_job_does_not_open_what_was_finished() -> None:
    first = opened()
    with scope(SUN.viewer):
        actions.close_task(by=SUN.viewer, kind="test.errand", subject=SUBJECT)
    assert opened() == first
    assert the_task().state == TaskState.DONE


def test_asking_again_on_purpose_opens_a_new_one() -> None:
    first = opened()
    with scope(SUN.viewer):
        actions.close_task(by=SUN.viewer, kind="test.errand", subject=SUBJECT)
    assert opened(again=True) != first


def test_a_school_ends_its_own_task_by_its_deed() -> None:
    opened()
    with scope(SUN.viewer):
        actions.close_task(by=SUN.viewer, kind="test.errand", subject=SUBJECT)
    task = the_task()
    assert (task.state, task.proof, task.done_by_name) == (TaskState.DONE, Proof.PROVEN, "孙老师")
    assert kinds() == ["task.open", "task.done"]


def test_ending_what_is_not_open_does_nothing() -> None:
    with scope(SUN.viewer):
        assert actions.close_task(by=SUN.viewer, kind="test.errand", subject=SUBJECT) is None
    assert kinds() == []


def test_a_cancelled_task_keeps_its_reason() -> None:
    opened()
    with scope(ZHOU.viewer):
        actions.cancel_task(
            by=ZHOU.viewer, kind="test.errand", subject=SUBJECT, note="改由中心校统一交"
        )
    assert (the_task().state, the_task().note) == (TaskState.CANCELLED, "改由中心校统一交")


def test_items_are_counted_down_and_the_last_one_ends_it() -> None:
    opened(count=2)
    with scope(SUN.viewer):
        actions.count_down(by=SUN.viewer, kind="test.errand", subject=SUBJECT, count=1)
        assert the_task().state == TaskState.OPEN
        actions.count_down(by=SUN.viewer, kind="test.errand", subject=SUBJECT, count=0)
    assert the_task().state == TaskState.DONE


def test_a_town_does_a_stations_step_from_its_paper() -> None:
    task = opened(unit=MA.unit.id if MA.unit else None, unit_name="甲镇演示派出所")
    with scope(LI.viewer):
        actions.do_on_behalf(by=LI.viewer, task=task, paper_number=" 甲公〔2026〕3号 ")
    found = the_task()
    assert (found.proof, found.paper_number) == (Proof.TRANSCRIBED, "甲公〔2026〕3号")
    assert (found.behalf_unit_name, found.done_by_name) == ("甲镇演示派出所", "李甲镇")
    assert kinds() == ["task.open", "task.transcribe"]


def test_on_behalf_needs_a_paper() -> None:
    task = opened()
    with scope(LI.viewer), pytest.raises(NotNow, match="来文编号"):
        actions.do_on_behalf(by=LI.viewer, task=task, paper_number=" ")


def test_on_behalf_is_not_for_those_beside() -> None:
    task = opened(unit=MA.unit.id if MA.unit else None)
    with scope(MA.viewer), pytest.raises(NotYours):
        actions.do_on_behalf(by=MA.viewer, task=task, paper_number="甲公〔2026〕3号")
    with scope(WANG.viewer), pytest.raises(Missing):
        actions.do_on_behalf(by=WANG.viewer, task=task, paper_number="甲公〔2026〕3号")


def test_a_task_ends_once() -> None:
    task = opened()
    with scope(LI.viewer):
        actions.do_on_behalf(by=LI.viewer, task=task, paper_number="甲教〔2026〕1号")
        with pytest.raises(NotNow, match="不用再办"):
            actions.do_on_behalf(by=LI.viewer, task=task, paper_number="甲教〔2026〕1号")


def test_an_undeclared_kind_is_refused() -> None:
    with pytest.raises(LookupError, match="worklist"):
        opened(kind="nobody.knows")
