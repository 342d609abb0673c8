"""文书的样子: facts of one paper, its history, how far the printing is."""

from __future__ import annotations

from tonghu.core import clock
from tonghu.core.events.queries import EventRow
from tonghu.core.jobs import JobStatus
from tonghu.papers.queries import PaperView
from tonghu.papers.states import Format
from tonghu.ui import words
from tonghu.ui.shapes import Entry, Fact, JobView

ICONS = {
    "paper.issue": "file-check",
    "paper.print": "download",
    "paper.void": "ban",
    "paper.replace": "versions",
}


def facts(found: PaperView) -> tuple[Fact, ...]:
    """登记的内容."""
    line = found.line
    told = [
        Fact("编号", line.number), Fact("种类", line.kind_label), Fact("地方", line.place),
        *((Fact("期间", line.period),) if line.period else ()),
        Fact("签发", f"{line.unit_name or line.place}　{line.issued_by}　{words.exact(line.issued_at)}"),
        Fact("文书码", found.code, title="印在每一页的页脚"),
        Fact("涉及儿童", f"{line.names}名" if line.names else "没有写到儿童姓名"),
    ]  # fmt: skip
    if found.void_why:
        told.append(Fact("作废缘由", f"{found.void_why}（{found.voided_by}）", tone="warn"))
    return tuple(told)


def entries(happened: tuple[EventRow, ...]) -> tuple[Entry, ...]:
    """经过: issued, taken, corrected, voided."""
    return tuple(
        Entry(
            _sentence(one), words.moment(one.at, clock.now()), one.user_name, title=words.exact(one.at),
            icon=ICONS.get(one.kind, "point"),
        )
        for one in happened
    )  # fmt: skip


def _sentence(one: EventRow) -> str:
    if one.kind == "paper.print":
        named = one.changes.get("format", "")
        return f"取走{Format(named).label}" if named in set(Format) else one.label
    return f"{one.label}：{one.why}" if one.kind == "paper.void" else one.label


def job_view(status: JobStatus, result_url: str, result_label: str) -> JobView:
    """印制的进度."""
    return JobView(
        status.label, status.done, status.total, status.step or "等着开始", str(status.state),
        result_url=result_url if status.ended else "", result_label=result_label, problem=status.problem,
    )  # fmt: skip
