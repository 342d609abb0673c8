"""台账的样子: its title, its tabs, how far it is."""

from __future__ import annotations

from tonghu.core.jobs import JobStatus
from tonghu.registry.queries.ledgers import LedgerLine, RowPage
from tonghu.registry.showing.lists import Paging
from tonghu.registry.workbook.words import LedgerKind, LedgerState
from tonghu.ui.shapes import JobView

GOING = (LedgerState.READING, LedgerState.COMPARING, LedgerState.TAKING)


def title(line: LedgerLine) -> str:
    """标题: what the ledger would do."""
    new, changed, unread = (
        line.counts.get(k, 0) for k in (LedgerKind.NEW, LedgerKind.CHANGED, LedgerKind.UNREAD)
    )
    if line.state == LedgerState.TAKEN:
        return "这份台账的更改都采用了"
    if line.state in (LedgerState.REFUSED, LedgerState.DROPPED):
        return "这份台账没有读成" if line.state == LedgerState.REFUSED else "这份台账没有采用"
    if not (new or changed or unread):
        return "台账和档案完全一样，没有要改的"
    told = [
        f"{new}名新的" if new else "",
        f"{changed}名有改动" if changed else "",
        f"{unread}行读不了" if unread else "",
    ]
    return "，".join(part for part in told if part)


def kind_of(line: LedgerLine, asked: str) -> str:
    """Which tab: the one asked for, else the first that has rows."""
    order = (LedgerKind.CHANGED, LedgerKind.NEW, LedgerKind.UNREAD, LedgerKind.SAME)
    if asked in set(LedgerKind):
        return asked
    return next((kind.value for kind in order if line.counts.get(kind)), LedgerKind.SAME.value)


def tabs(line: LedgerLine, kind: str) -> list[tuple[str, str, bool]]:
    """有改动3 新的2 读不了1 没有改动24."""
    order = (LedgerKind.CHANGED, LedgerKind.NEW, LedgerKind.UNREAD, LedgerKind.SAME)
    return [
        (
            f"{one.label}{line.counts.get(one, 0)}",
            f"/children/ledgers/{line.id}/?kind={one.value}",
            one == kind,
        )
        for one in order
    ]


def paging(found: RowPage) -> Paging:
    """第1–50条，共223条."""
    last = found.start + len(found.rows)
    return Paging(
        found.start + 1 if found.rows else 0, last, found.total,
        max(0, found.start - found.size) if found.start else None, last if last < found.total else None,
    )  # fmt: skip


def job_view(line: LedgerLine, job: JobStatus | None) -> JobView:
    """进度; of another's work only that it goes on."""
    if job is None:
        return JobView(label=line.state_label, done=0, total=0, step="", state="running")
    return JobView(
        label=job.label, done=job.done, total=job.total, step=job.step, state=job.state.value,
        result_url=f"/children/ledgers/{line.id}/", problem=job.problem,
    )  # fmt: skip
