"""整批改写: rows with encrypted columns changed in one statement, each bound to its own row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from tonghu.core.record import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)
_BATCH = 500


def rewrite(model: type[AnyRecord], rows: Iterable[AnyRecord]) -> None:
    """Writes all columns of rows that exist: an upsert by key, because `bulk_update` cannot encrypt."""
    by_key = {row.pk: row for row in rows}
    if not by_key:
        return
    names = [
        field.name
        for field in model._meta.concrete_fields
        if not (field.primary_key or field.generated)
    ]
    model.objects.all_of_them(reason="rows the caller has locked").bulk_create(
        [by_key[key] for key in sorted(by_key)], batch_size=_BATCH, update_conflicts=True,
        unique_fields=["id"], update_fields=names,
    )  # fmt: skip
