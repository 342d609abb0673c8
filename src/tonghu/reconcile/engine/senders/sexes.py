"""Sex of a whole sender: the 17th digit of a record's own good number is the witness."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import Bool
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.result import SenderFault
from tonghu.reconcile.engine.senders.scopes import FEW, Namer, Scope, members_of, share_of

SELDOM = 0.25  # a column that agrees less often is written the wrong way round
NOT_EVEN = 0.65  # one that agrees less often says nothing: all male, filled down, slipped


def sexes(t: Table, scope: Scope, namer: Namer, done: Bool) -> Iterator[SenderFault]:
    """性别: groups whose sexes do not fit their numbers, turned round or set aside.

    `done`: records mended already with a file or a school, not to be turned again.
    """
    told = (t.good != 0) & (t.sex != 0) & ~done
    wrong = told & ((t.good & 1) != (t.sex & 1))  # 1 male and odd, 2 female and even
    group = scope.group[wrong]
    many = np.bincount(group[group >= 0], minlength=scope.size) >= FEW * (1 - NOT_EVEN)
    if not many.any():
        return
    rows = np.flatnonzero(told & (scope.group >= 0) & many[scope.group])
    total, right = share_of(scope, rows, ~wrong[rows])
    for number in np.flatnonzero((total >= FEW) & (right < NOT_EVEN)).tolist():
        members = members_of(scope, number)
        known = members[(t.sex[members] != 0) & ~done[members]]
        turned = right[number] < SELDOM
        if not turned and not scope.label and len(np.unique(t.sex[known])) > 1:
            continue  # a file of both: some village's fault, which is told there
        t.sex[known] = 3 - t.sex[known] if turned else 0
        done[known] = True
        index, place, words = namer(number)
        what = "普遍填反，已对调后比对" if turned else "大多与证件号不符，比对时没有采用这一列"
        yield SenderFault(
            "inverted_sex" if turned else "field_disagrees",
            f"{words}：性别{what}，请核对原表。",
            index, place, (Field.SEX,), len(known), "corrected" if turned else "distrusted",
        )  # fmt: skip
