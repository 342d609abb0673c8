"""档案页的样子: the file in the shapes of the components (mock e)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup, escape

from tonghu.core import clock
from tonghu.core.calendar import cn_date
from tonghu.core.viewer import Viewer
from tonghu.registry.queries.shapes import (
    ChildFile,
    Counted,
    FileBlock,
    FileLine,
    Happened,
    Head,
    Sibling,
)
from tonghu.registry.showing.events import icon_of
from tonghu.registry.showing.lines import SHORT
from tonghu.ui import words
from tonghu.ui.shapes import Entry, Fact, Saying, TocItem
from tonghu.worklist.queries import TaskLine, calendar_of

CIRCLED = "①②③④⑤⑥⑦⑧⑨"
NOT_YET = "还没采集"
FIRST_OPEN = frozenset({"person", "guardianship"})  # unfolded on a phone
FAMILY = "family"
SAYS = {
    "村（社区）": "村里", "乡镇（街道）": "镇里", "县民政": "县里", "家庭申报": "家里", "纸质材料": "纸上",
}  # fmt: skip
ANSWERS = {"yes": ("算", "ok"), "no": ("不算", ""), "unknown": ("还定不了", "warn")}


@dataclass(frozen=True, slots=True)
class BlockShown:
    """一块的样子."""

    code: str
    number: int
    label: str
    filled: int
    asked: int
    facts: tuple[Fact, ...]
    edit: str
    open: bool


@dataclass(frozen=True, slots=True)
class VerdictShown:
    """算不算的样子."""

    who: str
    label: str
    word: str
    tone: str
    reasons: tuple[tuple[str, str, str], ...]
    clauses: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    next_said: str


@dataclass(frozen=True, slots=True)
class TaskShown:
    """要做的一件事."""

    title: str
    due: str
    tone: str
    url: str
    label: str


def facts_line(head: Head) -> str:
    """女，10岁，五年级."""
    return "，".join(filter(None, (head.sex, head.age, head.grade)))


def states_of(head: Head) -> tuple[str, ...]:
    """状态词 of the head: state, danger, classes."""
    danger = ("红色预警",) if head.danger else ()
    return (head.state_label, *danger, *head.chips)


def blocks_shown(file: ChildFile, may_edit: bool) -> tuple[BlockShown, ...]:
    """The six blocks; siblings stand at the end of the second."""
    return tuple(
        BlockShown(
            one.code, one.number, one.label, one.filled, one.asked,
            (*_facts(file.head.id, one), *(_siblings(file.siblings) if one.code == FAMILY else ())),
            f"/children/{file.head.id}/edit/{one.code}/" if may_edit else "",
            one.code in FIRST_OPEN,
        )
        for one in file.blocks
    )  # fmt: skip


def _facts(child: UUID, block: FileBlock) -> tuple[Fact, ...]:
    return tuple(_fact(child, one) for one in block.lines)


def _fact(child: UUID, one: FileLine) -> Fact:
    says = tuple(
        Saying(
            f"{SAYS.get(lost.source, lost.source)}写「{lost.text}」",
            f"/children/{child}/sayings/{lost.code}/",
        )
        for lost in one.losing
    )
    if not one.shown:
        return Fact(one.label, NOT_YET, says=says, tone="warn" if one.missing else "")
    on = words.day(one.stated_on, clock.today(), near=False) if one.stated_on else ""
    strong = one.code in ("name", "carer_name", "guardianship_grade")
    value = Markup("<b>{}</b>").format(one.shown) if strong else one.shown
    return Fact(one.label, value, one.source_mark, on, says=says)


def _siblings(found: tuple[Sibling, ...]) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            one.word,
            Markup('<a href="/children/{}/">{}</a>').format(one.id, one.name)
            + escape(f"，{one.age}" if one.age else ""),
        )
        for one in found
    )


def toc(file: ChildFile) -> tuple[TocItem, ...]:
    """目录: the blocks with 缺N, then what other modules bring, then the whole story."""
    items = [
        TocItem(
            f"{CIRCLED[one.number - 1]}{SHORT[one.code]}", f"#{one.code}",
            f"缺{one.asked - one.filled}" if one.filled < one.asked else "", "warn",
        )
        for one in file.blocks
    ]  # fmt: skip
    panels = [TocItem(one.label, f"#{one.code}", one.note) for one in file.panels]
    story = TocItem(
        "全部经过", f"/children/{file.head.id}/story/", str(file.happened_total), rule=True
    )
    return (*items, *panels, story)


def number(head: Head) -> Markup:
    """遮住的证件号码, or why there is none."""
    if head.id_masked:
        return Markup('<span class="mask long">{}</span>').format(head.id_masked)
    return (
        Markup("{}").format(head.id_reason)
        if head.id_reason
        else Markup('<span class="t-warn">还没采集</span>')
    )


def left(head: Head) -> str:
    """退出的说法."""
    return f"{cn_date(head.left_on)}退出" if head.left_on else ""


def tasks(found: Iterable[TaskLine], viewer: Viewer) -> tuple[TaskShown, ...]:
    """要做的事, each with its day in words."""
    calendar = calendar_of(viewer.profile)
    shown = []
    for one in found:
        when = one.due_at or one.due_on
        due = words.due(when, clock.now(), calendar) if when else None
        said = "，".join(filter(None, (due.words, due.note))) if due else ""
        shown.append(TaskShown(one.title, said, due.tone if due else "", one.link, one.button))
    return tuple(shown)


def strip(head: Head, id_number: Markup) -> tuple[Fact, ...]:
    """号码条: masked number, file number, responsible person, last confirmed."""
    worker = head.worker_name or Markup('<span class="t-warn">还没落实</span>')
    seen = words.days_ago(head.confirmed_on, clock.today()) if head.confirmed_on else "还没确认过"
    exact = cn_date(head.confirmed_on) if head.confirmed_on else ""
    return (
        Fact("证件号码", id_number),
        Fact("档案号", head.file_number or "登记后编"),
        Fact("责任人", worker),
        Fact(
            "上次确认", Markup('<time title="{}">{}</time>').format(exact, seen) if exact else seen
        ),
    )


def verdicts_shown(found: tuple[Counted, ...]) -> tuple[VerdictShown, ...]:
    """算不算, per scheme."""
    return tuple(
        VerdictShown(
            one.who, one.label, *ANSWERS[one.answer], reasons=one.reasons,
            clauses=tuple(dict.fromkeys(each[1:] for each in one.reasons if each[1])),
            missing=one.missing,
            next_said=one.next_why,
        )
        for one in found
    )  # fmt: skip


def entries(found: tuple[Happened, ...]) -> tuple[Entry, ...]:
    """经过 as the timeline takes it."""
    today = clock.today()
    return tuple(
        Entry(
            f"{one.text}。{one.why}" if one.why else one.text,
            words.day(words.local(one.at).date(), today), one.who, words.exact(one.at),
            icon=icon_of(one.kind),
        )
        for one in found
    )  # fmt: skip
