"""What tests read of the logs and the tasks, as the machine."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.people import SYSTEM
from tonghu.core.database import scope
from tonghu.core.events.models import AccessLog, Event
from tonghu.reconcile.models import Finding, Question, Run
from tonghu.worklist.models import Task


def events(kind: str) -> list[Event]:
    with scope(SYSTEM):
        return list(Event.objects.visible_to(SYSTEM).filter(kind=kind).order_by("at", "id"))


def looked(what: str) -> list[AccessLog]:
    with scope(SYSTEM):
        return list(AccessLog.objects.visible_to(SYSTEM).filter(what=what))


def tasks(kind: str, **given: Any) -> list[tuple[str, int]]:
    """State and count of tasks, oldest first."""
    with scope(SYSTEM):
        rows = Task.objects.visible_to(SYSTEM).filter(kind=kind, **given)
        return list(rows.order_by("opened_at", "id").values_list("state", "count"))


def finding(run: Run, **given: Any) -> Finding:
    with scope(SYSTEM):
        return Finding.objects.visible_to(SYSTEM).filter(run=run, **given).order_by("case").first()  # type: ignore[return-value]


def questions_of(finding_id: UUID) -> list[Question]:
    with scope(SYSTEM):
        rows = Question.objects.visible_to(SYSTEM).filter(finding_id=finding_id)
        return list(rows.order_by("unit_name"))
