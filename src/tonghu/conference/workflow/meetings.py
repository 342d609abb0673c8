"""机构和会议的流程: who takes a member's change, a meeting, a topic where.

The steps leave `member.change`, `meeting.hold`: words of the profiles' duty proofs.
"""

from __future__ import annotations

from typing import Any

from tonghu.access.permissions import P
from tonghu.conference.states import AgendaState, ChangeState, MeetingState
from tonghu.core.workflow import Row, Workflow

C, M, A = ChangeState, MeetingState, AgendaState


def _decided_somewhere(change: Any) -> str | None:
    """A decision of the conference has a meeting or a document (D-042)."""
    if change.meeting_id or change.decision:
        return None
    return "请写在哪次会议上确定的，或者确定它的文件。"


def _has_a_chair(meeting: Any) -> str | None:
    return None if meeting.chair_name else "还没写由谁主持，请先写上主持人。"


MEMBER = Workflow(
    code="member",
    label="成员调整",
    start=C.PROPOSED,
    final=frozenset({C.DECIDED, C.REFUSED, C.WITHDRAWN}),
    rows=(
        Row("approve", "同意成员调整", C.PROPOSED, C.APPROVED, who=P.CONFERENCE_DECIDE),
        Row("change", "成员调整", C.PROPOSED, C.DECIDED, who=P.CONFERENCE_MANAGE, guard=_decided_somewhere),
        Row("change", "成员调整", C.APPROVED, C.DECIDED, who=P.CONFERENCE_MANAGE),
        Row("refuse", "不同意成员调整", C.PROPOSED, C.REFUSED, who=P.CONFERENCE_MANAGE),
        Row("withdraw", "撤回成员调整", C.PROPOSED, C.WITHDRAWN, who=P.CONFERENCE_ACT),
    ),
    states={one.value: one.label for one in C},
)  # fmt: skip

MEETING = Workflow(
    code="meeting",
    label="会议",
    start=M.PLANNED,
    final=frozenset({M.HELD, M.CANCELLED}),
    rows=(
        Row("call", "发会议通知", M.PLANNED, M.CALLED, who=P.CONFERENCE_MANAGE),
        Row("postpone", "会议改期", M.CALLED, M.PLANNED, who=P.CONFERENCE_MANAGE),
        Row("hold", "召开会议", M.CALLED, M.HELD, who=P.CONFERENCE_MANAGE, guard=_has_a_chair),
        Row("hold", "召开会议", M.PLANNED, M.HELD, who=P.CONFERENCE_MANAGE, guard=_has_a_chair),
        Row("cancel", "取消会议", M.PLANNED, M.CANCELLED, who=P.CONFERENCE_MANAGE),
        Row("cancel", "取消会议", M.CALLED, M.CANCELLED, who=P.CONFERENCE_MANAGE),
    ),
    states={one.value: one.label for one in M},
)

TOPIC = Workflow(
    code="topic",
    label="议题",
    start=A.POOL,
    final=frozenset({A.DISCUSSED, A.WITHDRAWN}),
    rows=(
        Row("list", "列入议程", A.POOL, A.LISTED, who=P.CONFERENCE_MANAGE),
        Row("unlist", "退回备选", A.LISTED, A.POOL, who=P.CONFERENCE_MANAGE),
        Row("drop", "不列入议程", A.POOL, A.DROPPED, who=P.CONFERENCE_MANAGE),
        Row("restore", "重新备选", A.DROPPED, A.POOL, who=P.CONFERENCE_MANAGE),
        Row("discuss", "记议定情况", A.LISTED, A.DISCUSSED, who=P.CONFERENCE_MANAGE),
        Row("withdraw", "撤回议题", A.POOL, A.WITHDRAWN, who=P.CONFERENCE_ACT),
    ),
    states={one.value: one.label for one in A},
)

WORKFLOWS = (MEMBER, MEETING, TOPIC)
