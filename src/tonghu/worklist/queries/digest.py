"""今日汇总: what is late, due today, due this week; by kind, and by whoever below owes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from tonghu.access.roles import ROLES
from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.directory.queries import full_names
from tonghu.worklist.contributions import NOTICE, kind_of
from tonghu.worklist.models import Task
from tonghu.worklist.queries.lines import calendar_of
from tonghu.worklist.queries.mine import own
from tonghu.worklist.rules import days_late
from tonghu.worklist.states import TaskState

ROWS = 24  # lines of each table: together they fit one sheet of paper


@dataclass(frozen=True, slots=True)
class DigestRow:
    """一行: a kind of task or a unit, with how many and how long the longest is late."""

    label: str
    late: int
    today: int
    week: int
    longest: int  # working days the longest is late
    link: str


@dataclass(frozen=True, slots=True)
class Digest:
    """今日汇总."""

    on: date
    week_end: date
    late: int
    today: int
    week: int
    by_kind: tuple[DigestRow, ...]
    by_owner: tuple[DigestRow, ...]
    more_owners: int
    mine: tuple[DigestRow, ...]


def digest(viewer: Viewer) -> Digest:
    """今日汇总 of a person: own tasks by kind, those below by kind and by who owes them."""
    today = clock.today()
    end = today + timedelta(6 - today.weekday())
    below = Task.objects.visible_to(viewer).filter(state=TaskState.OPEN).exclude(kind=NOTICE)
    kinds = _counted(below, ("kind",), today, end)
    owners = _counted(below, ("unit_name", "division", "role"), today, end)
    mine = _counted(own(viewer).filter(state=TaskState.OPEN), ("kind",), today, end)
    county = viewer.division[:6].ljust(12, "0")
    codes = {row["division"] for row in owners if not row["unit_name"]}
    places = full_names(viewer, codes | {county})
    near = {code: places[code].removeprefix(places[county]) or places[code] for code in codes}
    named = [_row(viewer, _owner(row, near), row, "") for row in owners]
    return Digest(
        on=today, week_end=end, late=_sum(kinds, "late"), today=_sum(kinds, "today"),
        week=_sum(kinds, "week"),
        by_kind=tuple(_of_kind(viewer, row, "below") for row in kinds),
        by_owner=tuple(named[:ROWS]), more_owners=max(0, len(named) - ROWS),
        mine=tuple(_of_kind(viewer, row, "mine") for row in mine),
    )  # fmt: skip


def _counted(
    rows: QuerySet[Task], by: tuple[str, ...], today: date, end: date
) -> list[dict[str, Any]]:
    found = (
        rows.filter(due_on__lte=end)
        .order_by()
        .values(*by)
        .annotate(
            late=Count("id", filter=Q(due_on__lt=today)),
            today=Count("id", filter=Q(due_on=today)),
            week=Count("id", filter=Q(due_on__gt=today)),
            first=Min("due_on"),
        )
    )
    return sorted(found, key=lambda row: (-row["late"], -row["today"], -row["week"], row[by[0]]))


def _sum(rows: list[dict[str, Any]], name: str) -> int:
    return sum(row[name] for row in rows)


def _of_kind(viewer: Viewer, row: dict[str, Any], whose: str) -> DigestRow:
    kind = kind_of(str(row["kind"]))
    return _row(
        viewer, kind.label if kind else str(row["kind"]), row,
        f"/tasks/?whose={whose}&kind={row['kind']}",
    )  # fmt: skip


def _row(viewer: Viewer, label: str, row: dict[str, Any], link: str) -> DigestRow:
    first = row["first"]
    late = row["late"] and isinstance(first, date)
    longest = days_late(first, clock.today(), calendar_of(viewer.profile)) if late else 0
    return DigestRow(label, int(row["late"]), int(row["today"]), int(row["week"]), longest, link)


def _owner(row: dict[str, Any], places: dict[str, str]) -> str:
    """A unit, or the post of a place."""
    if row["unit_name"]:
        return str(row["unit_name"])
    where, role = places[str(row["division"])], ROLES.get(str(row["role"]))
    return f"{where}{role.label if role else '责任岗位'}"
