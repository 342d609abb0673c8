"""议定以后的词: minutes, opinions, resolutions, plans, inspections, exchange; what people read."""

from __future__ import annotations

from django.db.models import TextChoices


class MinutesState(TextChoices):
    """纪要的状态; whether all have agreed is counted, never stored."""

    DRAFT = "draft", "起草中"
    CIRCULATED = "circulated", "会签中"
    ISSUED = "issued", "已签发"
    REPLACED = "replaced", "已更正"


class OpinionState(TextChoices):
    """一个单位的会签."""

    WAITING = "waiting", "等单位答复"
    AGREED = "agreed", "同意"
    COMMENTED = "commented", "有修改意见"
    EXCUSED = "excused", "不再会签"


class WordingState(TextChoices):
    """一条修改建议."""

    WAITING = "waiting", "等办公室定"
    TAKEN = "taken", "采纳"
    DECLINED = "declined", "没采纳"


class MajorState(TextChoices):
    """重大事项报批."""

    PREPARED = "prepared", "还没上报"
    SUBMITTED = "submitted", "等批复"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "没有批准"


class ResolutionState(TextChoices):
    """议定事项; what is overdue is counted from the day, never stored."""

    PROPOSED = "proposed", "待纪要签发"
    OPEN = "open", "办理中"
    DECLINED = "declined", "牵头单位提出不办"
    REPORTED = "reported", "等办公室核"
    CLEARED = "cleared", "已销号"
    WITHDRAWN = "withdrawn", "已撤销"


STILL_OWED = (ResolutionState.OPEN, ResolutionState.DECLINED, ResolutionState.REPORTED)


class ProgressState(TextChoices):
    """一次进展报告."""

    WAITING = "waiting", "等办公室核"
    ACCEPTED = "accepted", "已接收"
    RETURNED = "returned", "已退回"


class PlanKind(TextChoices):
    """计划的种类: the conference's (D-030, D-307), a unit's own (D-059), a town's (D-063)."""

    YEARLY = "yearly", "年度工作计划"
    KEY_POINTS = "key_points", "工作要点"
    UNIT = "unit", "部门工作安排"
    TOWN = "town", "乡镇工作安排"


OF_THE_BODY = (PlanKind.YEARLY, PlanKind.KEY_POINTS)


class PlanState(TextChoices):
    """计划的状态."""

    DRAFT = "draft", "起草中"
    ISSUED = "issued", "已签发"
    REPLACED = "replaced", "已更正"


class ItemState(TextChoices):
    """计划里的一件事."""

    OPEN = "open", "没办完"
    DONE = "done", "已办"


class InspectionState(TextChoices):
    """督查的状态."""

    PLANNED = "planned", "还没开始"
    HELD = "held", "已完成"
    REPORTED = "reported", "已签发"


class CheckResult(TextChoices):
    """一项检查的结果."""

    UNSEEN = "unseen", "没查"
    GOOD = "good", "做到了"
    POOR = "poor", "没做到"
    NONE = "none", "不适用"


class FindingState(TextChoices):
    """督查发现的问题."""

    OPEN = "open", "等单位整改"
    MENDED = "mended", "等办公室复查"
    CLOSED = "closed", "已销号"


class RequestState(TextChoices):
    """信息请求."""

    ASKED = "asked", "等对方答复"
    ANSWERED = "answered", "已答复"
    REFUSED = "refused", "对方说明不能给"


class ProblemState(TextChoices):
    """协调事项."""

    RAISED = "raised", "等办公室定"
    HANDLED = "handled", "等单位办"
    SETTLED = "settled", "已协调"
    DROPPED = "dropped", "不用协调"


class PracticeState(TextChoices):
    """经验做法."""

    SENT = "sent", "等办公室看"
    CIRCULATED = "circulated", "已印发"
    KEPT = "kept", "没有印发"


class BulletinState(TextChoices):
    """通报."""

    DRAFT = "draft", "起草中"
    ISSUED = "issued", "已签发"
    REPLACED = "replaced", "已更正"
