"""比对的词: states, kinds and reasons, with the Chinese that people read."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices


class CallState(TextChoices):
    """报送要求的状态."""

    OPEN = "open", "报送中"
    CLOSED = "closed", "已结束"


class HandInState(TextChoices):
    """收到的名册的状态."""

    RECEIVED = "received", "等着核对列"
    CONFIRMED = "confirmed", "已回执"
    REFUSED = "refused", "读不出来"
    REPLACED = "replaced", "已有新的一份"
    WITHDRAWN = "withdrawn", "已撤回"


STANDING = (HandInState.RECEIVED, HandInState.CONFIRMED)  # counts as handed in


class RunState(TextChoices):
    """一次比对的状态."""

    QUEUED = "queued", "等着开始"
    RUNNING = "running", "比对中"
    DONE = "done", "比对完成"
    FAILED = "failed", "没比成"
    WITHDRAWN = "withdrawn", "已撤回"


GOING = (RunState.QUEUED, RunState.RUNNING)  # one of these at a time for a county or a town


class FindingState(TextChoices):
    """差异的状态."""

    OPEN = "open", "还没办"
    ASKED = "asked", "等对方回话"
    ANSWERED = "answered", "都已回话"
    SETTLED = "settled", "已办"
    WITHDRAWN = "withdrawn", "已撤回"


class QuestionState(TextChoices):
    """提问的状态."""

    OPEN = "open", "等着回答"
    ANSWERED = "answered", "已回答"
    DROPPED = "dropped", "不用答了"


class FindingKind(TextChoices):
    """差异的大类, as a page counts them, most urgent first."""

    OMISSION = "omission", "疑似漏报"
    DUPLICATE = "duplicate", "疑似重复"
    CONFLICT = "conflict", "信息不符"
    OVER_AGE = "over_age", "应退未退"
    UNCLEAR = "unclear", "原因不明"


class VerdictWord(TextChoices):
    """判定."""

    SAME = "same", "是同一个孩子"
    DIFFERENT = "different", "不是同一个"
    UNSURE = "unsure", "拿不准，去问"


class Standing(StrEnum):
    """三份名册里有没有: which of survey, school, police hold a child; the code is the pattern."""

    ALL = "111"
    NO_POLICE = "110"
    NO_SCHOOL = "101"
    SURVEY_ONLY = "100"
    NO_SURVEY = "011"
    SCHOOL_ONLY = "010"
    POLICE_ONLY = "001"

    @property
    def label(self) -> str:
        """情况, as the picture of a run says it."""
        return _STANDINGS[self]

    @property
    def has(self) -> tuple[bool, bool, bool]:
        """村里, 学校, 公安."""
        survey, school, police = (digit == "1" for digit in self.value)
        return survey, school, police


_STANDINGS = {
    Standing.ALL: "三份名册都有",
    Standing.NO_POLICE: "公安没有",
    Standing.NO_SCHOOL: "学校没有",
    Standing.SURVEY_ONLY: "只有村里有",
    Standing.NO_SURVEY: "村里没有",
    Standing.SCHOOL_ONLY: "只有学校有",
    Standing.POLICE_ONLY: "只有公安有",
}


class Excuse(StrEnum):
    """缺一份名册的原因: what explains that a roster does not know a child."""

    NONE = ""
    UNDER_SCHOOL_AGE = "under_school_age"
    SCHOOL_ELSEWHERE = "school_elsewhere"
    HUKOU_ELSEWHERE = "hukou_elsewhere"
    HUKOU_MOVING = "hukou_moving"
    NO_HUKOU = "no_hukou"
    MOVED_AWAY = "moved_away"
    PAST_AGE = "past_age"
    NOT_COVERED = "not_covered"
    NOT_FLAGGED = "not_flagged"
    SEVERAL = "several"
    UNKNOWN = "unknown"
    OMISSION = "omission"

    @property
    def label(self) -> str:
        """In words."""
        return _EXCUSES[self]

    @property
    def explains(self) -> bool:
        """Whether nothing is left to ask."""
        return self not in (Excuse.UNKNOWN, Excuse.OMISSION)


_EXCUSES = {
    Excuse.NONE: "一致",
    Excuse.UNDER_SCHOOL_AGE: "未入学",
    Excuse.SCHOOL_ELSEWHERE: "县外就读",
    Excuse.HUKOU_ELSEWHERE: "户籍在外县",
    Excuse.HUKOU_MOVING: "户口正在迁",
    Excuse.NO_HUKOU: "还没有落户",
    Excuse.MOVED_AWAY: "已转出",
    Excuse.PAST_AGE: "已过规定年龄",
    Excuse.NOT_COVERED: "名册还没交",
    Excuse.NOT_FLAGGED: "别的名册没有写明是不是留守",
    Excuse.SEVERAL: "两样都有原因",
    Excuse.UNKNOWN: "原因不明",
    Excuse.OMISSION: "疑似漏报",
}


class ProposalKind(TextChoices):
    """建议的种类: what a comparison would change in the register."""

    NEW = "new", "新发现"
    CHANGED = "changed", "信息有变"
    MISSING = "missing", "名册上没有了"
    DUPLICATE = "duplicate", "可能已在册"
    LEAVE = "leave", "应退未退"


class ProposalState(TextChoices):
    """建议的状态."""

    OPEN = "open", "还没办"
    ASKED = "asked", "请村里核实"
    ACCEPTED = "accepted", "已采纳"
    REFUSED = "refused", "不采纳"
    GONE = "gone", "不用办了"
    WITHDRAWN = "withdrawn", "随比对撤回"


PENDING = (ProposalState.OPEN, ProposalState.ASKED)


class VillageAnswer(TextChoices):
    """村里的答复."""

    YES = "yes", "情况属实"
    ELSEWHERE = "elsewhere", "不在本村了"
    NOT = "not", "不是留守、困境儿童"
    NOBODY = "nobody", "没有这个孩子"
