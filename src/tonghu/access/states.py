"""权限的词: states of a post, kinds of conflict, ways in which a session ends."""

from __future__ import annotations

from enum import StrEnum


class PostState(StrEnum):
    """岗位状态: what a second person must still say, and what is over."""

    PROPOSED = "proposed"
    HELD = "held"
    REFUSED = "refused"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {
            "proposed": "等另一个人确认",
            "held": "在岗",
            "refused": "没有同意",
            "ended": "已离岗",
        }[self.value]


class ConflictKind(StrEnum):
    """回避的来由: how it became known that a person must keep away from a child's matters."""

    DECLARED = "declared"
    MATCHED = "matched"
    ORDERED = "ordered"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {"declared": "本人申报", "matched": "系统比对", "ordered": "县级民政部门指定"}[
            self.value
        ]


class CodeKind(StrEnum):
    """一次性凭证的用途: first sign-in, or a new password for one that was lost."""

    START = "start"
    RESET = "reset"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {"start": "首次登录", "reset": "重设密码"}[self.value]
