"""权限: the verbs; what a person may do at all. On which rows is a question of reach (rules.py)."""
# fmt: off

from __future__ import annotations

from enum import StrEnum


class P(StrEnum):
    """权限动词, grouped by the module that asks for them."""

    ROSTER_HAND_IN     = "roster.hand_in"
    ROSTER_HAND_IN_FOR = "roster.hand_in_for"
    ROSTER_VIEW        = "roster.view"
    RECONCILE_RUN      = "reconcile.run"
    RECONCILE_VIEW     = "reconcile.view"
    RECONCILE_CHILDREN = "reconcile.children"
    RECONCILE_JUDGE    = "reconcile.judge"
    RECONCILE_WITHDRAW = "reconcile.withdraw"
    QUESTION_ANSWER    = "question.answer"
    CHILD_LIST         = "child.list"
    CHILD_EDIT         = "child.edit"
    CHILD_DECIDE       = "child.decide"
    CHILD_TRANSFER     = "child.transfer"
    CHILD_MERGE        = "child.merge"
    CHILD_ASSIGN       = "child.assign"
    CHILD_IMPORT       = "child.import"
    ROUND_VIEW         = "round.view"
    ROUND_FILL         = "round.fill"
    ROUND_REVIEW       = "round.review"
    ROUND_MANAGE       = "round.manage"
    FAMILY_CONFIRM     = "family.confirm"
    CONFERENCE_VIEW    = "conference.view"
    CONFERENCE_MANAGE  = "conference.manage"
    CONFERENCE_ACT     = "conference.act"
    CONFERENCE_DECIDE  = "conference.decide"
    DUTY_VIEW          = "duty.view"
    DUTY_CLAIM         = "duty.claim"
    DUTY_CHECK         = "duty.check"
    EVALUATION_SCORE   = "evaluation.score"
    STATISTICS_VIEW    = "statistics.view"
    STATISTICS_TRUE    = "statistics.true"
    STATISTICS_KEEP    = "statistics.keep"
    PAPER_SEE          = "paper.see"
    PAPER_ISSUE        = "paper.issue"
    PAPER_VOID         = "paper.void"
    IDENTITY_SHOW      = "identity.show"
    EXPORT             = "export"
    TASK_VIEW          = "task.view"
    TASK_DO            = "task.do"
    TASK_REMIND        = "task.remind"
    PROFILE_VIEW       = "profile.view"
    DIRECTORY_VIEW     = "directory.view"
    DIRECTORY_EDIT     = "directory.edit"
    BODY_SEE           = "body.see"
    BODY_EDIT          = "body.edit"
    ACCOUNT_VIEW       = "account.view"
    ACCOUNT_MANAGE     = "account.manage"
    ROLE_GRANT         = "role.grant"
    AUDIT_VIEW         = "audit.view"
    WHO_CAN_SEE        = "audit.who_can_see"
    BREAK_GLASS        = "break_glass"
    SYSTEM_OPERATE     = "system.operate"
    JOB_VIEW           = "job.view"

    @property
    def label(self) -> str:
        """What it is called on a page: 动词加对象."""
        return _TOLD[self][1]

    @property
    def group(self) -> str:
        """Under which heading it is listed."""
        return _TOLD[self][0]

    @property
    def reads_only(self) -> bool:
        """Whether using it changes nothing: only such verbs pass by break-glass."""
        return self in _READS


