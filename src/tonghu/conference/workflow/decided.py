"""议定以后的流程: minutes and opinions, resolutions and reports, plans, inspections, exchange.

The words of the profiles' duty proofs are kept: plan.issue, minutes.endorse, resolution.report,
bulletin.issue, inspection.hold, experience.share, problem.coordinate.
"""

from __future__ import annotations

from django.db.models import TextChoices

from tonghu.access.permissions import P
from tonghu.conference.states.decided import (
    BulletinState,
    FindingState,
    InspectionState,
    ItemState,
    MajorState,
    MinutesState,
    OpinionState,
    PlanState,
    PracticeState,
    ProblemState,
    ProgressState,
    RequestState,
    ResolutionState,
    WordingState,
)
from tonghu.core.workflow import Row, Workflow

MAY, ACT, DECIDE = P.CONFERENCE_MANAGE, P.CONFERENCE_ACT, P.CONFERENCE_DECIDE
M, E, W, J = MinutesState, OpinionState, WordingState, MajorState
R, G, F, A = ResolutionState, ProgressState, FindingState, RequestState
B, V, C, L, N, T = (
    BulletinState, InspectionState, PracticeState, PlanState, ProblemState, ItemState,
)  # fmt: skip


def _words(states: type[TextChoices]) -> dict[str, str]:
    return {one.value: one.label for one in states}


MINUTES = Workflow(
    code="minutes",
    label="会议纪要",
    start=M.DRAFT,
    final=frozenset({M.REPLACED}),
    rows=(
        Row("circulate", "送会签", M.DRAFT, M.CIRCULATED, who=MAY, clock="minutes.reply"),
        Row("revise", "收回修改", M.CIRCULATED, M.DRAFT, who=MAY),
        Row("issue", "签发纪要", M.CIRCULATED, M.ISSUED, who=MAY),
        Row("issue", "签发纪要", M.DRAFT, M.ISSUED, who=MAY),  # where the office issues by itself
        Row("replace", "更正纪要", M.ISSUED, M.REPLACED, who=MAY),
    ),
    states=_words(M),
)

OPINION = Workflow(
    code="minutes",
    label="会签",
    start=E.WAITING,
    final=frozenset({E.EXCUSED}),
    rows=(
        Row("endorse", "会签纪要", E.WAITING, E.AGREED, who=ACT),
        Row("endorse", "会签纪要", E.COMMENTED, E.AGREED, who=ACT),
        Row("endorse", "会签纪要", E.AGREED, E.AGREED, who=ACT),  # of a text that changed since
        Row("comment", "提修改意见", E.WAITING, E.COMMENTED, who=ACT),
        Row("comment", "提修改意见", E.COMMENTED, E.COMMENTED, who=ACT),
        Row("comment", "提修改意见", E.AGREED, E.COMMENTED, who=ACT),
        Row("excuse", "不再请它会签", E.WAITING, E.EXCUSED, who=MAY),
        Row("excuse", "不再请它会签", E.COMMENTED, E.EXCUSED, who=MAY),
    ),
    states=_words(E),
)

WORDING = Workflow(
    code="wording",
    label="修改建议",
    start=W.WAITING,
    final=frozenset({W.TAKEN, W.DECLINED}),
    rows=(
        Row("take", "采纳修改建议", W.WAITING, W.TAKEN, who=MAY),
        Row("decline", "没采纳修改建议", W.WAITING, W.DECLINED, who=MAY),
    ),
    states=_words(W),
)

MAJOR = Workflow(
    code="major_matter",
    label="重大事项",
    start=J.PREPARED,
    final=frozenset({J.APPROVED, J.REFUSED}),
    rows=(
        Row("submit", "上报重大事项", J.PREPARED, J.SUBMITTED, who=MAY),
        Row("approve", "批准重大事项", J.SUBMITTED, J.APPROVED, who=DECIDE),
        Row("refuse", "没有批准重大事项", J.SUBMITTED, J.REFUSED, who=DECIDE),
        Row("enter_result", "登记批复", J.SUBMITTED, J.APPROVED, who=MAY),
        Row("enter_refusal", "登记没有批准", J.SUBMITTED, J.REFUSED, who=MAY),
    ),
    states=_words(J),
)

