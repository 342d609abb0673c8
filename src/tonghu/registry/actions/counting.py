"""计数增减: the village counts follow every deed in its own transaction."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from tonghu.core.ids import uuid7
from tonghu.registry.rules.cells import Cell

_ADD = (
    "INSERT INTO registry_tally (id, division, scheme, figure, n) VALUES {rows}"
    " ON CONFLICT ON CONSTRAINT tally_once DO UPDATE SET n = registry_tally.n + excluded.n"
)
_BATCH = 2_000


def add_up(delta: Mapping[Cell, int]) -> None:
    """Adds to the counts, sorted, so that two who count never wait for each other in a ring."""
    cells = sorted(delta.items())
    for start in range(0, len(cells), _BATCH):
        part = cells[start : start + _BATCH]
        rows = ", ".join(["(%s, %s, %s, %s, %s)"] * len(part))
        values = [value for cell, n in part for value in (uuid7(), *cell, n)]
        with connection.cursor() as cursor:
            cursor.execute(_ADD.format(rows=rows), values)
