"""进度板: steps, towns and villages with their counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tonghu.survey.queries.shapes.figures import Figures, Locked
from tonghu.survey.queries.shapes.marks import Button, ExceptionLine, RoundLine


@dataclass(frozen=True, slots=True)
class Step:
    """节点: a day of the round, what is due, and how it stands."""

    code: str  # rosters villages summary feedback reverify lock
    when: str  # 9月初, 9月30日, 之后
    text: str
    note: str  # 79/81份, 14个村迟了, 还剩17个工作日
    state: str  # done now ahead
    late: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """各村进度: villages by state."""

    accepted: int = 0
    submitted: int = 0
    returned: int = 0
    filling: int = 0
    not_started: int = 0

    @property
    def total(self) -> int:
        """全部村."""
        return self.accepted + self.submitted + self.returned + self.filling + self.not_started

    @property
    def handed_in(self) -> int:
        """已交的村."""
        return self.accepted + self.submitted


@dataclass(frozen=True, slots=True)
class VillageRow:
    """一个村的一行."""

    id: UUID  # of the return
    division: str
    name: str
    state: str
    state_label: str
    expected: int
    done: int
    added: int
    left: int
    unreachable: int
    locked: int | None  # 上一次锁定的在册数
    late: int  # working days; 0 while there is time or handed in
    last_at: datetime | None
    last_note: str  # 没打开过, 退回理由
    reminded_today: bool
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class TownRow:
    """一个乡镇的一行."""

    id: UUID | None  # of the summary
    division: str
    name: str
    bar: Bar
    expected: int
    done: int
    added: int
    left: int
    unreachable: int
    locked: int | None
    late: int  # villages that are late
    state: str  # late waiting collecting summarised returned taken locked
    state_label: str
    last_at: datetime | None
    villages: tuple[VillageRow, ...]
    buttons: tuple[Button, ...] = ()

    @property
    def unsettled(self) -> tuple[VillageRow, ...]:
        """还没接收的村: shown when the town is opened."""
        return tuple(one for one in self.villages if one.state != "accepted")

    @property
    def settled(self) -> int:
        """已接收的村数."""
        return len(self.villages) - len(self.unsettled)


@dataclass(frozen=True, slots=True)
class Board:
    """进度板: a round as county, town or leader sees it (mock f)."""

    round: RoundLine
    steps: tuple[Step, ...]
    towns: tuple[TownRow, ...]
    total: TownRow
    previous: Locked | None
    previous_label: str  # 二季度在册
    late_villages: int
    to_remind: int
    open_exceptions: tuple[ExceptionLine, ...]  # what the county must explain before it locks
    buttons: tuple[Button, ...]
    figures: tuple[Figures, ...] = ()
