"""排查的样子: frozen rows for pages and papers, already masked; no model, no query."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Button:
    """可以办的一步: as the workflow allows it for this viewer now."""

    action: str
    label: str


@dataclass(frozen=True, slots=True)
class RoundLine:
    """一轮, in a list."""

    id: UUID
    title: str
    cycle: str
    cycle_label: str
    period: str
    state: str
    state_label: str
    opens_on: date
    due_on: date
    begins_on: date
    ends_on: date
    place: str
    clause: str
    basis: str
    locked_at: datetime | None
    days_left: int  # working days to the villages' last day; negative when past
    villages: int
    handed_in: int
    late: int
    own: UUID | None = None  # a village viewer's own return


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
class ExceptionLine:
    """例外: what was not done at the lock, and why it was locked all the same."""

    division: str
    name: str
    what: str
    reason: str = ""


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


@dataclass(frozen=True, slots=True)
class Recount:
    """重算核对: kept counts against counts from the rows."""

    same: bool
    cells: int
    children: int
    fingerprint: str
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """乡镇汇总 (D-090)."""

    id: UUID
    round: RoundLine
    division: str
    name: str
    state: str
    state_label: str
    due_on: date | None
    late: int
    figures: tuple[Figures, ...]
    hazards: tuple[HazardLine, ...]
    exceptions: tuple[ExceptionLine, ...]
    note: str
    stop: str  # why it cannot be summed up yet
    signed_name: str
    submitted_at: datetime | None
    returned_why: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class HazardLine:
    """隐患清单的一行."""

    id: UUID
    child: UUID
    name: str
    village: str
    kind: str
    found_on: date
    state: str
    cleared_on: date | None = None


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """反馈, in a list."""

    id: UUID
    function: str
    unit: str
    unit_id: UUID
    listed: int
    fields: tuple[str, ...]
    state: str
    state_label: str
    due_on: date | None
    sent_at: datetime | None
    received_name: str
    received_at: datetime | None
    paper_number: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """反馈名单: heads and rows as the receiver gets them."""

    line: FeedbackLine
    round: RoundLine
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    schools: tuple[CheckLine, ...] = ()
    unplaced: int = 0  # pupils of no school known here


@dataclass(frozen=True, slots=True)
class CheckLine:
    """一所学校的再核实, in a list."""

    id: UUID
    school: str
    pupils: int
    answered: int
    contacts: int
    state: str
    state_label: str
    due_on: date | None
    late: int


@dataclass(frozen=True, slots=True)
class PupilLine:
    """一名学生的再核实."""

    id: UUID
    name: str
    values: tuple[tuple[str, str], ...]  # label, value
    answer: str
    answer_label: str
    note: str
    contact: str
    contact_title: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """学校再核实的一页."""

    line: CheckLine
    round: RoundLine
    counted: str
    pupils: tuple[PupilLine, ...]
    may_answer: bool
    on_behalf: bool
    stop: str = ""
    buttons: tuple[Button, ...] = field(default=())
