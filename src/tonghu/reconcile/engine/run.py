"""一次比对: sheets in, `Result` out. The engine's one door behind reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tonghu.reconcile.engine.canonical.numbers import NO_DAY
from tonghu.reconcile.engine.canonical.others import place_in_address, town_stem
from tonghu.reconcile.engine.canonical.table import Table, canonical_table
from tonghu.reconcile.engine.canonical.text import I32, I64, U64, mix, spread, text_code
from tonghu.reconcile.engine.delta import Change, Earlier, loose_fingerprint, number_entities
from tonghu.reconcile.engine.doubts import all_doubts, confidence, findings, reviews
from tonghu.reconcile.engine.explain import PairEvidence
from tonghu.reconcile.engine.fields import KINDS, Field
from tonghu.reconcile.engine.intake.tables import Intake, Sheet
from tonghu.reconcile.engine.matching import Match, match
from tonghu.reconcile.engine.result import ID_STATES, IdState, Records, Result
from tonghu.reconcile.engine.senders import find_faults

__all__ = ["Outcome", "reconcile"]

_ENOUGH = 600_000  # records on which shares of agreement are counted


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result, and what the next run will want to know."""

    result: Result
    match: Match
    numbers: I64  # printed entity number by record
    changes: tuple[Change, ...]
    loose: U64  # what a record keeps from month to month, see `delta.loose_fingerprint`


def reconcile(
    intake: Intake,
    *,
    today: date,
    earlier: Earlier | None = None,
    step: Callable[[str], None] = lambda name: None,
) -> Outcome:
    """Reconcile the sheets of an intake.

    `today` is the day ages are judged by; `earlier` makes it a monthly run: its weights are used
    and its entity numbers kept. The answer does not depend on the order of rows or files.
    """
    step("规范化姓名、证件号、日期")
    table = canonical_table(intake.sheets, today)
    states = table.state.astype(np.int8)
    loose = loose_fingerprint(table)
    step("查找整份名册的系统性差错")
    faults = find_faults(table, intake.sheets)
    found = match(table, step, earlier.weights if earlier else None)
    step("挑出需要人工核实的记录")
    numbers, changes = number_entities(found.entity, found.fingerprint, earlier, loose)
    states[found.dislodged] = ID_STATES.index(IdState.BORROWED)
    doubts = all_doubts(found)
    towns, town = _towns(table, intake.sheets, found.entity)
    result = Result(
        sheets=intake.sheets,
        notices=intake.notices,
        records=_records(found, intake.sheets, states, town),
        entity_ids=[f"E{number:07d}" for number in numbers.tolist()],
        towns=towns,
        reviews=reviews(found, doubts),
        findings=findings(found, doubts),
        faults=faults,
        agreement=_agreement(found, numbers[found.entity]),
        evidence=PairEvidence(found),
    )
    return Outcome(result, found, numbers[found.entity], changes, loose)


def _records(
    found: Match, sheets: tuple[Sheet, ...], states: npt.NDArray[np.int8], town: I32
) -> Records:
    """The records as the report sees them; `states`: what the numbers were when they came in."""
    table = found.table
    return Records(
        kind=table.kind,
        sheet=table.sheet,
        row=table.row,
        entity=found.entity,
        confidence=confidence(found),
        id_state=states,
        town=town,
        left_behind=table.flag,
        raw=_raw(sheets),
        birth=np.where(table.day != NO_DAY, table.day, table.id_day).astype(np.int32),
        sex=table.sex.astype(np.int8),
        codes={
            Field.FATHER_NAME: table.father.sound.view(np.int64),
            Field.MOTHER_NAME: table.mother.sound.view(np.int64),
            Field.ID_NUMBER: table.good,
        },
    )


def _raw(sheets: tuple[Sheet, ...]) -> dict[Field, pa.ChunkedArray]:
    """Each field's cells over all sheets, "" where a sheet has no such column."""
    used = {field for sheet in sheets for field in sheet.columns}
    blank = {sheet: pa.repeat("", len(sheets[sheet].rows)) for sheet in range(len(sheets))}
    return {
        field: pa.chunked_array(
            [sheet.columns.get(field, blank[i]) for i, sheet in enumerate(sheets)], pa.string()
        )
        for field in sorted(used)
    }