RESOLUTION = Workflow(
    code="resolution",
    label="议定事项",
    start=R.PROPOSED,
    final=frozenset({R.CLEARED, R.WITHDRAWN}),
    rows=(
        Row("assign", "交办议定事项", R.PROPOSED, R.OPEN, who=MAY, clock="resolution.report"),
        Row("drop", "删去议定事项", R.PROPOSED, R.WITHDRAWN, who=MAY),
        Row("decline", "提出不办", R.OPEN, R.DECLINED, who=ACT),
        Row("reassign", "改由别的单位牵头", R.DECLINED, R.OPEN, who=MAY),
        Row("reassign", "改由别的单位牵头", R.OPEN, R.OPEN, who=MAY),
        Row("insist", "仍由原单位牵头", R.DECLINED, R.OPEN, who=MAY),
        Row("report", "报告议定事项进展", R.OPEN, R.REPORTED, who=ACT),
        Row("return", "退回议定事项", R.REPORTED, R.OPEN, who=MAY),
        Row("clear", "销号", R.REPORTED, R.CLEARED, who=MAY),
        Row("withdraw", "撤销议定事项", R.OPEN, R.WITHDRAWN, who=MAY),
        Row("withdraw", "撤销议定事项", R.DECLINED, R.WITHDRAWN, who=MAY),
    ),
    states=_words(R),
)

PROGRESS = Workflow(
    code="progress",
    label="进展报告",
    start=G.WAITING,
    final=frozenset({G.ACCEPTED, G.RETURNED}),
    rows=(
        Row("accept", "接收进展", G.WAITING, G.ACCEPTED, who=MAY),
        Row("return", "退回进展", G.WAITING, G.RETURNED, who=MAY),
    ),
    states=_words(G),
)

PLAN = Workflow(
    code="plan",
    label="计划、要点",
    start=L.DRAFT,
    final=frozenset({L.REPLACED}),
    rows=(
        Row("issue", "印发计划、要点", L.DRAFT, L.ISSUED, who=ACT),
        Row("replace", "更正计划", L.ISSUED, L.REPLACED, who=ACT),
    ),
    states=_words(L),
)

ITEM = Workflow(
    code="plan_item",
    label="计划里的一件事",
    start=T.OPEN,
    final=frozenset({T.DONE}),
    rows=(Row("do", "报告计划事项办完", T.OPEN, T.DONE, who=ACT),),
    states=_words(T),
)

INSPECTION = Workflow(
    code="inspection",
    label="督查",
    start=V.PLANNED,
    final=frozenset({V.REPORTED}),
    rows=(
        Row("hold", "督查", V.PLANNED, V.HELD, who=MAY),
        Row("report", "签发督查通报", V.HELD, V.REPORTED, who=MAY),
    ),
    states=_words(V),
)

FINDING = Workflow(
    code="finding",
    label="督查发现的问题",
    start=F.OPEN,
    final=frozenset({F.CLOSED}),
    rows=(
        Row("mend", "报告整改", F.OPEN, F.MENDED, who=ACT),
        Row("reopen", "复查没有通过", F.MENDED, F.OPEN, who=MAY),
        Row("close", "复查通过，销号", F.MENDED, F.CLOSED, who=MAY),
    ),
    states=_words(F),
)

REQUEST = Workflow(
    code="information",
    label="信息请求",
    start=A.ASKED,
    final=frozenset({A.ANSWERED, A.REFUSED}),
    rows=(
        Row("answer", "答复信息请求", A.ASKED, A.ANSWERED, who=ACT),
        Row("refuse", "说明不能提供", A.ASKED, A.REFUSED, who=ACT),
    ),
    states=_words(A),
)

PROBLEM = Workflow(
    code="problem",
    label="协调事项",
    start=N.RAISED,
    final=frozenset({N.SETTLED, N.DROPPED}),
    rows=(
        Row("handle", "定协调办法", N.RAISED, N.HANDLED, who=MAY),
        Row("settle", "协调办结", N.HANDLED, N.SETTLED, who=MAY),
        Row("drop", "不用协调", N.RAISED, N.DROPPED, who=MAY),
    ),
    states=_words(N),
)

PRACTICE = Workflow(
    code="experience",
    label="经验做法",
    start=C.SENT,
    final=frozenset({C.CIRCULATED, C.KEPT}),
    rows=(
        Row("share", "交流经验做法", C.SENT, C.CIRCULATED, who=MAY),
        Row("keep", "不印发", C.SENT, C.KEPT, who=MAY),
    ),
    states=_words(C),
)

BULLETIN = Workflow(
    code="bulletin",
    label="通报",
    start=B.DRAFT,
    final=frozenset({B.REPLACED}),
    rows=(
        Row("issue", "印发通报", B.DRAFT, B.ISSUED, who=MAY),
        Row("replace", "更正通报", B.ISSUED, B.REPLACED, who=MAY),
    ),
    states=_words(B),
)

WORKFLOWS = (
    MINUTES, OPINION, WORDING, MAJOR, RESOLUTION, PROGRESS, PLAN, ITEM, INSPECTION, FINDING,
    REQUEST, PROBLEM, PRACTICE, BULLETIN,
)  # fmt: skip
