"""履职的词: how a duty stands, how an upload and an assessment move."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices


class Standing(StrEnum):
    """凭据状态 of a duty in a period, strongest first."""

    PROVEN = "proven"
    TRANSCRIBED = "transcribed"
    CLAIMED = "claimed"
    NOTHING = "nothing"

    @property
    def label(self) -> str:
        """有据, 代录, 自报, 没有."""
        return {"proven": "有据", "transcribed": "代录", "claimed": "自报", "nothing": "没有"}[
            self.value
        ]

    @property
    def rank(self) -> int:
        """0 is the strongest."""
        return list(Standing).index(self)


class Group(StrEnum):
    """哪一类: how the office's page lists those who owe duties."""

    MEMBERS = "members"
    TOWNS = "towns"
    VILLAGES = "villages"
    BODIES = "bodies"

    @property
    def label(self) -> str:
        """成员单位, 乡镇, 村, 学校等机构."""
        return {
            "members": "成员单位", "towns": "乡镇（街道）", "villages": "村（社区）", "bodies": "学校、派出所、医院等",
        }[self.value]  # fmt: skip


class ClaimState(TextChoices):
    """佐证材料."""

    HANDED_IN = "handed_in", "等办公室核对"
    ACCEPTED = "accepted", "已核对"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


class SheetState(TextChoices):
    """考核表."""

    OPENED = "opened", "等自评"
    REPORTED = "reported", "等核对打分"
    SCORED = "scored", "已打分，可以提异议"
    OBJECTED = "objected", "有异议，等答复"
    CLOSED = "closed", "已定"
