"""待办的流程: three states, four steps."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.workflow import Row, Workflow
from tonghu.worklist.states import TaskState

TASK = Workflow(
    code="task",
    label="待办",
    start=TaskState.OPEN,
    final=frozenset({TaskState.DONE, TaskState.CANCELLED}),
    rows=(
        Row("done", "办结", TaskState.OPEN, TaskState.DONE, who=P.TASK_DO),
        Row("transcribe", "代为办结", TaskState.OPEN, TaskState.DONE, who=P.TASK_DO),
        Row("acknowledge", "知道了", TaskState.OPEN, TaskState.DONE, who=P.TASK_VIEW),
        Row("cancel", "撤销待办", TaskState.OPEN, TaskState.CANCELLED, who=P.TASK_DO),
    ),
    states={one.value: one.label for one in TaskState},
)
