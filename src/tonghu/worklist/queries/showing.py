"""待办的说法: a task's day and facts in the shapes the pages take."""

from __future__ import annotations

from collections.abc import Sequence

from tonghu.core import clock
from tonghu.core.calendar import WorkCalendar
from tonghu.ui import words
from tonghu.ui.shapes import Fact, TaskRow
from tonghu.ui.words import Due
from tonghu.worklist.queries.lines import TaskLine
from tonghu.worklist.queries.single import TaskView


def due_of(line: TaskLine, calendar: WorkCalendar) -> Due | None:
    """期限的说法; lateness in working days, where at least one has passed."""
    when = line.due_at or line.due_on
    if when is None:
        return None
    said = words.due(when, clock.now(), calendar)
    exact = "；".join(part for part in (said.exact, line.counted) if part)
    late = f"迟了{line.days_late}个工作日" if line.days_late else said.words
    return Due(late, said.tone, said.note, exact)


def row_of(line: TaskLine, calendar: WorkCalendar) -> TaskRow:
    """A row of the worklist."""
    why = f"替{line.for_name}办：{line.why}" if line.for_name else line.why
    return TaskRow(
        title=line.title, url=line.link, why=why, label=line.button, icon=line.icon,
        due=due_of(line, calendar), clause=line.clause,
    )  # fmt: skip


def facts(task: TaskView, calendar: WorkCalendar) -> Sequence[Fact]:
    """一件待办的各项: whose, why, until when and how counted, how it ended."""
    line, due = task.line, due_of(task.line, calendar)
    told = [
        Fact("谁办", line.unit_name or "这个岗位"),
        Fact("为什么", line.why or "没有写", clause=line.clause),
        Fact("到哪天", f"{due.words}（{due.exact}）" if due else "没有期限"),
        Fact("哪天交办", words.exact(task.opened_at)),
    ]
    told += [
        Fact("报给了谁", f"已提醒{whom} {words.day(day, clock.today(), near=False)}")
        for whom, day in line.told
    ]
    if line.reminded_at:
        told.append(Fact("上次催办", f"{words.exact(line.reminded_at)}，{line.reminded_by}"))
    if not task.open:
        told.append(Fact("结果", _ended(task)))
    if task.paper_number:
        paper = f"{task.behalf_unit_name}，{task.paper_number}"
        told.append(
            Fact("凭什么代录", f"{paper}，{words.exact(task.paper_on)}" if task.paper_on else paper)
        )
    return told


def _ended(task: TaskView) -> str:
    when = words.exact(task.done_at) if task.done_at else ""
    said = "，".join(part for part in (task.line.state_label, task.done_by_name, when) if part)
    return f"{said}。{task.note}" if task.note else said
