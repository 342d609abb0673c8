"""Writes a rival's answer as the product writes its own: entities.csv."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc

SOURCES = ("survey", "school", "police")


def write_entities(folder: Path, source: pa.Array, row: pa.Array, entity: pa.Array) -> None:
    """`source` as one of SOURCES, file = source.csv, no sheets."""
    folder.mkdir(parents=True, exist_ok=True)
    file = pa.compute.binary_join_element_wise(source, "csv", ".")
    size = len(row)
    table = pa.table(
        {
            "source": source,
            "file": file,
            "sheet": pa.repeat("", size),
            "row": row,
            "entity_id": entity,
            "confidence": pa.repeat("1", size),
        }
    )
    pc.write_csv(table, folder / "entities.csv", pc.WriteOptions(quoting_style="none"))
