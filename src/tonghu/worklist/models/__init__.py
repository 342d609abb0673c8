"""待办的表: tasks, notices and who has read them, stand-ins, how a person wants to be reminded."""

from tonghu.worklist.models.notices import Notice, NoticeRead
from tonghu.worklist.models.preferences import Reminding
from tonghu.worklist.models.stand_ins import StandIn
from tonghu.worklist.models.tasks import Task

__all__ = ["Notice", "NoticeRead", "Reminding", "StandIn", "Task"]
