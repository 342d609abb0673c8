"""进度板的样子 (mock f): steps, towns late first, villages in place, the quarter that was locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tonghu.access.permissions import P
from tonghu.core.viewer import Viewer
from tonghu.survey.queries.shapes import Bar as Villages
from tonghu.survey.queries.shapes import Board, Figures, Locked, RoundLine, TownRow, VillageRow
from tonghu.survey.showing.walk import base
from tonghu.survey.states import ReturnState, RoundState
from tonghu.ui import words
from tonghu.ui.shapes import Bar, Cell, Column, Num, Segment, Stage, State, When

TOWN_WORDS = {
    "waiting": "等镇里审", "collecting": "等镇里汇总", "summarised": "已汇总到县", "returned": "已退回",
    "taken": "已接收", "locked": "县已锁定",
}  # fmt: skip
VILLAGE_WORDS = {
    ReturnState.NOT_STARTED: "没开始", ReturnState.FILLING: "在核", ReturnState.SUBMITTED: "等镇里审",
    ReturnState.RETURNED: "已退回", ReturnState.ACCEPTED: "已接收",
}  # fmt: skip
SEGMENTS = (
    ("accepted", "accepted", "镇已接收"), ("waiting", "submitted", "待审"), ("returned", "returned", "退回"),
    ("checking", "filling", "在核"), ("idle", "not_started", "没开始"),
)  # fmt: skip
STAGES = {"done": "done", "now": "now"}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """板上的一行: a town, a village below it, or a line that says how many are not shown."""

    label: str
    level: str  # "", open, sub
    cells: tuple[Cell, ...] = ()
    toggle: str = ""
    url: str = ""
    remind: str = ""  # the divisions a press would tell, joined
    said: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """式子里的一项."""

    label: str
    n: int
    url: str
    note: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class BoardView:
    """一轮的板."""

    stages: tuple[Stage, ...]
    columns: tuple[Column, ...]
    rows: tuple[BoardRow, ...]
    total: tuple[Cell, ...]
    legend: tuple[Segment, ...]
    sentence: str
    late: str  # every late village, joined
    may_remind: bool


def board(found: Board, viewer: Viewer, *, open_: str = "", all_: bool = False) -> BoardView:
    """Everything on the board, with links only where the viewer may open what is behind."""
    names = viewer.may(P.CHILD_LIST)
    may_remind = found.round.state == RoundState.OPEN and (
        viewer.may(P.ROUND_MANAGE) or viewer.may(P.ROUND_REVIEW)
    )
    rows: list[BoardRow] = []
    for town in sorted(found.towns, key=lambda one: (-one.late, one.division)):
        opened = town.division == open_ or len(found.towns) == 1
        rows.append(_town(found, town, opened, names, may_remind))
        if opened:
            rows += _villages(found, town, names, may_remind, all_)
    return BoardView(
        stages=tuple(Stage(one.when, one.text, one.note, "danger" if one.late else "", STAGES.get(one.state, "")) for one in found.steps),
        columns=_columns(found), rows=tuple(rows), total=_total(found), legend=segments(found.total.bar),
        sentence=sentence(found), late=_late(found.towns), may_remind=may_remind,
    )  # fmt: skip


def _columns(found: Board) -> tuple[Column, ...]:
    return (
        Column("乡镇（街道）"), Column("各村进度 已交/全部"), Column("儿童 已核/应核", number=True),
        Column("新增", number=True), Column("退出", number=True),
        Column(found.previous_label or "上次锁定", number=True, tone="seal"), Column("状态"), Column("最近动静", hide_phone=True),
    )  # fmt: skip


def segments(bar: Villages) -> tuple[Segment, ...]:
    """已接收, 待审, 退回, 在核, 没开始: always in this order."""
    return tuple(Segment(kind, getattr(bar, name), label) for kind, name, label in SEGMENTS)


def _counts(found: Board, row: TownRow | VillageRow, names: bool, url: str) -> tuple[Cell, ...]:
    listing = f"/rounds/{found.round.id}/list/?division={row.division}&figure="
    before = (
        f"/rounds/{found.previous.id}/list/?division={row.division}&figure=closing"
        if found.previous
        else ""
    )
    return (
        Num(row.done, url if names else "", of=words.number(row.expected)),
        Num(row.added, f"{listing}added" if names else ""),
        Num(row.left, f"{listing}left" if names else ""),
        Num(row.locked, before if names else ""),
    )  # fmt: skip


def _town(found: Board, town: TownRow, opened: bool, names: bool, may_remind: bool) -> BoardRow:
    page = f"/rounds/{found.round.id}/"
    late = _late((town,))
    state = (
        State("迟了N个工作日".replace("N", str(max((one.late for one in town.villages), default=1))), text=f"{town.late}村迟了")
        if town.late
        else State(TOWN_WORDS.get(town.state, "进行中"), title=town.state_label)
    )  # fmt: skip
    return BoardRow(
        label=town.name, level="open" if opened else "",
        cells=(
            Bar(segments(town.bar), f"{words.number(town.bar.handed_in)}/{words.number(town.bar.total)}村"),
            *_counts(found, town, names, f"{page}towns/{town.division}/"), state, When(town.last_at),
        ),
        toggle=page if opened else f"{page}?open={town.division}",
        remind=late if may_remind else "", said=town.name,
    )  # fmt: skip


def _villages(
    found: Board, town: TownRow, names: bool, may_remind: bool, all_: bool
) -> list[BoardRow]:
    shown = town.villages if all_ else town.unsettled
    ordered = sorted(shown, key=lambda one: (-one.late, one.division))
    rows = [_village(found, one, names, may_remind) for one in ordered]
    if town.settled and not all_:
        page = f"/rounds/{found.round.id}/?open={town.division}&all=1"
        rows.append(
            BoardRow(
                f"另外{town.settled}个村已接收。" if rows else f"{town.settled}个村都已接收。",
                "sub",
                more=page,
            )
        )
    return rows


def _village(found: Board, one: VillageRow, names: bool, may_remind: bool) -> BoardRow:
    url = f"{base(found.round.id, one.division)}review/" if names else ""
    state = ReturnState(one.state)
    whole = {
        ReturnState.ACCEPTED: "accepted", ReturnState.SUBMITTED: "waiting", ReturnState.RETURNED: "returned",
    }.get(state)  # fmt: skip
    bar = (
        (Segment(whole, max(one.expected, 1), one.state_label),)
        if whole
        else (
            Segment("checking", one.done, "已核"),
            Segment("idle", max(one.expected - one.done, 0) or int(not one.done), "没核"),
        )
    )
    told = one.state_label
    look = (
        State(f"迟了{one.late}个工作日", text=told)
        if one.late
        else State(VILLAGE_WORDS[state], title=told)
    )
    last: Cell = When(one.last_at) if one.last_at else one.last_note
    return BoardRow(
        label=one.name, level="sub", url=url,
        cells=(Bar(bar), *_counts(found, one, names, url), look, last),
        remind=one.division if may_remind and one.late and not one.reminded_today else "", said=one.name,
    )  # fmt: skip


def _late(towns: Sequence[TownRow]) -> str:
    return ",".join(
        one.division
        for town in towns
        for one in town.villages
        if one.late and not one.reminded_today
    )


def _total(found: Board) -> tuple[Cell, ...]:
    one = found.total
    handed = f"{words.number(one.bar.handed_in)}/{words.number(one.bar.total)}村"
    return (
        f"全部{len(found.towns)}个乡镇（街道）", handed, Num(one.done, of=words.number(one.expected)), one.added,
        one.left, one.locked, "", "",
    )  # fmt: skip


def sentence(found: Board) -> str:
    """还有14个村没交齐, or that all are in."""
    missing = found.total.bar.total - found.total.bar.handed_in
    if found.round.state == RoundState.LOCKED:
        return "县里已经锁定，数字不再变。"
    if not missing:
        return "各村都交齐了。"
    if found.late_villages:
        return f"还有{missing}个村没交齐，其中{found.late_villages}个迟了。"
    left = words.number(found.round.days_left)
    return f"还有{missing}个村没交齐，离最后一天还有{left}个工作日。"


def terms(locked: Locked, names: bool) -> tuple[Term, ...]:
    """期初＋新增－退出＝期末, each opening the children as they were."""
    figures = locked.register
    return () if figures is None else equation(locked, figures, names)


def equation(locked: Locked, one: Figures, names: bool) -> tuple[Term, ...]:
    """The four terms of one scheme."""

    def url(figure: str) -> str:
        return f"/rounds/{locked.id}/list/?figure={figure}&scheme={one.scheme}" if names else ""

    added = "，".join(f"{why.label}{words.number(why.n)}" for why in one.added_by[:3])
    left = "，".join(f"{why.label}{words.number(why.n)}" for why in one.left_by[:3])
    return (
        Term("期初", one.opening, url("opening"), ""), Term("新增", one.added, url("added"), added, "+"),
        Term("退出", one.left, url("left"), left, "−"),
        Term("期末", one.closing, url("closing"), "点开是当时的名单" if names else "", "="),
    )  # fmt: skip


def rounds_title(rounds: Sequence[RoundLine]) -> str:
    """What is due now, in a sentence."""
    running = [one for one in rounds if one.state == RoundState.OPEN]
    if not running:
        return "现在没有要核的"
    late = sum(one.late for one in running)
    if late:
        return f"{len(running)}轮正在核，{late}个村迟了"
    return f"{running[0].title}正在核" if len(running) == 1 else f"{len(running)}轮正在核"
