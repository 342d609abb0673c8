"""取数: reads single cells of the raw columns in bulk, and names the unit a record comes from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tonghu.reconcile.engine.fields import KINDS, Field, Kind
from tonghu.reconcile.engine.intake.tables import RosterFile
from tonghu.reconcile.engine.result import Result, SenderFault
from tonghu.reconcile.report.terms import Terms

Index = npt.NDArray[np.int64]
UNKNOWN_DAY = int(np.iinfo(np.int32).min)
SEXES = ("", "男", "女")
COUNTY_WIDE = "未写明乡镇"


def files_of(result: Result) -> tuple[RosterFile, ...]:
    """Files that gave records, each once, in the order read."""
    seen: dict[str, RosterFile] = {}
    for sheet in result.sheets:
        seen.setdefault(str(sheet.file.path), sheet.file)
    return tuple(seen.values())


def file_of(result: Result, fault: SenderFault) -> RosterFile:
    """The file a fault was found in; the engine counts sheets."""
    return result.sheets[fault.file].file


def as_index(records: Sequence[int] | npt.NDArray[np.integer]) -> Index:
    """Record numbers as an index array."""
    return np.asarray(records, dtype=np.int64)


def texts(result: Result, field: Field, records: Sequence[int] | Index) -> list[str]:
    """The raw cells of `field` of these records, "" where the sheet has no such column."""
    column = result.records.raw.get(field)
    if column is None:
        return [""] * len(records)
    taken = pc.take(column, pa.array(as_index(records)))
    return [value or "" for value in taken.to_pylist()]


@lru_cache(maxsize=40_000)
def birth_text(day: int) -> str:
    """2015-03-12, or "" when unknown."""
    if day == UNKNOWN_DAY:
        return ""
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()


def town_name(result: Result, town: int) -> str:
    """Name of a town by its number, 未写明乡镇 for -1."""
    return result.towns[town] if town >= 0 else COUNTY_WIDE


def units(result: Result, records: Sequence[int] | Index, terms: Terms) -> list[str]:
    """责任单位: the village, school or station each record came from."""
    index = as_index(records)
    columns = result.records
    kinds, towns, sheets = columns.kind[index], columns.town[index], columns.sheet[index]
    villages = texts(result, Field.VILLAGE, index)
    schools = texts(result, Field.SCHOOL, index)
    senders = [sheet.file.sender for sheet in result.sheets]
    out = []
    for at, kind in enumerate(kinds):
        town = result.towns[towns[at]] if towns[at] >= 0 else ""
        sender = senders[sheets[at]]
        out.append(unit_name(KINDS[kind], town, villages[at], schools[at], sender, terms))
    return out


def unit_name(kind: Kind, town: str, village: str, school: str, sender: str, terms: Terms) -> str:
    """The unit that can answer for a record of this roster."""
    if kind is Kind.SURVEY:
        return place_name(town, village) or sender or terms.owners[kind]
    if kind is Kind.SCHOOL:
        return school.strip() or sender or town + terms.owners[kind]
    return sender or (town + terms.owners[kind])


def place_name(town: str, village: str) -> str:
    """大东坝镇蔡宅村; the village alone when it already names its town."""
    village = village.strip()
    return village if town and town in village else town + village


def positions(result: Result, records: Sequence[int] | Index) -> list[str]:
    """Where a clerk finds the row: file, sheet, and the row number Excel shows."""
    index = as_index(records)
    sheets, rows = result.records.sheet[index], result.records.row[index]
    heads = []
    for sheet in result.sheets:
        name = f"“{sheet.sheet}”表" if sheet.sheet else ""
        heads.append((sheet.file.path.name + " " + name, sheet.header_row))
    return [f"{heads[s][0]}第{heads[s][1] + row}行" for s, row in zip(sheets, rows, strict=True)]


def cell_codes(column: pa.ChunkedArray) -> Index:
    """One number per distinct text of a column, -1 for an empty cell."""
    encoded = pc.dictionary_encode(column).unify_dictionaries()
    if not encoded.num_chunks:
        return np.zeros(0, np.int64)
    parts = [chunk.indices.to_numpy(zero_copy_only=False) for chunk in encoded.chunks]
    codes = np.concatenate(parts).astype(np.int64)
    empty = pc.index(encoded.chunk(0).dictionary, "").as_py()
    codes[codes == (empty if empty >= 0 else -2)] = -1
    return codes
