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


class SourceKind(StrEnum):
    """来源: who said what a file holds (D-351)."""

    VILLAGE = "village"
    TOWN = "town"
    COUNTY = "county"
    SCHOOL = "school"
    POLICE = "police"
    FAMILY = "family"
    SYSTEM = "system"
    NATIONAL = "national"
    PAPER = "paper"

    @property
    def label(self) -> str:
        """Chinese label."""
        return _SOURCES[self][0]

    @property
    def mark(self) -> str:
        """One character, beside a value."""
        return _SOURCES[self][1]


_SOURCES = {
    SourceKind.VILLAGE: ("村（社区）", "村"),
    SourceKind.TOWN: ("乡镇（街道）", "镇"),
    SourceKind.COUNTY: ("县民政", "县"),
    SourceKind.SCHOOL: ("学校", "校"),
    SourceKind.POLICE: ("公安", "警"),
    SourceKind.FAMILY: ("家庭申报", "家"),
    SourceKind.SYSTEM: ("系统", "系"),
    SourceKind.NATIONAL: ("全国儿童信息系统", "部"),
    SourceKind.PAPER: ("纸质材料", "纸"),
}


class TransferState(StrEnum):
    """转移状态."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {"proposed": "等对方接收", "accepted": "已接收", "declined": "已退回"}[self.value]


class MergeState(StrEnum):
    """合并状态: a contested merge and every un-merge wait for a second person."""

    PROPOSED = "proposed"
    DONE = "done"
    REFUSED = "refused"
    UNDOING = "undoing"
    UNDONE = "undone"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {
            "proposed": "等第二人确认",
            "done": "已合并",
            "refused": "没有合并",
            "undoing": "等第二人确认拆开",
            "undone": "已拆开",
        }[self.value]


class HazardKind(StrEnum):
    """隐患种类."""

    LIVING_ALONE = "living_alone"
    UNSAFE_HOME = "unsafe_home"
    WATER = "water"
    TRAFFIC = "traffic"
    FIRE = "fire"
    BULLYING = "bullying"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {
            "living_alone": "脱离监护单独居住",
            "unsafe_home": "住房不安全",
            "water": "临水玩耍",
            "traffic": "交通安全",
            "fire": "用火用电",
            "bullying": "受欺凌",
            "other": "其他隐患",
        }[self.value]


class HazardState(StrEnum):
    """隐患状态."""

    OPEN = "open"
    CLEARED = "cleared"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {"open": "未消除", "cleared": "已消除"}[self.value]


class ClueState(StrEnum):
    """线索状态: the enterer sees only that somebody above checks it."""

    CHECKING = "checking"
    SAME = "same"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {"checking": "核实中", "same": "已有档案", "other": "另一名儿童"}[self.value]


class BondRole(StrEnum):
    """与儿童的关系."""

    FATHER = "father"
    MOTHER = "mother"
    GRANDFATHER = "grandfather"
    GRANDMOTHER = "grandmother"
    MATERNAL_GRANDFATHER = "maternal_grandfather"
    MATERNAL_GRANDMOTHER = "maternal_grandmother"
    CARER = "carer"
    GUARDIAN = "guardian"
    SIBLING_ADULT = "sibling_adult"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {
            "father": "父亲",
            "mother": "母亲",
            "grandfather": "祖父",
            "grandmother": "祖母",
            "maternal_grandfather": "外祖父",
            "maternal_grandmother": "外祖母",
            "carer": "实际照料人",
            "guardian": "监护人",
            "sibling_adult": "成年兄姐",
        }[self.value]
