"""数和名单: the four figures, what was locked, the children behind a figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tonghu.survey.queries.shapes.marks import ExceptionLine, RoundLine


@dataclass(frozen=True, slots=True)
class Reason:
    """原因的人数."""

    code: str
    label: str
    n: int


@dataclass(frozen=True, slots=True)
class Figures:
    """期初、新增、退出、期末 of one scheme in one range of divisions."""

    scheme: str
    label: str
    opening: int
    added: int
    left: int
    closing: int
    added_by: tuple[Reason, ...] = ()
    left_by: tuple[Reason, ...] = ()

    @property
    def ties(self) -> bool:
        """期初＋新增－退出＝期末."""
        return self.opening + self.added - self.left == self.closing


@dataclass(frozen=True, slots=True)
class Locked:
    """锁定的一轮: whose figures nobody changes."""

    id: UUID
    title: str
    locked_at: datetime
    locked_by: str
    figures: tuple[Figures, ...]
    fingerprint: str
    exceptions: tuple[ExceptionLine, ...] = ()

    @property
    def short(self) -> str:
        """指纹的头和尾: 7c1e…a94f."""
        return f"{self.fingerprint[:4]}…{self.fingerprint[-4:]}" if self.fingerprint else ""

    @property
    def register(self) -> Figures | None:
        """在册."""
        return next((one for one in self.figures if one.scheme == "register"), None)


@dataclass(frozen=True, slots=True)
class Recount:
    """重算核对: kept counts against counts from the rows."""

    same: bool
    cells: int
    children: int
    fingerprint: str
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedChild:
    """名单里的一名儿童: behind a figure, now or frozen."""

    child: UUID
    name: str
    sex: str
    age: int | None
    town: str
    village: str
    division: str
    reason: str
    answer: str
    hidden: bool = False  # out of reach since: the figure counts it, the name is not shown


@dataclass(frozen=True, slots=True)
class Listed:
    """一个数背后的名单."""

    round: RoundLine
    place: str
    scheme: str
    scheme_label: str
    figure: str
    figure_label: str
    n: int
    rows: tuple[ListedChild, ...]
    frozen: bool
