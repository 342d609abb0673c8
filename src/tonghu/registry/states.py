"""儿童档案用词: the words of the child file and their Chinese labels."""

from __future__ import annotations

from enum import StrEnum


class Answer(StrEnum):
    """认定结果: 未采集 is not 否, so there are three."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


ANSWER_LABELS = {Answer.YES: "属于", Answer.NO: "不属于", Answer.UNKNOWN: "待补充信息"}


class HukouKind(StrEnum):
    """户籍性质 (domain §2.3)."""

    RURAL = "rural"
    URBAN = "urban"
    NONE = "none"
    UNKNOWN = "unknown"


class CarerKind(StrEnum):
    """实际照料人."""

    FATHER = "father"
    MOTHER = "mother"
    GUARDIAN = "guardian"
    GRANDPARENT = "grandparent"
    RELATIVE = "relative"
    OTHER_ADULT = "other_adult"
    INSTITUTION = "institution"
    NONE = "none"


CARER_LABELS = {
    CarerKind.FATHER: "父亲",
    CarerKind.MOTHER: "母亲",
    CarerKind.GUARDIAN: "其他监护人",
    CarerKind.GRANDPARENT: "祖父母、外祖父母",
    CarerKind.RELATIVE: "其他亲属",
    CarerKind.OTHER_ADULT: "受委托的其他成年人",
    CarerKind.INSTITUTION: "机构",
    CarerKind.NONE: "无人照料",
}


class Schooling(StrEnum):
    """就学情况, as far as rules ask."""

    ENROLLED = "enrolled"
    COMPULSORY_DROPOUT = "compulsory_dropout"
    NOT_ENROLLED = "not_enrolled"
    NOT_SCHOOL_AGE = "not_school_age"
    FINISHED = "finished"


SCHOOLING_LABELS = {
    Schooling.ENROLLED: "在读",
    Schooling.COMPULSORY_DROPOUT: "义务教育阶段辍学",
    Schooling.NOT_ENROLLED: "适龄未入学",
    Schooling.NOT_SCHOOL_AGE: "未到学龄",
    Schooling.FINISHED: "已完成义务教育",
}


class LifeState(StrEnum):
    """档案状态 (D-350)."""

    CANDIDATE = "candidate"
    TO_VERIFY = "to_verify"
    REGISTERED = "registered"
    TRANSFERRING = "transferring"
    EXITED = "exited"
    ARCHIVED = "archived"
    REJECTED = "rejected"


LIFE_LABELS = {
    LifeState.CANDIDATE: "线索",
    LifeState.TO_VERIFY: "待核实",
    LifeState.REGISTERED: "在册",
    LifeState.TRANSFERRING: "转移中",
    LifeState.EXITED: "已退出",
    LifeState.ARCHIVED: "已归档",
    LifeState.REJECTED: "核实后不予登记",
}


class LifeStep(StrEnum):
    """档案步骤 (D-350)."""

    SEND_TO_VERIFY = "send_to_verify"
    REGISTER = "register"
    REJECT = "reject"
    CHANGE = "change"
    PROPOSE_TRANSFER = "propose_transfer"
    ACCEPT_TRANSFER = "accept_transfer"
    DECLINE_TRANSFER = "decline_transfer"
    EXIT = "exit"
    ARCHIVE = "archive"
    READMIT = "readmit"


STEP_LABELS = {
    LifeStep.SEND_TO_VERIFY: "送交核实",
    LifeStep.REGISTER: "登记在册",
    LifeStep.REJECT: "不予登记",
    LifeStep.CHANGE: "变更",
    LifeStep.PROPOSE_TRANSFER: "提出转移",
    LifeStep.ACCEPT_TRANSFER: "接收转移",
    LifeStep.DECLINE_TRANSFER: "退回转移",
    LifeStep.EXIT: "退出",
    LifeStep.ARCHIVE: "归档",
    LifeStep.READMIT: "重新纳入",
}


class Gravity(StrEnum):
    """遗弃情节 (D-012)."""

    SLIGHT = "slight"
    ORDINARY = "ordinary"
    GRAVE = "grave"
