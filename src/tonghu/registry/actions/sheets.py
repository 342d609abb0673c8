"""手边的档案: files taken out together, with everything that is computed from their statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from tonghu.core.database import scope
from tonghu.registry.actions.common import DESK, found
from tonghu.registry.models import (
    Bond,
    Child,
    Classification,
    Hazard,
    SourceLink,
    SourceRecord,
    Standing,
)
from tonghu.registry.rules.cells import Cells, cells
from tonghu.registry.rules.choosing import Choice, Statement, chosen, values_of
from tonghu.registry.states import HazardState, SourceKind

OWN = "the registry's own reading of files already found within reach"


@dataclass(slots=True)
class Sheet:
    """一份档案 in the hand: its row, its statements, what stands open in its tables."""

    child: Child
    is_new: bool = False
    statements: list[Statement] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)  # record → version it made
    choices: dict[str, Choice] = field(default_factory=dict)
    bonds: dict[str, Bond] = field(default_factory=dict)  # role → the open one
    classes: list[Classification] = field(default_factory=list)
    standing: Standing | None = None
    hazards: list[Hazard] = field(default_factory=list)
    before: Cells = field(default_factory=Counter)

    @property
    def id(self) -> UUID:
        """The child."""
        return self.child.pk

    @property
    def values(self) -> dict[str, object]:
        """What holds now."""
        return values_of(self.choices)

    def choose(self) -> None:
        """Chooses anew among the statements."""
        self.choices = chosen(self.statements)

    def at_version(self, version: int) -> dict[str, object]:
        """What held when the file had this version."""
        old = [one for one in self.statements if self.versions.get(one.record, 0) <= version]
        return values_of(chosen(old))

    def said_after(self, version: int) -> set[str]:
        """The blanks somebody wrote to since this version."""
        new = [one for one in self.statements if self.versions.get(one.record, 0) > version]
        return {code for one in new for code in one.values}


def statement_of(record: SourceRecord) -> Statement:
    """A source record, as far as choosing asks."""
    return Statement(
        record=str(record.pk), source=SourceKind(record.source), stated_on=record.stated_on,
        recorded_at=record.recorded_at, values=record.values, officer=record.officer,
        decided=record.decided,
    )  # fmt: skip


def take_out(children: Iterable[UUID]) -> dict[UUID, Sheet]:
    """Files by id, locked in one order, with seven queries for any number. Inside the desk's scope."""
    wanted = sorted(set(children))
    rows = Child.objects.all_of_them(reason=OWN).filter(pk__in=wanted).order_by("pk")
    sheets = {one.pk: Sheet(one, before=cells(one)) for one in rows.select_for_update(of=("self",))}
    if len(sheets) != len(wanted):
        found(None)
    links = SourceLink.objects.all_of_them(reason=OWN).filter(child__in=wanted, until_at=None)
    for link in links.select_related("record").order_by("record__recorded_at", "record_id"):
        sheet = sheets[link.child_id]
        sheet.statements.append(statement_of(link.record))
        sheet.versions[str(link.record_id)] = link.version
    _open_rows(sheets, wanted)
    for sheet in sheets.values():
        sheet.choose()
    return sheets


def _open_rows(sheets: dict[UUID, Sheet], wanted: list[UUID]) -> None:
    bonds = Bond.objects.all_of_them(reason=OWN).filter(child__in=wanted, until=None)
    for bond in bonds.select_related("person"):
        sheets[bond.child_id].bonds[bond.role] = bond
    for row in Classification.objects.all_of_them(reason=OWN).filter(
        child__in=wanted, until_on=None
    ):
        sheets[row.child_id].classes.append(row)
    for standing in Standing.objects.all_of_them(reason=OWN).filter(
        child__in=wanted, until_on=None
    ):
        sheets[standing.child_id].standing = standing
    hazards = Hazard.objects.all_of_them(reason=OWN).filter(
        child__in=wanted, state=HazardState.OPEN
    )
    for hazard in hazards:
        sheets[hazard.child_id].hazards.append(hazard)


def one_sheet(child: UUID) -> Sheet:
    """One file."""
    with scope(DESK):
        return take_out([child])[child]
