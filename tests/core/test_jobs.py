"""Orders: written with the deed, done as the person who gave them, their end told in words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tonghu.core import jobs
from tonghu.core.database.scope import scope
from tonghu.core.errors import NotNow
from tonghu.core.jobs import nightly, registry, work
from tonghu.core.jobs.models import JobRun, NightlyRun
from tonghu.core.jobs.progress import Progress
from tonghu.core.jobs.queries import mine
from tonghu.core.jobs.states import JobState
from tonghu.core.viewer import Level, Viewer, resolve_with

ME, OTHER = UUID(int=11), UUID(int=12)


def viewer(user: UUID = ME) -> Viewer:
    return Viewer(user=user, login="li", name="李督导", level=Level.TOWN, post=UUID(int=13))


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A job that notes what it was given, and one that refuses; people are made again as they were."""
    from tonghu.core import viewer as module

    seen: list[dict[str, Any]] = []
    monkeypatch.setattr(module, "_resolver", [])
    resolve_with(lambda user, post: viewer(user) if post else None)
    monkeypatch.setattr(registry, "_jobs", dict(registry._jobs))

    @jobs.job("test.note")
    def note(*, viewer: Viewer, progress: Progress, **arguments: Any) -> dict[str, Any]:
        progress(1, 2, "做到一半")
        seen.append({"viewer": viewer, **arguments})
        return {"count": 2}

    @jobs.job("test.refuse")
    def refuse(*, viewer: Viewer, progress: Progress) -> None:
        raise NotNow("名册还没有交齐，请先催交。")

    @jobs.job("test.break")
    def broken(*, viewer: Viewer, progress: Progress) -> None:
        raise ZeroDivisionError("secret of a child")

    return seen


def ordered(code: str, by: Viewer | None = None, **arguments: Any) -> UUID:
    by = by or viewer()
    with scope(by):
        return jobs.enqueue(code, by=by, label="测试", **arguments)


def seen_by(who: Viewer, order: UUID) -> jobs.JobStatus | None:
    with scope(who):
        return jobs.status(who, order)


@pytest.mark.django_db
def test_work_is_done_as_the_person_who_ordered_it(known: list[dict[str, Any]]) -> None:
    order = ordered("test.note", run="7")
    assert seen_by(viewer(), order).state is JobState.QUEUED  # type: ignore[union-attr]
    work.run(order)
    found = seen_by(viewer(), order)
    assert found is not None
    assert (found.state, found.result, found.ended) == (JobState.DONE, {"count": 2}, True)
    assert known == [{"viewer": viewer(), "run": "7"}]


@pytest.mark.django_db
def test_an_ended_order_is_not_done_again(known: list[dict[str, Any]]) -> None:
    order = ordered("test.note")
    work.run(order)
    work.run(order)
    assert len(known) == 1


@pytest.mark.django_db
def test_a_refusal_is_told_in_its_own_words() -> None:
    order = ordered("test.refuse")
    work.run(order)
    found = seen_by(viewer(), order)
    assert found is not None
    assert (found.state, found.problem) == (JobState.FAILED, "名册还没有交齐，请先催交。")


@pytest.mark.django_db
def test_a_fault_of_the_program_is_told_without_its_text() -> None:
    order = ordered("test.break")
    work.run(order)
    found = seen_by(viewer(), order)
    assert found is not None
    assert found.state is JobState.FAILED
    assert "编号" in found.problem
    assert "secret" not in found.problem


@pytest.mark.django_db
def test_a_lost_post_stops_the_work(known: list[dict[str, Any]]) -> None:
    resolve_with(lambda user, post: None)
    order = ordered("test.note")
    work.run(order)
    found = seen_by(viewer(), order)
    assert found is not None
    assert found.state is JobState.FAILED
    assert "岗位" in found.problem
    assert known == []


@pytest.mark.django_db
def test_an_order_that_keeps_killing_its_worker_is_given_up() -> None:
    order = ordered("test.note")
    with scope(Viewer.for_system("测试")):
        JobRun.objects.all_of_them(reason="test").filter(pk=order).update(attempts=work.MOST)
    work.run(order)
    found = seen_by(viewer(), order)
    assert found is not None
    assert found.state is JobState.FAILED


@pytest.mark.django_db
def test_nobody_sees_anothers_orders() -> None:
    order = ordered("test.note")
    assert seen_by(viewer(OTHER), order) is None
    with scope(viewer(OTHER)):
        assert mine(viewer(OTHER)) == []
    with scope(viewer()):
        assert [one.id for one in mine(viewer())] == [order]


@pytest.mark.django_db
def test_an_unknown_job_is_no_order() -> None:
    with pytest.raises(LookupError):
        ordered("test.unknown")


@pytest.mark.django_db
def test_a_duty_is_done_once_in_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    from tonghu.core.contributions import Nightly

    done: list[int] = []
    duty = Nightly("test.duty", "测试", lambda: f"第{len(done) or done.append(1)}次", minutes=60)
    monkeypatch.setattr(nightly, "contributed", lambda _: (duty,))
    assert nightly.due() == ["test.duty"]
    assert nightly.due() == []
    with scope(nightly.NIGHT):
        assert NightlyRun.objects.all_of_them(reason="test").get(code="test.duty").ended_at
