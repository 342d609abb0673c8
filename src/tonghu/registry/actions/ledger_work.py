"""台账的后台工作: read, compare, take; each begins anew when it was interrupted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.encryption import remembered
from tonghu.core.errors import NotNow
from tonghu.core.jobs import Progress, job
from tonghu.core.viewer import Viewer
from tonghu.files.queries import opened
from tonghu.files.rules import Refused
from tonghu.files.sheets import Book
from tonghu.files.sheets import read as read_sheets
from tonghu.registry.actions.batch import Origin
from tonghu.registry.actions.common import DESK, need
from tonghu.registry.actions.entering import NewChild, enter, enter_many
from tonghu.registry.actions.knowing import known_child
from tonghu.registry.actions.ledger import locked, source_of
from tonghu.registry.actions.updating import Change, EditedMeanwhile, update_many
from tonghu.registry.models import Ledger, LedgerRow
from tonghu.registry.queries.ledger_match import Matcher
from tonghu.registry.queries.orders import LEDGER_COMPARE, LEDGER_READ, LEDGER_TAKE
from tonghu.registry.rules.checking import WrongValues
from tonghu.registry.workbook.comparing import Proposal, label_of
from tonghu.registry.workbook.heads import Head, find
from tonghu.registry.workbook.layouts import layout
from tonghu.registry.workbook.words import LedgerKind, LedgerState

ORIGIN = "registry.ledger"


@job(LEDGER_READ)
def read_job(*, viewer: Viewer, progress: Progress, ledger: str) -> dict[str, Any]:
    """读入: which sheet, which head, which columns; a sheet of ours goes straight on."""
    progress(0, 2, "读入台账")
    with scope(viewer):
        row = locked(viewer, UUID(ledger), LedgerState.READING)
        try:
            head = _head(viewer, row)
        except Refused as refusal:
            row.state, row.problem = LedgerState.REFUSED.value, str(refusal)[:300]
            row.save(update_fields=["state", "problem"])
            events.record(
                "ledger.read", by=viewer, subject=row, division=row.division, why=str(refusal)
            )
            return {}
        row.layout, row.head, row.state = (
            head.layout,
            [head.sheet, head.row],
            LedgerState.MAPPING.value,
        )
        row.columns = [
            {
                "header": one.header,
                "field": one.field,
                "sure": one.sure,
                "samples": list(one.samples),
            }
            for one in head.columns
        ]
        row.save()
        events.record(
            "ledger.read",
            by=viewer,
            subject=row,
            division=row.division,
            changes={"layout": head.layout},
        )
    progress(2, 2, "读入台账")
    return {"link": f"/children/ledgers/{ledger}/columns/"}


def _head(viewer: Viewer, row: Ledger) -> Head:
    head = find(
        _book(viewer, row),
        [layout(name, viewer.profile) for name in ("national", "roster", "list")],
    )
    if head is None:
        raise Refused(
            "没有找到表头。表里要有“姓名”或者“公民身份号码”这一列，列名写在一行里；改好后再交。"
        )
    return head


def _book(viewer: Viewer, row: Ledger) -> Book:
    with opened(viewer, row.file, purpose="读入台账") as held:
        return read_sheets(held.path, held.row.kind)


@job(LEDGER_COMPARE)
def compare_job(*, viewer: Viewer, progress: Progress, ledger: str) -> dict[str, Any]:
    """逐行对照: whom each row means and what it would change; the register is only read."""
    with scope(viewer):
        need(viewer, P.CHILD_IMPORT)
        row = locked(viewer, UUID(ledger), LedgerState.COMPARING)
        sheet, number = row.head
        lines = _book(viewer, row).sheets[sheet].rows
        matcher = Matcher(viewer, [str(one["field"]) for one in row.columns], row.layout)
        LedgerRow.objects.visible_to(viewer).filter(ledger=row).delete()
        counts = dict.fromkeys((kind.value for kind in LedgerKind), 0)
        with remembered():
            for some in matcher.proposals(lines[number + 1 :], first=number + 2):
                LedgerRow.objects.put_many([_kept(row, one) for one in some])
                for one in some:
                    counts[one.kind.value] += 1
                progress(sum(counts.values()), len(lines), "逐行对照")
        row.counts, row.state = counts, LedgerState.READY.value
        row.save()
        events.record(
            "ledger.compare", by=viewer, subject=row, division=row.division, changes=counts
        )
    return {"link": f"/children/ledgers/{ledger}/", **counts}


def _kept(ledger: Ledger, one: Proposal) -> LedgerRow:
    content = {
        "name": one.name, "values": dict(one.values),
        "differences": [[d.code, d.old, d.new] for d in one.differences],
    }  # fmt: skip
    return LedgerRow(
        ledger=ledger, division=ledger.division, user=ledger.user, line=one.line, kind=one.kind.value,
        child=one.child.id if one.child else None, version=one.child.version if one.child else None,
        village=one.village or None, content=content, reason=one.reason[:300],
    )  # fmt: skip


@job(LEDGER_TAKE)
def take_job(
    *, viewer: Viewer, progress: Progress, ledger: str, rows: list[str], kinds: list[str]
) -> dict[str, Any]:
    """采用: every chosen row in one transaction; one that is refused stops all, with its line."""
    try:
        with scope(viewer):
            return _taken(viewer, progress, UUID(ledger), rows, kinds)
    except NotNow as refusal:
        with scope(viewer):
            row = locked(viewer, UUID(ledger))
            if row.state == LedgerState.TAKING:
                row.state = LedgerState.READY.value
                row.save(update_fields=["state"])
                events.record(
                    "ledger.compare",
                    by=viewer,
                    subject=row,
                    division=row.division,
                    why=str(refusal),
                )
        raise


def _taken(
    viewer: Viewer, progress: Progress, ledger: UUID, rows: list[str], kinds: list[str]
) -> dict[str, Any]:
    need(viewer, P.CHILD_IMPORT)
    row = locked(viewer, ledger, LedgerState.TAKING)
    chosen = (
        LedgerRow.objects.visible_to(viewer).filter(ledger=row).exclude(taken=True).order_by("line")
    )
    chosen = chosen.filter(pk__in=rows) if rows else chosen.filter(kind__in=kinds)
    some = list(chosen)
    progress(0, len(some), "采用台账")
    done = _changed(viewer, row, [one for one in some if one.kind == LedgerKind.CHANGED])
    progress(done, len(some), "采用台账")
    told = _entered(viewer, row, [one for one in some if one.kind == LedgerKind.NEW])
    LedgerRow.objects.visible_to(viewer).filter(pk__in=[one.pk for one in some]).update(taken=True)
    left = LedgerRow.objects.visible_to(viewer).filter(
        ledger=row, kind__in=(LedgerKind.NEW, LedgerKind.CHANGED), taken=None
    )
    row.state = (LedgerState.READY if left.exists() else LedgerState.TAKEN).value
    row.taken_at = clock.now()
    row.save()
    events.record(
        "ledger.take",
        by=viewer,
        subject=row,
        division=row.division,
        changes={"changed": done, **told},
    )
    progress(len(some), len(some), "采用台账")
    return {"link": f"/children/ledgers/{ledger}/", "changed": done, **told}


def _changed(viewer: Viewer, ledger: Ledger, rows: list[LedgerRow]) -> int:
    source = source_of(viewer, ledger.layout)
    changes = [
        Change(
            one.child,
            one.content["values"],
            source,
            ledger.stated_on,
            version=one.version,
            origin=Origin(ORIGIN, str(ledger.id)),
            why=f"台账第{one.line}行",
        )
        for one in rows
        if one.child is not None
    ]
    if not changes:
        return 0
    try:
        update_many(by=viewer, changes=changes)
    except WrongValues as wrong:
        raise NotNow(_refusal(rows[wrong.row or 0].line, str(wrong))) from None
    except EditedMeanwhile as meanwhile:
        told = "、".join(label_of(code) for code in meanwhile.yours)
        raise NotNow(
            f"对照以后有人改过档案里的{told}，所以一行也没有采用。请重新对照再采用。"
        ) from None
    return len(changes)


def _refusal(line: int, why: str) -> str:
    return f"第{line}行没有办成，所以一行也没有采用：{why}"


def _entered(viewer: Viewer, ledger: Ledger, rows: list[LedgerRow]) -> dict[str, int]:
    """New files; a child known elsewhere goes to who stands above both, as with any entry."""
    source = source_of(viewer, ledger.layout)
    with scope(DESK):
        known = [one for one in rows if known_child(one.content["values"], one.village or "")]
    apart = {one.pk for one in known}
    fresh = [one for one in rows if one.pk not in apart]
    new = [
        NewChild(
            one.content["values"],
            one.village or "",
            source,
            ledger.stated_on,
            why=f"台账第{one.line}行",
        )
        for one in fresh
    ]
    try:
        if new:
            enter_many(by=viewer, rows=new, origin=(ORIGIN, ledger.id))
        for one in known:
            enter(
                by=viewer, values=one.content["values"], division=one.village or "", source=source,
                stated_on=ledger.stated_on, origin=(ORIGIN, ledger.id),
            )  # fmt: skip
    except WrongValues as wrong:
        line = fresh[wrong.row].line if wrong.row is not None else 0
        raise NotNow(_refusal(line, str(wrong))) from None
    return {"entered": len(new), "checking": len(known)}
