"""排查的词: cycles, states, answers, figures and reasons, with the Chinese that people read."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices


class Cycle(TextChoices):
    """排查周期: words of the profile's list survey_cycles that make rounds."""

    MONTHLY = "monthly", "每月更新"
    QUARTERLY = "quarterly", "季度更新"
    HALF_YEARLY = "half_yearly", "半年更新"
    CAMPAIGN = "yearly_campaign", "秋季集中排查"


class RoundState(TextChoices):
    """一轮排查的状态."""

    DRAFT = "draft", "待发出"
    OPEN = "open", "进行中"
    LOCKED = "locked", "县已锁定"
    CANCELLED = "cancelled", "已撤销"


class ReturnState(TextChoices):
    """一个村的状态."""

    NOT_STARTED = "not_started", "没开始"
    FILLING = "filling", "在核"
    SUBMITTED = "submitted", "等镇里审"
    RETURNED = "returned", "退回"
    ACCEPTED = "accepted", "镇已接收"


HANDED_IN = (ReturnState.SUBMITTED, ReturnState.ACCEPTED)  # nothing left for the village to do
STILL_OPEN = (ReturnState.NOT_STARTED, ReturnState.FILLING, ReturnState.RETURNED)


class TownState(TextChoices):
    """一个乡镇的汇总的状态."""

    COLLECTING = "collecting", "等镇里汇总"
    SUMMARISED = "summarised", "已汇总到县"
    RETURNED = "returned", "县里退回"
    TAKEN = "taken", "县已接收"


class Answer(TextChoices):
    """核对结果."""

    PENDING = "pending", "还没核"
    NO_CHANGE = "no_change", "没有变化"
    CHANGED = "changed", "有变化"
    LEFT = "left", "应退出"
    NEW = "new", "新增"
    UNREACHABLE = "unreachable", "联系不上"
    WITHDRAWN = "withdrawn", "登记后撤销"


STAYING = (Answer.NO_CHANGE, Answer.CHANGED, Answer.NEW, Answer.UNREACHABLE)


class Origin(TextChoices):
    """怎么列进这一轮的."""

    OPENING = "opening", "期初在册"
    ADDED = "added", "本期新增"


class Figure(StrEnum):
    """期初、新增、退出、期末; a reason is written behind a colon: added:newly_found."""

    OPENING = "opening"
    ADDED = "added"
    LEFT = "left"
    CLOSING = "closing"


FIGURE_LABELS = {
    Figure.OPENING: "期初",
    Figure.ADDED: "新增",
    Figure.LEFT: "退出",
    Figure.CLOSING: "期末",
}

REGISTER = "register"  # 在册儿童, whichever schemes they fall under
SCHEME_LABELS = {
    REGISTER: "在册儿童",
    "left_behind": "留守儿童",
    "migrant": "流动儿童",
    "orphan": "孤儿",
    "de_facto_unsupported": "事实无人抚养儿童",
    "difficulty": "困境儿童",
}

# Why a child is added; the reasons of leaving are the profile's exits, and these two beside them
ADDED_LABELS = {
    "newly_away": "新外出",
    "newly_found": "新发现",
    "transferred_in": "转入",
    "readmitted": "重新纳入",
    "newly_meets": "新符合认定条件",
}
LEFT_LABELS = {
    "transferred_out": "转出",
    "no_longer": "不再符合认定条件",
}


class FeedbackState(TextChoices):
    """反馈的状态."""

    PREPARED = "prepared", "待发出"
    SENT = "sent", "已发出，等回执"
    RECEIVED = "received", "已回执"
    DISTRIBUTED = "distributed", "已分到学校"
    DONE = "done", "已再核实"


class CheckState(TextChoices):
    """学校再核实的状态."""

    WAITING = "waiting", "等学校核实"
    DONE = "done", "已核实"


class PupilAnswer(TextChoices):
    """再核实结果."""

    PENDING = "pending", "还没核"
    YES = "yes", "在读，情况相符"
    DIFFERENT = "different", "在读，情况有出入"
    NOT_HERE = "not_here", "不在本校"
    DROPPED_OUT = "dropped_out", "没有到校就读"


class DeclarationState(TextChoices):
    """家庭申报的状态."""

    LINKED = "linked", "已发链接，等家庭填写"
    WAITING = "waiting", "等村里核实"
    CONFIRMED = "confirmed", "已核实"
    REFUSED = "refused", "核实不符"
    EXPIRED = "expired", "链接已过期"
