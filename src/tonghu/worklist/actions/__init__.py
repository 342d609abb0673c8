"""待办的动作: opening, changing, ending tasks, and the ladder that delay climbs."""

from tonghu.worklist.actions.bulk import NewTask, cancel_tasks, close_tasks, open_tasks
from tonghu.worklist.actions.ending import (
    OnBehalf,
    acknowledge,
    cancel_task,
    close_task,
    count_down,
    do_on_behalf,
)
from tonghu.worklist.actions.escalation import escalate_overdue
from tonghu.worklist.actions.opening import open_task
from tonghu.worklist.actions.reminding import remind
from tonghu.worklist.actions.telling import mark_read

__all__ = [
    "NewTask",
    "OnBehalf",
    "acknowledge",
    "cancel_task",
    "cancel_tasks",
    "close_task",
    "close_tasks",
    "count_down",
    "do_on_behalf",
    "escalate_overdue",
    "mark_read",
    "open_task",
    "open_tasks",
    "remind",
]
