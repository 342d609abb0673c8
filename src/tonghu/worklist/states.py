"""待办的词: states of a task, and how it is known that it was done."""

from __future__ import annotations

from enum import StrEnum


class TaskState(StrEnum):
    """待办状态: whether it is still to do; lateness is computed, never a state."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {"open": "办理中", "done": "已办", "cancelled": "不用办了"}[self.value]


class Proof(StrEnum):
    """办结凭据: the system saw it, somebody wrote it in from paper, or somebody says so."""

    PROVEN = "proven"
    TRANSCRIBED = "transcribed"
    CLAIMED = "claimed"

    @property
    def label(self) -> str:
        """The word of the ledger."""
        return {"proven": "有据", "transcribed": "代录", "claimed": "自报"}[self.value]


class NoticeKind(StrEnum):
    """通知种类: what a notice is about."""

    REMIND = "remind"
    LATE = "late"
    STAND_IN = "stand_in"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {"remind": "催办", "late": "下级迟了", "stand_in": "代班"}[self.value]


class Topic(StrEnum):
    """提醒什么: what a person may hear of by mail or short message."""

    TODAY = "today"
    LATE = "late"
    NOTICES = "notices"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {"today": "今天到期的", "late": "已经迟了的", "notices": "没看的通知"}[self.value]
