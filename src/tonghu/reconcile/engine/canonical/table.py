"""The canonical table: every record of every sheet as columns of codes, raw cells left where they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np

from tonghu.reconcile.engine.canonical.dates import canonical_dates
from tonghu.reconcile.engine.canonical.names import Names, canonical_names
from tonghu.reconcile.engine.canonical.numbers import NO_DAY, Numbers, canonical_numbers
from tonghu.reconcile.engine.canonical.others import (
    canonical_flag,
    canonical_phones,
    canonical_sex,
    canonical_text,
    place_in_address,
    town_stem,
    village_stem,
)
from tonghu.reconcile.engine.canonical.text import (
    I32,
    I64,
    U8,
    U64,
    Bool,
    by_value,
    mix,
    text_code,
)
from tonghu.reconcile.engine.fields import KINDS, Field, Kind, Population
from tonghu.reconcile.engine.intake.tables import Sheet
from tonghu.reconcile.engine.result import ID_STATES, IdState

GOOD = ID_STATES.index(IdState.GOOD)
NONE = ID_STATES.index(IdState.NONE)


@dataclass(slots=True)
class Table:
    """All records, columnar. 0 means "not there" in every code column, `NO_DAY` in every date.

    `kind` indexes KINDS, `sheet` the sheets in the order given, `row` is the 1-based data row.
    `born` is the best full date of a record: the cell's, else the one inside its number.
    """

    kind: np.ndarray
    sheet: I32
    row: I32
    name: Names
    former: Names
    father: Names
    mother: Names
    guardian: Names
    state: U8
    good: I64
    adult: I64
    digits: U8
    id_day: I32
    day: I32
    year: I32
    month: U8
    lunar: I32
    sex: U8
    sex_by_number: U8  # 1 where the cell was silent and the record's own number told the sex
    father_id: I64
    mother_id: I64
    guardian_id: I64
    phone: I64
    phone2: I64
    town: U64
    village: U64
    school: U64
    household: U64
    student: U64
    flag: np.ndarray

    def __len__(self) -> int:
        return len(self.row)

    def fingerprint(self) -> U64:
        """A code of what each record says, free of where it stands: breaks every tie."""
        words = np.zeros((len(self), 24), np.uint8)
        words[:, :18] = self.digits
        wide = words.view(np.uint64)
        return mix(
            self.name.code, self.day, self.year, wide[:, 0], wide[:, 1], wide[:, 2],
            self.father.code, self.mother.code, self.guardian.code, self.phone, self.phone2,
            self.village, self.town, self.school, self.student, self.former.code,
            self.kind.astype(np.int64),
        )  # fmt: skip


def _empty(size: int) -> Table:
    """A table of `size` records that say nothing."""

    def names() -> Names:
        return Names(np.zeros(size, np.uint64), np.zeros(size, np.uint64), np.zeros(size, np.uint8))

    special: dict[str, Any] = {
        "kind": np.zeros(size, np.int8),
        "digits": np.zeros((size, 18), np.uint8),
        "state": np.full(size, NONE, np.uint8),
        "flag": np.full(size, -1, np.int8),
    }
    types = {"I32": np.int32, "I64": np.int64, "U8": np.uint8, "U64": np.uint64}
    made: dict[str, Any] = {}
    for item in fields(Table):
        if item.name in special:
            made[item.name] = special[item.name]
        elif item.type == "Names":
            made[item.name] = names()
        else:
            made[item.name] = np.zeros(size, types[str(item.type)])
    for name in ("day", "lunar", "id_day"):
        made[name][:] = NO_DAY
    return Table(**made)


def canonical_table(sheets: Sequence[Sheet], today: date) -> Table:
    """Codes of all records of all sheets, in sheet order.

    `today` decides who is an adult. Columns are read two at a time: numpy lets go of the
    interpreter, so both cores work.
    """
    sizes = [len(sheet.rows) for sheet in sheets]
    table = _empty(sum(sizes))
    jobs: list[Callable[[], None]] = []
    begin = 0
    for index, sheet in enumerate(sheets):
        part = slice(begin, begin + sizes[index])
        begin += sizes[index]
        table.kind[part] = KINDS.index(sheet.file.kind)
        table.sheet[part] = index
        table.row[part] = sheet.rows.to_numpy(zero_copy_only=False)
        jobs += _jobs(table, part, sheet, today)
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(job) for job in jobs]:
            done.result()
    return table


def _jobs(table: Table, part: slice, sheet: Sheet, today: date) -> list[Callable[[], None]]:
    """One closure per column of a sheet; each writes its own slice and nothing else."""
    columns = sheet.columns
    jobs: list[Callable[[], None]] = []

    def job(name: Field, work: Callable[..., None], *more: Any) -> None:
        if name in columns:
            jobs.append(lambda: work(columns[name], *more))

    def family(column: Any, target: str) -> None:
        _put(table, target, part, canonical_numbers(column, today).adult)

    for name, target in _NAMES.items():
        job(name, lambda c, names: _put_names(names, part, c), getattr(table, target))
    job(Field.ID_NUMBER, lambda c: _put_numbers(table, part, canonical_numbers(c, today)))
    for name, target in _FAMILY_NUMBERS.items():
        job(name, family, target)
    job(Field.BIRTH_DATE, lambda c: _put_dates(table, part, c))
    job(Field.SEX, lambda c: _put(table, "sex", part, canonical_sex(c)))
    jobs.append(lambda: _put_phones(table, part, sheet))
    jobs.append(lambda: _put_places(table, part, sheet))
    job(Field.SCHOOL, lambda c: _put(table, "school", part, canonical_text(c)))
    job(Field.HOUSEHOLD_NUMBER, lambda c: _put(table, "household", part, canonical_text(c)))
    job(Field.STUDENT_NUMBER, lambda c: _put_student(table, part, c, columns, today))
    jobs.append(lambda: _put_flags(table, part, sheet))
    return jobs


_NAMES = {
    Field.NAME: "name",
    Field.FORMER_NAME: "former",
    Field.FATHER_NAME: "father",
    Field.MOTHER_NAME: "mother",
    Field.GUARDIAN_NAME: "guardian",
}
_FAMILY_NUMBERS = {
    Field.FATHER_ID: "father_id",
    Field.MOTHER_ID: "mother_id",
    Field.GUARDIAN_ID: "guardian_id",
}


def _put(table: Table, target: str, part: slice, values: np.ndarray) -> None:
    getattr(table, target)[part] = values


def _put_names(target: Names, part: slice, column: Any) -> None:
    names = canonical_names(column)
    target.code[part], target.sound[part], target.length[part] = (
        names.code,
        names.sound,
        names.length,
    )


def _put_numbers(table: Table, part: slice, numbers: Numbers) -> None:
    table.state[part] = numbers.state
    table.good[part] = numbers.good
    table.adult[part] = numbers.adult
    table.digits[part] = numbers.digits
    table.id_day[part] = np.where(numbers.adult > 0, NO_DAY, numbers.born)


def _put_student(table: Table, part: slice, column: Any, columns: Any, today: date) -> None:
    """学籍号 G + ID number stands in for an ID column the school did not send."""
    _put(table, "student", part, canonical_text(column))
    if Field.ID_NUMBER not in columns:
        _put_numbers(table, part, canonical_numbers(column, today))


def _put_dates(table: Table, part: slice, column: Any) -> None:
    dates = canonical_dates(column)
    table.day[part], table.year[part] = dates.day, dates.year
    table.month[part], table.lunar[part] = dates.month, dates.lunar


def _put_phones(table: Table, part: slice, sheet: Sheet) -> None:
    """The first two different telephones a record names, whose ever they are."""
    for name in (Field.PHONE, Field.FATHER_PHONE, Field.MOTHER_PHONE):
        if name not in sheet.columns:
            continue
        phone = canonical_phones(sheet.columns[name])
        first, second = table.phone[part], table.phone2[part]
        free = first == 0
        spill = ~free & (second == 0) & (phone != first)
        second[spill] = phone[spill]
        first[free] = phone[free]


def _put_places(table: Table, part: slice, sheet: Sheet) -> None:
    columns = sheet.columns
    address = columns.get(Field.ADDRESS)
    town = columns.get(Field.TOWN)
    if town is None and address is not None:
        town = place_in_address(address, "town")
    if town is not None:
        table.town[part] = by_value(town, np.uint64, lambda t: text_code(town_stem(t)))
    if sheet.file.town:
        here = table.town[part]
        here[here == 0] = text_code(town_stem(sheet.file.town))
    village = columns.get(Field.VILLAGE)
    if village is None and address is not None:
        village = place_in_address(address, "village")
    if village is not None:
        table.village[part] = by_value(village, np.uint64, lambda t: text_code(village_stem(t)))


def _put_flags(table: Table, part: slice, sheet: Sheet) -> None:
    """是否留守: the column's word; a survey or a list of left-behind children says yes by itself."""
    if Field.LEFT_BEHIND in sheet.columns:
        table.flag[part] = canonical_flag(sheet.columns[Field.LEFT_BEHIND])
    if sheet.file.population is Population.FLAGGED:
        here: Bool = table.flag[part] == -1
        table.flag[part][here] = 1
    elif sheet.file.kind is Kind.SURVEY and Field.LEFT_BEHIND not in sheet.columns:
        table.flag[part] = 1
