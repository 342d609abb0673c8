"""名单和表的样子: rounds in groups, the list behind a number, what a lock will do, plans to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tonghu.policy import load
from tonghu.survey.queries.shapes import Board, Listed, RoundLine
from tonghu.survey.rules.plans import plans
from tonghu.survey.states import RoundState
from tonghu.ui import words
from tonghu.ui.shapes import Change, Column

GROUPS = (
    ("正在核的", (RoundState.OPEN,)),
    ("等着发出的", (RoundState.DRAFT,)),
    ("锁定了的", (RoundState.LOCKED,)),
    ("撤销了的", (RoundState.CANCELLED,)),
)
LISTED = (
    Column("儿童"), Column("哪里"), Column("原因", hide_phone=True), Column("核对结果"),
)  # fmt: skip


def grouped(found: Sequence[RoundLine]) -> tuple[tuple[str, tuple[RoundLine, ...]], ...]:
    """正在核的 first; those that are not there are left out."""
    sorted_ = (
        (title, tuple(one for one in found if one.state in states)) for title, states in GROUPS
    )
    return tuple((title, some) for title, some in sorted_ if some)


def listed_title(found: Listed) -> str:
    """新增12名: what the number was."""
    what = (
        found.figure_label
        if found.scheme == "register"
        else f"{found.scheme_label}{found.figure_label}"
    )
    return f"{what}{words.number(found.n)}名"


def lock_changes(found: Board) -> tuple[Change, ...]:
    """锁定以前看清楚: what is frozen, what is missing."""
    one, page = found.total, f"/rounds/{found.round.id}/"
    return (
        Change("期末在册，连名单一起冻结", one.expected + one.added - one.left if one.locked is None else one.expected - one.left, f"{page}list/?figure=closing"),
        Change("已接收的村", one.bar.accepted, page),
        Change("没有接收的村", one.bar.total - one.bar.accepted, page, "一个村一个理由，锁定以后也看得到", "warn" if one.bar.total - one.bar.accepted else ""),
        Change("联系不上的儿童", one.unreachable, "", "留在册里，下一轮接着找", "warn" if one.unreachable else ""),
    )  # fmt: skip


def plan_choices(
    known: Iterable[RoundLine], profile: str, today: date
) -> tuple[tuple[str, str], ...]:
    """本年还没发出的各轮, the one that is due first."""
    there = {(one.cycle, one.period) for one in known if one.state != RoundState.CANCELLED}
    wanted = [
        one
        for one in plans(load(profile), today.year)
        if (one.cycle.value, one.period) not in there
    ]
    due = sorted(
        wanted,
        key=lambda one: (not one.opens_on <= today <= one.due_on, abs((one.due_on - today).days)),
    )
    return tuple(
        (f"{one.cycle.value}:{one.period}", f"{one.title}，村里{words.day(one.due_on, today, near=False)}前核完")
        for one in due
    )  # fmt: skip
