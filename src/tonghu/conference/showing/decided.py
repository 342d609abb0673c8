"""议定以后的样子: titles that answer, differences side by side, the looks of states."""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.conference.actions.drafting import Saved
from tonghu.conference.queries.minutes_shapes import MinutesLine, MinutesPage, WordingLine
from tonghu.conference.queries.resolutions import Ledger, ResolutionPage, Wanted
from tonghu.conference.states.decided import ResolutionState
from tonghu.ui import words
from tonghu.ui.shapes import CompareRow

LATE = {"late": "过期没有办完", "owed": "没办完的"}


@dataclass(frozen=True, slots=True)
class Difference:
    """一条修改建议 and where it differs from the words it was written upon."""

    wording: WordingLine
    rows: tuple[CompareRow, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """两人同时改: both texts, cut where they differ."""

    version: int
    their_name: str
    rows: tuple[CompareRow, ...]
    mine: str
    theirs: str


def _row(label: str, left: str, right: str) -> CompareRow:
    ours, theirs = words.pieces(left, right)
    same = left == right
    return CompareRow(
        label, [list(ours), list(theirs)], "same" if same else "differs", "相同" if same else "不同"
    )


def differences(found: MinutesPage) -> dict[str, tuple[Difference, ...]]:
    """By section: what each unit would have, beside what it read."""
    return {
        str(one.id): tuple(
            Difference(said, (_row(one.heading or "开头", said.base, said.text),))
            for said in one.wordings
        )
        for one in found.sections
    }


def clash(saved: Saved) -> Clash:
    """Both texts of two who edited at once."""
    rows = (_row("正文", saved.theirs, saved.mine),)
    return Clash(saved.version, saved.their_name, rows, saved.mine, saved.theirs)


def minutes_title(lines: tuple[MinutesLine, ...]) -> str:
    """纪要 as an answer."""
    waits = sum(one.mine in ("waiting", "commented") and one.state == "circulated" for one in lines)
    if waits:
        return f"有{waits}份纪要等你们会签"
    return f"{len(lines)}份会议纪要" if lines else "还没有会议纪要"


def minutes_heading(found: MinutesPage) -> str:
    """The title of the page is where it stands."""
    line = found.line
    if found.own and found.own.state in ("waiting", "commented") and line.state == "circulated":
        return "这份纪要等你们会签"
    if line.state == "circulated":
        left = len(found.waiting) + len(found.commented)
        if not left and not found.obstacle:
            return "都同意了，可以签发"
        return f"还有{left}个单位没有同意" if left else "意见都答复了，再看一遍"
    if line.state == "issued":
        return f"{line.number}{f'（第{line.edition}版）' if line.edition > 1 else ''}"
    if line.state == "draft" and not found.runs:
        return "办公室在改，改好再请各单位会签"
    undecided = sum(said.state == "waiting" for one in found.sections for said in one.wordings)
    if line.state == "draft" and undecided:
        return f"有{undecided}条修改建议要定"
    if line.state == "draft" and found.round:
        return "改好了就再送会签"
    return {"draft": "纪要起草中", "replaced": f"{line.number}，已经更正"}[line.state]


def minutes_note(found: MinutesPage) -> str:
    """One line of context."""
    held = f"{found.held_on.month}月{found.held_on.day}日，" if found.held_on else ""
    return f"{held}{found.meeting_title}"


def ledger_title(found: Ledger, wanted: Wanted, mine: bool) -> str:
    """议定事项 as an answer."""
    counts = found.counts
    if not counts.total:
        return "还没有议定事项"
    if wanted.state == "late":
        return f"{found.total}件过期没有办完" if found.total else "没有过期的"
    who = "与你们有关的" if mine else ""
    late = f"，其中{counts.late}件过期" if counts.late else ""
    owed = counts.running + counts.late
    return f"{who}议定事项还有{owed}件没办完{late}" if owed else f"{counts.total}件议定事项都销号了"


def ledger_words(wanted: Wanted, found: Ledger) -> tuple[tuple[str, str], ...]:
    """The filters as a sentence: words, and the parameter each takes away."""
    told: list[tuple[str, str]] = []
    if wanted.state:
        label = LATE.get(wanted.state) or ResolutionState(wanted.state).label
        told.append((label, "state"))
    if wanted.unit:
        told.append((dict(found.units).get(str(wanted.unit), "一个单位"), "unit"))
    if wanted.year:
        told.append((f"{wanted.year}年", "year"))
    if wanted.text:
        told.append((f"含“{wanted.text}”", "text"))
    return tuple(told)


def resolution_title(found: ResolutionPage) -> str:
    """Where it stands, and whose turn it is."""
    line = found.line
    if line.late:
        return f"{line.title}：迟了{line.late}天"
    if line.state == "declined":
        return f"{line.title}：{line.lead}提出不办，等办公室定"
    if line.state == "reported":
        return f"{line.title}：报告办完，等销号"
    return line.title
