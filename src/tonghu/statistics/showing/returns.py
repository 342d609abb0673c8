"""报表的页: what may be made now, the buttons of a return, its tables as the page draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tonghu.core.viewer import Level, Viewer
from tonghu.statistics.queries.returning import ReturnLine, ReturnPage
from tonghu.statistics.rules.periods import ended, words
from tonghu.statistics.states import ReturnKind, ReturnState
from tonghu.statistics.workflow import RETURN
from tonghu.ui import words as ui_words
from tonghu.ui.shapes import Column, Fact, Link, Num, State, When

COLUMNS = (
    Column("报表"), Column("地方", hide_phone=True), Column("状态"), Column("对不上", number=True),
    Column("做表", hide_phone=True), Column("报送"),
)  # fmt: skip
STATUS = {
    ReturnState.MADE: "没开始", ReturnState.CHECKED: "办理中", ReturnState.SUBMITTED: "等对方回话",
    ReturnState.RETURNED: "已退回", ReturnState.RECEIVED: "已接收", ReturnState.REPLACED: "不适用",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """一个按钮."""

    action: str
    label: str
    kind: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """一张表."""

    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


def makes(
    viewer: Viewer, rows: Sequence[ReturnLine], today: date
) -> tuple[tuple[str, str, str], ...]:
    """Which returns a county may make now: the last quarter, the last year, where there is none."""
    if viewer.level is not Level.COUNTY or not viewer.may("statistics.keep"):
        return ()
    wanted = ((ReturnKind.QUARTER, ended(today)), (ReturnKind.YEAR, str(today.year - 1)))
    there = {(one.kind, one.period) for one in rows}
    return tuple(
        (kind.value, period, f"做{words(period)}的报表")
        for kind, period in wanted
        if (kind.value, period) not in there
    )


def title(viewer: Viewer, rows: Sequence[ReturnLine]) -> str:
    """What waits for whom."""
    if viewer.level is Level.COUNTY:
        waits = sum(one.state in (ReturnState.MADE, ReturnState.CHECKED) for one in rows)
        back = sum(one.state == ReturnState.RETURNED for one in rows)
        if back:
            return f"上级退回{back}份报表，要重做"
        return f"有{waits}份报表还没报送" if waits else "统计报表"
    waits = sum(one.state == ReturnState.SUBMITTED for one in rows)
    return f"有{waits}份报表等着接收" if waits else "各县的统计报表都接收了"


def lines(rows: Sequence[ReturnLine]) -> list[tuple[Any, ...]]:
    """The list."""
    return [
        (
            Link(one.title, f"/statistics/returns/{one.id}/"), one.place,
            State(STATUS[ReturnState(one.state)], one.state_label), Num(one.faults), When(one.made_at),
            When(one.submitted_at) if one.submitted_at else "—",
        )
        for one in rows
    ]  # fmt: skip


def steps(viewer: Viewer, found: ReturnPage) -> tuple[Step, ...]:
    """From the table of steps; the county's on its own, the superior's on those from below."""
    own = {"check", "submit", "replace"}
    above = {"receive"}
    mine = own if found.line.own else above if viewer.level is not Level.COUNTY else set()
    shown = []
    for row in RETURN.open_to(found.line.state, viewer.permissions):
        if row.action in mine:
            shown.append(_step(row.action, row.label))
    if found.line.own and found.line.state not in (ReturnState.MADE, ReturnState.REPLACED):
        shown.append(Step("print", "签发文书", "line", icon="printer"))
    return tuple(sorted(shown, key=lambda one: one.kind == "primary"))


def _step(action: str, label: str) -> Step:
    if action == "replace":
        return Step("replace", "重做一版", "line", icon="refresh")
    if action == "check":
        return Step("check", "核对过了", "primary", icon="check")
    if action == "submit":
        return Step("submit", "报送给上级", "primary", icon="send")
    return Step(action, "接收这份报表", "primary", icon="circle-check")


def facts(found: ReturnPage) -> tuple[Fact, ...]:
    """Who did what and when."""
    rows = [Fact("制表", f"{found.made_name}，{_at(found.line.made_at)}")]
    if found.checked_at:
        rows.append(Fact("核对", f"{found.checked_name}，{_at(found.checked_at)}"))
    if found.line.submitted_at:
        rows.append(Fact("报送", f"{found.submitted_name}，{_at(found.line.submitted_at)}"))
    if found.received_at:
        rows.append(Fact("接收", f"{found.received_name}，{_at(found.received_at)}"))
    for one in found.versions:
        rows.append(Fact(f"第{one.version}版", one.state_label))
    return tuple(rows)


def _at(moment: Any) -> str:
    return ui_words.exact(moment)


def tables(found: ReturnPage) -> tuple[TableView, ...]:
    """Numbers right, words left."""
    made = []
    for one in found.tables:
        rows = tuple(tuple(row) for row in one["rows"])
        columns = tuple(
            Column(str(head), number=at > 0 and not any(isinstance(row[at], str) for row in rows))
            for at, head in enumerate(one["heads"])
        )
        made.append(TableView(one["title"], one["note"], columns, rows))
    return tuple(made)
