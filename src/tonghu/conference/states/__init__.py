"""会议的词: the body and its seats, meetings and what belongs to them."""

from tonghu.conference.states.body import (
    HEADS,
    OPEN_CHANGES,
    ChangeMode,
    ChangeState,
    Gap,
    HolderHow,
    SeatRole,
)
from tonghu.conference.states.meetings import (
    ATTENDING,
    AgendaState,
    AttendeeClass,
    ComingState,
    MeetingKind,
    MeetingState,
)

__all__ = [
    "ATTENDING",
    "HEADS",
    "OPEN_CHANGES",
    "AgendaState",
    "AttendeeClass",
    "ChangeMode",
    "ChangeState",
    "ComingState",
    "Gap",
    "HolderHow",
    "MeetingKind",
    "MeetingState",
    "SeatRole",
]
