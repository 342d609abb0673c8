"""全部待办: the long list, filtered, sorted, paged by key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.worklist.models import Task
from tonghu.worklist.queries.lines import TaskLine, calendar_of, line
from tonghu.worklist.queries.mine import own
from tonghu.worklist.states import TaskState

NEVER = date(9999, 12, 31)
SORTS = {"due": "due_key", "title": "title", "unit": "unit_name", "opened": "opened_at"}
MOST_OUT = 20_000  # rows of a workbook


@dataclass(frozen=True, slots=True)
class Filter:
    """筛选: whose, in which state, of which kind, due when, with which words."""

    whose: str = "mine"  # mine | below
    state: str = TaskState.OPEN.value
    kind: str = ""
    when: str = ""  # late | today | week | a day: 2026-09-30
    text: str = ""
    sort: str = "due"


@dataclass(frozen=True, slots=True)
class Page:
    """一页: rows, where they stand, keys of the pages before and after ("" = none)."""

    rows: tuple[TaskLine, ...]
    first: int
    last: int
    total: int
    before: str
    after: str


def listing(viewer: Viewer, wanted: Filter, *, start: int = 0, size: int = 50) -> Page:
    """全部待办: one page of the long list."""
    rows = filtered(viewer, wanted)
    total = rows.count()
    calendar = calendar_of(viewer.profile)
    shown = tuple(line(row, calendar) for row in rows[start : start + size])
    last = start + len(shown)
    before = str(max(0, start - size)) if start else ""
    return Page(
        shown, start + 1 if shown else 0, last, total, before, str(last) if last < total else ""
    )


def filtered(viewer: Viewer, wanted: Filter) -> QuerySet[Task]:
    """The rows of a filter, in its order."""
    rows = own(viewer) if wanted.whose != "below" else Task.objects.visible_to(viewer)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.text:
        said = wanted.text
        rows = rows.filter(
            Q(title__icontains=said) | Q(why__icontains=said) | Q(unit_name__icontains=said)
        )
    key = wanted.sort.lstrip("-")
    order = SORTS.get(key, "due_key")
    back = "-" if wanted.sort.startswith("-") else ""
    due_key = Coalesce("due_on", Value(NEVER), output_field=DateField())
    return (
        rows.filter(**_when(wanted.when))
        .annotate(due_key=due_key)
        .order_by(back + order, back + "id")
    )


def _when(word: str) -> dict[str, Any]:
    today = clock.today()
    if (day := _day(word)) is not None:
        return {"due_on": day}
    return {
        "late": {"due_on__lt": today},
        "today": {"due_on": today},
        "week": {"due_on__gte": today, "due_on__lte": today + timedelta(days=7)},
    }.get(word, {})


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
