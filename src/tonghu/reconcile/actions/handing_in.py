"""交名册: read at once in the sandbox, kept encrypted, with a receipt; refused files are kept too."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.encryption import keyed_digest
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.ids import uuid7
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Division, Unit
from tonghu.directory.states import UnitKind
from tonghu.files import actions as files
from tonghu.files.queries import described
from tonghu.files.rules import SUFFIXES, kind_or_refusal, suffix_of
from tonghu.files.states import FileKind
from tonghu.policy.questions.survey import erase_on
from tonghu.reconcile import forms
from tonghu.reconcile.actions.calls import open_hand_in_task
from tonghu.reconcile.actions.common import DESK, found, profile_code, profile_of, series, workroom
from tonghu.reconcile.contributions import HAND_IN, MAPPING
from tonghu.reconcile.models import HandIn, RosterCall, RosterOwed, SenderMapping
from tonghu.reconcile.rules.receiving import county_of, desk, kinds_of, receipt_number, who_hands_in
from tonghu.reconcile.running.orders import FileRef, PeekOrder
from tonghu.reconcile.running.places import town_of
from tonghu.reconcile.running.process import ChildDied, ask
from tonghu.reconcile.states import STANDING, HandInState
from tonghu.reconcile.workflow import ROSTER
from tonghu.worklist import actions as worklist
from tonghu.worklist.actions import OnBehalf

TABLES = frozenset({FileKind.XLSX, FileKind.XLS, FileKind.CSV})
_PIECE = 1 << 20


@dataclass(slots=True)
class _Coming:
    """One roster on its way in."""

    form: forms.HandIn
    id: UUID
    unit: Unit
    on_behalf: bool
    call: RosterCall | None
    path: Path
    mark: str = ""
    seen: dict[str, Any] | None = None


def hand_in(*, by: Viewer, form: forms.HandIn) -> UUID:
    """交一份名册; the receipt's id."""
    return hand_in_many(by=by, rosters=(form,))[0]


def hand_in_many(*, by: Viewer, rosters: Sequence[forms.HandIn]) -> tuple[UUID, ...]:
    """交几份名册: one reader for all of them."""
    with tempfile.TemporaryDirectory(prefix="in-", dir=workroom()) as folder:
        coming = [_checked(by, form, Path(folder)) for form in rosters]
        for one in coming:
            one.mark = _written(one)
            _not_twice(by, one)
        _read(by, coming, Path(folder))
        return tuple(_kept(by, one) for one in coming)


def _checked(by: Viewer, form: forms.HandIn, folder: Path) -> _Coming:
    unit = found(Unit.objects.visible_to(by).filter(pk=form.unit, valid_to=None).first())
    on_behalf, why_not = who_hands_in(by, unit.id, unit.kind, unit.division)
    if why_not:
        raise NotYours(why_not)
    if form.kind not in kinds_of(UnitKind(unit.kind), unit.function):
        raise forms.Wrong("kind", f"{unit.name}不交这种名册，请核对单位和名册种类。")
    if on_behalf:
        forms.OnBehalf(form.paper_number, form.scan)  # refuses to be without its paper
    if form.scan is not None:
        described(by, form.scan)
    if form.as_of is not None and form.as_of > clock.today():
        raise forms.Wrong("as_of", "名册日期在今天以后，请核对。")
    forms.in_reach(form.as_of, clock.today(), "as_of")
    name = form.upload.name or ""
    kind_or_refusal(name, SUFFIXES.get(suffix_of(name)), TABLES)  # by the name; content comes later
    id_ = uuid7()
    call = _call_of(by, form, unit)
    return _Coming(form, id_, unit, on_behalf, call, folder / f"{id_.hex}.{suffix_of(name)}")


def _call_of(by: Viewer, form: forms.HandIn, unit: Unit) -> RosterCall | None:
    """The call it answers: the one named, else this year's of the county."""
    calls = RosterCall.objects.visible_to(by).filter(division=county_of(unit.division))
    if form.call is not None:
        return found(calls.filter(pk=form.call).first())
    return calls.filter(year=clock.today().year).first()


def _written(one: _Coming) -> str:
    """The upload in the workroom, for the reader; returns its mark."""
    digest = hashlib.sha256()
    one.form.upload.seek(0)
    with one.path.open("wb") as target:
        while piece := one.form.upload.read(_PIECE):
            digest.update(piece)
            target.write(piece)
    one.form.upload.seek(0)
    return keyed_digest(b"file|" + digest.digest()).hex()


