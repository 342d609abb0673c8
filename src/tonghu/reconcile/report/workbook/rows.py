"""逐行内容: the cells of every member of every case, fetched once for all workbooks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tonghu.reconcile.engine.fields import KINDS, Field
from tonghu.reconcile.report import cells
from tonghu.reconcile.report.discrepancies import Discrepancies, DiscrepancyKind
from tonghu.reconcile.report.discrepancies.kinds import KINDS_OF_DISCREPANCY
from tonghu.reconcile.report.mask import mask_number

I64 = npt.NDArray[np.int64]
_MISSING = KINDS_OF_DISCREPANCY.index(DiscrepancyKind.MISSING_FROM_SURVEY)


@dataclass(frozen=True, slots=True)
class Person:
    """What a row says of one record, numbers already masked."""

    roster: list[str]
    unit: list[str]
    place: list[str]
    name: list[str]
    sex: list[str]
    birth: list[str]
    number: list[str]
    father: list[str]
    mother: list[str]


@dataclass(frozen=True, slots=True)
class Lines:
    """All members of all cases: who they are, who is asked, where they belong."""

    person: Person
    owner: list[str]  # unit asked; "" where not asked
    case: I64
    kind: npt.NDArray[np.int8]
    asked: npt.NDArray[np.bool_]
    town: npt.NDArray[np.int32]  # where the asked unit is; -1 unknown or not asked


def person_of(found: Discrepancies, records: I64) -> Person:
    """Cells of these records."""
    result = found.result
    columns = result.records
    sexes, births = columns.sex[records], columns.birth[records]
    return Person(
        roster=[KINDS[k].label for k in columns.kind[records]],
        unit=cells.units(result, records, found.terms),
        place=cells.positions(result, records),
        name=cells.texts(result, Field.NAME, records),
        sex=[cells.SEXES[s] for s in sexes],
        birth=[cells.birth_text(d) for d in births.tolist()],
        number=[mask_number(n) for n in cells.texts(result, Field.ID_NUMBER, records)],
        father=cells.texts(result, Field.FATHER_NAME, records),
        mother=cells.texts(result, Field.MOTHER_NAME, records),
    )


def lines_of(found: Discrepancies) -> Lines:
    """Every member of every case of `found`."""
    cases = found.cases
    person = person_of(found, cases.member)
    case = cases.case_of_member
    kind = cases.kind[case]
    missing = kind == _MISSING
    owner = list(person.unit)
    lost = np.flatnonzero(missing & cases.asked)
    finders = found.owners(cases.member[lost], np.ones(len(lost), np.bool_))
    for at, name in zip(lost, finders, strict=True):
        owner[at] = name
    town = np.full(len(case), -1, np.int32)
    town[cases.questions] = found.question_towns()
    _name_source(found, person, np.flatnonzero(missing))
    asked_owner = [name if ask else "" for name, ask in zip(owner, cases.asked, strict=True)]
    return Lines(person, asked_owner, case, kind, cases.asked, town)


def _name_source(found: Discrepancies, person: Person, places: I64) -> None:
    """Of a 疑似漏报 the village learns the school and class, not the line of the school's file."""
    records = found.cases.member[places]
    grades = cells.texts(found.result, Field.GRADE, records)
    classes = cells.texts(found.result, Field.CLASS, records)
    for at, grade, room in zip(places, grades, classes, strict=True):
        person.place[at] = f"{person.unit[at]}{grade}{room}"