_TOLD = {
    P.ROSTER_HAND_IN:     ("名册", "交本单位、本村的名册"),
    P.ROSTER_HAND_IN_FOR: ("名册", "代别的单位交名册"),
    P.ROSTER_VIEW:        ("名册", "看收到的名册和回执"),
    P.RECONCILE_RUN:      ("比对", "开始一次比对"),
    P.RECONCILE_VIEW:     ("比对", "看比对结果的数字"),
    P.RECONCILE_CHILDREN: ("比对", "看比对结果里的儿童"),
    P.RECONCILE_JUDGE:    ("比对", "判定是不是同一个孩子"),
    P.RECONCILE_WITHDRAW: ("比对", "撤回一次比对"),
    P.QUESTION_ANSWER:    ("比对", "回答核对问题"),
    P.CHILD_LIST:         ("档案", "看儿童名单和档案"),
    P.CHILD_EDIT:         ("档案", "登记儿童、更改档案"),
    P.CHILD_DECIDE:       ("档案", "核定：登记在册、退出、归档、核定有争议的内容"),
    P.CHILD_TRANSFER:     ("档案", "提出、接收、退回档案转移"),
    P.CHILD_MERGE:        ("档案", "合并、拆开两份档案"),
    P.CHILD_ASSIGN:       ("档案", "落实每名儿童的责任人"),
    P.CHILD_IMPORT:       ("档案", "用Excel台账提出更改"),
    P.ROUND_VIEW:         ("排查", "看排查进度和汇总数"),
    P.ROUND_FILL:         ("排查", "逐名核对本村儿童，签字上报"),
    P.ROUND_REVIEW:       ("排查", "接收、退回村里上报的结果"),
    P.ROUND_MANAGE:       ("排查", "开始、催报、锁定一轮排查"),
    P.FAMILY_CONFIRM:     ("排查", "核实家庭申报"),
    P.CONFERENCE_VIEW:    ("会议", "看联席会议的成员、会议和议定事项"),
    P.CONFERENCE_MANAGE:  ("会议", "承担联席会议办公室的日常工作"),
    P.CONFERENCE_ACT:     ("会议", "代表本单位参加会议、会签、报告进展"),
    P.CONFERENCE_DECIDE:  ("会议", "决定召开临时会议、成员调整和重大事项"),
    P.DUTY_VIEW:          ("履职", "看本单位的职责和履职记录"),
    P.DUTY_CLAIM:         ("履职", "交本单位履职的佐证材料"),
    P.DUTY_CHECK:         ("履职", "核对各单位交来的佐证材料"),
    P.EVALUATION_SCORE:   ("履职", "年度考核评分"),
    P.STATISTICS_VIEW:    ("统计", "看统计数字"),
    P.STATISTICS_TRUE:    ("统计", "看不加遮盖的小数目"),
    P.STATISTICS_KEEP:    ("统计", "登记参考数据，报送统计表"),
    P.PAPER_SEE:          ("文书", "看文书台账，取文书"),
    P.PAPER_ISSUE:        ("文书", "签发文书，打印草稿"),
    P.PAPER_VOID:         ("文书", "作废签发的文书"),
    P.IDENTITY_SHOW:      ("身份", "写明事由后查看证件号码"),
    P.EXPORT:             ("身份", "导出Excel"),
    P.TASK_VIEW:          ("待办", "看待办"),
    P.TASK_DO:            ("待办", "办待办"),
    P.TASK_REMIND:        ("待办", "催办下级的待办"),
    P.PROFILE_VIEW:       ("资料", "看本地规定"),
    P.DIRECTORY_VIEW:     ("资料", "查区划和单位"),
    P.DIRECTORY_EDIT:     ("资料", "登记单位"),
    P.BODY_SEE:           ("资料", "看工作队伍和机构名册"),
    P.BODY_EDIT:          ("资料", "登记工作队伍和机构"),
    P.ACCOUNT_VIEW:       ("账号", "看账号和岗位"),
    P.ACCOUNT_MANAGE:     ("账号", "建账号、提岗位、停用账号"),
    P.ROLE_GRANT:         ("账号", "确认别人提的岗位"),
    P.AUDIT_VIEW:         ("审计", "看日志"),
    P.WHO_CAN_SEE:        ("审计", "看谁能看到什么"),
    P.BREAK_GLASS:        ("审计", "紧急查看一名儿童"),
    P.SYSTEM_OPERATE:     ("系统", "维护系统运行"),
    P.JOB_VIEW:           ("系统", "看自己的后台工作"),
}

_READS = frozenset({
    P.ROSTER_VIEW, P.RECONCILE_VIEW, P.RECONCILE_CHILDREN, P.TASK_VIEW, P.PROFILE_VIEW,
    P.DIRECTORY_VIEW, P.ACCOUNT_VIEW, P.AUDIT_VIEW, P.WHO_CAN_SEE, P.JOB_VIEW,
    P.CHILD_LIST, P.ROUND_VIEW, P.PAPER_SEE, P.BODY_SEE,
    P.CONFERENCE_VIEW, P.DUTY_VIEW, P.STATISTICS_VIEW, P.STATISTICS_TRUE,
})

_CODES = frozenset(str(verb) for verb in P)


def label_of(permission: str) -> str:
    """The label of a verb given as plain text; the text itself when nobody declared it."""
    return P(permission).label if permission in _CODES else permission
