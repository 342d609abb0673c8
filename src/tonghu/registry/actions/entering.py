"""登记: entry always succeeds; a child known elsewhere is checked above, and nobody learns where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from tonghu.access.permissions import P
from tonghu.core.database import scope
from tonghu.core.errors import NotYours
from tonghu.core.viewer import Viewer
from tonghu.registry.actions.batch import Batch, Origin, Saying
from tonghu.registry.actions.common import DESK, measures, need, profile_code
from tonghu.registry.actions.knowing import Known, known_child
from tonghu.registry.actions.numbering import numbered
from tonghu.registry.actions.referring import refer
from tonghu.registry.actions.sheets import Sheet
from tonghu.registry.queries.workers import village_workers
from tonghu.registry.rules.checking import WrongValues, check, lacking
from tonghu.registry.states import LifeState, SourceKind

CHECKING = "乡镇核实中"
PLACE = "division"


@dataclass(frozen=True, slots=True)
class Entered:
    """登记的结果: `child` is a candidate, or the file already known here; None while it is checked."""

    child: UUID | None
    outcome: str  # candidate, known_here, checking
    sentence: str


@dataclass(frozen=True, slots=True)
class NewChild:
    """一名新登记的儿童, for many at once."""

    values: Mapping[str, Any]
    division: str
    source: SourceKind = SourceKind.VILLAGE
    stated_on: date | None = None
    origin: Origin = field(default_factory=Origin)
    why: str = ""
    officer: str = ""


def enter(
    *, by: Viewer, values: Mapping[str, Any], division: str,
    source: SourceKind | str = SourceKind.VILLAGE, stated_on: date | None = None,
    origin: tuple[str, object] | None = None, why: str = "",
) -> Entered:  # fmt: skip
    """登记一名儿童: a candidate of the village, unless a file of the same child is known."""
    need(by, P.CHILD_EDIT)
    _place(by, division)
    with Batch(by) as batch:
        given = _sound(values, batch.today, profile_code(by))
        _one_at_a_time(str(given.get("id_number") or given.get("name")))
        known = known_child(given, division)
        if known is not None:
            return _known(by, known, given, division, SourceKind(source), stated_on or batch.today)
        new = NewChild(given, division, SourceKind(source), stated_on, origin_of(origin), why)
        sheet = _begin(batch, new, profile_code(by), village_workers([division]))
        return Entered(sheet.id, "candidate", "已登记，等待核实。")


def enter_many(
    *, by: Viewer, rows: Iterable[NewChild], origin: tuple[str, object] | None = None,
    register: bool = False,
) -> list[UUID]:  # fmt: skip
    """登记多名儿童, for runs and imports: one event a child; the first wrong row stops all of them.

    The caller has compared the rows with the register before (a run, a preview).
    """
    need(by, P.CHILD_EDIT)
    if register:
        need(by, P.CHILD_DECIDE)
    profile = profile_code(by)
    with Batch(by) as batch:
        todo = [_row(by, number, row, batch.today, profile) for number, row in enumerate(rows)]
        workers = village_workers({row.division for row in todo})
        sheets = [_begin(batch, row, profile, workers, origin_of(origin), register) for row in todo]
        if register:
            numbered(batch, sheets)
        return [sheet.id for sheet in sheets]


def origin_of(origin: tuple[str, object] | None) -> Origin:
    """("reconcile.run", id) as it is kept."""
    return Origin(str(origin[0]), str(origin[1])) if origin else Origin()


def _row(by: Viewer, number: int, row: NewChild, today: date, profile: str) -> NewChild:
    try:
        _place(by, row.division)
        values = _sound(row.values, today, profile)
    except WrongValues as wrong:
        raise WrongValues(wrong.problems, number) from None
    return NewChild(
        values, row.division, row.source, row.stated_on, row.origin, row.why, row.officer
    )


def _sound(values: Mapping[str, Any], today: date, profile: str) -> dict[str, Any]:
    """Canonical values, or sentences at the blanks; nothing is saved."""
    checked = check(values, today=today, oldest=measures(profile)[0].oldest)
    problems = {**lacking(checked.values), **checked.problems}
    if problems:
        raise WrongValues(problems)
    return {code: value for code, value in checked.values.items() if value is not None}


def _place(by: Viewer, division: str) -> None:
    """A file belongs to a village, and to one within reach of who enters it."""
    if len(division) != 12 or not division.isdigit() or division.endswith("000"):
        raise WrongValues({PLACE: "请选到村（社区）一级。"})
    if not by.system and not by.covers(division):
        raise NotYours("只能登记本地区的儿童，请选你管的村（社区）。")


def _begin(
    batch: Batch, row: NewChild, profile: str, workers: Mapping[str, tuple[UUID, str]],
    origin: Origin | None = None, register: bool = False,
) -> Sheet:  # fmt: skip
    state = LifeState.REGISTERED if register else LifeState.CANDIDATE
    sheet = batch.begin(row.division, state.value, profile)
    child = sheet.child
    child.worker, child.worker_name = workers.get(row.division, (None, ""))
    child.registered_on = batch.today if register else None
    saying = Saying(
        row.source, row.stated_on or batch.today, origin=row.origin if row.origin.type else origin or Origin(),
        why=row.why, officer=row.officer,
    )  # fmt: skip
    record = batch.state(sheet, row.values, saying)
    kind = "child.register" if register else "child.enter"
    batch.tell(
        kind, sheet, {"state": ["", state.value], "fields": record.keys, "record": record.pk,
                      "source": row.source.value}, row.why,
    )  # fmt: skip
    return sheet


def _known(
    by: Viewer, known: Known, values: dict[str, Any], division: str, source: SourceKind, on: date
) -> Entered:
    if by.system or by.covers(known.division):
        return Entered(known.child, "known_here", "这名儿童已有档案，请在原档案上更新。")
    refer(by, known, values, division, source, on)
    return Entered(None, "checking", CHECKING)


def _one_at_a_time(what: str) -> None:
    """Two who enter the same child at the same moment wait for each other."""
    with scope(DESK), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 20260101))", [what])
