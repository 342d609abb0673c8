"""Tasks. Called inside a scope."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests import people
from tonghu.core import clock
from tonghu.worklist.models import Task


def task(**given: Any) -> Task:
    fields: dict[str, Any] = {
        "kind": "test.errand", "subject_type": "errand", "subject_id": str(uuid4()),
        "title": "办一件演示的事", "division": people.TOWN_A, "profile": "songyang",
        "opened_at": clock.now(),
    }  # fmt: skip
    return Task.objects.put(**{**fields, **given})
