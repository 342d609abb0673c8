"""会议的词: kinds of meeting, how far it is, who comes, what becomes of a topic."""

from __future__ import annotations

from django.db.models import TextChoices


class MeetingKind(TextChoices):
    """会议种类."""

    PLENARY = "plenary", "全体会议"
    TEMPORARY = "temporary", "临时会议"
    LIAISON = "liaison", "联络员会议"


class MeetingState(TextChoices):
    """会议的状态."""

    PLANNED = "planned", "筹备中"
    CALLED = "called", "已发通知"
    HELD = "held", "已召开"
    CANCELLED = "cancelled", "已取消"


class AttendeeClass(TextChoices):
    """参会人员类别 (D-060), in the order of a list of those present."""

    HEAD = "head", "召集人"
    LEADER = "leader", "成员单位负责人"
    LIAISON = "liaison", "联络员"
    OFFICE = "office", "办公室"
    INVITED = "invited", "受邀部门"
    BUREAU = "bureau", "司局、直属单位"
    SOCIAL = "social", "社会组织"


class ComingState(TextChoices):
    """到会情况."""

    INVITED = "invited", "还没回复"
    COMING = "coming", "参加"
    DELEGATED = "delegated", "派人参加"
    LEAVE = "leave", "请假"
    CAME = "came", "到会"
    ABSENT = "absent", "没有到会"


ATTENDING = (ComingState.COMING, ComingState.DELEGATED)  # who is expected on the day


class AgendaState(TextChoices):
    """议题的状态."""

    POOL = "pool", "备选"
    LISTED = "listed", "列入议程"
    DISCUSSED = "discussed", "已议"
    DROPPED = "dropped", "不列入"
    WITHDRAWN = "withdrawn", "单位撤回"
