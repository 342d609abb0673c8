"""履职的流程表: uploads; the yearly assessment."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.workflow import Row, Workflow
from tonghu.duties.states import ClaimState, SheetState

C, S = ClaimState, SheetState

CLAIM = Workflow(
    code="upload",
    label="佐证材料",
    start=C.HANDED_IN,
    final=frozenset({C.WITHDRAWN}),
    rows=(
        Row("accept", "核对无误", C.HANDED_IN, C.ACCEPTED, who=P.DUTY_CHECK),
        Row("return", "退回材料", C.HANDED_IN, C.RETURNED, who=P.DUTY_CHECK),
        Row("return", "退回材料", C.ACCEPTED, C.RETURNED, who=P.DUTY_CHECK),
        Row("again", "补好再交", C.RETURNED, C.HANDED_IN, who=P.DUTY_CLAIM),
        Row("withdraw", "撤回材料", C.HANDED_IN, C.WITHDRAWN, who=P.DUTY_CLAIM),
        Row("withdraw", "撤回材料", C.RETURNED, C.WITHDRAWN, who=P.DUTY_CLAIM),
    ),
    states={one.value: str(one.label) for one in C},
)

EVALUATION = Workflow(
    code="evaluation",
    label="年度考核",
    start=S.OPENED,
    final=frozenset({S.CLOSED}),
    rows=(
        Row("report", "交自评", S.OPENED, S.REPORTED, who=P.DUTY_CLAIM),
        Row("report", "改自评", S.REPORTED, S.REPORTED, who=P.DUTY_CLAIM),
        Row("score", "年度考核打分", S.OPENED, S.SCORED, who=P.EVALUATION_SCORE),
        Row("score", "年度考核打分", S.REPORTED, S.SCORED, who=P.EVALUATION_SCORE),
        Row("object", "提异议", S.SCORED, S.OBJECTED, who=P.DUTY_CLAIM),
        Row("answer", "答复异议", S.OBJECTED, S.SCORED, who=P.EVALUATION_SCORE),
        Row("close", "定结果", S.SCORED, S.CLOSED, who=P.EVALUATION_SCORE),
    ),
    states={one.value: str(one.label) for one in S},
)

WORKFLOWS = (CLAIM, EVALUATION)
