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
