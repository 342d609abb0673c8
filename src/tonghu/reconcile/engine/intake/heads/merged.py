"""纵向合并: a village or a father written once over several rows belongs to each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pyarrow as pa

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.grid.grid import Region

# a child's own particulars are never copied: that would make a second child
_OWN: Final = frozenset(
    {
        Field.NAME,
        Field.FORMER_NAME,
        Field.ID_NUMBER,
        Field.SEX,
        Field.BIRTH_DATE,
        Field.STUDENT_NUMBER,
        Field.SERIAL,
        Field.REMARK,
    }
)


def fill(
    columns: dict[Field, pa.ChunkedArray],
    places: Mapping[Field, int],
    merges: Sequence[Region],
    start: int,
) -> set[int]:
    """Copy the upper cell down, in place; returns the body rows that were filled."""
    rows: set[int] = set()
    for meaning, index in places.items():
        spans = [
            (top - start, bottom - start)
            for top, left, bottom, right in merges
            if left <= index <= right and top >= start and bottom > top and left == right
        ]
        if not spans or meaning in _OWN:
            continue
        values = columns[meaning].to_pylist()
        for top, bottom in spans:
            for row in range(top + 1, min(bottom + 1, len(values))):
                if values[top] and not values[row]:
                    values[row] = values[top]
                    rows.add(row)
        columns[meaning] = pa.chunked_array([pa.array(values, pa.string())])
    return rows
