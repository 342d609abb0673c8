"""工作: what is to do and late, what was done in a quarter and by what proof, dangers found and cleared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from tonghu.core import clock
from tonghu.core.indicators import Asked, Counted, Indicator, Shape
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.registry.models import Hazard
from tonghu.statistics.rules.periods import days_of
from tonghu.worklist.models import Task
from tonghu.worklist.states import Proof, TaskState

OPEN = (("due", "还没到期"), ("late", "已经迟了"))
DONE = tuple((one.value, one.label) for one in Proof)
HAZARDS = (("found", "发现隐患"), ("cleared", "消除隐患"))


def _within(viewer: Viewer, asked: Asked) -> QuerySet[Task]:
    return Task.objects.visible_to(viewer).filter(
        division__gte=asked.county, division__lt=upper_bound(asked.county)
    )


def _open(viewer: Viewer, asked: Asked) -> Iterable[Counted]:
    """Tasks that stood open at the end of the day, and whether their day had passed."""
    end = datetime.combine(asked.on, time.max, tzinfo=clock.CHINA)
    rows = _within(viewer, asked).filter(opened_at__lte=end)
    rows = rows.filter(Q(state=TaskState.OPEN) | Q(done_at__gt=end)).order_by()
    late = Q(due_on__lt=asked.on)
    return [
        Counted(division, f"tasks|{key}", n)
        for division, waits, behind in rows.values_list("division").annotate(
            waits=Count("pk", filter=~late | Q(due_on=None)), behind=Count("pk", filter=late)
        )
        for key, n in (("due", waits), ("late", behind))
        if n
    ]


def _span(quarter: str) -> tuple[datetime, datetime]:
    first, last = days_of(quarter)
    start = datetime.combine(first, time.min, tzinfo=clock.CHINA)
    return start, datetime.combine(last + timedelta(days=1), time.min, tzinfo=clock.CHINA)


def _done(viewer: Viewer, asked: Asked) -> Iterable[Counted]:
    """Tasks done in the quarter, by what proves it."""
    start, end = _span(asked.quarter)
    rows = _within(viewer, asked).filter(state=TaskState.DONE, done_at__gte=start, done_at__lt=end)
    return [
        Counted(division, f"done|{proof or Proof.CLAIMED}", n)
        for division, proof, n in rows.order_by()
        .values_list("division", "proof")
        .annotate(n=Count("pk"))
    ]


def _hazards(viewer: Viewer, asked: Asked) -> Iterable[Counted]:
    """Dangers found, and dangers cleared, in the quarter."""
    first, last = days_of(asked.quarter)
    rows: QuerySet[Any] = Hazard.objects.visible_to(viewer).filter(
        division__gte=asked.county, division__lt=upper_bound(asked.county)
    )
    found: Counter[tuple[str, str]] = Counter()
    for division, found_on, cleared in rows.values_list("division", "found_on", "cleared_on"):
        found[division, "hazards|found"] += first <= found_on <= last
        found[division, "hazards|cleared"] += cleared is not None and first <= cleared <= last
    return [Counted(division, key, n) for (division, key), n in found.items() if n]


INDICATORS = (
    Indicator(
        "tasks.open", "待办", "件", "这一天还没办完的待办，还没到期的和已经迟了的；不含儿童姓名。",
        "", "D-239", Shape.COUNT, _open, children=False, by=("迟没迟",), parts=OPEN,
        default="tasks|late",
    ),
    Indicator(
        "tasks.done", "办结的待办", "件", "这一季办结的待办，按凭据：系统里有据、代录、自报。",
        "survey", "D-239", Shape.COUNT, _done, per_quarter=True, children=False,
        by=("凭据",), parts=DONE, default="done|proven",
    ),
    Indicator(
        "hazards.quarter", "隐患发现和消除", "件", "这一季发现的、消除的隐患；同一件先发现后消除的两边各记一次。",
        "survey", "D-239", Shape.COUNT, _hazards, per_quarter=True, by=("发现、消除",),
        parts=HAZARDS, default="hazards|found",
    ),
)  # fmt: skip
