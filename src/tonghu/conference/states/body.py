"""机构和成员的词: seats, how somebody came to one, what is missing."""

from __future__ import annotations

from django.db.models import TextChoices


class SeatRole(TextChoices):
    """席位: in the order the lists print them; heads are the profile's words (head_roles)."""

    GENERAL_CONVENOR = "general_convenor", "总召集人"
    CONVENOR = "convenor", "召集人"
    VICE_CONVENOR = "vice_convenor", "副召集人"
    MEMBER = "member", "成员"
    LIAISON = "liaison", "联络员"
    OFFICE_DIRECTOR = "office_director", "办公室主任"
    OFFICE_MEMBER = "office_member", "办公室成员"
    INVITED = "invited", "受邀参加"


HEADS = (SeatRole.GENERAL_CONVENOR, SeatRole.CONVENOR, SeatRole.VICE_CONVENOR)


class HolderHow(TextChoices):
    """怎样担任的."""

    FOUNDED = "founded", "成立时列名"
    NAMED = "named", "补报"
    DECIDED = "decided", "联席会议确定"
    AUTOMATIC = "automatic", "自然替补"


class ChangeMode(TextChoices):
    """成员调整的办法: words of the profile's list member_changes."""

    PROPOSED = "proposed_and_decided", "单位提出，联席会议确定"
    AUTOMATIC = "automatic", "由单位继任者自然替补"


class ChangeState(TextChoices):
    """成员调整的状态."""

    PROPOSED = "proposed", "等联席会议确定"
    APPROVED = "approved", "领导已同意"
    DECIDED = "decided", "已确定"
    REFUSED = "refused", "没有同意"
    WITHDRAWN = "withdrawn", "单位撤回"


OPEN_CHANGES = (ChangeState.PROPOSED, ChangeState.APPROVED)


class Gap(TextChoices):
    """缺项: what a list of members lacks; computed, never stored."""

    NO_LIAISON = "no_liaison", "没有联络员"
    NO_HOLDER = "no_holder", "空缺"
    UNIT_ENDED = "unit_ended", "单位已撤销，没有承继单位"
    UNIT_SUCCEEDED = "unit_succeeded", "单位已由别的单位承继"
    NOT_IN_DIRECTORY = "not_in_directory", "名录里没有这个单位"
