"""名册系统性差错: what is wrong with a whole file, school or village, found and contained there.

A clerk swaps two columns, one school's birth dates are all a day off, a village writes pinyin.
No list of such faults is ever complete, so the test is general: records of different files with
one good number must agree on the rest. Where a sender's field hardly ever agrees although
everybody else's does, a few explanations are tried (two columns swapped, dates shifted by the
same number of days, lunar dates, day and month turned, sexes the wrong way round). If one of them fits, it is undone; if
none does, the field is not believed there. Either way it is reported, and nobody else's rows pay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import Bool
from tonghu.reconcile.engine.intake.tables import Sheet
from tonghu.reconcile.engine.result import SenderFault
from tonghu.reconcile.engine.senders.blocks import copied_blocks
from tonghu.reconcile.engine.senders.cells import odd_cells, tell_odd
from tonghu.reconcile.engine.senders.dates import dates
from tonghu.reconcile.engine.senders.numbers import copied, numbers_and_pinyin, slipped_numbers
from tonghu.reconcile.engine.senders.people import people
from tonghu.reconcile.engine.senders.scopes import FEW, namer_of, same_number, scopes
from tonghu.reconcile.engine.senders.sexes import sexes
from tonghu.reconcile.engine.senders.telephones import CROWDED, telephones

__all__ = ["CROWDED", "FEW", "find_faults"]


def find_faults(t: Table, sheets: Sequence[Sheet]) -> tuple[SenderFault, ...]:
    """Find systematic faults, undo or contain them in the table, and report them."""
    begins = np.concatenate([[0], np.cumsum([len(s.rows) for s in sheets])])
    faults = [*copied_blocks(t, sheets), *copied(t, sheets)]
    odd = odd_cells(t, sheets, begins)
    left, right = same_number(t)
    told: dict[str, Bool] = {}
    mended = np.zeros(len(t), bool)
    for scope in scopes(t):
        namer = namer_of(t, sheets, begins, scope)
        slipped = list(slipped_numbers(t, scope, left, right, namer))
        if slipped:
            faults += slipped
            left, right = same_number(t)
        faults += dates(t, scope, namer)
        faults += sexes(t, scope, namer, mended)
        faults += people(t, scope, left, right, namer)
        faults += numbers_and_pinyin(t, scope, namer, told)
        faults += tell_odd(odd, scope, namer)
    faults += telephones(t, sheets, begins)
    return tuple(_without_echoes(faults))


def _without_echoes(faults: list[SenderFault]) -> Iterator[SenderFault]:
    """What is said of a whole file is not said again of its schools and villages."""
    whole = {(f.file, f.code, f.fields) for f in faults if not f.scope}
    for fault in faults:
        if not fault.scope or (fault.file, fault.code, fault.fields) not in whole:
            yield fault
