"""A small county with known truth, made by the bench's generator and read without the sandbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from bench.answers import Truth, load_truth
from bench.generator.make import write
from bench.generator.writing import HEADERS
from bench.score import Quality, score

from tests.reconcile.engine.sheets import TODAY
from tonghu.reconcile.engine.fields import Field, Kind
from tonghu.reconcile.engine.intake.tables import Intake, RosterFile, Sheet
from tonghu.reconcile.engine.run import Outcome, reconcile

FIELDS = {
    "name": Field.NAME, "former": Field.FORMER_NAME, "number": Field.ID_NUMBER, "sex": Field.SEX,
    "birth": Field.BIRTH_DATE, "father": Field.FATHER_NAME, "mother": Field.MOTHER_NAME,
    "guardian": Field.GUARDIAN_NAME, "relation": Field.GUARDIAN_RELATION, "phone": Field.PHONE,
    "county": Field.COUNTY, "town": Field.TOWN, "village": Field.VILLAGE, "school": Field.SCHOOL,
    "address": Field.ADDRESS, "left_behind": Field.LEFT_BEHIND, "serial": Field.SERIAL,
}  # fmt: skip


@dataclass(frozen=True)
class County:
    """Sheets and the truth about them, records in the same order."""

    sheets: tuple[Sheet, ...]
    truth: Truth


@cache
def county(children: int, seed: int, scenario: str = "plain") -> County:
    """The same county every time it is asked for."""
    with TemporaryDirectory() as folder:
        paths = write(Path(folder), children, seed, scenario)
        truth = load_truth(Path(folder) / "truth.csv")
        sheets = tuple(_sheet(path) for path in paths)
    return County(sheets, truth)


def _sheet(path: Path) -> Sheet:
    kind = Kind(path.stem.partition("_")[0])
    options = pacsv.ConvertOptions(strings_can_be_null=False)
    head = path.read_text(encoding="utf-8-sig").partition("\n")[0].strip().split(",")
    options.column_types = {word: pa.string() for word in head}
    read = pacsv.read_csv(path, convert_options=options)
    meaning = {word: FIELDS[key] for key, word in HEADERS[kind.value].items() if key in FIELDS}
    columns = {meaning[w]: read[w].combine_chunks() for w in head if w in meaning}
    rows = pa.array(range(1, read.num_rows + 1), pa.int32())
    return Sheet(RosterFile(Path(path.name), kind), "", 1, (), rows, columns)


def shuffled(sheet: Sheet, order: Sequence[int]) -> Sheet:
    """The same sheet with its rows in another order; `rows` still names the original ones."""
    take = pa.array(order, pa.int64())
    columns = {field: cells.take(take) for field, cells in sheet.columns.items()}
    return Sheet(sheet.file, "", 1, (), sheet.rows.take(take), columns)


def run(sheets: Sequence[Sheet]) -> Outcome:
    """Reconcile on the pinned day."""
    return reconcile(Intake(tuple(sheets)), today=TODAY)


def judged(found: County, outcome: Outcome) -> Quality:
    """Marks of an answer."""
    entity = outcome.result.records.entity.astype(np.int64)
    nobody = np.zeros(len(entity), bool)
    listed = nobody.copy()
    for review in outcome.result.reviews:
        listed[[at for at in (review.a, review.b) if at >= 0]] = True
    return score(found.truth, entity, nobody, listed)
