"""行标记: formulas, lost digits, error values, shifted or unreadable rows, each with its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.grid.grid import Grid
from tonghu.reconcile.engine.intake.sentences import Refusal, say
from tonghu.reconcile.engine.intake.wire import Said, noticed

IDS: Final = (
    Field.ID_NUMBER,
    Field.STUDENT_NUMBER,
    Field.FATHER_ID,
    Field.MOTHER_ID,
    Field.GUARDIAN_ID,
)
_SCIENTIFIC: Final = r"^\s*\d([.．]\d+)?[eEＥ][+＋]?\d\d\s*$"


def marks(
    grid: Grid,
    places: Mapping[Field, int],
    columns: Mapping[Field, pa.ChunkedArray],
    kept: np.ndarray,
    base: int,
) -> list[Said]:
    """Notices about rows that were taken all the same."""
    alive = set(kept.tolist()) if _anything(grid) else set()

    def rows(records: Iterable[int]) -> list[int]:
        return sorted({r - base for r in records} & alive)

    used = set(places.values())
    formulas = rows(r for c, found in grid.formulas.items() if c in used for r in found)
    names = rows(grid.formulas.get(places.get(Field.NAME, -1), ()))
    if names and len(names) * 2 >= len(kept):
        raise Refusal("formula_names")
    ids = [places[f] for f in IDS if f in places]
    found = {
        "formula_cells": formulas,
        "numeric_id": rows(r for c in ids for r in grid.numeric.get(c, ())),
        "error_cells": rows(r for c, found in grid.errors.items() if c in used for r in found),
        "ragged_rows": rows(grid.ragged),
        "undecodable": rows(grid.undecodable),
        "mixed_encoding": rows(grid.mixed),
        "scientific_id": _scientific(columns, kept),
    }
    said = [noticed(code, grid.name, at) for code, at in found.items() if at]
    if grid.nul:
        said.append(Said("nul_bytes", say("nul_bytes"), grid.name))
    return said


def _anything(grid: Grid) -> bool:
    return any(
        (grid.formulas, grid.errors, grid.numeric, grid.ragged, grid.undecodable, grid.mixed)
    )


def _scientific(columns: Mapping[Field, pa.ChunkedArray], kept: np.ndarray) -> list[int]:
    """Text such as 3.31124E+17; short cells only, which spares a look at every good number."""
    found: set[int] = set()
    for meaning in IDS:
        if meaning not in columns:
            continue
        length = pc.binary_length(columns[meaning])
        short = pc.indices_nonzero(pc.and_(pc.greater(length, 3), pc.less(length, 17)))
        hits = pc.match_substring_regex(columns[meaning].take(short), _SCIENTIFIC)
        found.update(kept[short.filter(hits).to_numpy()].tolist())
    return sorted(found)
