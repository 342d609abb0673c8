"""履职的流程表: uploads; the yearly assessment."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.workflow import Row, Workflow
from tonghu.duties.states import ClaimState

C = ClaimState

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
    states={one.value: one.label for one in C},
)

WORKFLOWS = (CLAIM,)
