"""Hundreds of tasks open and end in a handful of queries, each with its own event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.factories import worklist as make
from tests.people import LI, TOWN_A, VILLAGE_A, WANG, ZHOU
from tonghu.core.database import scope
from tonghu.core.errors import NotYours
from tonghu.core.events.models import Event
from tonghu.core.viewer import Viewer
from tonghu.worklist import actions, queries
from tonghu.worklist.actions import NewTask
from tonghu.worklist.models import Task
from tonghu.worklist.states import Proof, TaskState

pytestmark = pytest.mark.django_db
ALL = Viewer.for_system("看结果")


def new(number: int, **given: Any) -> NewTask:
    return NewTask(
        kind="test.errand", subject=("village", str(number)), title="核对本村儿童",
        division=VILLAGE_A, role="village_worker", due=date(2026, 9, 30), **given,
    )  # fmt: skip


def rows() -> list[Task]:
    with scope(ALL):
        return list(Task.objects.all_of_them(reason="test").order_by("subject_id"))


def kinds() -> list[str]:
    with scope(ALL):
        found = Event.objects.all_of_them(reason="test").order_by("at", "id")
        return [row.kind for row in found if row.kind.startswith("task.")]


def test_four_hundred_open_and_end_in_a_handful_of_queries(
    django_assert_max_num_queries: Any,
) -> None:
    many = [new(n) for n in range(400)]
    with scope(ZHOU.viewer), django_assert_max_num_queries(10):
        made = actions.open_tasks(by=ZHOU.viewer, tasks=many)
    assert len(set(made.values())) == 400
    assert made[many[7].subject] in {row.id for row in rows()}
    with scope(WANG.viewer), django_assert_max_num_queries(10):
        ended = actions.close_tasks(by=WANG.viewer, kind="test.errand", subjects=made)
    assert ended == made
    assert kinds() == ["task.open"] * 400 + ["task.done"] * 400


def test_the_opened_are_the_villages_own() -> None:
    with scope(ZHOU.viewer):
        actions.open_tasks(by=ZHOU.viewer, tasks=[new(1, why="县里开始一轮排查")])
    with scope(WANG.viewer):
        (task,) = [t for g in queries.mine(WANG.viewer).groups for t in g.tasks]
    assert (task.title, task.why, task.link) == ("核对本村儿童", "县里开始一轮排查", "/errand/1/")


def test_opening_again_changes_only_what_differs_and_reopens_nothing() -> None:
    with scope(ZHOU.viewer):
        first = actions.open_tasks(by=ZHOU.viewer, tasks=[new(1), new(2), new(3)])
        actions.close_tasks(by=ZHOU.viewer, kind="test.errand", subjects=[("village", "3")])
        second = actions.open_tasks(
            by=ZHOU.viewer, tasks=[new(1), replace(new(2), title="核对儿童（改）"), new(3), new(4)]
        )
    assert {key: second[key] for key in first} == first
    assert [row.title for row in rows()] == [
        "核对本村儿童",
        "核对儿童（改）",
        "核对本村儿童",
        "核对本村儿童",
    ]
    assert rows()[2].state == TaskState.DONE
    assert kinds() == ["task.open"] * 3 + ["task.done", "task.open", "task.change"]


def test_asking_again_on_purpose_opens_new_ones() -> None:
    with scope(ZHOU.viewer):
        first = actions.open_tasks(by=ZHOU.viewer, tasks=[new(1)])
        actions.close_tasks(by=ZHOU.viewer, kind="test.errand", subjects=first)
        second = actions.open_tasks(by=ZHOU.viewer, tasks=[new(1)], again=True)
    assert first != second


def test_two_tasks_of_one_subject_in_one_call_are_refused() -> None:
    with scope(ZHOU.viewer), pytest.raises(ValueError, match="one subject"):
        actions.open_tasks(by=ZHOU.viewer, tasks=[new(1), new(1)])


def test_only_the_open_ones_of_the_kind_end() -> None:
    with scope(ALL):
        make.task(subject_type="village", subject_id="1", division=TOWN_A)
        make.task(subject_type="village", subject_id="1", division=TOWN_A, kind="test.secret")
    with scope(LI.viewer):
        ended = actions.cancel_tasks(
            by=LI.viewer, kind="test.errand", note="这一轮取消了",
            subjects=[("village", "1"), ("village", "2")],
        )  # fmt: skip
    assert list(ended) == [("village", "1")]
    by_kind = {row.kind: (row.state, row.note) for row in rows()}
    assert by_kind == {"test.errand": ("cancelled", "这一轮取消了"), "test.secret": ("open", "")}


def test_whoever_may_not_end_one_may_not_end_many() -> None:
    from tests.people import HE

    with scope(ALL):
        make.task(subject_type="village", subject_id="1")
    with scope(HE.viewer), pytest.raises(NotYours):
        actions.close_tasks(by=HE.viewer, kind="test.errand", subjects=[("village", "1")])
    assert rows()[0].state == TaskState.OPEN


def test_the_closed_are_proven_and_say_by_whom() -> None:
    with scope(ALL):
        make.task(subject_type="village", subject_id="1")
    with scope(LI.viewer):
        actions.close_tasks(by=LI.viewer, kind="test.errand", subjects=[("village", "1")])
    (task,) = rows()
    assert (task.proof, task.done_by_name) == (Proof.PROVEN, "李甲镇")