def _not_twice(by: Viewer, one: _Coming) -> None:
    same = (
        HandIn.objects.visible_to(by)
        .filter(unit=one.unit, kind=one.form.kind, mark=one.mark, state__in=STANDING)
        .first()
    )
    if same is not None:
        day = same.handed_in_at.astimezone(clock.CHINA)
        raise NotNow(
            f"这份名册{day.month}月{day.day}日已经交过，回执号{same.number}，和这次一字不差，不用再交。"
        )


def _read(by: Viewer, coming: list[_Coming], folder: Path) -> None:
    """All files by one child process; columns remembered of a sender are applied silently."""
    refs = tuple(_ref(by, one) for one in coming)
    try:
        answer = ask(PeekOrder(refs, clock.today().isoformat(), str(folder)))
    except ChildDied:
        raise NotNow(
            "名册没有读完就停了，什么都没有保存。请再交一次；还不行请把文件另存为xlsx再交。"
        ) from None
    for one, seen in zip(coming, answer["seen"], strict=True):
        one.seen = seen


def _ref(by: Viewer, one: _Coming) -> FileRef:
    known = SenderMapping.objects.visible_to(by).filter(unit=one.unit, kind=one.form.kind)
    return FileRef(
        path=str(one.path), hand_in=str(one.id), kind=one.form.kind, unit=str(one.unit.id),
        unit_name=one.unit.name, division=desk(one.unit.kind, one.unit.division),
        town=town_name(one.unit), as_of=one.form.as_of.isoformat() if one.form.as_of else "",
        population=one.form.population,
        layouts=tuple((tuple(row.headers), tuple(row.fields)) for row in known),
    )  # fmt: skip


def town_name(unit: Unit) -> str:
    """The town a unit's roster is about, "" for the whole county."""
    code = town_of(unit.division)
    row = (
        Division.objects.all_of_them(reason="名称是公开的").filter(code=code).first()
        if code
        else None
    )
    return row.name if row else ""


def _kept(by: Viewer, one: _Coming) -> UUID:
    """The file, its row, what it replaces, the event, the tasks."""
    with scope(DESK):  # the next number is the county's business
        numbers = series(one.unit.division)
    _not_twice(by, one)  # again, now that nobody else hands in at the same time
    seen = one.seen or {}
    state = _state(by, one, seen)
    until = _until(by)
    stored = files.store(
        upload=one.form.upload, purpose="roster", division=desk(one.unit.kind, one.unit.division),
        unit=one.unit.id, by=by, erase_on=until, kinds=TABLES,
    )  # fmt: skip
    row = _row(by, one, seen, state)
    row.file, row.suffix, row.erase_on = stored, suffix_of(one.form.upload.name or ""), until
    row.file_name = (one.form.upload.name or "").replace("\\", "/").rpartition("/")[2][:200]
    numbers.receipts += 1
    with scope(DESK):
        numbers.save(update_fields=["year", "receipts", "runs"])
    row.number = receipt_number(numbers.year, numbers.receipts)
    row.save(force_insert=True)
    events.record(
        "roster.handed_in", by=by, subject=row, division=row.division, unit=row.unit_id,
        changes={"number": row.number, "kind": row.kind, "rows": row.rows, "state": row.state,
                 "on_behalf": row.on_behalf, "paper_number": row.paper_number},
    )  # fmt: skip
    if state in STANDING:
        _replace(by, one, row)
        _close_owed(by, row)
    if state == HandInState.RECEIVED:
        _ask_for_columns(by, row)
    return row.id


def _state(by: Viewer, one: _Coming, seen: dict[str, Any]) -> HandInState:
    """Unreadable, known columns, or columns for a person to look at."""
    if seen.get("refused"):
        return HandInState.REFUSED
    known = set(
        SenderMapping.objects.visible_to(by)
        .filter(unit=one.unit, kind=one.form.kind)
        .values_list("signature", flat=True)
    )
    sheets = seen.get("sheets", [])
    remembered = bool(sheets) and all(sheet["signature"] in known for sheet in sheets)
    return HandInState.CONFIRMED if remembered else HandInState.RECEIVED


def _until(by: Viewer) -> date:
    return erase_on(profile_of(profile_code(by)), "raw_rosters", clock.today()).value


