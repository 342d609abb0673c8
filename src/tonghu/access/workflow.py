"""岗位授权的流程表: a post from the town up is proposed by one and confirmed by another."""
# fmt: off

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.access.states import PostState as S
from tonghu.core.workflow import Row, Workflow

POST = Workflow("post", "岗位授权", start=S.PROPOSED, final=frozenset({S.REFUSED, S.ENDED}), rows=(
    #   action      label           from         to           who may
    Row("confirm",  "同意给这个岗位", S.PROPOSED,  S.HELD,      P.ROLE_GRANT),
    Row("refuse",   "不同意",        S.PROPOSED,  S.REFUSED,   P.ROLE_GRANT),
    Row("end",      "结束岗位",      S.HELD,      S.ENDED,     P.ACCOUNT_MANAGE),
), states={state.value: state.label for state in S})
