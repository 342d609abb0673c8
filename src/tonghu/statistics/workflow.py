"""统计报表的流程: made, checked, submitted upward, received or sent back; a mistake makes a new version."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.workflow import Row, Workflow
from tonghu.statistics.states import ReturnState as S

RETURN = Workflow(
    code="return",
    label="统计报表",
    start=S.MADE,
    final=frozenset({S.REPLACED}),
    rows=(
        Row("check", "核对统计报表", S.MADE, S.CHECKED, who=P.STATISTICS_KEEP),
        Row("submit", "报送统计资料", S.CHECKED, S.SUBMITTED, who=P.STATISTICS_KEEP),
        Row("receive", "接收统计报表", S.SUBMITTED, S.RECEIVED, who=P.STATISTICS_KEEP),
        Row("send_back", "退回统计报表", S.SUBMITTED, S.RETURNED, who=P.STATISTICS_KEEP),
        Row("replace", "更正统计报表", S.MADE, S.REPLACED, who=P.STATISTICS_KEEP),
        Row("replace", "更正统计报表", S.CHECKED, S.REPLACED, who=P.STATISTICS_KEEP),
        Row("replace", "更正统计报表", S.RETURNED, S.REPLACED, who=P.STATISTICS_KEEP),
        Row("replace", "更正统计报表", S.RECEIVED, S.REPLACED, who=P.STATISTICS_KEEP),
    ),
    states={one.value: one.label for one in S},
)
WORKFLOWS = (RETURN,)