def _row(by: Viewer, one: _Coming, seen: dict[str, Any], state: HandInState) -> HandIn:
    told = (
        [{"text": seen["refused"], "sheet": "", "count": 0, "fatal": True, "rows": []}]
        if (seen.get("refused") and not any(t["fatal"] for t in seen.get("told", [])))
        else []
    )
    sheets = seen.get("sheets", [])
    return HandIn(
        id=one.id, call=one.call, unit=one.unit, unit_name=one.unit.name, unit_kind=one.unit.kind,
        division=desk(one.unit.kind, one.unit.division), kind=one.form.kind,
        population=one.form.population or seen.get("population", ""),
        as_of=one.form.as_of or _day(seen.get("as_of", "")), mark=one.mark, rows=seen.get("rows", 0),
        told=told + seen.get("told", []),
        preview={"sheets": sheets, "doubtful": bool(seen.get("doubtful"))},
        layouts=layouts_of(sheets) if state == HandInState.CONFIRMED else [],
        handed_in_by=by.user, handed_in_by_name=by.name, on_behalf=one.on_behalf,
        paper_number=one.form.paper_number if one.on_behalf else "", scan_id=one.form.scan, state=state,
    )  # fmt: skip


def layouts_of(sheets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """列的对应 of every sheet, as reading proposed it."""
    return [
        {
            "signature": sheet["signature"],
            "headers": [column["header"] for column in sheet["columns"]],
            "fields": [column["field"] for column in sheet["columns"]],
        }
        for sheet in sheets
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _replace(by: Viewer, one: _Coming, row: HandIn) -> None:
    """The unit's earlier roster of this kind gives way, unless both are to stand."""
    if one.form.adds or row.population == "partial":
        return
    earlier = (
        HandIn.objects.visible_to(by)
        .filter(unit=one.unit, kind=row.kind, call=one.call, state__in=STANDING)
        .exclude(pk=row.pk)
        .exclude(population="partial")
    )
    for old in earlier:
        old.replaced_by = row
        old.save(update_fields=["replaced_by"])
        move(ROSTER, old, "replace", by=lent(by), division=old.division, changes={"by": row.number})
        worklist.cancel_task(
            by=by, kind=MAPPING, subject=("reconcile.hand_in", old.id), note="已交新的一份"
        )


def lent(by: Viewer) -> Viewer:
    """Whoever may transcribe for a unit takes the steps the unit itself takes."""
    return replace(by, permissions=by.permissions | {P.ROSTER_HAND_IN.value})


def _close_owed(by: Viewer, row: HandIn) -> None:
    for owed in RosterOwed.objects.visible_to(by).filter(
        call=row.call_id, unit=row.unit_id, kind=row.kind
    ):
        paper = (
            OnBehalf(row.unit_id, row.unit_name, row.paper_number, None, row.scan_id)
            if row.on_behalf
            else None
        )
        worklist.close_task(
            by=by, kind=HAND_IN, subject=("reconcile.owed", owed.id),
            note=f"回执号{row.number}", on_behalf=paper,
        )  # fmt: skip


def _ask_for_columns(by: Viewer, row: HandIn) -> None:
    worklist.open_task(
        by=by, kind=MAPPING, subject=("reconcile.hand_in", row.id),
        title=f"核对名册各列的意思（{row.number}）", why="每个单位核对一次，以后照用",
        division=row.division, unit=row.unit_id, unit_name=row.unit_name,
    )  # fmt: skip


def withdraw_hand_in(*, by: Viewer, hand_in: UUID, why: str) -> None:
    """撤回名册: it is not taken into the next run; runs already done stay as they are."""
    why = forms.needed(why, "why", "请写明为什么撤回。")
    row = found(HandIn.objects.visible_to(by).filter(pk=hand_in).first())
    may_touch(by, row)
    move(ROSTER, row, "withdraw", by=lent(by), division=row.division, note=why)
    row.why = why
    row.save(update_fields=["why"])
    worklist.cancel_task(
        by=by, kind=MAPPING, subject=("reconcile.hand_in", row.id), note="名册已撤回"
    )
    others = HandIn.objects.visible_to(by).filter(
        call=row.call_id, unit=row.unit_id, kind=row.kind, state__in=STANDING
    )
    if row.call_id and not others.exists():
        owed = RosterOwed.objects.visible_to(by).filter(
            call=row.call_id, unit=row.unit_id, kind=row.kind
        )
        for one in owed:
            open_hand_in_task(by, one, again=True)


def may_touch(by: Viewer, row: HandIn) -> bool:
    """Whether a roster is the viewer's to change, itself or for the unit; raises when it is not."""
    with scope(DESK):
        kind = Unit.objects.visible_to(DESK).get(pk=row.unit_id).kind
    on_behalf, why_not = who_hands_in(by, row.unit_id, kind, row.division)
    if why_not:
        raise NotYours(why_not)
    return on_behalf
