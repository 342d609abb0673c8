"""形状: what the components are given, as frozen values (README §3). `Text` may hold markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from tonghu.ui.words import Due, Piece

Text = str | Markup
Clause = tuple[str, ...]  # 三（三）, full title, address (may be left out)


@dataclass(frozen=True, slots=True)
class Danger:
    """危险: one line of the red band."""

    title: Text
    text: Text
    url: str
    label: str = "马上处理"
    clauses: Sequence[Clause] = ()


@dataclass(frozen=True, slots=True)
class TaskRow:
    """待办: a row of the worklist; the title begins with a verb."""

    title: Text
    url: str
    why: Text
    label: str
    due: Due | None = None
    clause: Clause | None = None
    icon: str = field(kw_only=True)  # by name, so that the asset script finds it


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """一组待办: 已经迟了 / 今天 / 9月30日前."""

    title: str
    note: Text
    tasks: Sequence[TaskRow]
    tone: str = ""
    icon: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Column:
    """列: head of a table; `key` makes it a sort link; widths s m l xl."""

    label: str
    key: str = ""
    number: bool = False
    hide_phone: bool = False
    tint: bool = False
    width: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """一段: part of a bar."""

    kind: str
    count: int
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Num:
    """格里的数: opens its list; `of` follows in grey, 48/55村."""

    value: int | float | str | None
    url: str = ""
    strong: bool = False
    tone: str = ""
    of: str = ""
    cell: str = "number"


@dataclass(frozen=True, slots=True)
class State:
    """格里的状态."""

    word: str
    text: str = ""
    title: str = ""
    cell: str = "status"


@dataclass(frozen=True, slots=True)
class Bar:
    """格里的进度条, with its words beside it."""

    segments: Sequence[Segment]
    words: Text = ""
    cell: str = "bar"


@dataclass(frozen=True, slots=True)
class Link:
    """格里的链接, or with `act` a small button."""

    text: str
    url: str
    note: Text = ""
    act: bool = False
    aria: str = ""
    cell: str = "link"


@dataclass(frozen=True, slots=True)
class When:
    """格里的时间."""

    at: date | None
    words: str = ""
    tone: str = ""
    cell: str = "time"


Cell = Num | State | Bar | Link | When | Text | int | float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """数: one of the three to five figures in a strip."""

    label: str
    value: int | float | str | None
    unit: str = ""
    note: Text = ""
    url: str = ""
    tone: str = ""
    icon: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class SetRow:
    """一种组合: who has them and who has not, how many, why."""

    has: Sequence[bool]
    label: str
    count: int
    url: str
    segments: Sequence[Segment]
    reason: Text
    ask: str = ""
    ask_url: str = ""
    tone: str = ""
    line: bool = False  # a stronger rule below


@dataclass(frozen=True, slots=True)
class Saying:
    """另一种说法: what another source says."""

    text: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """一项: label and value, where it comes from, what others say."""

    label: str
    value: Text
    source: str = ""
    on: str = ""
    title: str = ""
    says: Sequence[Saying] = ()
    clause: Clause | None = None
    tone: str = ""
    change: str = ""  # address of 改
    state: str = ""  # a status word beside it


@dataclass(frozen=True, slots=True)
class TocItem:
    """目录项: a place on the page."""

    label: str
    url: str
    note: str = ""
    tone: str = ""
    current: bool = False
    rule: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """经过: one line of a timeline, newest first."""

    text: Text
    when: str
    who: str
    title: str = ""
    icon: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class CompareRow:
    """比一项: values side by side; verdict same, differs or cannot."""

    label: str
    values: Sequence[Sequence[Piece] | Text | None]
    verdict: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """判定: a button of the bar at the bottom edge."""

    value: str
    label: str
    key: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """理由: speaks for or against; strength 0 to 100."""

    text: Text
    note: Text
    strength: int


@dataclass(frozen=True, slots=True)
class Stage:
    """一步: of the course of a round; state done, now or nothing yet."""

    when: str
    text: Text
    note: Text = ""
    tone: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """改动: what an act will do, and to how many."""

    label: Text
    count: int | str
    url: str = ""
    note: Text = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """没收的行: line of the file and why."""

    line: int | str
    reason: Text


@dataclass(frozen=True, slots=True)
class JobView:
    """后台的活: how far it is; state queued, running, done or failed."""

    label: str
    done: int
    total: int
    step: str
    state: str
    result_url: str = ""
    result_label: str = "看结果"
    problem: Text = ""
    refused: Sequence[Refused] = ()
    excel_url: str = ""


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """一列的猜测: head in the file, what it is taken for, three sample values."""

    name: str
    header: str
    guess: str
    samples: Sequence[str]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class TreeRow:
    """树的一行: a place, and whether its parts are shown below it."""

    label: str
    cells: Sequence[Cell]
    level: int = 0
    open: bool = False
    toggle_url: str = ""
    url: str = ""
    note: Text = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """一栏: of a form; kinds are those of README §3, 21."""

    name: str
    label: str
    kind: str = "text"
    value: str | Sequence[str] = ""
    hint: Text = ""
    error: str = ""
    choices: Sequence[tuple[str, ...]] = ()  # value, label, hint
    required: bool = True
    width: str = ""
    inputmode: str = ""
    autocomplete: str = ""
    placeholder: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class FormView:
    """表单: its fields by name and what is wrong with it, ready for the page."""

    fields: dict[str, Field]
    errors: Sequence[tuple[str, str]] = ()
    hidden: dict[str, str] = field(default_factory=dict)
