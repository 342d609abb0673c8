"""汇总、反馈、再核实: what a town hands up and what the county hands out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tonghu.survey.queries.shapes.figures import Figures
from tonghu.survey.queries.shapes.marks import Button, ExceptionLine, RoundLine


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
class FeedbackPage:
    """反馈名单: heads and rows as the receiver gets them."""

    line: FeedbackLine
    round: RoundLine
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    schools: tuple[CheckLine, ...] = ()
    unplaced: int = 0  # pupils of no school known here


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
