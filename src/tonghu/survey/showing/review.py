"""审的样子: what a village changed stands above what it left as it was; which villages are clean."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tonghu.core import clock
from tonghu.survey.queries.shapes import SummaryPage, TownRow, VillageRow, Walk, WalkChild
from tonghu.survey.showing import board, walk
from tonghu.survey.states import Answer, ReturnState
from tonghu.ui import words
from tonghu.ui.shapes import Column, Link, State

ORDER = (Answer.NEW, Answer.LEFT, Answer.UNREACHABLE, Answer.CHANGED)
COLUMNS = (
    Column("村（社区）"), Column("状态"), Column("已核/应核", number=True), Column("新增", number=True),
    Column("退出", number=True), Column("联系不上", number=True), Column("最近动静", hide_phone=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """一名儿童的结果."""

    child: UUID
    name: str
    about: str
    answer: str
    tone: str
    icon: str
    note: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """一个村的结果."""

    base: str
    round: UUID
    round_title: str
    town_url: str
    village: str
    state: str
    state_word: str
    title: str
    signed: str
    why: str
    waits: bool
    different: tuple[ReviewLine, ...]
    same: tuple[ReviewLine, ...]
    left_open: int


@dataclass(frozen=True, slots=True)
class TownView:
    """一个镇的页."""

    rows: tuple[tuple[object, ...], ...]
    columns: tuple[Column, ...]
    clean: int
    waiting: int
    with_exceptions: tuple[str, ...]
    first: str
    word: str
    title: str


def address(round: UUID, division: str) -> str:
    """Where a village's result is reviewed."""
    return f"{walk.base(round, division)}review/"


def review(found: Walk) -> ReviewView:
    """Differences first."""
    answered = [
        one for one in found.children if one.answer not in (Answer.PENDING, Answer.WITHDRAWN)
    ]
    changed = [one for one in answered if one.answer != Answer.NO_CHANGE]
    changed.sort(key=lambda one: ORDER.index(Answer(one.answer)))
    left_open = sum(one.answer == Answer.PENDING for one in found.children)
    signed = ""
    if found.signed_at:
        signed = f"{found.signed_name}签字，{words.moment(found.signed_at, clock.now())}"
    return ReviewView(
        base=walk.base(found.round.id, found.division), round=found.round.id, round_title=found.round.title,
        town_url=f"/rounds/{found.round.id}/towns/{found.division[:9]}000/", village=found.village,
        state=found.state, state_word=walk.STATE_WORDS[ReturnState(found.state)],
        title=_title(found, len(changed), left_open), signed=signed, why=found.returned_why,
        waits=found.state == ReturnState.SUBMITTED, different=tuple(_line(one) for one in changed),
        same=tuple(_line(one) for one in answered if one.answer == Answer.NO_CHANGE), left_open=left_open,
    )  # fmt: skip


def _title(found: Walk, changed: int, left_open: int) -> str:
    if left_open:
        return f"{found.village}还有{left_open}名没核"
    if not changed:
        return f"{found.village}{len(found.children)}名都没有变化"
    return f"{found.village}{len(found.children)}名，{changed}名有变化"


def _line(one: WalkChild) -> ReviewLine:
    tone, look = walk.LOOKS[Answer(one.answer)]
    return ReviewLine(
        one.child, one.name, walk.about(one), one.answer_label, tone, look["icon"], one.note
    )


def clean(town: TownRow) -> tuple[VillageRow, ...]:
    """没有例外的村: handed in, nobody new, nobody left, everybody reached."""
    return tuple(
        one
        for one in town.villages
        if one.state == ReturnState.SUBMITTED and not (one.added or one.left or one.unreachable)
    )


def town(found: SummaryPage, row: TownRow) -> TownView:
    """Villages that wait first, then those that are late."""
    waiting = [one for one in row.villages if one.state == ReturnState.SUBMITTED]
    others = [one for one in waiting if one not in clean(row)]
    order = sorted(
        row.villages, key=lambda one: (one.state != ReturnState.SUBMITTED, -one.late, one.division)
    )
    first = (others or waiting)[0] if waiting else None
    return TownView(
        rows=tuple(_row(found.round.id, one) for one in order), columns=COLUMNS, clean=len(clean(row)),
        waiting=len(waiting), with_exceptions=tuple(_what(one) for one in others),
        first=address(found.round.id, first.division) if first else "",
        word=board.TOWN_WORDS.get(found.state, "进行中"), title=_town_title(found, row, len(waiting)),
    )  # fmt: skip


def _town_title(found: SummaryPage, row: TownRow, waiting: int) -> str:
    if found.state in ("summarised", "taken"):
        return f"{found.name}已经汇总到县"
    if waiting:
        return f"{found.name}有{waiting}个村等你审"
    missing = row.bar.total - row.bar.handed_in
    return (
        f"{found.name}还有{missing}个村没交" if missing else f"{found.name}的村都审完了，可以汇总"
    )


def _what(one: VillageRow) -> str:
    told = ((one.added, "新增"), (one.left, "退出"), (one.unreachable, "联系不上"))
    return f"{one.name}：" + "，".join(f"{label}{n}名" for n, label in told if n)


def _row(round: UUID, one: VillageRow) -> tuple[object, ...]:
    url = address(round, one.division)
    look = (
        State(f"迟了{one.late}个工作日", text=one.state_label)
        if one.late
        else State(board.VILLAGE_WORDS[ReturnState(one.state)], title=one.state_label)
    )
    last = words.moment(one.last_at, clock.now()) if one.last_at else one.last_note
    return (
        Link(one.name, url), look, f"{words.number(one.done)}/{words.number(one.expected)}", one.added, one.left,
        one.unreachable, last,
    )  # fmt: skip