def _towns(t: Table, sheets: tuple[Sheet, ...], entity: I32) -> tuple[tuple[str, ...], I32]:
    """Town names as most senders write them, and each record's town (its entity's if it has none)."""
    seen: dict[int, dict[str, int]] = {}
    for sheet in sheets:
        for text, times in _town_texts(sheet):
            code = text_code(town_stem(text))
            if code:
                seen.setdefault(code, {})[text] = seen.setdefault(code, {}).get(text, 0) + times
    best = {code: min(words, key=lambda w: (-words[w], w)) for code, words in seen.items()}
    codes = sorted(best, key=lambda code: (best[code], code))
    town = np.full(len(t), -1, np.int32)
    if codes:
        values = np.array(codes, np.uint64)
        order = np.argsort(values)
        at = np.minimum(np.searchsorted(values[order], t.town), len(order) - 1)
        hit = values[order[at]] == t.town
        town[hit] = order[at][hit]
    return tuple(best[code] for code in codes), _inherit(town, entity, t.kind)


def _town_texts(sheet: Sheet) -> list[tuple[str, int]]:
    """Distinct town texts of a sheet with how often each stands there."""
    column = sheet.columns.get(Field.TOWN)
    if column is None and Field.ADDRESS in sheet.columns:
        column = place_in_address(sheet.columns[Field.ADDRESS], "town")
    out = [(sheet.file.town, 1)] if sheet.file.town else []
    if column is not None and len(column):
        texts, cell = spread(column)
        out += list(zip(texts, np.bincount(cell, minlength=len(texts)).tolist(), strict=True))
    return [(text, times) for text, times in out if text.strip()]


def _inherit(town: I32, entity: I32, kind: np.ndarray) -> I32:
    """A record without a town takes its entity's: the survey's word first, then the police's."""
    rank = np.array([0, 2, 1])[kind]
    asked = np.zeros(int(entity.max(initial=-1)) + 1, bool)
    asked[entity[town < 0]] = True
    rows = np.flatnonzero((town >= 0) & asked[entity])
    order = rows[np.lexsort((town[rows], rank[rows], entity[rows]))]
    of_entity = np.full(int(entity.max(initial=-1)) + 1, -1, np.int32)
    of_entity[entity[order][::-1]] = town[order][::-1]
    return np.where(town >= 0, town, of_entity[entity]).astype(np.int32)


def _agreement(m: Match, numbers: I64) -> dict[str, dict[str, float]]:
    """Per pair of sources: how often linked records agree on each fact.

    Of very many children a share is looked at, drawn by the number of the entity's first record.
    """
    t = m.table
    rows = np.arange(len(t))
    if len(t) > _ENOUGH:
        rows = np.flatnonzero(mix(numbers) < np.uint64(_ENOUGH / len(t) * 2**64))
    order = rows[np.argsort(m.entity[rows], kind="stable")]
    left, right = order[:-1], order[1:]
    linked = (m.entity[left] == m.entity[right]) & (t.kind[left] != t.kind[right])
    a, b = left[linked], right[linked]
    low, high = np.minimum(t.kind[a], t.kind[b]), np.maximum(t.kind[a], t.kind[b])
    facts: dict[str, np.ndarray] = {
        "name": t.name.code, "birth_date": t.day, "father_name": t.father.sound,
        "mother_name": t.mother.sound, "guardian_name": t.guardian.sound, "phone": t.phone,
        "village": t.village, "sex": t.sex,
    }  # fmt: skip
    out: dict[str, dict[str, float]] = {}
    for one in range(len(KINDS)):
        for two in range(one + 1, len(KINDS)):
            use = (low == one) & (high == two)
            shares = {f: _share(v, a[use], b[use]) for f, v in facts.items()}
            known = {f: s for f, s in shares.items() if s is not None}
            if known:
                out[f"{KINDS[one]}-{KINDS[two]}"] = known
    return out


def _share(values: np.ndarray, a: I64, b: I64) -> float | None:
    """Share of pairs that agree among those where both sides tell; None if nobody does."""
    nothing = NO_DAY if values.dtype == np.int32 else 0
    told = (values[a] != nothing) & (values[b] != nothing)
    if not told.any():
        return None
    return round(float((values[a][told] == values[b][told]).mean()), 4)
