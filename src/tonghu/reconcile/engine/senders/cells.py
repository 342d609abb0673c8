"""Cells of a whole sender that hold something else than their column says: ages, ruined telephones.

Reading has already found nothing in them, so nothing is lost or mended here; it is told, and only
the cells that said nothing are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I64, Bool
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.tables import Sheet
from tonghu.reconcile.engine.result import SenderFault
from tonghu.reconcile.engine.senders.scopes import FEW, Namer, Scope, share_of

_AGE = r"^\s*(?:\d{1,2}(?:\.\d+)?|[一二三四五六七八九十]{1,3})\s*(?:周?岁半?|岁\d{1,2}个?月)?\s*$"
_RUINED = r"^\s*\d(?:\.\d+)?[eE]\+?\d{1,2}\s*$"
_TELEPHONES = (Field.PHONE, Field.FATHER_PHONE, Field.MOTHER_PHONE)
HALF = 0.5


@dataclass(slots=True)
class Odd:
    """One kind of odd cell: which records have it, which have a readable cell instead, and whose
    have been told."""

    code: str
    sentence: str
    field: Field
    odd: Bool
    fine: Bool
    told: Bool


def odd_cells(t: Table, sheets: Sequence[Sheet], begins: I64) -> list[Odd]:
    """Ages under 出生日期 and telephones in scientific notation."""
    ages, ruined = np.zeros(len(t), bool), np.zeros(len(t), bool)
    for index, sheet in enumerate(sheets):
        part = slice(int(begins[index]), int(begins[index + 1]))
        ages[part] = _matching(sheet, Field.BIRTH_DATE, t.year[part] == 0, _AGE)
        for name in _TELEPHONES:
            ruined[part] |= _matching(sheet, name, t.phone[part] == 0, _RUINED)
    found = (
        Odd("ages_for_dates", "“出生日期”一列填的大多是年龄，比对时没有采用，请改填出生年月日",
            Field.BIRTH_DATE, ages, t.year != 0, np.zeros(len(t), bool)),
        Odd("spoilt_telephones", "电话大多被表格软件改成了科学计数，后面的号码已经丢失，比对时没有采用，请把该列设为文本后重报",
            Field.PHONE, ruined, t.phone != 0, np.zeros(len(t), bool)),
    )  # fmt: skip
    return [kind for kind in found if np.count_nonzero(kind.odd) >= FEW]


def _matching(sheet: Sheet, name: Field, silent: Bool, pattern: str) -> Bool:
    """Which cells of a column, among those that said nothing, look like `pattern`."""
    out = np.zeros(len(silent), bool)
    rows = np.flatnonzero(silent)
    if name in sheet.columns and len(rows):
        texts = pc.take(sheet.columns[name], pa.array(rows))
        hit = pc.fill_null(pc.match_substring_regex(texts, pattern), False)
        out[rows] = hit.to_numpy(zero_copy_only=False)
    return out


def tell_odd(kinds: Sequence[Odd], scope: Scope, namer: Namer) -> Iterator[SenderFault]:
    """Groups in which at least half of a column's cells are odd; what a file is told, its schools are not."""
    for kind in kinds:
        rows = np.flatnonzero((kind.odd | kind.fine) & ~kind.told)
        total, share = share_of(scope, rows, kind.odd[rows])
        struck = (total * share >= FEW) & (share >= HALF)
        for number in np.flatnonzero(struck).tolist():
            index, place, words = namer(number)
            count = round(float(total[number] * share[number]))
            yield SenderFault(
                kind.code, f"{words}：{kind.sentence}。", index, place, (kind.field,), count, "distrusted",
            )  # fmt: skip
        inside = scope.group >= 0
        kind.told |= inside & struck[scope.group]
