"""Telephones that belong to no family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I64, Bool, mix
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.tables import Sheet
from tonghu.reconcile.engine.result import SenderFault

CROWDED = 12  # different children behind one telephone


def telephones(t: Table, sheets: Sequence[Sheet], begins: I64) -> Iterator[SenderFault]:
    """A telephone shared by many families (a teacher's, a village office's) is no evidence."""
    phones = np.concatenate([t.phone, t.phone2])
    rows = np.flatnonzero((phones != 0) & _often(phones))
    phones, rows = phones[rows], rows % len(t)
    order = np.lexsort((t.name.sound[rows], phones))
    phones, rows = phones[order], rows[order]
    fresh = np.ones(len(phones), bool)
    fresh[1:] = (phones[1:] != phones[:-1]) | (t.name.sound[rows[1:]] != t.name.sound[rows[:-1]])
    values, children = np.unique(phones[fresh], return_counts=True)
    crowded = values[children > CROWDED]
    if not len(crowded):
        return
    bad = np.isin(phones, crowded)
    per_sheet = np.bincount(t.sheet[rows[bad]], minlength=len(sheets))
    for column in (t.phone, t.phone2):
        column[np.isin(column, crowded)] = 0
    for index in np.flatnonzero(per_sheet).tolist():
        yield SenderFault(
            "shared_telephone",
            f"{sheets[index].file.path.name}：有电话被超过{CROWDED}名儿童共用（疑似老师或村办电话），比对时没有采用。",
            index, "", (Field.PHONE,), int(per_sheet[index]), "distrusted",
        )  # fmt: skip


def _often(values: I64) -> Bool:
    """Which values may occur more than CROWDED times: counted in buckets, so none is missed."""
    bucket = (mix(values) >> np.uint64(42)).astype(np.int64)
    counts = np.bincount(bucket[values != 0], minlength=1 << 22)
    often: Bool = counts[bucket] > CROWDED
    return often
