"""台账: an Excel ledger comes in as proposals, row by row; a person takes all or some; nothing half-saved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events, jobs
from tonghu.core.errors import NotNow
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Level, Viewer
from tonghu.files import actions as files
from tonghu.files.states import FileKind
from tonghu.registry.actions.common import found, need
from tonghu.registry.fields import BY_CODE
from tonghu.registry.models import Ledger, LedgerRow
from tonghu.registry.queries.orders import LEDGER_COMPARE, LEDGER_READ, LEDGER_TAKE
from tonghu.registry.rules.checking import WrongValues
from tonghu.registry.states import SourceKind
from tonghu.registry.workbook.heads import KEYS
from tonghu.registry.workbook.words import LedgerKind, LedgerState

PURPOSE = "registry.ledger"
KEPT = timedelta(days=30)
KINDS = frozenset({FileKind.XLSX, FileKind.XLS, FileKind.CSV})
OPEN = (LedgerState.MAPPING, LedgerState.READY)


def hand_in_ledger(*, by: Viewer, upload: files.Upload, stated_on: date | None = None) -> UUID:
    """交一份台账: kept encrypted, read in the background; the register is not touched."""
    need(by, P.CHILD_IMPORT)
    stored = files.store(
        upload=upload, purpose=PURPOSE, division=by.division, unit=by.unit, by=by,
        erase_on=clock.today() + KEPT, sensitivity=Sensitivity.RISK, kinds=KINDS,
    )  # fmt: skip
    row = Ledger.objects.put(
        division=by.division,
        user=by.user,
        user_name=by.name,
        file=stored.id,
        stated_on=stated_on or clock.today(),
    )
    events.record("ledger.hand_in", by=by, subject=row, division=by.division)
    _order(by, row, LEDGER_READ, "读入台账")
    return row.id


def _order(by: Viewer, row: Ledger, code: str, label: str, **arguments: Any) -> None:
    row.job = jobs.enqueue(
        code,
        by=by,
        label=label,
        link=f"/children/ledgers/{row.id}/",
        ledger=str(row.id),
        **arguments,
    )
    row.save()


def locked(by: Viewer, ledger: UUID, *states: LedgerState) -> Ledger:
    """The ledger, held, in one of these states; a sentence when it is in another."""
    rows = Ledger.objects.visible_to(by).select_for_update()
    row = found(rows.filter(pk=ledger).first())
    if states and row.state not in states:
        raise NotNow(f"这份台账现在“{LedgerState(row.state).label}”，不能再这样办。")
    return row


def map_ledger(*, by: Viewer, ledger: UUID, fields: Mapping[int, str]) -> None:
    """核对列: what each column means; then every row is compared in the background."""
    need(by, P.CHILD_IMPORT)
    row = locked(by, ledger, *OPEN)
    columns = [{**one, "field": fields.get(at, "")} for at, one in enumerate(row.columns)]
    _usable([str(one["field"]) for one in columns])
    row.columns, row.state = columns, LedgerState.COMPARING.value
    events.record("ledger.map", by=by, subject=row, division=row.division)
    _order(by, row, LEDGER_COMPARE, "逐行对照台账")


def _usable(fields: list[str]) -> None:
    used = [one for one in fields if one]
    strange = next((one for one in used if one not in BY_CODE and one not in KEYS), "")
    twice = next((one for one in used if used.count(one) > 1), "")
    if strange:
        raise WrongValues({strange: "没有这一项，请重新选。"})
    if twice:
        label = KEYS.get(twice) or BY_CODE[twice].label
        raise WrongValues({twice: f"有两列都选成了“{label}”，请留一列，另一列选“这一列不用”。"})
    if not {"name", "id_number"} & set(used):
        raise WrongValues({"name": "至少要有姓名或者公民身份号码这一列，不然对不上是哪一名儿童。"})


def take_ledger(
    *, by: Viewer, ledger: UUID, rows: Collection[UUID] = (), kinds: Collection[str] = ()
) -> int:
    """采用: the chosen rows, or all of the kinds; written in one transaction in the background."""
    need(by, P.CHILD_IMPORT)
    need(by, P.CHILD_EDIT)
    row = locked(by, ledger, LedgerState.READY)
    wanted = LedgerRow.objects.visible_to(by).filter(
        ledger=row, kind__in=(LedgerKind.NEW, LedgerKind.CHANGED)
    )
    wanted = wanted.filter(pk__in=rows) if rows else wanted.filter(kind__in=kinds)
    count = wanted.count()
    if not count:
        raise NotNow("没有选要采用的行。请勾选几行，或者采用全部。")
    row.state = LedgerState.TAKING.value
    events.record("ledger.take", by=by, subject=row, division=row.division, changes={"rows": count})
    _order(
        by,
        row,
        LEDGER_TAKE,
        f"采用台账的{count}行",
        rows=[str(one) for one in rows],
        kinds=sorted(map(str, kinds)),
    )
    return count


def drop_ledger(*, by: Viewer, ledger: UUID) -> None:
    """不用这份台账: its rows are removed, its file destroyed; the register was never touched."""
    need(by, P.CHILD_IMPORT)
    row = locked(by, ledger, *OPEN, LedgerState.REFUSED)
    LedgerRow.objects.visible_to(by).filter(ledger=row).delete()
    row.state, row.columns = LedgerState.DROPPED.value, None
    row.save(update_fields=["state", "columns"])
    events.record("ledger.drop", by=by, subject=row, division=row.division)
    files.erase(file=row.file, by=by, why="台账没有采用")


def source_of(by: Viewer, layout: str) -> SourceKind:
    """谁说的: the national system where its sheet came back, else the office that keeps the ledger."""
    if layout == "national":
        return SourceKind.NATIONAL
    return SourceKind.TOWN if by.level is Level.TOWN else SourceKind.COUNTY
