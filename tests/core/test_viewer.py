"""Who is looking, and what the guarded manager makes of it."""

from __future__ import annotations

import dataclasses
from uuid import UUID

import pytest

from tonghu.core.jobs.models import JobRun
from tonghu.core.managers import UnscopedRead, within
from tonghu.core.viewer import ANONYMOUS, Level, Viewer

ME, UNIT = UUID(int=1), UUID(int=2)
TOWN = Viewer(
    user=ME, login="li", name="李督导", level=Level.TOWN, unit=UNIT,
    lo="990101001000", hi="990101002000", permissions=frozenset({"task_view"}),
)  # fmt: skip


def test_a_viewer_covers_its_own_range_only() -> None:
    assert TOWN.covers("990101001203")
    assert not TOWN.covers("990101002000")
    assert not TOWN.covers("")
    assert not ANONYMOUS.covers("990101001000")


def test_the_machine_sees_rows_and_has_no_verb() -> None:
    machine = Viewer.for_system("测试")
    assert machine.covers("990101001203")
    assert not machine.may("task_view")
    assert not machine.signed_in


def test_a_viewer_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        TOWN.lo = "0"  # type: ignore[misc]


def test_a_read_without_viewer_is_refused() -> None:
    with pytest.raises(UnscopedRead, match="visible_to"):
        JobRun.objects.filter(pk=ME)
    with pytest.raises(UnscopedRead):
        JobRun.objects.all()
    with pytest.raises(UnscopedRead, match="reason"):
        JobRun.objects.all_of_them(reason="")


def test_own_rows_are_found_by_person() -> None:
    assert str(ME) in str(within(JobRun.row_scope, TOWN))
    assert str(ME) not in str(within(JobRun.row_scope, ANONYMOUS))
