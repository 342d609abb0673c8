"""台账用词: how far a ledger is, and what each of its rows would do."""

from __future__ import annotations

from enum import StrEnum


class LedgerState(StrEnum):
    """台账到哪一步."""

    READING = "reading"
    MAPPING = "mapping"
    COMPARING = "comparing"
    READY = "ready"
    TAKING = "taking"
    TAKEN = "taken"
    REFUSED = "refused"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {
            "reading": "正在读入", "mapping": "等着核对列", "comparing": "正在对照", "ready": "等着采用",
            "taking": "正在采用", "taken": "已采用", "refused": "没有读成", "dropped": "没有采用",
        }[self.value]  # fmt: skip


class LedgerKind(StrEnum):
    """台账的一行会怎样."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    UNREAD = "unread"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {
            "new": "新的", "changed": "有改动", "same": "没有改动", "unread": "读不了",
        }[self.value]  # fmt: skip
