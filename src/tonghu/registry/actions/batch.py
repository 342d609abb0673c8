"""一批档案: many files changed in one transaction with few queries; one file is a batch of one.

    with Batch(by) as batch:
        sheet = batch.take(child)
        batch.state(sheet, {"grade": "三年级"}, source=…)

Leaving the block chooses, projects, judges, counts and writes; an exception leaves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.events import Fact
from tonghu.core.viewer import Viewer
from tonghu.registry.actions.common import DESK, page_code
from tonghu.registry.actions.counting import add_up
from tonghu.registry.actions.judging import Verdicts
from tonghu.registry.actions.people import People
from tonghu.registry.actions.projecting import indexed, project
from tonghu.registry.actions.sheets import Sheet, statement_of, take_out
from tonghu.registry.actions.warning import sound_alarms, worker_tasks
from tonghu.registry.actions.writing import rewrite, write
from tonghu.registry.models import (
    Child,
    SourceLink,
    SourceRecord,
    Standing,
)
from tonghu.registry.rules.cells import Cell, cells, change
from tonghu.registry.states import SourceKind


@dataclass(frozen=True, slots=True)
class Origin:
    """出自何事: which run, round, declaration or paper a statement comes from."""

    type: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """怎样说的: the source of values about to be recorded."""

    source: SourceKind
    stated_on: date
    decided: bool = False
    origin: Origin = Origin()
    why: str = ""
    officer: str = ""


class Batch:
    """一批档案."""

    def __init__(self, by: Viewer) -> None:
        self.by, self.today, self.now = by, clock.today(), clock.now()
        self.sheets: dict[UUID, Sheet] = {}
        self.records: list[SourceRecord] = []
        self.links: list[SourceLink] = []
        self.standings: list[Standing] = []
        self.standings_changed: list[Standing] = []
        self.told: dict[str, list[Fact]] = {}
        self.stale: set[UUID] = set()  # whose values or state are to be worked out anew
        self.dirty: set[UUID] = set()  # whose row is to be written
        self._scope = scope(DESK)

    def __enter__(self) -> Self:
        self._scope.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self.flush()
        except BaseException as failed:
            self._scope.__exit__(type(failed), failed, failed.__traceback__)
            raise
        self._scope.__exit__(kind, error, at)

    def take(self, children: Iterable[UUID]) -> list[Sheet]:
        """Files taken out and locked, in the order asked."""
        wanted = list(dict.fromkeys(children))
        missing = [one for one in wanted if one not in self.sheets]
        self.sheets.update(take_out(missing))
        return [self.sheets[one] for one in wanted]

    def take_one(self, child: UUID) -> Sheet:
        """One file."""
        return self.take([child])[0]

    def begin(self, division: str, state: str, profile: str) -> Sheet:
        """A new file of a village."""
        child = Child(
            division=division, state=state, profile=profile, found_on=self.today,
            page_code=page_code(), version=0,
        )  # fmt: skip
        sheet = Sheet(child, is_new=True)
        self.sheets[child.pk] = sheet
        self.stand(sheet)
        return sheet

    def state(self, sheet: Sheet, values: Mapping[str, Any], saying: Saying) -> SourceRecord:
        """记一次说法: a source record linked to the file, which gets its next version."""
        by = self.by
        record = SourceRecord(
            division=sheet.child.division, source=saying.source, stated_on=saying.stated_on,
            recorded_at=self.now, officer=(saying.officer or by.name)[:80],
            unit_name=(by.unit_name or by.place)[:120], by=by.user, values=dict(values),
            keys=sorted(values), id_index=indexed(values), decided=saying.decided, origin_type=saying.origin.type[:40],
            origin_id=saying.origin.id[:80], why=saying.why[:200],
        )  # fmt: skip
        sheet.child.version += 1
        self.records.append(record)
        self.link(sheet, record, why=saying.why)
        return record

    def link(
        self, sheet: Sheet, record: SourceRecord, *, why: str = "", merge: UUID | None = None
    ) -> None:
        """Makes a statement part of a file from now on."""
        self.links.append(
            SourceLink(
                division=sheet.child.division, child=sheet.child, record=record, from_at=self.now,
                by=self.by.user, by_name=self.by.name[:80], version=sheet.child.version,
                merge=merge, why=why[:200],
            )
        )  # fmt: skip
        sheet.statements.append(statement_of(record))
        sheet.versions[str(record.pk)] = sheet.child.version
        self.stale.add(sheet.id)

    def stand(self, sheet: Sheet) -> None:
        """档案沿革: from today the file stands as its row says; what began today is corrected."""
        self.stale.add(sheet.id)
        child, open_ = sheet.child, sheet.standing
        if open_ is not None and open_.from_on < self.today:
            open_.until_on = self.today
            self.standings_changed.append(open_)
            open_ = None
        if open_ is None:
            sheet.standing = Standing(
                division=child.division, child=child, state=child.state, from_on=self.today
            )
            self.standings.append(sheet.standing)
            return
        open_.division, open_.state = child.division, child.state
        if open_ not in self.standings:
            self.standings_changed.append(open_)

    def unstand(self, sheet: Sheet) -> None:
        """The file stands nowhere from today: it is part of another."""
        self.stale.add(sheet.id)
        if sheet.standing is not None:
            sheet.standing.until_on = max(self.today, sheet.standing.from_on)
            if sheet.standing not in self.standings:
                self.standings_changed.append(sheet.standing)
            sheet.standing = None

    def tell(self, kind: str, sheet: Sheet, changes: Mapping[str, Any], why: str = "") -> None:
        """An event of this file, left with the rest."""
        self.dirty.add(sheet.id)
        fact = Fact(("registry.child", sheet.id), sheet.child.division, changes, why)
        self.told.setdefault(kind, []).append(fact)

    def rejudge(self, sheets: Iterable[Sheet]) -> None:
        """Judged anew though nothing was said: time has passed, or the measure is another."""
        self.stale.update(sheet.id for sheet in sheets)

    def flush(self) -> None:
        """Works out and writes everything."""
        sheets = list(self.sheets.values())
        stale = [one for one in sheets if one.id in self.stale]
        self.dirty |= self.stale
        people, verdicts = People(self.today), Verdicts(self.today)
        for sheet in stale:
            sheet.choose()
            project(sheet)
        people.look_up(stale)
        for sheet in stale:
            if sheet.child.merged_into_id is None:
                people.follow(sheet)
            verdicts.judge(sheet)
        self._write(sheets, people, verdicts)
        delta = change((s.before for s in sheets), (cells(s.child) for s in sheets))
        add_up(delta)
        self._leave(verdicts)
        self._afterwards(verdicts, delta)
        for sheet in sheets:
            sheet.before, sheet.is_new = cells(sheet.child), False

    def _write(self, sheets: list[Sheet], people: People, verdicts: Verdicts) -> None:
        write(people.households)
        write(people.new.values())
        rewrite(people.changed.values())
        write(one.child for one in sheets if one.is_new)
        rewrite(one.child for one in sheets if not one.is_new and one.id in self.dirty)
        rewrite(people.bonds_changed.values())  # what ends makes room for what begins
        write(people.bonds)
        write(self.records)
        write(self.links)
        rewrite(self.standings_changed)
        write(self.standings)
        rewrite(verdicts.changed)
        write(verdicts.new)
        rewrite(hazard for _, hazard in verdicts.cleared)
        write(verdicts.hazards)
        self.records, self.links, self.standings, self.standings_changed = [], [], [], []

    def _leave(self, verdicts: Verdicts) -> None:
        """One event a deed and file, those of the rules with them."""
        if verdicts.facts:
            self.told.setdefault("child.classify", []).extend(verdicts.facts)
        for kind, facts in self.told.items():
            events.record_many(kind, by=self.by, facts=facts)
        self.told, self.stale, self.dirty = {}, set(), set()

    def _afterwards(self, verdicts: Verdicts, delta: Mapping[Cell, int]) -> None:
        sound_alarms(self.by, verdicts.alarms, verdicts.cleared)
        worker_tasks(self.by, delta)
