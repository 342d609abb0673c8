"""系统提出的议题: overdue resolutions and problems nobody has settled, for the next meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tonghu.conference.models import Body, Problem, Resolution
from tonghu.conference.states.decided import STILL_OWED, ProblemState
from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.worklist.contributions import Proposed

LONG = timedelta(days=30)  # a problem that stays so long goes before the conference


def overdue(viewer: Viewer, division: str, since: date) -> tuple[Proposed, ...]:
    """过期没有办完的: one topic a resolution, so that it comes back under its own number."""
    rows = Resolution.objects.visible_to(viewer).filter(
        division=division, state__in=STILL_OWED, due_on__lt=clock.today()
    )
    return tuple(_overdue(rows.order_by("due_on", "id")))


def _overdue(rows: Iterable[Resolution]) -> Iterable[Proposed]:
    for one in rows:
        assert one.due_on is not None
        days = (clock.today() - one.due_on).days
        urged = f"，督办过{one.urged}次" if one.urged else ""
        yield Proposed(
            title=f"议定事项{one.year}-{one.sequence:02}过期没有办完：{one.title}"[:120],
            question=f"由{one.unit_name}牵头，应于{one.due_on.year}年{one.due_on.month}月{one.due_on.day}日完成，已过{days}天{urged}。请研究怎样推进。",
            link=f"/conference/resolutions/{one.id}/", count=days, subject=str(one.id),
        )  # fmt: skip


def unsettled(viewer: Viewer, division: str, since: date) -> tuple[Proposed, ...]:
    """提出30天还没有协调好的."""
    rows = Problem.objects.visible_to(viewer).filter(
        division=division, state__in=(ProblemState.RAISED, ProblemState.HANDLED),
        raised_at__lt=clock.now() - LONG,
    )  # fmt: skip
    return tuple(
        Proposed(
            title=f"{one.unit_name}提出的“{one.title}”还没有协调好"[:120],
            question="涉及几个单位，请研究由谁牵头、怎样办。", link=f"/conference/problems/{one.id}/",
            count=(clock.now() - one.raised_at).days if one.raised_at else 0, subject=str(one.id),
        )
        for one in rows.order_by("raised_at")
    )  # fmt: skip


def bodies_of(viewer: Viewer) -> tuple[Body, ...]:
    """Bodies in force within reach."""
    return tuple(Body.objects.visible_to(viewer).filter(until_on=None))
