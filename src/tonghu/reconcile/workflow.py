"""比对的流程: who may take a roster, a run, a finding, a question from where to where."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.workflow import Row, Workflow
from tonghu.reconcile.states import (
    FindingState,
    HandInState,
    ProposalState,
    QuestionState,
    RunState,
)

H, R, F, Q, S = HandInState, RunState, FindingState, QuestionState, ProposalState

ROSTER = Workflow(
    code="roster",
    label="收到的名册",
    start=H.RECEIVED,
    final=frozenset({H.REFUSED, H.REPLACED, H.WITHDRAWN}),
    rows=(
        Row("confirm", "核对列", H.RECEIVED, H.CONFIRMED, who=P.ROSTER_HAND_IN),
        Row("confirm", "改列的对应", H.CONFIRMED, H.CONFIRMED, who=P.ROSTER_HAND_IN),
        Row("refuse", "读不出来", H.RECEIVED, H.REFUSED, who=P.ROSTER_HAND_IN),
        Row("withdraw", "撤回名册", H.RECEIVED, H.WITHDRAWN, who=P.ROSTER_HAND_IN),
        Row("withdraw", "撤回名册", H.CONFIRMED, H.WITHDRAWN, who=P.ROSTER_HAND_IN),
        Row("replace", "换成新的一份", H.RECEIVED, H.REPLACED, who=P.ROSTER_HAND_IN),
        Row("replace", "换成新的一份", H.CONFIRMED, H.REPLACED, who=P.ROSTER_HAND_IN),
    ),
    states={one.value: one.label for one in H},
)

RUN = Workflow(
    code="run",
    label="名册比对",
    start=R.QUEUED,
    final=frozenset({R.FAILED, R.WITHDRAWN}),
    rows=(
        Row("begin", "开始比对", R.QUEUED, R.RUNNING, who=P.RECONCILE_RUN),
        Row("finish", "比对完成", R.RUNNING, R.DONE, who=P.RECONCILE_RUN),
        Row("fail", "没比成", R.QUEUED, R.FAILED, who=P.RECONCILE_RUN),
        Row("fail", "没比成", R.RUNNING, R.FAILED, who=P.RECONCILE_RUN),
        Row("withdraw", "撤回这次", R.DONE, R.WITHDRAWN, who=P.RECONCILE_WITHDRAW),
        Row("withdraw", "撤回这次", R.QUEUED, R.WITHDRAWN, who=P.RECONCILE_WITHDRAW),
    ),
    states={one.value: one.label for one in R},
)

DISCREPANCY = Workflow(
    code="discrepancy",
    label="差异",
    start=F.OPEN,
    final=frozenset({F.WITHDRAWN}),
    rows=(
        Row("ask", "去问", F.OPEN, F.ASKED, who=P.RECONCILE_JUDGE),
        Row("ask", "再问", F.ANSWERED, F.ASKED, who=P.RECONCILE_JUDGE),
        Row("reply", "都已回话", F.ASKED, F.ANSWERED, who=P.QUESTION_ANSWER),
        Row("settle", "办结差异", F.OPEN, F.SETTLED, who=P.QUESTION_ANSWER),
        Row("settle", "办结差异", F.ASKED, F.SETTLED, who=P.QUESTION_ANSWER),
        Row("settle", "办结差异", F.ANSWERED, F.SETTLED, who=P.QUESTION_ANSWER),
        Row("reopen", "重新办", F.SETTLED, F.OPEN, who=P.RECONCILE_JUDGE),
        Row("reopen", "重新办", F.ASKED, F.OPEN, who=P.RECONCILE_JUDGE),
        Row("reopen", "重新办", F.ANSWERED, F.OPEN, who=P.RECONCILE_JUDGE),
        Row("withdraw", "随比对撤回", F.OPEN, F.WITHDRAWN, who=P.RECONCILE_WITHDRAW),
        Row("withdraw", "随比对撤回", F.ASKED, F.WITHDRAWN, who=P.RECONCILE_WITHDRAW),
        Row("withdraw", "随比对撤回", F.ANSWERED, F.WITHDRAWN, who=P.RECONCILE_WITHDRAW),
        Row("withdraw", "随比对撤回", F.SETTLED, F.WITHDRAWN, who=P.RECONCILE_WITHDRAW),
    ),
    states={one.value: one.label for one in F},
)

QUESTION = Workflow(
    code="question",
    label="提问",
    start=Q.OPEN,
    final=frozenset(),
    rows=(
        Row("answer", "回答", Q.OPEN, Q.ANSWERED, who=P.QUESTION_ANSWER),
        Row("return", "退回重答", Q.ANSWERED, Q.OPEN, who=P.RECONCILE_JUDGE),
        Row("drop", "不用答了", Q.OPEN, Q.DROPPED, who=P.RECONCILE_JUDGE),
        Row("drop", "不用答了", Q.ANSWERED, Q.DROPPED, who=P.RECONCILE_JUDGE),
        Row("ask_again", "再问", Q.DROPPED, Q.OPEN, who=P.RECONCILE_JUDGE),
    ),
    states={one.value: one.label for one in Q},
)

PROPOSAL = Workflow(
    code="proposal",
    label="更改建议",
    start=S.OPEN,
    final=frozenset({S.GONE, S.WITHDRAWN}),
    rows=(
        Row("ask", "请村里核实", S.OPEN, S.ASKED, who=P.CHILD_DECIDE),
        Row("reply", "村里已答复", S.ASKED, S.OPEN, who=P.CHILD_EDIT),
        Row("accept", "采纳", S.OPEN, S.ACCEPTED, who=P.CHILD_DECIDE),
        Row("accept", "采纳", S.ASKED, S.ACCEPTED, who=P.CHILD_DECIDE),
        Row("refuse", "不采纳", S.OPEN, S.REFUSED, who=P.CHILD_DECIDE),
        Row("refuse", "不采纳", S.ASKED, S.REFUSED, who=P.CHILD_DECIDE),
        Row("reopen", "重新办", S.REFUSED, S.OPEN, who=P.CHILD_DECIDE),
        Row("reopen", "重新办", S.ACCEPTED, S.OPEN, who=P.CHILD_DECIDE),
        Row("drop", "不用办了", S.OPEN, S.GONE, who=P.RECONCILE_RUN),
        Row("drop", "不用办了", S.ASKED, S.GONE, who=P.RECONCILE_RUN),
        Row("withdraw", "随比对撤回", S.OPEN, S.WITHDRAWN, who=P.RECONCILE_WITHDRAW),
        Row("withdraw", "随比对撤回", S.ASKED, S.WITHDRAWN, who=P.RECONCILE_WITHDRAW),
        Row("withdraw", "随比对撤回", S.ACCEPTED, S.WITHDRAWN, who=P.RECONCILE_WITHDRAW),
        Row("withdraw", "随比对撤回", S.REFUSED, S.WITHDRAWN, who=P.RECONCILE_WITHDRAW),
    ),
    states={one.value: one.label for one in S},
)

WORKFLOWS = (ROSTER, RUN, DISCREPANCY, QUESTION, PROPOSAL)
