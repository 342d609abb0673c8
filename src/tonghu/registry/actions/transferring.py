"""档案转移: the sender proposes, the receiver reads a listed preview and accepts what it read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.registry.actions.batch import Batch
from tonghu.registry.actions.common import DESK, found, need, within_reach
from tonghu.registry.actions.life import take_step
from tonghu.registry.actions.sheets import OWN, Sheet, one_sheet
from tonghu.registry.contributions import RECEIVE
from tonghu.registry.fields import FIELDS
from tonghu.registry.models import (
    Bond,
    Hazard,
    Household,
    Person,
    SourceLink,
    Statement,
    Transfer,
)
from tonghu.registry.queries.workers import village_workers
from tonghu.registry.rules.checking import WrongValues
from tonghu.registry.states import LifeStep, TransferState
from tonghu.registry.workflow import TRANSFER
from tonghu.worklist import actions as worklist

MOVED = (SourceLink, Bond, Hazard, Statement)


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """预览的一栏: what the receiver will get."""

    code: str
    label: str
    value: object


@dataclass(frozen=True, slots=True)
class Preview:
    """转移预览: every filled blank with its value, how many statements and events stand behind it."""

    transfer: UUID
    child: UUID
    reason: str
    from_division: str
    to_division: str
    lines: tuple[PreviewLine, ...]
    statements: int
    hazards: tuple[str, ...]
    hash: str


def propose_transfer(*, by: Viewer, child: UUID, to_division: str, reason: str) -> UUID:
    """提出转移 to another village, anywhere; the file stays until it is accepted."""
    within_reach(by, [child])
    _sound(to_division, reason)
    with Batch(by) as batch:
        sheet = batch.take_one(child)
        if sheet.child.division == to_division:
            raise WrongValues({"to_division": "就在这个村，不用转移。"})
        take_step(batch, sheet, LifeStep.PROPOSE_TRANSFER, reason, to=to_division)
        batch.flush()
        row = Transfer.objects.put(
            division=to_division, from_division=sheet.child.division, child=sheet.child,
            reason=reason[:200], proposed_by=by.user, proposed_by_name=by.name[:80],
        )  # fmt: skip
        events.record(
            "transfer.propose", by=by, subject=("registry.transfer", row.pk), division=to_division,
            why=reason,
        )  # fmt: skip
        worklist.open_task(
            by=by, kind=RECEIVE, subject=("registry.transfer", row.pk), title="接收转来的一份儿童档案",
            why=reason[:200], division=to_division[:9] + "000", role="town_worker",
            link=f"/children/transfers/{row.pk}/",
        )  # fmt: skip
        return row.pk


def preview_transfer(*, by: Viewer, transfer: UUID) -> Preview:
    """看转移预览, which is logged; what is accepted later must still be this."""
    need(by, P.CHILD_TRANSFER)
    row = _open(by, transfer)
    events.looked(by=by, what="registry.file", ids=[row.child_id], purpose="接收转移前预览")
    return _preview(row)


def accept_transfer(*, by: Viewer, transfer: UUID, seen: str = "") -> None:
    """接收: the file with all its statements is now this village's, and somebody answers for it."""
    need(by, P.CHILD_TRANSFER)
    row = _open(by, transfer)
    if seen and _preview(row).hash != seen:
        raise NotNow("预览以后档案又改过，请重新看一遍再接收。")
    with Batch(by) as batch:
        sheet = batch.take_one(row.child_id)
        _settle(by, row, "accept")
        sheet.child.division = row.division
        who, name = village_workers([row.division]).get(row.division, (None, ""))
        sheet.child.worker, sheet.child.worker_name = who, name
        take_step(batch, sheet, LifeStep.ACCEPT_TRANSFER, row.reason, was=row.from_division)
        _carry(sheet, row.division)


def decline_transfer(*, by: Viewer, transfer: UUID, why: str) -> None:
    """退回: the sender keeps the file."""
    need(by, P.CHILD_TRANSFER)
    if not why.strip():
        raise WrongValues({"why": "请写明退回的理由。"})
    row = _open(by, transfer)
    with Batch(by) as batch:
        sheet = batch.take_one(row.child_id)
        _settle(by, row, "decline", why)
        take_step(batch, sheet, LifeStep.DECLINE_TRANSFER, why)


def _sound(to_division: str, reason: str) -> None:
    problems = {}
    if len(to_division) != 12 or not to_division.isdigit() or to_division.endswith("000"):
        problems["to_division"] = "请选到接收的村（社区）。"
    if not reason.strip():
        problems["reason"] = "请写明转移的原因。"
    if problems:
        raise WrongValues(problems)


def _open(by: Viewer, transfer: UUID) -> Transfer:
    rows = Transfer.objects.visible_to(by).filter(pk=transfer).select_for_update(of=("self",))
    row = found(rows.first())
    if row.state != TransferState.PROPOSED:
        raise NotNow(f"这次转移已经是“{TransferState(row.state).label}”。")
    return row


def _preview(row: Transfer) -> Preview:
    sheet = one_sheet(row.child_id)
    values = sheet.values
    lines = tuple(
        PreviewLine(one.code, one.label, values[one.code]) for one in FIELDS if one.code in values
    )
    told = json.dumps([[one.code, one.value] for one in lines], ensure_ascii=False)
    return Preview(
        row.pk, row.child_id, row.reason, row.from_division, row.division, lines,
        len(sheet.statements), tuple(str(one.kind) for one in sheet.hazards),
        hashlib.sha256(told.encode()).hexdigest(),
    )  # fmt: skip


def _settle(by: Viewer, row: Transfer, action: str, why: str = "") -> None:
    row.settled_at, row.settled_by, row.settled_by_name = clock.now(), by.user, by.name[:80]
    row.answer = why[:200]
    row.save(update_fields=["settled_at", "settled_by", "settled_by_name", "answer"])
    move(TRANSFER, row, action, by=by, division=row.division, note=why)
    worklist.close_task(by=by, kind=RECEIVE, subject=("registry.transfer", row.pk), note=why)


def _carry(sheet: Sheet, division: str) -> None:
    """The rows that belong to the file go with it; people shared with siblings stay and are copied."""
    child = sheet.child
    with scope(DESK):
        for model in MOVED:
            model.objects.all_of_them(reason=OWN).filter(child=child).update(division=division)
    for bond in sheet.bonds.values():
        bond.division = division
    for hazard in sheet.hazards:
        hazard.division = division
    _carry_people(sheet, division)


def _carry_people(sheet: Sheet, division: str) -> None:
    """A household whose last child moves goes along; of one that stays, the child gets its own copy."""
    child = sheet.child
    household = child.household
    if household is None:
        return
    others = type(child).objects.all_of_them(reason=OWN).filter(household=household)
    if not others.exclude(pk=child.pk).exists():
        Household.objects.all_of_them(reason=OWN).filter(pk=household.pk).update(division=division)
        Person.objects.all_of_them(reason=OWN).filter(household=household).update(division=division)
        return
    child.household = Household.objects.put(division=division, number=household.number)
    copies: dict[UUID, Person] = {}
    for bond in sheet.bonds.values():
        was = bond.person
        if was.pk not in copies:
            copies[was.pk] = Person.objects.put(
                division=division, household=child.household, name=was.name, sex=was.sex,
                birth=was.birth, id_number=was.id_number, id_index=was.id_index, phone=was.phone,
                phone_index=was.phone_index, work_place=was.work_place, deceased=was.deceased,
            )  # fmt: skip
        bond.person = copies[was.pk]
        bond.save(update_fields=["person"])
