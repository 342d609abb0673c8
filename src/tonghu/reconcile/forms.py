"""填来的东西: what was typed or chosen, checked for shape; what it may do is the actions' business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tonghu.core.errors import Wrong as Wrong
from tonghu.files.actions import Upload
from tonghu.reconcile.engine.fields import Field, Kind, Population

PAPER, NOTE, REASON = 80, 1_000, 200
BACK, AHEAD = 2, 1  # years a roster or a run may speak of


@dataclass(frozen=True, slots=True)
class HandIn:
    """交一份名册. `upload` is what Django calls an uploaded file."""

    unit: UUID
    kind: str
    population: str
    as_of: date | None
    upload: Upload
    call: UUID | None = None
    paper_number: str = ""
    scan: UUID | None = None
    adds: bool = False  # stands beside the unit's earlier roster of this kind, replaces nothing

    def __post_init__(self) -> None:
        """Refuse what no roster can be."""
        if self.kind not in {one.value for one in Kind}:
            raise Wrong("kind", "请选这是哪种名册。")
        if self.population and self.population not in {one.value for one in Population}:
            raise Wrong("population", "请选名册里是全部儿童、仅留守儿童，还是部分儿童。")
        if len(self.paper_number) > PAPER:
            raise Wrong("paper_number", f"纸件文号最多{PAPER}个字。")


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """代录: the paper a step is recorded from."""

    paper_number: str
    scan: UUID | None = None

    def __post_init__(self) -> None:
        """Without a paper it is nobody's word."""
        if not self.paper_number.strip():
            raise Wrong("paper_number", "代录要写明纸件文号或者来电记录，以后查得到。")
        if len(self.paper_number) > PAPER:
            raise Wrong("paper_number", f"纸件文号最多{PAPER}个字。")


@dataclass(frozen=True, slots=True)
class HandInChoices:
    """可选的: units a person may hand in for, kinds, populations."""

    units: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    populations: tuple[tuple[str, str], ...]
    own: str  # the viewer's own unit, "" when there is none
    towns: tuple[str, ...] = ()  # where each unit lies, by name; "" for the county's own


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """筛选差异."""

    kind: str = ""
    town: str = ""
    unit: str = ""
    state: str = ""  # "left" for all that are not settled
    search: str = ""
    pairs: bool = False


@dataclass(frozen=True, slots=True)
class ChildFilter:
    """筛选儿童."""

    standing: str = ""
    reason: str = ""
    town: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class Bulk:
    """成批判定的结果."""

    judged: int
    sampled: int


def mapping(chosen: dict[str, str], width: dict[int, int]) -> dict[int, list[str]]:
    """列的对应 as chosen: {"0:3": "name"} → the fields of each sheet, every column once."""
    made = {sheet: [""] * columns for sheet, columns in width.items()}
    for name, code in chosen.items():
        at, _, column = name.partition(":")
        if not (at.isdigit() and column.isdigit()):
            raise Wrong(name, "列的编号不对，请刷新后重试。")
        if int(at) not in made or int(column) >= len(made[int(at)]):
            raise Wrong(name, "没有这一列，请刷新后重试。")
        if code and code not in {one.value for one in Field}:
            raise Wrong(name, "没有这一项，请重新选。")
        made[int(at)][int(column)] = code
    for sheet, fields in made.items():
        _usable(sheet, fields)
    return made


def _usable(sheet: int, fields: list[str]) -> None:
    used = [code for code in fields if code]
    twice = next((code for code in used if used.count(code) > 1), "")
    if twice:
        at = len(fields) - 1 - fields[::-1].index(twice)
        raise Wrong(f"{sheet}:{at}", "两列选成了同一项，请留一列，另一列选“这一列不用”。")
    if Field.NAME not in used and Field.ID_NUMBER not in used:
        raise Wrong(f"{sheet}:0", "至少要有儿童姓名或者儿童身份证号这一列，不然对不上人。")


def in_reach(day: date | None, today: date, field: str) -> None:
    """日子合不合理: rosters and runs speak of these years, two back and one ahead."""
    if day is None or _years(today, -BACK) <= day <= _years(today, AHEAD):
        return
    raise Wrong(field, f"日期请填在{BACK}年前到{AHEAD}年后的今天之间，请核对年份。")


def _years(day: date, count: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    leap = (day.month, day.day) == (2, 29)
    return date(day.year + count, day.month, 28 if leap else day.day)


def needed(text: str, field: str, sentence: str, most: int = REASON) -> str:
    """A text that must not be empty."""
    text = text.strip()
    if not text:
        raise Wrong(field, sentence)
    if len(text) > most:
        raise Wrong(field, f"最多{most}个字。")
    return text


@dataclass(frozen=True, slots=True)
class ProposalFilter:
    """筛选更改建议."""

    kind: str = ""
    town: str = ""
    state: str = "left"  # "left" for all that are not decided
    run: str = ""
    certain: bool = False
    search: str = ""
