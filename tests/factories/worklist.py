"""Tasks. Called inside a scope."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests import people
from tonghu.core import clock
from tonghu.worklist.models import Notice, StandIn, Task
from tonghu.worklist.states import NoticeKind


def task(**given: Any) -> Task:
    fields: dict[str, Any] = {
        "kind": "test.errand", "subject_type": "errand", "subject_id": str(uuid4()),
        "title": "办一件演示的事", "division": people.TOWN_A, "profile": "songyang",
        "opened_at": clock.now(),
    }  # fmt: skip
    return Task.objects.put(**{**fields, **given})


def notice(**given: Any) -> Notice:
    fields: dict[str, Any] = {
        "kind": NoticeKind.REMIND.value, "title": "催办：演示的事", "division": people.TOWN_A,
        "sent_at": clock.now(), "sent_by_name": "周县办",
    }  # fmt: skip
    return Notice.objects.put(**{**fields, **given})


def stand_in(**given: Any) -> StandIn:
    """王一村 is away, 李甲镇 stands in, for a week from today."""
    away, other, today = people.WANG, people.LI, clock.today()
    fields: dict[str, Any] = {
        "division": away.division, "role": away.role, "user_id": away.user, "name": away.name,
        "post_id": away.post, "title": "儿童主任", "stand_in_user_id": other.user,
        "stand_in_name": other.name, "stand_in_post_id": other.post, "stand_in_title": "督导员",
        "from_on": today, "until_on": today + timedelta(7), "reason": "培训", "made_at": clock.now(),
    }  # fmt: skip
    return StandIn.objects.put(**{**fields, **given})
