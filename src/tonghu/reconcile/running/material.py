"""材料: one result with everything rows are made from: cells as lists, senders, places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tonghu.policy import Profile
from tonghu.reconcile.engine.fields import KINDS, Field
from tonghu.reconcile.engine.result import Result
from tonghu.reconcile.report import cells
from tonghu.reconcile.report.children import Children
from tonghu.reconcile.report.terms import Terms
from tonghu.reconcile.running.orders import FileRef, Order, UnitRef
from tonghu.reconcile.running.places import Directory, town_of

SHOWN = tuple(field for field in Field if field is not Field.SERIAL)


@dataclass(slots=True, weakref_slot=True)
class _Cache:
    """Cells already fetched."""

    columns: dict[Field, list[str]]


@dataclass(frozen=True)
class Material:
    """What one comparison found, and whose it is."""

    order: Order
    profile: Profile
    result: Result
    terms: Terms
    children: Children
    directory: Directory
    marks: list[str]  # of every record, see `marks`

    @cached_property
    def _cells(self) -> _Cache:
        return _Cache({})

    def cell(self, field: Field) -> list[str]:
        """A column as text, one entry a record; fetched once."""
        known = self._cells.columns
        if field not in known:
            column = self.result.records.raw.get(field)
            known[field] = (
                [""] * len(self.result.records.kind)
                if column is None
                else [value or "" for value in column.to_pylist()]
            )
        return known[field]

    @cached_property
    def files(self) -> list[FileRef]:
        """The file behind every sheet."""
        by_path = {file.path: file for file in self.order.files}
        return [by_path[str(sheet.file.path)] for sheet in self.result.sheets]

    @cached_property
    def sheet(self) -> list[int]:
        """Sheet of every record."""
        return [int(at) for at in self.result.records.sheet]

    @cached_property
    def kind(self) -> list[int]:
        """Kind of every record."""
        return [int(at) for at in self.result.records.kind]

    @cached_property
    def town_codes(self) -> list[str]:
        """Division of every town the engine speaks of, "" where the county has none of the name."""
        return [self.directory.town(name) for name in self.result.towns]

    def town(self, record: int) -> str:
        """The town of one record: its own word, else that of whoever sent it."""
        at = int(self.result.records.town[record])
        own = self.town_codes[at] if at >= 0 else ""
        return own or town_of(self.files[self.sheet[record]].division)

    def town_of_child(self, entity: int) -> str:
        """The town a child is counted in; "" for nobody's."""
        at = int(self.children.town[entity])
        if at >= 0 and self.town_codes[at]:
            return self.town_codes[at]
        towns = (self.town(int(record)) for record in self.children.members(entity))
        return next((town for town in towns if town), "")

    def village_of_child(self, entity: int, town: str) -> str:
        """The village, from whichever record names one that the town has."""
        names = self.cell(Field.VILLAGE)
        found = (self.directory.village(town, names[int(r)]) for r in self.children.members(entity))
        return next((code for code in found if code), "")

    def row(self, record: int) -> int:
        """The row Excel shows."""
        sheet = self.result.sheets[self.sheet[record]]
        return int(sheet.header_row + self.result.records.row[record])

    def birth(self, entity: int) -> str:
        """Date of birth as text, "" when unknown."""
        return cells.birth_text(int(self.children.birth[entity]))

    def sender(self, record: int) -> UnitRef | None:
        """The unit that answers for a record: the school it names, else whoever sent it."""
        file = self.files[self.sheet[record]]
        kind, town = KINDS[self.kind[record]].value, self.town(record)
        if kind == "survey":
            village = self.directory.village(town, self.cell(Field.VILLAGE)[record])
            return self.directory.finder(village or town) or self.directory.by_id.get(file.unit)
        unit = self.directory.by_id.get(file.unit)
        if kind == "school" and (unit is None or unit.kind not in ("school", "kindergarten")):
            return self.directory.unit(self.cell(Field.SCHOOL)[record], town) or unit
        return unit

    def side(self, record: int) -> dict[str, object]:
        """One record as it was sent, for a person to look at."""
        file = self.files[self.sheet[record]]
        unit = self.sender(record)
        return {
            "kind": KINDS[self.kind[record]].value,
            "hand_in": file.hand_in,
            "unit": unit.id if unit else file.unit,
            "unit_name": unit.name if unit else file.unit_name,
            "division": (unit.division if unit else "") or self.town(record) or file.division,
            "sheet": self.result.sheets[self.sheet[record]].sheet,
            "row": self.row(record),
            "mark": self.marks[record],
            "fields": {
                field.value: text for field in SHOWN if (text := self.cell(field)[record].strip())
            },
        }

    @cached_property
    def first_of(self) -> list[int]:
        """The record that names each child best: survey's, else the station's, else the school's."""
        rank = np.array([0, 2, 1])[self.result.records.kind]
        order = np.lexsort((np.arange(len(rank)), rank, self.result.records.entity))
        _, first = np.unique(self.result.records.entity[order], return_index=True)
        return [int(at) for at in order[first]]
