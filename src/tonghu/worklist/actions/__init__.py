"""待办的动作: opening, changing, ending tasks, and the ladder that delay climbs."""

from tonghu.worklist.actions.bulk import NewTask, cancel_tasks, close_tasks, open_tasks
from tonghu.worklist.actions.daily import send_daily
from tonghu.worklist.actions.ending import (
    OnBehalf,
    acknowledge,
    cancel_task,
    close_task,
    count_down,
    do_on_behalf,
)
from tonghu.worklist.actions.escalation import escalate_overdue
from tonghu.worklist.actions.exporting import excel_to_download, order_excel
from tonghu.worklist.actions.opening import open_task
from tonghu.worklist.actions.preferences import set_reminding
from tonghu.worklist.actions.reminding import remind
from tonghu.worklist.actions.stand_ins import end_stand_in, name_stand_in
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
    "end_stand_in",
    "escalate_overdue",
    "excel_to_download",
    "mark_read",
    "name_stand_in",
    "open_task",
    "open_tasks",
    "order_excel",
    "remind",
    "send_daily",
    "set_reminding",
]
