"""档案的流程: who may take a file, a transfer, a merge, a hazard, a clue from where to where."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.workflow import Row, Workflow
from tonghu.registry.rules.life import STEPS
from tonghu.registry.states import (
    LIFE_LABELS,
    STEP_LABELS,
    ClueState,
    HazardState,
    LifeState,
    LifeStep,
    MergeState,
    TransferState,
)

T, M, H, C = TransferState, MergeState, HazardState, ClueState
_WHO = {
    LifeStep.SEND_TO_VERIFY: P.CHILD_EDIT,
    LifeStep.CHANGE: P.CHILD_EDIT,
    LifeStep.PROPOSE_TRANSFER: P.CHILD_TRANSFER,
    LifeStep.ACCEPT_TRANSFER: P.CHILD_TRANSFER,
    LifeStep.DECLINE_TRANSFER: P.CHILD_TRANSFER,
}

CHILD = Workflow(
    code="child",
    label="儿童档案",
    start=LifeState.CANDIDATE,
    final=frozenset(),
    rows=tuple(
        Row(step, STEP_LABELS[step], start, end, who=_WHO.get(step, P.CHILD_DECIDE))
        for step, start, end in STEPS
    ),
    states={state.value: label for state, label in LIFE_LABELS.items()},
)

TRANSFER = Workflow(
    code="transfer",
    label="档案转移",
    start=T.PROPOSED,
    final=frozenset({T.ACCEPTED, T.DECLINED}),
    rows=(
        Row("accept", "接收", T.PROPOSED, T.ACCEPTED, who=P.CHILD_TRANSFER),
        Row("decline", "退回", T.PROPOSED, T.DECLINED, who=P.CHILD_TRANSFER),
    ),
    states={one.value: one.label for one in T},
)

MERGE = Workflow(
    code="merge",
    label="档案合并",
    start=M.PROPOSED,
    final=frozenset({M.REFUSED, M.UNDONE}),
    rows=(
        Row("agree", "确认合并", M.PROPOSED, M.DONE, who=P.CHILD_MERGE),
        Row("refuse", "不合并", M.PROPOSED, M.REFUSED, who=P.CHILD_MERGE),
        Row("propose_undo", "提出拆开", M.DONE, M.UNDOING, who=P.CHILD_MERGE),
        Row("undo", "确认拆开", M.UNDOING, M.UNDONE, who=P.CHILD_MERGE),
        Row("keep", "不拆开", M.UNDOING, M.DONE, who=P.CHILD_MERGE),
    ),
    states={one.value: one.label for one in M},
)

HAZARD = Workflow(
    code="hazard",
    label="隐患",
    start=H.OPEN,
    final=frozenset({H.CLEARED}),
    rows=(Row("clear", "消除隐患", H.OPEN, H.CLEARED, who=P.CHILD_EDIT),),
    states={one.value: one.label for one in H},
)

CLUE = Workflow(
    code="clue",
    label="线索",
    start=C.CHECKING,
    final=frozenset({C.SAME, C.OTHER}),
    rows=(
        Row("same", "是同一名儿童", C.CHECKING, C.SAME, who=P.CHILD_MERGE),
        Row("other", "是另一名儿童", C.CHECKING, C.OTHER, who=P.CHILD_MERGE),
    ),
    states={one.value: one.label for one in C},
)

WORKFLOWS = (CHILD, TRANSFER, MERGE, HAZARD, CLUE)
