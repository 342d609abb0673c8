"""走一步: the only code that changes a state (law 4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from tonghu.core import events
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.viewer import Viewer
from tonghu.core.workflow import Row, Workflow

AnyModel = TypeVar("AnyModel", bound=models.Model)


def move(
    flow: Workflow,
    obj: models.Model,
    action: str,
    *,
    by: Viewer,
    division: str,
    note: str = "",
    changes: dict[str, Any] | None = None,
    unit: UUID | None = None,
) -> Row:
    """Takes one step of `flow` with `obj.state`: locks, checks, writes, leaves the event.

    `unit` is whose deed it is when that is not the actor's. Returns the row taken; its `clock` is
    for the caller to start, who knows the profile. Raises `NotNow` with the guard's sentence or when the step does not start from the present state, and
    `NotYours` when the post lacks the verb. The system itself may take any step.
    """
    locked = type(obj)._base_manager.select_for_update().get(pk=obj.pk)
    row = _permitted(flow, locked, action, by)
    obj.state = row.to  # type: ignore[attr-defined]
    obj.save(update_fields=["state"])
    events.record(
        f"{flow.code}.{action}", by=by, subject=obj, division=division,
        changes={"state": [row.from_, row.to], **(changes or {})}, why=note, unit=unit,
    )  # fmt: skip
    return row


def move_many(
    flow: Workflow,
    rows: Sequence[AnyModel],
    action: str,
    *,
    by: Viewer,
    note: str = "",
    changes: dict[str, Any] | None = None,
    also: Sequence[str] = (),
) -> None:
    """Takes one step with many rows, all or none: one write, one insert of their events.

    The caller holds the rows locked; `also` names further fields it has set on each of them.
    """
    taken = [_permitted(flow, one, action, by) for one in rows]
    for one, row in zip(rows, taken, strict=True):
        one.state = row.to  # type: ignore[attr-defined]
    if not rows:
        return
    model = type(rows[0])
    model._base_manager.bulk_update(rows, ["state", *also], batch_size=1_000)
    events.record_many(
        f"{flow.code}.{action}", by=by,
        facts=(
            events.Fact(one, changes={"state": [row.from_, row.to], **(changes or {})}, why=note)
            for one, row in zip(rows, taken, strict=True)
        ),
    )  # fmt: skip


def _permitted(flow: Workflow, locked: models.Model, action: str, by: Viewer) -> Row:
    """The step, when it may be taken from where the locked row stands."""
    state = str(locked.state)  # type: ignore[attr-defined]
    row = flow.find(action, state)
    if row is None:
        label = flow.states.get(state, state)
        raise NotNow(f"现在是“{label}”，这一步不能办了。请刷新后看最新的情况。")
    if not by.system and not by.may(row.who):
        raise NotYours(f"“{row.label}”不归你这个岗位办。")
    reason = row.guard(locked) if row.guard else None
    if reason:
        raise NotNow(reason)
    return row
