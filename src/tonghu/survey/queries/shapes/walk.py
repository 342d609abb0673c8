"""逐名核对: what is asked of each child and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tonghu.survey.queries.shapes.marks import Button, ExceptionLine, RoundLine


@dataclass(frozen=True, slots=True)
class Fact:
    """一条情况: 谁在照看 | 外婆 阙桂英，64岁."""

    code: str
    label: str
    strong: str
    rest: str = ""
    before: str = ""  # 在 …打工: what stands before the strong part


@dataclass(frozen=True, slots=True)
class Change:
    """有变化的一处: a button of the phone page and the fields it opens."""

    code: str
    label: str
    icon: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WalkChild:
    """逐名核对的一名儿童."""

    id: UUID  # of the row in the round
    child: UUID
    name: str
    sex: str
    age: int | None
    grade: str
    facts: tuple[Fact, ...]
    last: str  # 上次核对：6月下旬，你核的，没有变化
    groups: tuple[str, ...]  # 重点对象
    place: int
    answer: str
    answer_label: str
    at: datetime | None = None
    by_name: str = ""
    note: str = ""
    version: int = 1
    can_undo: bool = False


@dataclass(frozen=True, slots=True)
class Walk:
    """村里的一轮 (mock b): every child, what is asked, what is answered."""

    round: RoundLine
    id: UUID  # of the return
    division: str
    village: str
    state: str
    state_label: str
    due_on: date
    late: int
    children: tuple[WalkChild, ...]
    expected: int
    done: int
    returned_why: str
    signed_name: str
    signed_at: datetime | None
    may_fill: bool
    may_sign: bool
    sign_stop: str  # why it cannot be signed yet; "" when it can
    exceptions: tuple[ExceptionLine, ...]  # 联系不上的
    changes: tuple[Change, ...]
    leave_reasons: tuple[tuple[str, str], ...]
    buttons: tuple[Button, ...] = ()

    @property
    def pending(self) -> tuple[WalkChild, ...]:
        """还没核的."""
        return tuple(one for one in self.children if one.answer == "pending")

    @property
    def current(self) -> WalkChild | None:
        """下一个."""
        return next(iter(self.pending), None)

    @property
    def latest(self) -> WalkChild | None:
        """刚核的, for 撤销."""
        answered = [one for one in self.children if one.at is not None and one.can_undo]
        return max(answered, key=lambda one: one.at or datetime.min, default=None)
