"""提问的样子: the list that says how many are left, the facts of one's own record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.reconcile.queries.shapes import QuestionLine, QuestionPage
from tonghu.ui import words
from tonghu.ui.shapes import Fact
from tonghu.ui.words import Due
from tonghu.worklist.queries import calendar_of


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """一问 with its words for the day."""

    line: QuestionLine
    due: Due | None


def title(count: int, state: str, viewer: Viewer) -> str:
    """标题: 有11个问题等你回答."""
    if state == "answered":
        return f"答过{words.number(count)}个问题"
    whose = "等各单位回答" if viewer.may(P.RECONCILE_JUDGE) else "等你回答"
    return f"有{words.number(count)}个问题{whose}" if count else "没有要回答的问题"


def rows(found: Sequence[QuestionLine], viewer: Viewer) -> tuple[QuestionRow, ...]:
    """Late first, then by day."""
    ordered = sorted(found, key=lambda one: (-one.days_late, str(one.due or "9999"), one.case))
    return tuple(QuestionRow(one, due_of(one, viewer)) for one in ordered)


def due_of(line: QuestionLine, viewer: Viewer) -> Due | None:
    """期限的说法, while it is open."""
    if line.due is None or line.reply is not None:
        return None
    said = words.due(line.due, clock.now(), calendar_of(viewer.profile))
    return (
        Due(f"迟了{line.days_late}个工作日", "danger", "", said.exact) if line.days_late else said
    )


def facts(asked: QuestionPage) -> tuple[Fact, ...]:
    """自己名册里的这一条."""
    return tuple(Fact(label, value or "没有填") for label, value in asked.record)


def id_of(text: str | None) -> UUID | None:
    """An id typed into an address; None when it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
