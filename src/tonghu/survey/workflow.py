"""排查的流程: who may take a round, a village's return, a town's summary, a feedback where.

All steps leave events named survey.…, the words of the profiles' duty proofs.
"""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.workflow import Row, Workflow
from tonghu.survey.states import (
    CheckState,
    DeclarationState,
    FeedbackState,
    ReturnState,
    RoundState,
    TownState,
)

R, V, T, F, C, D = RoundState, ReturnState, TownState, FeedbackState, CheckState, DeclarationState

ROUND = Workflow(
    code="survey",
    label="一轮排查",
    start=R.DRAFT,
    final=frozenset({R.LOCKED, R.CANCELLED}),
    rows=(
        Row("open", "发出排查", R.DRAFT, R.OPEN, who=P.ROUND_MANAGE),
        Row("lock", "锁定排查轮次", R.OPEN, R.LOCKED, who=P.ROUND_MANAGE),
        Row("cancel", "撤销排查", R.DRAFT, R.CANCELLED, who=P.ROUND_MANAGE),
    ),
    states={one.value: one.label for one in R},
)

RETURN = Workflow(
    code="survey",
    label="村里的排查结果",
    start=V.NOT_STARTED,
    final=frozenset(),
    rows=(
        Row("begin", "开始核对", V.NOT_STARTED, V.FILLING, who=P.ROUND_FILL),
        Row("submit", "上报排查结果", V.NOT_STARTED, V.SUBMITTED, who=P.ROUND_FILL),
        Row("submit", "上报排查结果", V.FILLING, V.SUBMITTED, who=P.ROUND_FILL),
        Row("submit", "上报排查结果", V.RETURNED, V.SUBMITTED, who=P.ROUND_FILL),
        Row("accept", "接收排查结果", V.SUBMITTED, V.ACCEPTED, who=P.ROUND_REVIEW),
        Row("return", "退回排查结果", V.SUBMITTED, V.RETURNED, who=P.ROUND_REVIEW),
        Row("return", "退回排查结果", V.ACCEPTED, V.RETURNED, who=P.ROUND_REVIEW),
    ),
    states={one.value: one.label for one in V},
)

TOWN = Workflow(
    code="survey",
    label="乡镇汇总",
    start=T.COLLECTING,
    final=frozenset(),
    rows=(
        Row("summarise", "汇总上报", T.COLLECTING, T.SUMMARISED, who=P.ROUND_REVIEW),
        Row("summarise", "汇总上报", T.RETURNED, T.SUMMARISED, who=P.ROUND_REVIEW),
        Row("take", "接收乡镇汇总", T.SUMMARISED, T.TAKEN, who=P.ROUND_MANAGE),
        Row("return_summary", "退回乡镇汇总", T.SUMMARISED, T.RETURNED, who=P.ROUND_MANAGE),
        Row("return_summary", "退回乡镇汇总", T.TAKEN, T.RETURNED, who=P.ROUND_MANAGE),
    ),
    states={one.value: one.label for one in T},
)

FEEDBACK = Workflow(
    code="survey",
    label="反馈",
    start=F.PREPARED,
    final=frozenset({F.DONE}),
    rows=(
        Row("feedback", "反馈排查信息", F.PREPARED, F.SENT, who=P.ROUND_MANAGE),
        Row("receive", "签收反馈", F.SENT, F.RECEIVED, who=P.TASK_DO),
        Row("distribute", "把名单分到学校", F.RECEIVED, F.DISTRIBUTED, who=P.TASK_DO),
        Row("finish", "反馈办结", F.RECEIVED, F.DONE, who=P.TASK_DO),
        Row("finish", "反馈办结", F.DISTRIBUTED, F.DONE, who=P.TASK_DO),
    ),
    states={one.value: one.label for one in F},
)

CHECK = Workflow(
    code="survey",
    label="学校再核实",
    start=C.WAITING,
    final=frozenset({C.DONE}),
    rows=(Row("reverify", "再次核实在校儿童", C.WAITING, C.DONE, who=P.QUESTION_ANSWER),),
    states={one.value: one.label for one in C},
)

DECLARATION = Workflow(
    code="family",
    label="家庭申报",
    start=D.LINKED,
    final=frozenset({D.CONFIRMED, D.REFUSED, D.EXPIRED}),
    rows=(
        Row("declare", "家庭申报", D.LINKED, D.WAITING, who=P.FAMILY_CONFIRM),
        Row("confirm", "核实家庭申报", D.WAITING, D.CONFIRMED, who=P.FAMILY_CONFIRM),
        Row("refuse", "申报不符", D.WAITING, D.REFUSED, who=P.FAMILY_CONFIRM),
        Row("expire", "链接过期", D.LINKED, D.EXPIRED, who=P.FAMILY_CONFIRM),
    ),
    states={one.value: one.label for one in D},
)

WORKFLOWS = (ROUND, RETURN, TOWN, FEEDBACK, CHECK, DECLARATION)
